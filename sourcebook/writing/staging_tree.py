"""A spare tree beside each tree, in which the next is made ready.

The same files under both, but for those that differ: so a change costs what has changed, however
large the whole is.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path


def clone_tree(tree: Path, spare: Path, but: str = "") -> None:
    """Make ``spare`` hold the files of ``tree``, and no others: the same ones, if that can be.

    Only what differs is touched. A tree that isn't there is empty. ``but``: the name of a
    folder in it that is left as it is. Raises OSError.
    """
    spare.mkdir(parents=True, exist_ok=True)
    is_there = tree.is_dir()
    linked = is_there and tree.stat().st_dev == spare.stat().st_dev
    _mirror(str(tree) if is_there else "", str(spare), _is_linked if linked else _is_copied, but)


def _mirror(tree: str, spare: str, is_same: "_Same", but: str = "") -> None:
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
            _mirror(entry.path, place, is_same)
        elif there is None or _is_folder(there):
            _keep(entry, place)
        elif not is_same(entry, there):
            _remove(there)
            _keep(entry, place)


_Same = Callable[["os.DirEntry[str]", "os.DirEntry[str]"], bool]


def _is_linked(one: "os.DirEntry[str]", other: "os.DirEntry[str]") -> bool:
    return one.inode() == other.inode()


def _is_copied(one: "os.DirEntry[str]", other: "os.DirEntry[str]") -> bool:
    """Tell whether one is a copy of the other, on another disk, as far as can be seen at once."""
    here, there = one.stat(follow_symlinks=False), other.stat(follow_symlinks=False)
    return (
        (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
        and one.is_symlink() == other.is_symlink()
    )  # fmt: skip


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


def update(spare: Path, tree: Path, first: Mapping[str, bytes]) -> None:
    """Make ``tree`` hold copies of the files of ``spare``, and no others, file by file.

    What pages need comes before them, and what goes, goes after. ``first``: what files are to hold
    from before the first change to after the last, by path. Raises OSError half-way.
    """
    for name, data in first.items():
        _place(tree / name, partial(_write, data))
    wanted = {path.relative_to(spare): _is_dir(path) for path in spare.rglob("*")}
    for path, is_folder in sorted(wanted.items()):
        if is_folder and not _is_dir(tree / path):
            (tree / path).unlink(missing_ok=True)
            (tree / path).mkdir()
    files = [path for path, is_folder in wanted.items() if not is_folder]
    files.sort(key=lambda path: (path.suffix in _PAGES, path))
    for path in files:
        if path.as_posix() not in first:
            _copy(spare / path, tree / path)
    for there in sorted(tree.rglob("*"), reverse=True):
        if there.relative_to(tree) not in wanted:
            if _is_dir(there):
                there.rmdir()
            else:
                there.unlink()
    for name in first:
        _copy(spare / name, tree / name)


_PAGES = (".html", ".md")


def _is_dir(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _write(data: bytes, new: Path) -> None:
    new.write_bytes(data)


def _copy(new: Path, place: Path) -> None:
    if not _holds(place, new):
        _place(place, partial(shutil.copy2, new, follow_symlinks=False))


def _holds(there: Path, new: Path) -> bool:
    if there.is_symlink() or new.is_symlink() or not there.is_file():
        return False
    return there.stat().st_size == new.stat().st_size and there.read_bytes() == new.read_bytes()


def _place(place: Path, write: Callable[[Path], object]) -> None:
    """Put a file in its place, whole from its first moment."""
    if _is_dir(place):
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".{place.name}.new")
    try:
        write(new)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
