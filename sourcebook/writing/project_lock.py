"""The project's lock: only one build at a time uses the project's cache folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..messages import gettext as _


class UnwritableError(OSError):
    """The cache folder can't be written; the message says why."""


@contextmanager
def hold_lock(cache: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Context manager: wait for the project's lock, then hold it until the ``with`` block ends.

    If another build has the lock, ``waiting`` is called first, to tell the user. The system
    releases the lock of a build that is killed. ``cache``: the cache folder. Raises
    UnwritableError if this folder can't be written.
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
        raise UnwritableError(_reason(error, cache)) from error
    try:
        yield
    finally:
        lock.release()


def _reason(error: OSError, cache: Path) -> str:
    message = (
        _(
            "{path} can't be written: {reason} (if another user has made it, as root in a "
            "container, delete it)"
        )
        if isinstance(error, PermissionError)
        else _("{path} can't be written: {reason}")
    )
    return message.format(path=error.filename or cache, reason=error.strerror or error)


# Security: a build deletes and writes files with fixed names in the cache folder. A symbolic link
# in this folder would redirect the build to other files. A stranger's project may contain such a
# link. Builds make no links in this folder, so any link there is refused or deleted.


def _refuse_links(cache: Path) -> None:
    for folder in (cache.parent, cache):
        if folder.is_symlink():
            reason = _("it is a link to {target}").format(target=folder.readlink())
            raise OSError(0, reason, str(folder))


def _remove_links(cache: Path) -> None:
    for entry in cache.iterdir():
        if entry.is_symlink():
            entry.unlink()
