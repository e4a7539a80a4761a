"""What readers of the preview have before them, and what they are to be told."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Condition
from typing import Any

Message = Mapping[str, Any]


class Shown:
    """The state of the preview, which the server's threads read and the builds change.

    Pages are named by their paths in the site. Each change has a number, higher than before.
    """

    def __init__(self) -> None:
        self._news = Condition()
        # From the clock: a page that is still open after a new start is older than that.
        self._number = time.time_ns()
        self._changed: dict[str, int] = {}
        self._all_changed = self._number
        self._problems: list[Message] = []
        self._problems_changed = self._number
        self._first: dict[str, bytes] = {}
        self._open: Counter[str] = Counter()
        self._ended = False

    @property
    def number(self) -> int:
        """The number of the last change."""
        return self._number

    def open_pages(self) -> list[str]:
        """Return the pages that are open in a browser."""
        with self._news:
            return list(self._open)

    def first(self, page: str) -> bytes | None:
        """Return a page that has been made ahead of the rest of the site, if there is one."""
        return self._first.get(page)

    def show_first(self, page: str, html: bytes) -> None:
        """Show a page ahead of the rest."""
        with self._news:
            self._first[page] = html
            self._tell([page])

    def show(self, changed: Iterable[str], same: Iterable[str], *, all_: bool = False) -> None:
        """Show the site as it is now. ``changed``: the pages that are new or different.

        ``same``: those of them that were shown first, just so. ``all_``: whatever page is
        open may look different.
        """
        with self._news:
            # What was shown first and is otherwise now, or not at all, must go.
            self._tell({*changed, *self._first} - {*same})
            self._first.clear()
            if all_:
                self._all_changed = self._number
            self._set_problems([])
            self._news.notify_all()

    def tell_problems(self, problems: list[Message], *, built: bool) -> None:
        """Tell of problems. Unless the site was built, pages are as they were before."""
        with self._news:
            if not built and self._first:
                self._tell([*self._first])
                self._first.clear()
            self._set_problems(problems)
            self._news.notify_all()

    def end(self) -> None:
        """Let everybody go who waits for news."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _set_problems(self, problems: list[Message]) -> None:
        if problems != self._problems:
            self._number += 1
            self._problems, self._problems_changed = problems, self._number

    def _tell(self, pages: Iterable[str]) -> None:
        self._number += 1
        self._changed |= dict.fromkeys(pages, self._number)
        self._news.notify_all()

    @contextmanager
    def opened(self, page: str) -> Iterator[None]:
        """Count a page as open in a browser."""
        with self._news:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._news:
                self._open[page] -= 1
                self._open += Counter()  # drops what nobody has open

    def news(self, page: str, since: int, patience: float) -> Iterator[Message | None]:
        """Yield what a page that was loaded at a change's number must be told, as it comes.

        None where nothing has come for so many seconds. Ends with the preview, or after
        the page has been told to load anew.
        """
        told = 0
        while True:
            with self._news:
                self._news.wait_for(
                    lambda told=told: (
                        self._ended  # type: ignore[misc]
                        or self._changed_since(page, since)
                        or self._problems_changed > told
                    ),
                    patience,
                )
                if self._ended:
                    return
                anew = self._changed_since(page, since)
                problems = self._problems if self._problems_changed > told else None
                told = self._problems_changed
            if anew:
                yield {"load": True}
                return
            yield None if problems is None else {"problems": problems}

    def _changed_since(self, page: str, since: int) -> bool:
        return max(self._changed.get(page, 0), self._all_changed) > since
