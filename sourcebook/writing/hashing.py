"""What files hold, by a hash of each; one that hasn't been touched since is not read again."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..text import content_hash
from .keeping import Shelf

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change would show in a file's time, on any file system."""

Sign = tuple[int, int, int]
"""What shows that a file has been touched: time of its last change, size in bytes, inode."""
Signs = dict[str, Sign]


class _Seen(NamedTuple):
    sign: Sign
    hash: bytes


def signs(folder: Path) -> Signs:
    """Return the sign of every file below a folder, by its path there."""
    return {path: sign(entry) for path, entry in _files(str(folder), "")}


def sign(entry: "os.DirEntry[str]") -> Sign:
    """Return the sign of a file."""
    at = entry.stat()
    return (at.st_mtime_ns, at.st_size, at.st_ino)


def hashes(folder: Path, shelf: Shelf | None = None, name: str = "") -> dict[str, bytes]:
    """Return the hash of every file below a folder, by its path there.

    ``shelf`` keeps what was seen, if that is worth it, under ``name``. A file that can't be read
    has an empty hash: whoever needs it will say so.
    """
    before: dict[str, _Seen] = (shelf.take(name) if shelf else None) or {}
    now = time.time_ns()
    found: dict[str, bytes] = {}
    settled: dict[str, _Seen] = {}
    for path, entry in _files(str(folder), ""):
        try:
            here = sign(entry)
            known = before.get(path)
            if known is None or known.sign != here:
                known = _Seen(here, content_hash(Path(entry.path).read_bytes()))
        except OSError:
            found[path] = b""
            continue
        found[path] = known.hash
        if here[0] < now - _SETTLED:
            settled[path] = known
    if shelf and settled != before:
        shelf.put(name, settled)
    return found


def _files(folder: str, inside: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    try:
        found = os.scandir(folder)
    except FileNotFoundError:
        return
    with found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{inside}{entry.name}/")
            elif entry.is_file():
                yield f"{inside}{entry.name}", entry
