"""Work dealt out to forked processes, which see all that the one that forks them has in memory."""

import contextlib
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from .ending import end_with

A = TypeVar("A")
T = TypeVar("T")
R = TypeVar("R")

_GONE = "a process of the build was ended from outside"

_MOST = 64
"""Items that are dealt at once at most: what comes of them is in memory twice for a moment."""


class WorkerError(Exception):
    """A process was ended from outside."""


class _RemoteError(Exception):
    """What caused an error in another process: its traceback there, as text."""

    def __str__(self) -> str:
        return f"in another process:\n{self.args[0]}"


def default_workers() -> int:
    """Return how many processes to work with: one a core, where processes can be forked."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def parallel_map(work: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    """Yield what comes of each item, in no order. Items that take long should stand first.

    Raises what ``work`` raises, and WorkerError. With fewer than two workers, or
    little to do, all is done in this process.
    """
    if workers < 2 or len(items) < 2 * workers:
        yield from map(work, items)
        return
    dealt = _portions(len(items), workers)
    hands: list[_Worker] = []
    try:
        hands += [_Worker(_dealt, work, items) for _ in range(workers)]
        busy = {hand.line: hand for hand in hands if hand.deal(next(dealt, None))}
        while busy:
            for line in wait(list(busy)):
                hand = busy[line]  # type: ignore[index]
                found = hand.receive()
                if not hand.deal(next(dealt, None)):
                    del busy[hand.line]
                yield from found
    finally:
        for hand in hands:
            hand.end()


class BackgroundTask(Generic[R]):
    """What another process is working out meanwhile."""

    def __init__(self, work: Callable[[], R], workers: int) -> None:
        self._work = work
        self._hand = _Worker(_once, work) if workers > 1 else None

    def result(self) -> R:
        """Wait for it. Raises what the work raises, and WorkerError."""
        return self._result

    @cached_property
    def _result(self) -> R:
        if self._hand is None:
            return self._work()
        try:
            found: R = self._hand.receive()
        finally:
            self._hand.end()
        return found


@dataclass(frozen=True)
class LateInput(Generic[A]):
    """What work that has begun already still waits for.

    ``there``: tells whether it is there; ``wait``: returns it, once it is.
    """

    there: Callable[[], bool]
    wait: Callable[[], A]


class PipelinedTask(Generic[A, R]):
    """Work that another process begins before all that it needs is there.

    ``after``: what is left to do once the result has been handed over. It has processes of its
    own; to be ended by ``end`` whatever happens.
    """

    def __init__(
        self, work: Callable[[LateInput[A]], R], workers: int, after: Callable[[], None]
    ) -> None:
        self._work = work
        self._after = after
        self._hand = _Worker(_with_rest, work, after, leads=True) if workers > 1 else None

    def result(self, rest: A) -> R:
        """Give the rest, and wait for what comes of it. Raises what that raises, WorkerError."""
        if self._hand is None:
            made = self._work(LateInput(lambda: True, lambda: rest))
            self._after()
            return made
        with contextlib.suppress(OSError):  # it has ended already, and said why
            self._hand.line.send(rest)
        found: R = self._hand.receive()
        return found

    def wait(self) -> None:
        """Wait until all is done, once there is the result.

        Raises what ``after`` raises, and WorkerError.
        """
        if self._hand is not None:
            self._hand.receive()
            if not self._hand.ends_well():
                raise WorkerError(_GONE)

    def end(self) -> None:
        """Give it up, if it isn't done."""
        if self._hand is not None:
            self._hand.end()


class _Worker:
    """A forked process, and the line to it."""

    def __init__(self, runs: Callable[..., None], *given: Any, leads: bool = False) -> None:
        context: Any = get_context("fork")  # of another type on Windows, which has none
        self.line: Connection
        self.line, theirs = context.Pipe()
        arguments = (os.getpid(), self.line, theirs, leads, runs, *given)
        # A daemon may have no processes of its own.
        self._process = context.Process(target=_begin, args=arguments, daemon=not leads)
        self._process.start()
        theirs.close()

    def deal(self, portion: slice | None) -> bool:
        """Hand out items; tell whether there were any. Raises WorkerError."""
        if portion is None:
            return False
        try:
            self.line.send((portion.start, portion.stop))
        except OSError as gone:
            raise WorkerError(_GONE) from gone
        return True

    def receive(self) -> Any:
        """Return what the process has sent. Raises what it raised, WorkerError."""
        try:
            found, error, traceback_there = self.line.recv()
        except (EOFError, OSError) as gone:
            raise WorkerError(_GONE) from gone
        if error is not None:
            raise error from _RemoteError(traceback_there)
        return found

    def ends_well(self) -> bool:
        """Wait for the end of the process; tell whether it has done all it was to do."""
        self._process.join()
        code: int | None = self._process.exitcode
        return code == 0

    def end(self) -> None:
        """Let the process go."""
        self.line.close()
        self._process.terminate()
        self._process.join()


def _begin(
    parent: int, ours: Connection, theirs: Connection, leads: bool,
    runs: Callable[..., None], *given: Any,
) -> None:  # fmt: skip
    """Work in the new process, until the one that has forked it hangs up or is gone."""
    # Once that one is gone the project's lock is free, and another build may be at work.
    end_with(parent)
    # While this process held that end too, it would never hear of it.
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that deals out the work
    if not leads:
        # Rendering leaves much behind that only a search finds; what was there is left alone.
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()
    with contextlib.suppress(OSError):
        runs(theirs, *given)


def _portions(count: int, workers: int) -> Iterator[slice]:
    """Yield what is dealt at once: at first an item, for the first take longest, then more."""
    start, size, dealt = 0, 1, 0
    while start < count:
        yield slice(start, min(start + size, count))
        start, dealt = start + size, dealt + 1
        # What is left is dealt several times more, so that all end at about the same time.
        if dealt % (4 * workers) == 0 and 2 * size * 4 * workers <= count - start:
            size = min(2 * size, _MOST)


def _dealt(line: Connection, work: Callable[[T], R], items: Sequence[T]) -> None:
    while True:
        try:
            start, stop = line.recv()
        except (EOFError, OSError):
            return
        _answer(line, partial(_done, work, items[start:stop]))


def _done(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]


def _once(line: Connection, work: Callable[[], object]) -> None:
    _answer(line, work)


def _with_rest(
    line: Connection, work: Callable[[LateInput[Any]], object], after: Callable[[], None]
) -> None:
    _answer(line, partial(work, LateInput(line.poll, line.recv)))
    _answer(line, after)


def _answer(line: Connection, work: Callable[[], object]) -> None:
    try:
        answer: tuple[object, Exception | None, str] = (work(), None, "")
    except Exception as error:  # noqa: BLE001 - told where the work was dealt out
        answer = (None, _portable(error), traceback.format_exc())
    line.send(answer)


def _portable(error: Exception) -> Exception:
    """Return an error as it can be sent; as its words where it can't."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, made on this line
    except Exception:  # noqa: BLE001 - whatever pickling raises
        told = RuntimeError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            told.add_note(note)
        return told
    return error
