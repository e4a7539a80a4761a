"""A whole tree put in another's place in one step, so that nobody ever sees half of it.

Where no folder can be put in the place of another it is done file by file: no page is ever half
there, but for a moment some are new and others old. So it is where the tree is on another disk
and a mounted one itself, or comes from a lower layer of an overlay, as in images of containers.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from .os_rename import rename
from .staging_tree import clone_tree, update

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)

_APART = (errno.EXDEV, errno.EBUSY)
"""What a system says of two places between which it can't move a folder."""

NOTHING = MappingProxyType[str, bytes]({})


def swap_tree(spare: Path, tree: Path, first: Mapping[str, bytes] = NOTHING) -> bool:
    """Put ``spare`` in the place of ``tree``, which need not be there.

    On Linux and macOS that is one step, whatever interrupts it. Elsewhere there
    are renames, and ``recover`` mends a stop between them. Raises OSError, and
    leaves ``tree`` as it was, but for where it is done file by file. ``first``: files that are to
    be there then before any other, by path. Return whether the two have changed places; else
    ``tree`` has copies.
    """
    tree = tree.resolve()
    try:
        _change_places(spare, tree)
    except OSError as error:
        if error.errno not in _APART:
            raise
    else:
        return True
    if not _from_beside(spare, tree):
        update(spare, tree, first)
    return False


def _change_places(spare: Path, tree: Path) -> None:
    if not tree.exists():
        rename(spare, tree)
        return
    if _exchange(spare, tree):
        return
    old = _aside(tree)
    rename(tree, old)
    try:
        rename(spare, tree)
    except OSError:
        rename(old, tree)
        raise
    rename(old, spare)


def _from_beside(spare: Path, tree: Path) -> bool:
    """Put a copy in the place of ``tree``, made beside it; tell whether that could be done."""
    beside = tree.with_name(f".{tree.name}.new")
    try:
        clone_tree(tree, beside)
        clone_tree(spare, beside)
        _change_places(beside, tree)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            shutil.rmtree(beside)
    return True


def recover(tree: Path) -> None:
    """Bring back a folder that a stop between two renames left aside."""
    tree = tree.resolve()
    old = _aside(tree)
    if old.exists():
        if tree.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            rename(old, tree)


def _aside(tree: Path) -> Path:
    return tree.with_name(f".{tree.name}.before")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    paths = os.fsencode(one), os.fsencode(other)
    failed: int
    if library and sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif library and sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in _UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
