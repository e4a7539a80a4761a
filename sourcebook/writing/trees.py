"""Generated files in a folder that holds others too: told apart by a list of what was made."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..problems import Mark, Problem, has_errors
from .swapping import recover, replace_tree

MANIFEST = ".generated"
"""The file that lists, a line each, what the build made in a folder."""

_HEADER = "# Made by the build, as are the files listed here. Edit sources/ instead."


@dataclass(frozen=True)
class Changes:
    """What a write changed, by path, and what stood in its way."""

    written: list[str]
    deleted: list[str]
    problems: list[Problem]


def write(target: Path, files: Mapping[str, bytes], staging: Path, shown: str) -> Changes:
    """Make a folder hold exactly the given files, besides those the build didn't make.

    ``files``: bytes by path in the folder. ``staging``: a folder on the same
    file system, for the new tree until it is whole. ``shown``: the folder's name
    in problems. If nothing differs, nothing is written. On any error the folder
    stays as it was, and the problem says why.
    """
    try:
        recover(target)
        owned = _manifest(target)
        existing = dict(_files(target))
        problems = _foreign(existing, owned, files, shown)
        content = {**files, MANIFEST: _listing(files)}
        written = sorted(
            path for path, data in content.items() if not _holds(existing.get(path), data)
        )
        deleted = sorted((owned & existing.keys()) - files.keys())
        if (written or deleted) and not has_errors(problems):
            _build(staging, existing, {path: content[path] for path in written}, set(deleted))
            replace_tree(staging, target)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        return Changes([], [], [Problem("unwritable", Mark(shown), {"reason": reason})])
    return Changes([path for path in written if path != MANIFEST], deleted, problems)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            yield path.relative_to(folder).as_posix(), path


def _manifest(folder: Path) -> set[str]:
    """Return what the build made before. Lines that name nothing do no harm."""
    try:
        text = (folder / MANIFEST).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return set()
    return {line for line in text.splitlines() if line and not line.startswith("#")}


def _listing(files: Mapping[str, bytes]) -> bytes:
    return "\n".join([_HEADER, *sorted(files), ""]).encode()


def _foreign(
    existing: Mapping[str, Path], owned: set[str], files: Mapping[str, bytes], shown: str
) -> list[Problem]:
    problems = []
    for path in sorted(existing.keys() - owned - {MANIFEST}):
        if path in files:
            if not _holds(existing[path], files[path]):
                problems.append(Problem("file-in-the-way", Mark(f"{shown}/{path}")))
        elif not path.rpartition("/")[2].startswith("."):
            problems.append(Problem("foreign-file", Mark(f"{shown}/{path}")))
    return problems


def _holds(path: Path | None, data: bytes) -> bool:
    if path is None or path.is_symlink() or path.stat().st_size != len(data):
        return False
    return path.read_bytes() == data


def _build(
    staging: Path, existing: Mapping[str, Path], written: Mapping[str, bytes], deleted: set[str]
) -> None:
    """Make the new tree: what differs is written, the rest is the same file under both trees."""
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    made = {staging}
    for path in sorted({*existing, *written} - deleted):
        place = staging / path
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        if path in written:
            place.write_bytes(written[path])
        else:
            _keep(existing[path], place)


def _keep(path: Path, place: Path) -> None:
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError:
        # Some file systems have no hard links.
        shutil.copy2(path, place, follow_symlinks=False)
