"""Builds of the preview that are given up because the sources have changed again."""

import gc
import multiprocessing
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from sourcebook.cancelling import Cancelled, cancelled_when, checkpoint
from sourcebook.project import SITE, SOURCES, open_cache
from sourcebook.serving import session as serving_session
from sourcebook.serving.preview_state import Message, PreviewState
from sourcebook.serving.session import Session
from sourcebook.workers import BackgroundTask, parallel_map

from .projects import project, tree

LOCATION = "north-quay"
PAGE = "events/warehouse-collapse/index.html"
NEWEST = sys.maxsize
"""A number that no change of a preview has reached."""


def after(checkpoints: int) -> Callable[[], bool]:
    """Return a function that returns True once it has been called more often than this."""
    calls = iter(range(checkpoints))
    return lambda: next(calls, None) is None


def test_work_is_cancelled_at_its_next_checkpoint() -> None:
    """Work goes on until a checkpoint after its cancellation; other work isn't cancelled."""
    checkpoint()
    done: list[int] = []

    def work() -> None:
        for number in range(9):
            checkpoint()
            done.append(number)

    with pytest.raises(Cancelled), cancelled_when(after(2)):
        work()
    assert done == [0, 1]
    checkpoint()


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelled_work_leaves_no_process(workers: int) -> None:
    """If work on several cores is cancelled, its processes end at once."""
    done: list[int] = []
    with pytest.raises(Cancelled), cancelled_when(after(3)):
        done.extend(parallel_map(lambda number: -number, range(1_000_000), workers))
    assert len(done) < 1_000_000
    assert multiprocessing.active_children() == []


def test_waiting_for_another_process_is_cancelled() -> None:
    """A build that waits for another process is cancelled at once, and the process ends."""
    task = BackgroundTask(lambda: multiprocessing.Event().wait(60), workers=2)
    with pytest.raises(Cancelled), cancelled_when(after(3)):
        task.result()
    assert multiprocessing.active_children() == []


class Leftover:
    """An object that is freed only by garbage collection, because it refers to itself."""

    itself: "Leftover"


class Preview:
    """A preview of a small project in which one page is open.

    ``said``: the lines that the preview has printed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = project(folder)
        self.said: list[str] = []
        self.session = Session(self.folder, self.said.append, lambda *_: None)
        self._event = self.folder / SOURCES / "events" / "collapse.yml"
        self._text = self._event.read_text("utf-8")

    def write(self, words: str, location: str = LOCATION) -> None:
        """Save the open event at this location, with these words before its own title."""
        text = self._text.replace("  title: ", f"  title: {words}", 1)
        assert LOCATION in text
        self._event.write_text(text.replace(LOCATION, location), "utf-8")

    @property
    def shown(self) -> str:
        """The open page as the preview shows it."""
        early = self.session.state.early_page(PAGE)
        return (early or (self.folder / SITE / PAGE).read_bytes()).decode()

    def news(self, since: int) -> Message | None:
        """Return what the open page is told, as the page was before the changes after ``since``."""
        return next(self.session.state.news(PAGE, since, heartbeat=0.01))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Return a preview whose site is built, and whose event's page is open."""
    shown = Preview(tmp_path / "project")
    assert shown.session.build()
    with shown.session.state.page_open(PAGE, NEWEST, lambda: True):
        yield shown
    shown.session.close()


def test_a_build_that_waits_for_a_browser_is_given_up(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A further save ends a build that waits until a browser has loaded the page that it shows."""
    waits: list[float] = []

    def wait(_state: PreviewState, pages: Sequence[str], seconds: float) -> bool:
        assert pages == [PAGE]
        waits.append(seconds)
        return False

    monkeypatch.setattr(PreviewState, "wait_until_loaded", wait)
    preview.write("New ")
    assert not preview.session.build(lambda: True)
    assert "New " in preview.shown
    assert len(waits) == 1


@pytest.mark.slow
def test_a_build_that_is_given_up_changes_nothing(preview: Preview, tmp_path: Path) -> None:
    """A build given up at any checkpoint shows the open page, and leaves the site as it was.

    The next build makes the same site as if no build had been given up.
    """
    site, moment = tree(preview.folder / SITE), 0
    preview.write("New 0 ")
    while not preview.session.build(after(moment)):
        assert f"New {moment} " in preview.shown
        assert tree(preview.folder / SITE) == site
        moment += 5
        preview.write(f"New {moment} ")
    assert moment > 21
    assert f"New {moment} " in (preview.folder / SITE / PAGE).read_text("utf-8")
    other = Preview(tmp_path / "other")
    other.write(f"New {moment} ")
    assert other.session.build()
    assert tree(preview.folder / SITE) == tree(other.folder / SITE)


@pytest.mark.slow
def test_an_edit_taken_back_after_a_build_was_given_up_is_shown(preview: Preview) -> None:
    """If an edit is taken back before the site was built, the open page has its old words again."""
    preview.write("New ")
    assert not preview.session.build(lambda: True)
    number = preview.session.state.number
    preview.write("")
    assert preview.session.build()
    assert preview.news(number) == {"load": True}
    assert "New " not in preview.shown


@pytest.mark.slow
def test_a_mistake_vanishes_as_soon_as_it_is_mended(preview: Preview) -> None:
    """A mistake doesn't stand over the page until the rest of the site is made."""
    state = preview.session.state
    preview.write("New ", location="no-quay")
    assert not preview.session.build()
    told = preview.news(state.number)
    assert told
    assert [one["code"] for one in told["problems"]] == ["unknown-location"]
    preview.write("New ")
    assert not preview.session.build(lambda: True)
    assert preview.news(state.number) == {"problems": []}


@pytest.mark.slow
def test_a_mistake_leaves_the_page_as_it_was_shown(preview: Preview) -> None:
    """A mistake doesn't take back right edits, even if their builds were given up."""
    state = preview.session.state
    preview.write("New ")
    assert not preview.session.build(lambda: True)
    preview.write("Newer ", location="no-quay")
    number = state.number
    assert not preview.session.build()
    told = preview.news(number)
    assert told
    assert "load" not in told
    assert "New " in preview.shown


@pytest.mark.slow
def test_a_build_is_completed_even_if_nobody_pauses(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the sources change again and again, the whole site is built now and then all the same.

    Mistakes in between don't put this off. Time without changes doesn't count.
    """
    now = 1000.0
    monkeypatch.setattr(serving_session, "time", SimpleNamespace(monotonic=lambda: now))
    for words in ("New ", "Newer "):
        now += 1000
        preview.write(words)
        assert not preview.session.build(lambda: True)
        preview.write(words, location="no-quay")
        now += serving_session.LONGEST / 2
        assert not preview.session.build(lambda: True)
        now += serving_session.LONGEST / 2
        preview.write(words)
        assert preview.session.build(lambda: True)
        assert words in (preview.folder / SITE / PAGE).read_text("utf-8")


@pytest.mark.slow
def test_a_build_is_completed_if_an_open_page_cannot_be_shown_first(preview: Preview) -> None:
    """A build that can show an open page only at its end isn't given up."""
    with preview.session.state.page_open("events/no-event/index.html", NEWEST, lambda: True):
        preview.write("New ")
        assert preview.session.build(lambda: True)


@pytest.mark.slow
def test_citations_of_a_build_that_was_given_up_are_kept(preview: Preview) -> None:
    """Citations that a build made before it was given up are kept by the next build."""
    preview.session.finish()
    article = preview.folder / SOURCES / "articles" / "harbour-post-1951-03.md"
    text = article.read_text("utf-8")
    assert "They came late" in text
    article.write_text(text.replace("They came late", "New and late"), "utf-8")
    assert not preview.session.build(after(20))
    assert preview.session.build()
    preview.session.finish()
    cited = open_cache(preview.folder).get("docs.cited")
    assert any("New and Late" in citation.text for citation in cited.values())


@pytest.mark.slow
def test_a_build_that_shows_nothing_first_is_not_given_up(tmp_path: Path) -> None:
    """Without an open page, a build is completed: giving it up would show nothing sooner."""
    preview = Preview(tmp_path / "project")
    assert preview.session.build(lambda: True)
    preview.write("New ")
    assert preview.session.build(lambda: True)
    preview.session.close()


@pytest.mark.slow
def test_an_index_that_is_given_up_is_made_later(preview: Preview) -> None:
    """If a file is saved while the search index is published, the next index takes its place."""
    preview.write("New ")
    assert preview.session.build()
    site = tree(preview.folder / SITE)
    preview.session.finish()
    while preview.session.is_indexing:
        preview.session.publish_index(lambda: True)
    assert tree(preview.folder / SITE) == site
    preview.session.finish()
    while preview.session.is_indexing:
        preview.session.publish_index()
    assert any(line.startswith("Search index up to date") for line in preview.said)
    assert tree(preview.folder / SITE) != site


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """Switch garbage collection off, as in commands."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
@pytest.mark.usefixtures("_no_collection")
def test_memory_is_freed_even_if_nobody_pauses(preview: Preview) -> None:
    """If the sources change again and again, what builds leave in memory is freed all the same."""
    left = Leftover()
    left.itself = left
    kept = weakref.ref(left)
    del left
    for _ in range(serving_session.MOST_UNCOLLECTED - 1):
        preview.session.finish(lambda: True)
        assert kept()
        assert not preview.session.is_indexing
    preview.session.finish(lambda: True)
    assert not kept()
