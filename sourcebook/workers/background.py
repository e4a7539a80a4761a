"""A single task that runs in a process of its own."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from .process import WorkerProcess, answer

R = TypeVar("R")


class BackgroundTask(Generic[R]):
    """A task that runs in a process of its own, if there are at least two workers.

    With fewer than two workers, ``result`` runs ``work`` and ``after`` in the caller's process.

    ``work``: the task, a function. ``after``: a function to run after the result has been sent.
    ``forks``: whether the task starts processes itself.

    With ``after``, the caller must always call ``end``, even after an error. Without ``after``, the
    process ends when its result is received.
    """

    def __init__(
        self,
        work: Callable[[], R],
        workers: int,
        after: Callable[[], None] | None = None,
        *,
        forks: bool = False,
    ) -> None:
        self._work = work
        self._after = after
        self._worker = WorkerProcess(_run_task, work, after, forks=forks) if workers > 1 else None

    def is_running(self) -> bool:
        """Return whether the task runs in a process of its own and has no result yet."""
        return self._worker is not None and not self._worker.connection.poll()

    def result(self) -> R:
        """Return the task's result. Call this method only once.

        Raises whatever the task raises, and WorkerError.
        """
        if self._worker is None:
            made = self._work()
            if self._after:
                self._after()
            return made
        try:
            received: R = self._worker.receive()
        finally:
            if self._after is None:
                self._worker.end()
        return received

    def finish(self) -> None:
        """Wait until the task's function ``after`` has ended.

        Call this only if there is such a function, and only when the method ``result`` has
        returned.

        Raises whatever ``after`` raises, and WorkerError.
        """
        if self._worker is not None:
            self._worker.receive()

    def end(self) -> None:
        """End the task's process if it is still running."""
        if self._worker is not None:
            self._worker.end()


def _run_task(
    connection: Connection, work: Callable[[], object], after: Callable[[], None] | None
) -> None:
    answer(connection, work)
    if after:
        answer(connection, after)
