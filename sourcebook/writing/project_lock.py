"""One build at a time in a project, in a folder of its own for what it keeps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_MADE_BY_ANOTHER = " (if another user has made it, as root in a container, delete it)"


class UnwritableError(OSError):
    """The folder for what is kept can't be written; the message says why."""


@contextmanager
def only_one(cache: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the project's lock; call ``waiting`` first if another build holds it.

    A build that is killed gives the lock up. ``cache``: the folder for what is kept. Raises
    UnwritableError if nothing can be written there.
    """
    try:
        _refuse_links(cache)
        cache.mkdir(parents=True, exist_ok=True)
        _remove_links(cache)
        lock = FileLock(cache / "lock")
        try:
            lock.acquire(timeout=1)
        except Timeout:
            waiting()
            lock.acquire()
    except OSError as error:
        hint = _MADE_BY_ANOTHER if isinstance(error, PermissionError) else ""
        raise UnwritableError(
            f"{error.filename or cache} can't be written: {error.strerror or error}{hint}"
        ) from error
    try:
        yield
    finally:
        lock.release()


# A build deletes and writes whatever it finds in the folder by its names. A link there, which no
# build makes and which may have come with the project, would have it do so elsewhere.


def _refuse_links(cache: Path) -> None:
    for folder in (cache.parent, cache):
        if folder.is_symlink():
            raise OSError(0, f"it is a link to {folder.readlink()}", str(folder))


def _remove_links(cache: Path) -> None:
    for entry in cache.iterdir():
        if entry.is_symlink():
            entry.unlink()
