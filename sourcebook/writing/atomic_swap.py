"""Replaces a folder tree by another in one step: readers see either the old or the new tree.

If the tree can't be renamed, its files are replaced one by one. Each file is then complete at any
moment, but for a while some files are new and others are old. Renaming fails if the tree is a mount
point, or lies on a lower layer of an overlay file system, as in container images.
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
from .staging_tree import clone_tree, update_file_by_file

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # defined in linux/fs.h
_RENAME_SWAP = 2  # defined in sys/stdio.h of macOS
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)

_CANT_MOVE = (errno.EXDEV, errno.EBUSY)
"""Error numbers of a rename that fails on a mount point or between two file systems."""

_NO_FILES = MappingProxyType[str, bytes]({})


def swap_tree(staged: Path, tree: Path, first: Mapping[str, bytes] = _NO_FILES) -> bool:
    """Replace ``tree`` by ``staged``; return False if files had to be copied.

    ``tree`` need not exist. ``first``: maps paths in ``tree`` to temporary contents; see
    ``update_file_by_file``.

    On Linux and macOS, one system call exchanges the two trees. Elsewhere, the trees are renamed
    one after the other, and ``recover`` repairs a crash between the renames. If renaming is
    impossible, files are copied. If OSError is raised, ``tree`` is unchanged, unless files were
    being replaced one by one.
    """
    tree = tree.resolve()
    try:
        _exchange_or_rename(staged, tree)
    except OSError as error:
        if error.errno not in _CANT_MOVE:
            raise
    else:
        return True
    if not _exchange_with_copy(staged, tree):
        update_file_by_file(staged, tree, first)
    return False


def _exchange_or_rename(staged: Path, tree: Path) -> None:
    if not tree.exists():
        rename(staged, tree)
        return
    if _exchange(staged, tree):
        return
    old = _old_path(tree)
    rename(tree, old)
    try:
        rename(staged, tree)
    except OSError:
        rename(old, tree)
        raise
    rename(old, staged)


def _exchange_with_copy(staged: Path, tree: Path) -> bool:
    """Copy ``staged`` beside ``tree``, and exchange ``tree`` and the copy.

    Return whether the exchange was possible. It works even if ``staged`` is on another file system,
    but not if ``tree`` is a mount point.
    """
    beside = tree.with_name(f".{tree.name}.new")
    try:
        clone_tree(tree, beside)
        clone_tree(staged, beside)
        _exchange_or_rename(beside, tree)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            shutil.rmtree(beside)
    return True


def recover(tree: Path) -> None:
    """Repair a crash between the two renames of ``swap_tree``.

    ``swap_tree`` renames the old tree first. If ``tree`` is missing, rename the old tree back to
    ``tree``. Otherwise, delete the old tree.
    """
    tree = tree.resolve()
    old = _old_path(tree)
    if old.exists():
        if tree.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            rename(old, tree)


def _old_path(tree: Path) -> Path:
    """Return the path to which the old tree is renamed before the new tree takes its place."""
    return tree.with_name(f".{tree.name}.before")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders by one system call. Raises OSError.

    Return False if the system or the file system doesn't support this call.
    """
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    paths = os.fsencode(first), os.fsencode(second)
    failed: int
    if library and sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif library and sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in _UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
    return not failed
