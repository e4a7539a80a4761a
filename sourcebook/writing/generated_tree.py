"""Generated files in a folder that holds others too: told apart by a list of what was made."""

import os
import shutil
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from ..addresses import address
from ..problems import Mark, Problem, has_errors
from .atomic_swap import recover, swap_tree
from .staging_tree import clone_tree, put, take_out

MANIFEST = ".generated"
"""The file that lists, a line each, what the build made in a folder."""

_HEADER = "# Made by the build, as are the files listed here. Edit sources/ instead."


@dataclass(frozen=True)
class TreeChanges:
    """What a write changed, by path, and what stood in its way."""

    written: list[str]
    deleted: list[str]
    problems: list[Problem]


def write(
    target: Path,
    files: Mapping[str, bytes],
    spare: Path,
    shown: str,
    kept: Set[str] = frozenset(),
) -> TreeChanges:
    """Make a folder hold exactly the given files, besides those the build didn't make.

    ``files``: bytes by path in the folder. ``kept``: paths of files that stay as they are.
    ``spare``: a folder on the same file system, for the new tree until it is whole. ``shown``:
    the folder's name in problems. If nothing differs, nothing is written. On any error the
    folder stays as it was, and the problem says why.
    """
    try:
        recover(target)
        owned = _manifest(target)
        existing = set(_files(str(target)))
        problems = _foreign(target, existing, owned | kept, files, kept, shown)
        content = {**files, MANIFEST: listing({*files, *kept})}
        written = sorted(
            path
            for path, data in content.items()
            if path not in existing or not _holds(target / path, data)
        )
        deleted = sorted((owned & existing) - files.keys() - kept)
        if (written or deleted) and not has_errors(problems):
            clone_tree(target, spare)
            for path in deleted:
                take_out(spare / path)
            for path in written:
                put(spare / path, content[path])
            # Until all is done, whatever is there already or still is known to be ours.
            swap_tree(spare, target, {MANIFEST: listing({*files, *kept, *owned})})
    except OSError as error:
        shutil.rmtree(spare, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        return TreeChanges([], [], [Problem("unwritable", Mark(shown), {"reason": reason})])
    return TreeChanges([path for path in written if path != MANIFEST], deleted, problems)


def _files(folder: str) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        inside = parent[len(folder) + 1 :].replace(os.sep, "/")
        before = f"{inside}/" if inside else ""
        yield from (f"{before}{name}" for name in names)


def _manifest(folder: Path) -> set[str]:
    """Return what the build made before. Lines that name nothing do no harm."""
    try:
        text = (folder / MANIFEST).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return set()
    return {line for line in text.splitlines() if line and not line.startswith("#")}


def listing(files: Set[str]) -> bytes:
    """Return what the manifest says of the files that were made."""
    return "\n".join([_HEADER, *sorted(files), ""]).encode()


def _foreign(
    folder: Path,
    existing: Set[str],
    owned: Set[str],
    files: Mapping[str, bytes],
    kept: Set[str],
    shown: str,
) -> list[Problem]:
    """Return the files that the build didn't make, those in the way of its own as errors."""
    problems = []
    foreign = existing - owned - {MANIFEST}
    made = {address(path): path for path in (*files, *kept)} if foreign else {}
    folders = {address(held) for path in made.values() for held in _holders(path)}
    for path in sorted(foreign):
        if path in files and _holds(folder / path, files[path]):
            continue
        inside = (address(held) for held in _holders(path))
        taken = made.get(address(path)) or next((made[held] for held in inside if held in made), "")
        if taken or address(path) in folders:
            facts = {"path": taken or f"{path}/", "other": _free(path, existing)}
            problems.append(Problem("file-in-the-way", Mark(f"{shown}/{path}"), facts))
        elif not path.rpartition("/")[2].startswith("."):
            problems.append(Problem("foreign-file", Mark(f"{shown}/{path}")))
    return problems


def _holders(path: str) -> Iterator[str]:
    """Yield the folders around a path."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _free(path: str, existing: Set[str]) -> str:
    """Return a path beside the given one that nothing has."""
    before, dot, end = path.rpartition(".")
    if "/" in end or not before:
        before, dot, end = path, "", ""
    names = (f"{before}-by-hand{number}{dot}{end}" for number in ("", *range(2, len(existing) + 3)))
    return next(name for name in names if name not in existing)


def _holds(path: Path, data: bytes) -> bool:
    if path.is_symlink() or path.stat().st_size != len(data):
        return False
    return path.read_bytes() == data
