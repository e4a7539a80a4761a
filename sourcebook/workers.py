"""Runs Python functions in forked processes, on all cores.

A forked process starts with a copy of the parent's memory, so functions and their arguments are
never pickled. Only the indexes of items are sent to a worker, and only results are sent back.

The pools of the standard library aren't used, because they pickle each call, including the corpus.
``multiprocessing.Pool`` waits for ever for the result of a worker that was killed.
``ProcessPoolExecutor`` lets running calls finish when the parent fails. Neither pool ends its
workers when the parent is killed, so the workers of a killed build could still run during the next
build.
"""

import contextlib
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from .ending import end_with
from .messages import gettext as _
from .messages import marked

T = TypeVar("T")
R = TypeVar("R")

_ENDED = marked("a process of the build was ended from outside")

FEW_FILES = 50
"""Minimum number of files for each worker that makes files from templates.

With fewer files, no worker is started: each worker must copy each page of memory that it changes,
which takes longer than making the files.
"""

_AHEAD = 2
"""Number of slices that a worker has at one time: the one that it works on, and the next."""

_MAX_SLICE = 64
"""Maximum number of items that a worker processes before it sends results.

The number is small to save memory, because the results of these items are in memory twice while
they are sent back.
"""


class WorkerError(Exception):
    """A worker process was ended from outside."""


class _RemoteError(Exception):
    """The traceback of an error in a worker, as text.

    When the parent process raises the error again, this exception is the error's ``__cause__``.
    """

    def __str__(self) -> str:
        return f"in another process:\n{self.args[0]}"


def default_workers() -> int:
    """Return the number of worker processes to use: one per core on Linux, elsewhere 1."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def parallel_map(
    work: Callable[[T], R], items: Sequence[T], workers: int, fewest: int = 2
) -> Iterator[R]:
    """Yield the result of ``work`` for each item, in no particular order.

    ``items``: should begin with those that take longest. ``workers``: the number of processes,
    including this one. Raises whatever ``work`` raises, and WorkerError if a worker is ended from
    outside. If there are fewer than two workers, or fewer than ``fewest`` items per worker,
    everything runs in this process.
    """
    if workers < 2 or len(items) < fewest * workers:
        yield from map(work, items)
        return
    slices = _slices(len(items), workers)
    pool: list[_Worker] = []
    try:
        pool += [_Worker(_serve_slices, work, items) for _ in range(workers - 1)]
        # While this process makes an item, a worker may finish a slice. Then it goes on with its
        # next slice, which it has been given ahead.
        for worker in pool * _AHEAD:
            worker.dispatch(next(slices, None))
        own = (item for part in slices for item in items[part])
        with _collecting_garbage():
            for item in own:
                yield work(item)
                yield from _received(pool, slices, 0)
        while any(worker.is_busy for worker in pool):
            yield from _received(pool, slices, None)
    finally:
        for worker in pool:
            worker.end()


def _received(
    pool: "Sequence[_Worker]", slices: Iterator[slice], timeout: float | None
) -> Iterator[Any]:
    """Yield the results that workers have sent, and give each of these workers a further slice.

    ``timeout``: how long to wait for a first result, in seconds; None for as long as it takes.
    """
    busy = {worker.connection: worker for worker in pool if worker.is_busy}
    for connection in wait(list(busy), timeout):
        worker = busy[connection]  # type: ignore[index]
        results = worker.receive_slice()
        worker.dispatch(next(slices, None))
        yield from results


@contextlib.contextmanager
def _collecting_garbage() -> Iterator[None]:
    """Collect garbage during the ``with`` block, even if garbage collection is switched off."""
    if gc.isenabled():
        yield
        return
    _start_collecting()
    try:
        yield
    finally:
        gc.disable()


def _start_collecting() -> None:
    """Start collecting garbage, because rendering creates reference cycles.

    The objects that exist already are frozen: visiting them would take long, would free nothing,
    and would copy the memory that processes share.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


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
        self._worker = _Worker(_run_task, work, after, forks=forks) if workers > 1 else None

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


class _Worker:
    """A forked process, and the connection to that process."""

    def __init__(self, run: Callable[..., None], *arguments: Any, forks: bool = False) -> None:
        context: Any = get_context("fork")  # ``Any``: the type differs on Windows, which can't fork
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        given = (os.getpid(), self.connection, theirs, forks, run, *arguments)
        # A process that forks can't be daemonic: Python doesn't let daemonic processes start
        # others.
        self._process = context.Process(target=_begin, args=given, daemon=not forks)
        self._process.start()
        theirs.close()
        self._slices = 0

    @property
    def is_busy(self) -> bool:
        """Whether results of a dispatched slice haven't been received yet."""
        return self._slices > 0

    def dispatch(self, items: slice | None) -> None:
        """Tell the worker which slice of the items is next; do nothing if ``items`` is None.

        Only the bounds of the slice are sent, because the worker has the items. Raises WorkerError
        if the worker has ended.
        """
        if items is None:
            return
        try:
            self.connection.send((items.start, items.stop))
        except OSError as error:
            raise WorkerError(_(_ENDED)) from error
        self._slices += 1

    def receive_slice(self) -> list[Any]:
        """Return the results of a dispatched slice. Raises what ``receive`` raises."""
        results: list[Any] = self.receive()
        self._slices -= 1
        return results

    def receive(self) -> Any:
        """Return the worker's next result. Raises WorkerError, or an error that the worker sent."""
        try:
            value, error, remote_traceback = self.connection.recv()
        except (EOFError, OSError) as failure:
            raise WorkerError(_(_ENDED)) from failure
        if error is not None:
            raise error from _RemoteError(remote_traceback)
        return value

    def end(self) -> None:
        """Close the connection, terminate the process and wait until it has ended."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _begin(
    parent: int, ours: Connection, theirs: Connection, forks: bool,
    run: Callable[..., None], *arguments: Any,
) -> None:  # fmt: skip
    """Call ``run`` in the new process, with the worker's end of the connection, ``theirs``.

    ``parent``: the parent's process id. ``ours``: the parent's end of the connection. ``forks``:
    whether ``run`` starts processes itself.
    """
    # Invariant: no worker outlives its parent. When the parent ends, it releases the project's
    # lock, and another build can begin. The worker must not run during that build.
    end_with(parent)
    # This process inherits the parent's end of the connection too. While that end is open here,
    # this process can't notice that the parent has closed it.
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends its workers
    if not forks:
        _start_collecting()
    with contextlib.suppress(OSError):
        run(theirs, *arguments)


def _slices(count: int, workers: int) -> Iterator[slice]:
    """Yield slices that together cover ``count`` items, several for each worker.

    Workers get several slices so that all workers finish at about the same time, although some
    items take longer than others.
    """
    size = min(max(count // (16 * workers), 1), _MAX_SLICE)
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def _serve_slices(connection: Connection, work: Callable[[T], R], items: Sequence[T]) -> None:
    while True:
        try:
            start, stop = connection.recv()
        except (EOFError, OSError):
            return
        _answer(connection, partial(_results, work, items[start:stop]))


def _results(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]


def _run_task(
    connection: Connection, work: Callable[[], object], after: Callable[[], None] | None
) -> None:
    _answer(connection, work)
    if after:
        _answer(connection, after)


def _answer(connection: Connection, work: Callable[[], object]) -> None:
    """Send the result of ``work`` to the parent, or the error that ``work`` raises."""
    try:
        answer: tuple[object, Exception | None, str] = (work(), None, "")
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        answer = (None, _picklable(error), traceback.format_exc())
    connection.send(answer)


def _picklable(error: Exception) -> Exception:
    """Return the error or, if it can't be pickled, a RuntimeError with the error's message."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own data, pickled on this line
    except Exception:  # noqa: BLE001 - pickling may raise any exception
        replacement = RuntimeError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            replacement.add_note(note)
        return replacement
    return error
