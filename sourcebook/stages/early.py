"""Makes the pages that somebody is looking at before all others, and while checks are running."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..citing.citations import Citations
from ..pages.compose import Composer
from ..reading.git_history import History
from ..reading.records import Records
from ..workers import BackgroundTask, WorkerError
from ..writing import Cache
from .checking import unchecked


class Early(NamedTuple):
    """What to do with the pages that somebody is looking at.

    ``make``: takes the composer and returns the pages, in any form. It may run in another process,
    on sources with errors. ``show``: takes what ``make`` has returned. It is called only if the
    sources have no errors, and before any other page is made.
    """

    make: Callable[[Composer], Any]
    show: Callable[[Any], None]


class EarlyPages:
    """Makes the pages that somebody is looking at.

    With at least two workers, another process makes them while this one checks the sources.
    """

    def __init__(
        self, project: Path, cache: Cache, history: History, early: Early, workers: int
    ) -> None:
        self._workers = workers
        self._project = project
        self._cache = cache
        self._history = history
        self._early = early
        self._task: BackgroundTask[Any] | None = None

    def begin(self, records: Records, kept: Records) -> None:
        """Begin to make the pages, if another process can do it.

        ``records``: the records of all files, which aren't checked yet. ``kept``: those of them
        that aren't drafts.
        """
        if self._workers > 1:
            self._task = BackgroundTask(partial(self._make, records, kept), self._workers)

    def _make(self, records: Records, kept: Records) -> Any:
        corpus, evidence = unchecked(self._project, records, kept)
        citations = Citations(corpus, self._cache.get("docs.cited") or {})
        return self._early.make(Composer(corpus, evidence, list, citations, self._history))

    def show(self, composer_of: Callable[[], Composer]) -> None:
        """Show the pages. The checks must have found no error. Raises what ``make`` raises.

        ``composer_of``: returns the composer to make them if no other process has done so. If the
        other process was ended from outside or lacked something, the pages aren't shown early.
        """
        if self._task is None:
            self._early.show(self._early.make(composer_of()))
            return
        with contextlib.suppress(WorkerError, OSError, MemoryError):
            self._early.show(self._task.result())

    def end(self) -> None:
        """End the other process if it is still running."""
        if self._task:
            self._task.end()
