import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.writing import only_one

from .projects import PATIENCE, ROOT, project, run, tree

Trees = tuple[dict[str, str], dict[str, str]]


def trees(folder: Path) -> Trees:
    """Return what a project has published."""
    return tree(folder / "docs"), tree(folder / "site")


def rename_everything(folder: Path, word: str) -> None:
    """Change the name of every actor, so that nearly every page differs."""
    for path in sorted((folder / "sources" / "actors").glob("*.yml")):
        lines = path.read_text("utf-8").splitlines()
        shown = [f"{line} {word}" if line.startswith("  name:") else line for line in lines]
        path.write_text("\n".join(shown) + "\n", "utf-8")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Trees, Trees]:
    """Make a project before and after an edit; return it with what each publishes."""
    before = project(tmp_path_factory.mktemp("before"))
    assert run(before).returncode == 0
    after = project(tmp_path_factory.mktemp("after"))
    rename_everything(after, "Anew")
    assert run(after).returncode == 0
    return after, trees(before), trees(after)


def test_same_sources_same_bytes(tmp_path: Path) -> None:
    """Neither folder, hash seed, time zone, locale nor a second run shows in docs/ or site/."""
    one = project(tmp_path / "one")
    other = project(tmp_path / "somewhere" / "quite" / "other")
    assert run(one, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C").returncode == 0
    first = trees(one)
    result = run(
        other, PYTHONHASHSEED="4711", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8", LANG="tr_TR.UTF-8"
    )
    assert result.returncode == 0
    assert trees(other) == first
    again = run(one, PYTHONHASHSEED="2")
    assert again.stdout.startswith("docs/: 0 files written, 0 deleted")
    assert trees(one) == first


def test_the_order_of_files_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system may list a folder in any order: the pages are the same."""
    checked = stages.check(ROOT)
    assert checked.corpus is not None
    files = stages.generate(checked.corpus)
    really = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: reversed(list(really(path))))
    shuffled = stages.check(ROOT)
    assert shuffled.corpus is not None
    assert stages.generate(shuffled.corpus) == files


def test_killed_at_any_time_both_trees_are_whole(two: tuple[Path, Trees, Trees]) -> None:
    """A build that is killed leaves docs/ and site/ each old or new, and the next mends them."""
    after, old, new = two
    folder = after.parent / "killed"
    project(folder)
    assert run(folder).returncode == 0
    shutil.rmtree(folder / "sources")
    chosen = random.Random(0)  # noqa: S311 - moments, not secrets
    for _ in range(8):
        shutil.copytree(after / "sources", folder / "sources")
        build = subprocess.Popen(
            [sys.executable, "build_site.py"], cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chosen.uniform(0.3, 3))
        build.send_signal(signal.SIGKILL)
        build.wait()
        docs, site = trees(folder)
        assert docs in (old[0], new[0])
        assert site in (old[1], new[1])
        # Back to the old sources: this run must mend whatever the last one left.
        shutil.rmtree(folder / "sources")
        project_sources = after.parent / "old"
        if not project_sources.exists():
            project(project_sources)
        shutil.copytree(project_sources / "sources", folder / "sources")
        assert run(folder).returncode == 0
        assert trees(folder) == old
        shutil.rmtree(folder / "sources")


def test_with_a_full_disk_the_old_site_stands(tmp_path: Path) -> None:
    """When no file can be written to its end, docs/ and site/ stay, and the problem is told."""
    folder = project(tmp_path)
    assert run(folder).returncode == 0
    before = trees(folder)
    rename_everything(folder, "Anew")
    build = subprocess.run(
        [sys.executable, "build_site.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600)),
        check=False,
    )
    assert build.returncode == 1
    assert build.stderr == (
        "docs:1:1: error[unwritable]: this can't be written: File too large; "
        "the files before stand as they were\n"
    )
    assert trees(folder) == before
    assert run(folder).returncode == 0
    assert trees(folder) != before


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    """Builds started together come one after the other, and both end well."""
    folder = project(tmp_path)
    command = [sys.executable, "build_site.py"]
    builds = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for build in builds:
        _, complaints = build.communicate(timeout=PATIENCE)
        assert (build.returncode, complaints) == (0, b"")
    alone = project(tmp_path / "alone")
    assert run(alone).returncode == 0
    assert trees(folder) == trees(alone)


def test_a_build_waits_for_the_one_before_and_says_so(tmp_path: Path) -> None:
    """While another build holds the project, the second tells why it stands still."""
    folder = project(tmp_path)
    with only_one(folder / stages.CACHE, lambda: None):
        waiting = subprocess.Popen(
            [sys.executable, "-u", "build_site.py", "pages"], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "Another build is running here; waiting for it …\n"
        assert not (folder / "docs").exists()
    waiting.communicate(timeout=PATIENCE)
    assert waiting.returncode == 0
    assert (folder / "docs" / "index.md").exists()


def test_errors_leave_everything_as_it_was(tmp_path: Path) -> None:
    """While there is an error in sources/, the last good docs/ and site/ stand."""
    folder = project(tmp_path)
    assert run(folder).returncode == 0
    before = trees(folder)
    path = next((folder / "sources" / "actors").glob("*.yml"))
    path.write_text(path.read_text("utf-8").replace("kind:", "kinds:", 1), "utf-8")
    result = run(folder)
    assert result.returncode == 1
    assert result.stdout.endswith("nothing was written.\n")
    assert "did you mean 'kind'?" in result.stderr
    assert trees(folder) == before
