"""The state of the preview: which pages are open or have changed, and which problems to show."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Condition
from typing import Any, NamedTuple

Message = Mapping[str, Any]
"""A JSON object for ``preview.js``: tells a page to reload, or to show problems.

Each of the problems in it is a JSON object too, and has the same type.
"""


class _Open(NamedTuple):
    """A page that is open in a browser; see ``PreviewState.page_open``."""

    page: str
    since: int
    is_connected: Callable[[], bool]


class PreviewState:
    """The state of the preview. Builds change the state, and the server's threads read it.

    A page is identified by its path in the site. Invariant: each change has a higher number than
    all earlier changes.
    """

    def __init__(self) -> None:
        self._condition = Condition()
        # The numbers of changes begin with the current time. So pages that are still open from an
        # earlier preview have lower numbers, and reload.
        self._number = time.time_ns()
        self._changed: dict[str, int] = {}
        self._all_changed = self._number
        self._problems: list[Message] = []
        self._problems_changed = self._number
        self._early: dict[str, bytes] = {}
        self._early_before: dict[str, bytes] = {}
        self._drafts: dict[str, bytes] = {}
        self._open: list[_Open] = []
        self._closed = False

    @property
    def number(self) -> int:
        """The number of the latest change."""
        return self._number

    def open_pages(self) -> list[str]:
        """Return the pages that are open in a browser, each once."""
        with self._condition:
            return list({one.page: None for one in self._open if one.is_connected()})

    def early_page(self, page: str) -> bytes | None:
        """Return a page's HTML if the page is shown before the rest of the site; otherwise None."""
        return self._early.get(page)

    def shows(self, page: str) -> bool:
        """Return whether a page is shown that the site needn't have."""
        return page in self._early or page in self._drafts

    @property
    def early_pages(self) -> Mapping[str, bytes]:
        """The pages that are shown before the rest of the site: path -> HTML."""
        return dict(self._early)

    def draft_page(self, page: str) -> bytes | None:
        """Return the HTML of a draft page, or the content of a file that a draft page shows.

        Drafts aren't part of the site. Returns None if no draft or file has the path ``page``.
        """
        return self._drafts.get(page)

    def show_drafts(self, drafts: dict[str, bytes]) -> None:
        """Show the pages in ``drafts``, and no other drafts.

        Drafts are pages of records that aren't published yet. ``drafts``: path -> content, for each
        draft and for each file that a draft shows.
        """
        with self._condition:
            changed = {page for page in {*drafts, *self._drafts}
                       if drafts.get(page) != self._drafts.get(page)}  # fmt: skip
            self._drafts = drafts
            if changed:
                self._note_changes(changed)

    def begin_build(self) -> None:
        """Note which pages earlier builds have shown early, in case that this build fails."""
        with self._condition:
            self._early_before = dict(self._early)

    def show_early(self, page: str, html: bytes) -> None:
        """Show a page, with this HTML, before the rest of the site is built."""
        with self._condition:
            self._early[page] = html
            self._note_changes([page])

    def clear_errors(self) -> None:
        """Show no errors any more, because the sources have none.

        Warnings stay until the build ends.
        """
        with self._condition:
            self._set_problems([one for one in self._problems if one["severity"] == "warning"])
            self._condition.notify_all()

    def show_site(self, changed: Iterable[str], same: Iterable[str], *, all_: bool = False) -> None:
        """Show the site after a build, and clear the problems.

        ``changed``: pages that are new or differ from the previous build. ``same``: pages that
        needn't reload, because they were shown early with the same content. ``all_``: whether the
        appearance of all pages may have changed.
        """
        with self._condition:
            # Pages that were shown before the build ended reload too: the build may have rendered
            # such a page differently, or may have left it out.
            self._note_changes({*changed, *self._early} - {*same})
            self._early.clear()
            if all_:
                self._all_changed = self._number
            self._set_problems([])
            self._condition.notify_all()

    def show_problems(self, problems: list[Message], *, built: bool) -> None:
        """Show problems on the open pages. ``built``: whether the site was built.

        If the site was not built, pages that this build has shown early are shown again as before.
        """
        with self._condition:
            if not built and self._early != self._early_before:
                before = self._early_before
                self._note_changes([p for p in self._early if self._early[p] != before.get(p)])
                self._early = dict(before)
            self._set_problems(problems)
            self._condition.notify_all()

    def close(self) -> None:
        """End all running iterators that the method ``news`` has returned."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def _set_problems(self, problems: list[Message]) -> None:
        if problems != self._problems:
            self._number += 1
            self._problems, self._problems_changed = problems, self._number

    def _note_changes(self, pages: Iterable[str]) -> None:
        self._number += 1
        self._changed |= dict.fromkeys(pages, self._number)
        self._condition.notify_all()

    def wait_until_loaded(self, pages: Collection[str], seconds: float) -> bool:
        """Wait until browsers have loaded the latest version of these pages; return whether so.

        ``seconds``: the longest time to wait. A page that isn't open counts as not loaded.
        """

        def is_loaded(page: str) -> bool:
            return any(
                one.page == page and not self._changed_since([page], one.since)
                for one in self._open
            )

        with self._condition:
            return self._condition.wait_for(lambda: all(map(is_loaded, pages)), seconds)

    @contextmanager
    def page_open(self, page: str, since: int, is_connected: Callable[[], bool]) -> Iterator[None]:
        """Count a page as open in a browser while the context lasts.

        ``since``: the number of the latest change that is already in the page. ``is_connected``:
        returns whether the browser still has the page open. A page that was closed doesn't count,
        even before the context ends.
        """
        opened = _Open(page, since, is_connected)
        with self._condition:
            self._open.append(opened)
            self._condition.notify_all()
        try:
            yield
        finally:
            with self._condition:
                self._open.remove(opened)

    def news(
        self, page: str, since: int, heartbeat: float, shown: str | None = None
    ) -> Iterator[Message | None]:
        """Yield messages for an open page, and None after ``heartbeat`` seconds without a message.

        ``since``: the number of the latest change that is already in the page. ``shown``: the page
        that is shown instead, if there is no page with the path ``page``. The iterator ends after a
        message that tells the page to reload, or when the preview is closed.
        """
        pages = [page] if shown is None else [page, shown]
        sent = 0
        while True:
            with self._condition:
                self._condition.wait_for(
                    lambda sent=sent: (
                        self._closed  # type: ignore[misc]
                        or self._changed_since(pages, since)
                        or self._problems_changed > sent
                    ),
                    heartbeat,
                )
                if self._closed:
                    return
                reload = self._changed_since(pages, since)
                problems = self._problems if self._problems_changed > sent else None
                sent = self._problems_changed
            if reload:
                yield {"load": True}
                return
            yield None if problems is None else {"problems": problems}

    def _changed_since(self, pages: Iterable[str], since: int) -> bool:
        return max(self._all_changed, *(self._changed.get(page, 0) for page in pages)) > since
