"""Hashes of a folder's files, and signatures, which consist of a file's time, size and inode.

Files that haven't changed since they were hashed aren't read again.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..text import content_hash
from .cache import Cache

_SETTLED = 2_000_000_000
"""Minimum time since a file's last change, in ns, for the file's hash to be stored.

Some file systems store times with a resolution of two seconds. Within two seconds, a second change
might leave the file's times unchanged, and Sourcebook wouldn't notice the change.
"""

StatSignature = tuple[int, int, int]
"""Modification time in ns, size in bytes, inode.

If a file is edited or replaced, at least one of these values changes.
"""
StatSignatures = dict[str, StatSignature]
"""Path of a file, relative to a folder -> the file's signature."""


class _HashedFile(NamedTuple):
    """A file's hash, and the values that show whether the hash is still valid.

    ``signature``: modification time, size and inode. ``changed``: the inode's change time in ns,
    which no program can set back. The change time isn't part of the signature, because making a
    hard link to the file changes this time too.
    """

    signature: StatSignature
    changed: int
    hash: bytes


def stat_signatures(folder: Path) -> StatSignatures:
    """Return path -> signature, for each file below a folder.

    The paths are relative to the folder.
    """
    signatures = {}
    for path, entry in _files(str(folder)):
        try:
            signatures[path] = stat_signature(entry)
        except OSError:
            continue
    return signatures


def stat_signature(entry: "os.DirEntry[str]") -> StatSignature:
    """Return a file's signature: modification time, size and inode. Raises OSError."""
    stat = entry.stat()
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def hashes(folder: Path, cache: Cache | None = None, name: str = "") -> dict[str, bytes]:
    """Return path -> hash of the content, for each file below a folder.

    The paths are relative to the folder. ``cache``: stores the hashes under ``name`` for the next
    call. The hash is empty for a file that can't be read and for a link to a folder; the code that
    needs the file reports the error.
    """
    before: dict[str, _HashedFile] = (cache.get(name) if cache else None) or {}
    now = time.time_ns()
    found: dict[str, bytes] = {}
    settled: dict[str, _HashedFile] = {}
    for path, entry in _files(str(folder)):
        try:
            signature, changed = stat_signature(entry), entry.stat().st_ctime_ns
            known = before.get(path)
            if known is None or (known.signature, known.changed) != (signature, changed):
                known = _HashedFile(signature, changed, content_hash(Path(entry.path).read_bytes()))
        except OSError:
            found[path] = b""
            continue
        found[path] = known.hash
        if max(signature[0], changed) < now - _SETTLED:
            settled[path] = known
    if cache and settled != before:
        cache.set(name, settled)
    return found


def _files(top: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield each file below the folder ``top``: its path relative to ``top``, and its entry."""
    waiting = [(top, "")]
    while waiting:
        folder, inside = waiting.pop()
        try:
            found = os.scandir(folder)
        except OSError:
            continue  # a folder that doesn't exist or can't be read counts as empty
        with found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{inside}{entry.name}/"))
                elif _is_read(entry):
                    yield f"{inside}{entry.name}", entry


def _is_read(entry: "os.DirEntry[str]") -> bool:
    """Return whether an entry of a folder is a file, or a link to a file, a folder or nothing.

    Other entries aren't read, because reading a pipe, for example, may never end.
    """
    try:
        if entry.is_file():
            return True
        path = Path(entry.path)
        return entry.is_symlink() and (path.is_dir() or not path.exists())
    except OSError:
        return True
