"""A forked process that works for this one, and the connection between them."""

import contextlib
import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from ..cancelling import checkpoint
from ..ending import end_with
from ..messages import gettext as _
from ..messages import marked

CHECK_EVERY = 0.02
"""Maximum number of seconds for which a process waits for something between two checkpoints."""

_ENDED = marked("a process of the build was ended from outside")


class WorkerError(Exception):
    """A worker process was ended from outside."""


class _RemoteError(Exception):
    """The traceback of an error in a worker, as text.

    When the parent process raises the error again, this exception is the error's ``__cause__``.
    """

    def __str__(self) -> str:
        return f"in another process:\n{self.args[0]}"


def start_collecting() -> None:
    """Start collecting garbage, because rendering creates reference cycles.

    The objects that exist already are frozen: visiting them would take long, would free nothing,
    and would copy the memory that processes share.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


class WorkerProcess:
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
        """Return the worker's next result; a checkpoint while waiting.

        Raises WorkerError, or an error that the worker sent.
        """
        try:
            while not self.connection.poll(CHECK_EVERY):
                checkpoint()
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
        start_collecting()
    with contextlib.suppress(OSError):
        run(theirs, *arguments)


def answer(connection: Connection, work: Callable[[], object]) -> None:
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
