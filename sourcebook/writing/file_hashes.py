"""What files hold, by a hash of each; one that hasn't been touched since is not read again."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..text import content_hash
from .cache import Cache

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change would show in a file's time, on any file system."""

StatSignature = tuple[int, int, int]
"""What shows that a file has been touched: time of its last change, size in bytes, inode."""
StatSignatures = dict[str, StatSignature]


class _Seen(NamedTuple):
    """``changed``: nanoseconds, when the file's bytes, name or rights were, whoever says otherwise.

    That can't be put back, but a link that is made to the file moves it too: so it is no part of a
    sign.
    """

    signature: StatSignature
    changed: int
    hash: bytes


def stat_signatures(folder: Path) -> StatSignatures:
    """Return the sign of every file below a folder, by its path there."""
    found = {}
    for path, entry in _files(str(folder), ""):
        with contextlib.suppress(OSError):
            found[path] = stat_signature(entry)
    return found


def stat_signature(entry: "os.DirEntry[str]") -> StatSignature:
    """Return the sign of a file. Raises OSError."""
    at = entry.stat()
    return (at.st_mtime_ns, at.st_size, at.st_ino)


def hashes(folder: Path, shelf: Cache | None = None, name: str = "") -> dict[str, bytes]:
    """Return the hash of every file below a folder, by its path there.

    ``shelf`` keeps what was seen, if that is worth it, under ``name``. What can't be read, or is
    a link to a folder, has an empty hash: whoever needs it will say so.
    """
    before: dict[str, _Seen] = (shelf.get(name) if shelf else None) or {}
    now = time.time_ns()
    found: dict[str, bytes] = {}
    settled: dict[str, _Seen] = {}
    for path, entry in _files(str(folder), ""):
        try:
            here, changed = stat_signature(entry), entry.stat().st_ctime_ns
            known = before.get(path)
            if known is None or (known.signature, known.changed) != (here, changed):
                known = _Seen(here, changed, content_hash(Path(entry.path).read_bytes()))
        except OSError:
            found[path] = b""
            continue
        found[path] = known.hash
        if max(here[0], changed) < now - _SETTLED:
            settled[path] = known
    if shelf and settled != before:
        shelf.set(name, settled)
    return found


def _files(folder: str, inside: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    try:
        found = os.scandir(folder)
    except OSError:
        return  # what isn't there, or can't be looked into, has no files for us
    with found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{inside}{entry.name}/")
            elif _is_read(entry):
                yield f"{inside}{entry.name}", entry


def _is_read(entry: "os.DirEntry[str]") -> bool:
    """Tell whether it is a file, or a link to whatever; reading a pipe would take for ever."""
    try:
        return entry.is_file() or entry.is_symlink()
    except OSError:
        return True
