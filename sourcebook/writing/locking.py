"""One build at a time in a project."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def only_one(cache: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the project's lock; call ``waiting`` first if another build holds it.

    A build that is killed gives the lock up. Raises OSError if the folder for
    the lock can't be made.
    """
    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / "lock")
    try:
        lock.acquire(timeout=1)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
