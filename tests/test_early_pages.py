"""Pages that somebody is looking at are made before all others, while the sources are checked."""

import os
import signal
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.corpus import Ref
from sourcebook.corpus.drafts import withhold
from sourcebook.corpus.grouping import chains
from sourcebook.editing import example
from sourcebook.pages.compose import Composer
from sourcebook.pages.site import Site
from sourcebook.project import open_cache
from sourcebook.serving.session import Session
from sourcebook.stages import Early
from sourcebook.stages.checking import unchecked

from .made import alone, corpus
from .projects import ROOT, project
from .systems import posix

PAGE = "events/harbour-fire.md"
WORKERS = [1, pytest.param(2, marks=posix)]
PROJECTS = [ROOT, *sorted(example.EXAMPLES.iterdir())]
Made = tuple[int, str | None]
"""A process id, and the text of ``PAGE`` that the process made."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small project that isn't built yet."""
    return project(tmp_path / "small")


def made(composer: Composer) -> Made:
    """Make ``PAGE``."""
    return os.getpid(), composer.text(PAGE)


@pytest.mark.parametrize("workers", WORKERS)
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


@pytest.mark.parametrize("repeated", [True, False])
def test_only_the_preview_keeps_what_was_found_in_records(folder: Path, repeated: bool) -> None:
    """Further builds in one process look for references in changed records alone.

    Any other build frees their memory before it makes pages.
    """
    cache = open_cache(folder)
    stages.pages(folder, cache, workers=1, repeated=repeated)
    entries = [entry for _, part in cache.get("sources.read").values() for entry in part.entries]
    assert entries
    assert {"references" in entry.__dict__ for entry in entries} == {repeated}


def test_the_preview_keeps_what_was_found_in_records(folder: Path) -> None:
    """A second build of the preview finds the references of unchanged records at hand."""
    session = Session(folder, lambda _: None, lambda *_: None)
    assert session.build()
    session.close()
    parts = session._cache.get("sources.read").values()
    kept = {"references" in entry.__dict__ for _, part in parts for entry in part.entries}
    assert kept == {True}


def fails(_: Composer) -> None:
    """Raise an error that isn't one of the sources."""
    raise ArithmeticError("made too early")


@pytest.mark.parametrize("workers", WORKERS)
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


@pytest.mark.parametrize("workers", WORKERS)
def test_an_error_of_ours_is_raised(folder: Path, workers: int) -> None:
    """If a page can't be made from sources without errors, the build raises the reason."""
    with pytest.raises(ArithmeticError, match="made too early"):
        stages.pages(folder, open_cache(folder), workers=workers, early=Early(fails, print))


@posix
def test_a_process_that_is_ended_from_outside_costs_nothing(folder: Path) -> None:
    """If the process that makes the first pages is ended, the build makes all pages."""

    def ended(_: Composer) -> Made:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    shown: list[Made] = []
    early = Early(ended, shown.append)
    built = stages.pages(folder, open_cache(folder), workers=2, early=early)
    assert not built.problems
    assert (folder / "docs" / PAGE).exists()
    assert shown == []


def test_parents_in_a_circle_end() -> None:
    """The list of an id's parents is finite, also if ids are their own parents' parents.

    The pages that are open are made before checks report such ids as errors.
    """
    found = chains({"a": "b", "b": "a", "c": "a", "d": "d", "e": "f", "f": None})
    assert (found["e"], found["f"]) == (["f"], [])
    assert all(len(found[id_]) <= 3 for id_ in "abcd")


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.name)
def test_the_corpus_is_that_of_the_checks(path: Path) -> None:
    """Sources without errors give the same corpus, whether they are checked or not."""
    checked = stages.check(path)
    assert checked.corpus is not None
    kept, _ = withhold(checked.records)
    assert unchecked(path, checked.records, kept) == (checked.corpus, checked.evidence)


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.name)
def test_a_page_made_alone_is_that_of_the_build(path: Path) -> None:
    """A page is the same, whether it is made alone or with all others."""
    checked = stages.check(path)
    assert checked.corpus is not None
    built = stages.generate(checked.corpus, checked.evidence)
    found = alone(checked.corpus, built, checked.evidence)
    assert len(found) > len(checked.corpus.events)
    assert found == {page: built[page] for page in found}


def test_records_that_name_a_record() -> None:
    """The records whose texts name or link to a record are found, one record at a time too.

    A name may begin with a capital letter, and a longer name in the text may hide a shorter one.
    """
    texts = {
        "capital": "The reds left.", "link": "See [[army|them]].", "longer": "The reds united.",
        "inside": "Infrareds are light.", "both": "The reds and the reds united.", "none": "No.",
    }  # fmt: skip
    made = corpus(
        {"post": [{"event": id_} for id_ in texts]},
        actors={
            "army": {"name": "the reds"}, "league": {"name": "the reds united"},
            "clique": {"name": "the selves", "summary": "The selves left [@post, ¶1]."},
        },
        events={id_: {"summary": f"{text} [@post, ¶1]"} for id_, text in texts.items()},
    )  # fmt: skip
    expected = {
        "army": ["both", "capital", "link"], "league": ["both", "longer"], "clique": [],
    }  # fmt: skip
    one_by_one, prepared = Site(made), Site(made)
    prepared.prepare()
    for site in (one_by_one, prepared):
        for id_, events in expected.items():
            found = site.mentioned_by_records(Ref("actor", id_))
            assert found == [Ref("event", event) for event in events], id_
