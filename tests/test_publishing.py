"""Publishing ``docs/`` on several cores gives the same site as MkDocs."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sourcebook.publishing import rendering
from sourcebook.publishing.building import Publisher
from sourcebook.publishing.published import PublishingError
from sourcebook.writing import Cache

from .projects import KEY, another, project, run, tree


@pytest.fixture(autouse=True)
def _workers_for_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make workers render pages even for a small project."""
    monkeypatch.setattr(rendering, "FEW_FILES", 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small project whose docs/ was made."""
    folder = project(tmp_path_factory.mktemp("publishing") / "small")
    assert run(folder, "pages").returncode == 0
    return folder


@pytest.fixture(scope="module")
def plain(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site that MkDocs builds from the same project."""
    target = tmp_path_factory.mktemp("plain") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    subprocess.run(command, cwd=made, check=True)
    return target


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_processes_gives_what_mkdocs_gives(
    made: Path, plain: Path, tmp_path: Path, workers: int
) -> None:
    """Any number of workers gives the same site as MkDocs, byte for byte."""
    publisher = Publisher(made / "mkdocs.yml", tmp_path / "site", Cache(tmp_path / "new", KEY))
    assert publisher.publish(workers=workers).warnings == []
    assert tree(tmp_path / "site") == tree(plain)


def test_a_conflict_of_two_files_is_told_once(made: Path, tmp_path: Path) -> None:
    """MkDocs' warning about two pages for one address appears once.

    The files of ``docs/`` are listed ahead, and listed again if this list doesn't hold: it lacks a
    page that is in conflict with another.
    """
    folder = tmp_path / "project"
    shutil.copytree(made, folder, symlinks=True)
    (folder / "docs/notes").mkdir()
    for name in ("README.md", "index.md"):
        (folder / "docs/notes" / name).write_text(f"# {name}\n", "utf-8")
    publisher = Publisher(folder / "mkdocs.yml", folder / "site", Cache(tmp_path / "new", KEY))
    publisher.prefetch()
    assert publisher.publish().warnings == [
        "Excluding 'notes/README.md' from the site because it conflicts with 'notes/index.md'."
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_links_to_no_anchor_are_told(made: Path, tmp_path: Path, workers: int) -> None:
    """A link to a missing anchor is reported, even if another worker renders the linked page."""
    folder = tmp_path / "project"
    shutil.copytree(made, folder, symlinks=True)
    with (folder / "docs/events/harbour-fire.md").open("a", encoding="utf-8") as page:
        page.write("\n[one](warehouse-collapse.md#nowhere) [two](#here-neither)\n")
    publisher = Publisher(folder / "mkdocs.yml", folder / "site", Cache(tmp_path / "new", KEY))
    assert publisher.publish(workers=workers).warnings == [
        "'events/harbour-fire.md' has a link 'warehouse-collapse.md#nowhere', but there is no "
        "such anchor in 'events/warehouse-collapse.md'",
        "'events/harbour-fire.md' has a link '#here-neither', but there is no such anchor on "
        "this page",
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_can_not_be_rendered_stops_the_build(
    made: Path, tmp_path: Path, workers: int
) -> None:
    """If a page can't be rendered, the error names the page, and the old site stays."""
    folder = tmp_path / "project"
    shutil.copytree(made, folder, symlinks=True)
    page = folder / "docs/events/harbour-fire.md"
    page.write_text("---\ntemplate: gone.html\n---\n", "utf-8")
    (folder / "site").mkdir()
    (folder / "site/before").touch()
    with pytest.raises(PublishingError, match=r"Error building page 'events/harbour-fire.md'"):
        Publisher(folder / "mkdocs.yml", folder / "site", Cache(tmp_path / "new", KEY)).publish(
            workers=workers
        )
    assert [path.name for path in (folder / "site").iterdir()] == ["before"]


def test_a_site_on_another_disk_is_published_too(made: Path, plain: Path, tmp_path: Path) -> None:
    """If site/ links to a folder on another disk, the site is published there without leftovers."""
    folder = tmp_path / "project"
    shutil.copytree(made, folder, symlinks=True)
    with tempfile.TemporaryDirectory(dir=another()) as other:
        Path(other, "site").mkdir()
        (folder / "site").symlink_to(Path(other, "site"))
        first, second = run(folder), run(folder)
        assert (first.returncode, first.stderr, second.stderr) == (0, "", "")
        assert "site/ published, 0 pages changed" in second.stdout
        assert tree(Path(other, "site")) == tree(plain)
        assert [path.name for path in Path(other).iterdir()] == ["site"]
