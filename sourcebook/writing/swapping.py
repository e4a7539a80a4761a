"""A whole tree put in another's place in one step, so that nobody ever sees half of it.

Beside each tree lies a spare one, in which the next is made ready: the same files under both,
but for those that differ. So a change costs what has changed, however large the whole is.
"""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def mirror(tree: Path, spare: Path, but: str = "") -> None:
    """Make ``spare`` hold the files of ``tree``, and no others: the same ones, if that can be.

    Only what differs is touched. A tree that isn't there is empty. ``but``: the name of a
    folder in it that is left as it is. Raises OSError.
    """
    spare.mkdir(parents=True, exist_ok=True)
    _mirror(str(tree) if tree.is_dir() else "", str(spare), but)


def _mirror(tree: str, spare: str, but: str = "") -> None:
    wanted = _entries(tree)
    present = _entries(spare)
    for left in (wanted, present):
        left.pop(but, None)
    for name, entry in present.items():
        same = wanted.get(name)
        if same is None or _is_folder(same) != _is_folder(entry):
            _remove(entry)
    for name, entry in wanted.items():
        place, there = os.path.join(spare, name), present.get(name)  # noqa: PTH118 - ten thousands
        if _is_folder(entry):
            if there is None or not _is_folder(there):
                os.mkdir(place)  # noqa: PTH102 - likewise
            _mirror(entry.path, place)
        elif there is None or _is_folder(there):
            _keep(entry, place)
        elif there.inode() != entry.inode():
            _remove(there)
            _keep(entry, place)


def _entries(folder: str) -> dict[str, "os.DirEntry[str]"]:
    if not folder:
        return {}
    with os.scandir(folder) as found:
        return {entry.name: entry for entry in found}


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir(follow_symlinks=False)


def _remove(entry: "os.DirEntry[str]") -> None:
    if _is_folder(entry):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)  # noqa: PTH108 - likewise


def _keep(entry: "os.DirEntry[str]", place: str) -> None:
    try:
        os.link(entry.path, place, follow_symlinks=False)
    except OSError:
        # Some file systems have no hard links.
        shutil.copy2(entry.path, place, follow_symlinks=False)


def put(place: Path, data: bytes) -> None:
    """Write a file of a spare tree. It is a new one: the old one may stand in both trees."""
    try:
        file = place.open("xb")
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.open("xb")
    except FileExistsError:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
        file = place.open("xb")
    with file:
        file.write(data)


def take_out(place: Path) -> None:
    """Delete a file of a spare tree, and the folders that it leaves empty."""
    place.unlink(missing_ok=True)
    folder = place.parent
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def replace_tree(spare: Path, tree: Path) -> None:
    """Let the two change places; ``tree`` need not be there.

    On Linux and macOS that is one step, whatever interrupts it. Elsewhere there
    are renames, and ``recover`` mends a stop between them. Raises OSError, and
    leaves ``tree`` as it was.
    """
    tree = tree.resolve()
    if not tree.exists():
        spare.rename(tree)
        return
    if _exchange(spare, tree):
        return
    old = _aside(tree)
    tree.rename(old)
    spare.rename(tree)
    old.rename(spare)


def recover(tree: Path) -> None:
    """Bring back a folder that a stop between two renames left aside."""
    tree = tree.resolve()
    old = _aside(tree)
    if old.exists():
        if tree.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(tree)


def _aside(tree: Path) -> Path:
    return tree.with_name(f".{tree.name}.before")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    paths = os.fsencode(one), os.fsencode(other)
    if library and sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif library and sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in _UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
