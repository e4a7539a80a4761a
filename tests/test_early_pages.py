"""Pages that somebody is looking at are made before all others, while the sources are checked."""

import os
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.editing import example
from sourcebook.pages.compose import Composer
from sourcebook.project import open_cache
from sourcebook.stages import Early
from sourcebook.stages.checking import unchecked

from .projects import ROOT, project

PAGE = "events/harbour-fire.md"
Made = tuple[int, str | None]
"""A process id, and the text of ``PAGE`` that the process made."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small project that isn't built yet."""
    return project(tmp_path / "small")


def made(composer: Composer) -> Made:
    """Make ``PAGE``."""
    return os.getpid(), composer.text(PAGE)


@pytest.mark.parametrize("workers", [1, 2])
def test_pages_are_shown_before_others_are_made(folder: Path, workers: int) -> None:
    """The pages that are shown first are those of the build, and are shown before it ends.

    With two workers, another process makes them.
    """
    shown: list[Made] = []

    def show(pages: Made) -> None:
        assert not (folder / "docs" / PAGE).exists()
        shown.append(pages)

    stages.pages(folder, open_cache(folder), workers=workers, early=Early(made, show))
    ((process, text),) = shown
    assert text == (folder / "docs" / PAGE).read_text("utf-8")
    assert (process == os.getpid()) == (workers == 1)


def fails(_: Composer) -> None:
    """Raise an error that isn't one of the sources."""
    raise ArithmeticError("made too early")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("make", [made, fails])
def test_nothing_is_shown_of_sources_with_errors(folder: Path, workers: int, make: object) -> None:
    """If the sources have an error, the error is reported, and no page is shown.

    So it is even if making the page fails because of this error.
    """
    file = next((folder / "sources/summaries").glob("*.yml"))
    file.write_text(file.read_text("utf-8").replace("event: ", "event: no-", 1), "utf-8")
    shown: list[object] = []
    built = stages.pages(
        folder,
        open_cache(folder),
        workers=workers,
        early=Early(make, shown.append),  # type: ignore[arg-type]
    )
    assert "unknown-event" in {problem.code for problem in built.problems}
    assert shown == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_ours_is_raised(folder: Path, workers: int) -> None:
    """If a page can't be made from sources without errors, the build raises the reason."""
    with pytest.raises(ArithmeticError, match="made too early"):
        stages.pages(folder, open_cache(folder), workers=workers, early=Early(fails, print))


@pytest.mark.parametrize(
    "path", [ROOT, *sorted(example.EXAMPLES.iterdir())], ids=lambda path: path.name
)
def test_the_corpus_is_that_of_the_checks(path: Path) -> None:
    """Sources without errors give the same corpus, whether they are checked or not."""
    checked = stages.check(path)
    assert checked.corpus is not None
    assert unchecked(path, checked.records) == (checked.corpus, checked.evidence)
