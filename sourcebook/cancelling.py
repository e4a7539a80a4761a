"""Cancels long work whose result isn't needed any more.

The work calls ``checkpoint`` often, but never while files are being replaced. So after a cancelled
build, ``docs/`` and ``site/`` are each wholly old or wholly new.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_cancelled: ContextVar[Callable[[], bool]] = ContextVar("is_cancelled", default=lambda: False)


class Cancelled(BaseException):
    """The work was cancelled. It isn't an ``Exception``, so no handler of errors catches it."""


@contextmanager
def cancelled_when(is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Context manager: cancel the work in the ``with`` block once ``is_cancelled`` returns True.

    The work then raises Cancelled at its next checkpoint.
    """
    token = _is_cancelled.set(is_cancelled)
    try:
        yield
    finally:
        _is_cancelled.reset(token)


def checkpoint() -> None:
    """Raise Cancelled if the work around this call has been cancelled."""
    if _is_cancelled.get()():
        raise Cancelled
