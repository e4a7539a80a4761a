"""Staging trees: copies of a published tree in which the next version of the tree is made.

Files that are identical in both trees are hard links, so the time of a build depends on what has
changed, not on the size of the tree. Invariant: a file in a staging tree is replaced, never opened
for writing, because the published tree may have the same file.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path


def clone_tree(tree: Path, staged: Path, but: str = "") -> bool:
    """Make ``staged`` contain exactly the files of ``tree``, as hard links where possible.

    Only files that differ are touched. A tree that doesn't exist counts as empty. ``but``: the
    name of a top-level folder to leave as it is. Return whether all files are hard links now.
    Raises OSError.
    """
    staged.mkdir(parents=True, exist_ok=True)
    exists = tree.is_dir()
    can_link = exists and tree.stat().st_dev == staged.stat().st_dev
    is_same = _is_link if can_link else _is_copy
    return _clone(str(tree) if exists else "", str(staged), is_same, but) and can_link


def _clone(tree: str, staged: str, is_same: "_IsSame", but: str = "") -> bool:
    """Do the work of ``clone_tree``; return whether each file that was made is a hard link."""
    all_linked = True
    wanted = _entries(tree)
    present = _entries(staged)
    for entries in (wanted, present):
        entries.pop(but, None)
    for name, entry in present.items():
        same = wanted.get(name)
        if same is None or _is_folder(same) != _is_folder(entry):
            _remove(entry)
    for name, entry in wanted.items():
        # pathlib would take too long for tens of thousands of files.
        place, existing = os.path.join(staged, name), present.get(name)  # noqa: PTH118
        if _is_folder(entry):
            if existing is None or not _is_folder(existing):
                os.mkdir(place)  # noqa: PTH102 - pathlib is slower
            all_linked &= _clone(entry.path, place, is_same)
        elif existing is None or _is_folder(existing):
            all_linked &= link_or_copy(entry.path, place)
        elif not is_same(entry, existing):
            _remove(existing)
            all_linked &= link_or_copy(entry.path, place)
    return all_linked


_IsSame = Callable[["os.DirEntry[str]", "os.DirEntry[str]"], bool]


def _is_link(one: "os.DirEntry[str]", other: "os.DirEntry[str]") -> bool:
    return one.inode() == other.inode()


def _is_copy(one: "os.DirEntry[str]", other: "os.DirEntry[str]") -> bool:
    """Return whether two files have the same size, modification time and type.

    Files are compared in this way if the staging tree and the published tree are on different
    disks, and so can't share hard links.
    """
    first, second = one.stat(follow_symlinks=False), other.stat(follow_symlinks=False)
    return (
        (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)
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
        os.unlink(entry.path)  # noqa: PTH108 - pathlib is slower


def link_or_copy(file: str, place: str) -> bool:
    """Create a hard link at ``place`` to a file, or a copy if links fail. Raises OSError.

    Return whether it is a link.
    """
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        # Some file systems have no hard links.
        shutil.copy2(file, place, follow_symlinks=False)
        return False
    return True


def write_file(place: Path, data: bytes) -> None:
    """Write a file into a staging tree.

    An existing file is replaced by a new file, because the published tree may share the old file.
    """
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


def remove_file(place: Path) -> None:
    """Delete a file of a staging tree, and the folders that this leaves empty."""
    place.unlink(missing_ok=True)
    folder = place.parent
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def update_file_by_file(staged: Path, tree: Path, first: Mapping[str, bytes]) -> None:
    """Make ``tree`` contain copies of exactly the files of ``staged``, one file at a time.

    Styles and images are written before the pages that need them, and files that ``staged`` lacks
    are deleted last. ``first``: maps the paths of some files to temporary contents, which these
    files have while all other files are being replaced. Raises OSError. In this case, some files
    may have changed already.
    """
    for name, data in first.items():
        _place(tree / name, partial(_write, data))
    wanted = {path.relative_to(staged): _is_dir(path) for path in staged.rglob("*")}
    for path, is_folder in sorted(wanted.items()):
        if is_folder and not _is_dir(tree / path):
            (tree / path).unlink(missing_ok=True)
            (tree / path).mkdir()
    files = [path for path, is_folder in wanted.items() if not is_folder]
    files.sort(key=lambda path: (path.suffix in _PAGES, path))
    for path in files:
        if path.as_posix() not in first:
            _copy(staged / path, tree / path)
    for path in sorted(tree.rglob("*"), reverse=True):
        if path.relative_to(tree) not in wanted:
            if _is_dir(path):
                path.rmdir()
            else:
                path.unlink()
    for name in first:
        _copy(staged / name, tree / name)


_PAGES = (".html", ".md")


def _is_dir(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _write(data: bytes, new: Path) -> None:
    new.write_bytes(data)


def _copy(new: Path, place: Path) -> None:
    if not _is_same_file(place, new):
        _place(place, partial(shutil.copy2, new, follow_symlinks=False))


def _is_same_file(old: Path, new: Path) -> bool:
    if old.is_symlink() or new.is_symlink() or not old.is_file():
        return False
    return old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes()


def _place(place: Path, write: Callable[[Path], object]) -> None:
    """Replace a file; readers see the old file or the complete new file.

    ``write``: a function that takes a path and writes the new content there.
    """
    if _is_dir(place):
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".{place.name}.new")
    try:
        write(new)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
