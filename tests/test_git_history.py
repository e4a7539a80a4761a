"""Changes to the sources since the last version, according to Git."""

import subprocess
from pathlib import Path

import pytest

from sourcebook.reading.git_history import (
    NO_HISTORY,
    ChangedFile,
    changed_records,
    history,
)


def git(folder: Path, *arguments: str) -> None:
    """Run Git in a folder, with a fixed author."""
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with one commit, in a subfolder of its repository."""
    folder = tmp_path / "repository/project"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources/a.yml").write_text("one:\n  x: 1\ntwo:\n  x: 1\n")
    (folder / "sources/b.yml").write_text("old: 1\n")
    git(folder.parent, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def test_without_git_or_a_version_nothing_is_said(tmp_path: Path, project: Path) -> None:
    """Without Git, there is no history; without a tagged version, the state is ``untagged``."""
    (tmp_path / "plain").mkdir()
    assert history(tmp_path / "plain", "sources") == NO_HISTORY
    assert history(project, "sources").state == "untagged"


def test_records_are_found_by_the_lines_that_changed(project: Path) -> None:
    """Changed lines show which records are new and which have changed."""
    git(project, "tag", "v1")
    assert history(project, "sources").files == ()
    (project / "sources/a.yml").write_text("one:\n  x: 1\ntwo:\n  x: 2\nthree:\n  x: 1\n")
    (project / "sources/b.yml").unlink()
    git(project, "add", "-A")
    git(project, "commit", "-qm", "second")
    found = history(project, "sources")
    assert (found.state, found.version) == ("tagged", "v1")
    assert [(file.path, file.status) for file in found.files] == [
        ("sources/a.yml", "M"), ("sources/b.yml", "D"),
    ]  # fmt: skip
    starts = {"sources/a.yml": {1: "one", 3: "two", 5: "three"}}
    assert changed_records(found.files, starts) == (["three"], ["two"])


def test_a_file_that_differs_from_its_commit_names_no_record(project: Path) -> None:
    """If a file was edited after its last commit, its line numbers differ: no record is named."""
    git(project, "tag", "v1")
    (project / "sources/a.yml").write_text("one:\n  x: 2\ntwo:\n  x: 1\n")
    git(project, "commit", "-qam", "second")
    (project / "sources/a.yml").write_text("zero:\none:\n  x: 2\ntwo:\n  x: 1\n")
    found = history(project, "sources").files
    assert [file.is_committed for file in found] == [False]
    assert changed_records(found, {"sources/a.yml": {1: "zero", 2: "one"}}) == ([], [])


def test_a_shallow_clone_says_so(project: Path, tmp_path: Path) -> None:
    """The history of a shallow clone, as in CI, is unknown."""
    git(project, "commit", "-q", "--allow-empty", "-m", "second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", project.parent.as_uri(), str(clone))
    assert history(clone / "project", "sources").state == "shallow"


def test_lines_that_are_gone_change_the_record_before_them() -> None:
    """Deleted lines count as a change to the record before them."""
    file = ChangedFile("a.yml", "M", ((2, 0),))
    assert changed_records((file,), {"a.yml": {1: "one", 3: "two"}}) == ([], ["one"])
