"""Writes generated files into a folder that may contain other files.

A manifest lists the generated files.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from ..addresses import address
from ..problems import Mark, Problem, has_errors
from ..workers import FEW_FILES, parallel_map
from .atomic_swap import recover, swap_tree
from .staging_tree import clone_tree, remove_file, write_file

MANIFEST = ".generated"
"""The file that lists the generated files of a folder, one per line."""

_HEADER = "# Made by the build, as are the files listed here. Edit sources/ instead."


@dataclass(frozen=True)
class TreeChanges:
    """The paths that ``write`` changed, and the problems that it found."""

    written: list[str]
    deleted: list[str]
    problems: list[Problem]


def write(
    target: Path,
    files: Mapping[str, bytes],
    staged: Path,
    shown: str,
    reused: Set[str] = frozenset(),
    workers: int = 1,
) -> TreeChanges:
    """Write ``files`` into the folder ``target``, and delete outdated generated files.

    A generated file is outdated if it is in neither ``files`` nor ``reused``. Files that weren't
    generated stay unchanged. If nothing differs, nothing is written. If writing fails, the result
    contains a problem with the reason, and the folder is unchanged, unless ``swap_tree`` was
    replacing the files one by one.

    ``files``: maps paths in ``target`` to contents. ``reused``: paths of generated files to keep.
    ``staged``: the folder for the staging tree, on the same file system. ``shown``: the name of
    ``target`` in problems. ``workers``: the number of processes that write. Raises WorkerError.
    """
    try:
        recover(target)
        owned = _generated_paths(target)
        existing = set(_files(str(target)))
        problems = _foreign(target, existing, owned | reused, files, reused, shown)
        listed = manifest({*files, *reused})

        def content(path: str) -> bytes:
            return listed if path == MANIFEST else files[path]

        def put(path: str) -> None:
            write_file(staged / path, content(path))

        written = sorted(
            path
            for path in (MANIFEST, *files)
            if path not in existing or not _has_content(target / path, content(path))
        )
        deleted = sorted((owned & existing) - files.keys() - reused)
        if (written or deleted) and not has_errors(problems):
            clone_tree(target, staged)
            for path in deleted:
                remove_file(staged / path)
            for _ in parallel_map(put, written, workers, FEW_FILES):
                pass
            # While files are replaced one by one, the manifest lists both the old and the new
            # files. If the build is killed, the next build knows that all of these files are
            # generated.
            swap_tree(staged, target, {MANIFEST: manifest({*files, *reused, *owned})})
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        return TreeChanges([], [], [Problem("unwritable", Mark(shown), {"reason": reason})])
    return TreeChanges([path for path in written if path != MANIFEST], deleted, problems)


def _files(folder: str) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        inside = parent[len(folder) + 1 :].replace(os.sep, "/")
        before = f"{inside}/" if inside else ""
        yield from (f"{before}{name}" for name in names)


def _generated_paths(folder: Path) -> set[str]:
    """Return the paths that the last build generated: the lines of the manifest.

    A damaged line is harmless, because ``write`` deletes only paths that exist.
    """
    try:
        text = (folder / MANIFEST).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return set()
    return {line for line in text.splitlines() if line and not line.startswith("#")}


def foreign_files(target: Path) -> frozenset[str]:
    """Return the paths of all files in the folder ``target`` that no build has generated."""
    return frozenset(_files(str(target))) - _generated_paths(target)


def manifest(files: Set[str]) -> bytes:
    """Return the content of a manifest that lists the given files."""
    return "\n".join([_HEADER, *sorted(files), ""]).encode()


def _foreign(
    folder: Path,
    existing: Set[str],
    owned: Set[str],
    files: Mapping[str, bytes],
    reused: Set[str],
    shown: str,
) -> list[Problem]:
    """Return the problems with a user's own files in a folder of generated files.

    A user's file at the path of a generated file is an error. Any other file of the user is a
    warning, unless its name begins with a dot. A file with the content that would be generated at
    its path is no problem.

    ``existing``: the paths of all files in the folder. ``owned``: the paths of generated files. For
    the other parameters, see ``write``.
    """
    problems = []
    foreign = existing - owned - {MANIFEST}
    generated = {address(path): path for path in (*files, *reused)} if foreign else {}
    folders = {address(parent) for path in generated.values() for parent in _parents(path)}
    for path in sorted(foreign):
        if path in files and _has_content(folder / path, files[path]):
            continue
        parents = (address(parent) for parent in _parents(path))
        blocked = generated.get(address(path)) or next(
            (generated[parent] for parent in parents if parent in generated), ""
        )
        if blocked or address(path) in folders:
            facts = {"path": blocked or f"{path}/", "other": _free_path(path, existing)}
            problems.append(Problem("file-in-the-way", Mark(f"{shown}/{path}"), facts))
        elif not path.rpartition("/")[2].startswith("."):
            problems.append(Problem("foreign-file", Mark(f"{shown}/{path}")))
    return problems


def _parents(path: str) -> Iterator[str]:
    """Yield all folders that contain a path, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _free_path(path: str, existing: Set[str]) -> str:
    """Return an unused path in the folder of ``path``, with a similar file name."""
    before, dot, end = path.rpartition(".")
    if "/" in end or not before:
        before, dot, end = path, "", ""
    names = (f"{before}-by-hand{number}{dot}{end}" for number in ("", *range(2, len(existing) + 3)))
    return next(name for name in names if name not in existing)


def _has_content(path: Path, data: bytes) -> bool:
    if path.is_symlink() or path.stat().st_size != len(data):
        return False
    return path.read_bytes() == data
