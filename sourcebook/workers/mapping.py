"""Applies a function to many items, on all cores."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from ..cancelling import checkpoint
from .process import CHECK_EVERY, WorkerProcess, answer, start_collecting

T = TypeVar("T")
R = TypeVar("R")

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
    everything runs in this process. There is a checkpoint before each item of this process.
    """
    if workers < 2 or len(items) < fewest * workers:
        for item in items:
            checkpoint()
            yield work(item)
        return
    slices = _slices(len(items), workers)
    pool: list[WorkerProcess] = []
    try:
        pool += [WorkerProcess(_serve_slices, work, items) for _ in range(workers - 1)]
        # While this process makes an item, a worker may finish a slice. Then it goes on with its
        # next slice, which it has been given ahead.
        for worker in pool * _AHEAD:
            worker.dispatch(next(slices, None))
        own = (item for part in slices for item in items[part])
        with _collecting_garbage():
            for item in own:
                checkpoint()
                yield work(item)
                yield from _received(pool, slices, 0)
        while any(worker.is_busy for worker in pool):
            checkpoint()
            yield from _received(pool, slices, CHECK_EVERY)
    finally:
        for worker in pool:
            worker.end()


def _received(
    pool: "Sequence[WorkerProcess]", slices: Iterator[slice], timeout: float
) -> Iterator[Any]:
    """Yield the results that workers have sent, and give each of these workers a further slice.

    ``timeout``: how long to wait for a first result, in seconds.
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
    start_collecting()
    try:
        yield
    finally:
        gc.disable()


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
        answer(connection, partial(_results, work, items[start:stop]))


def _results(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]
