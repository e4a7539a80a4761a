"""A cache of pickled values, from one build to the next. Losing the cache costs only time.

Security: loading a pickle can run any code, and the cache lies in the project's folder, which may
come from a stranger. So every entry has a seal, an HMAC with a key that only this user has, and an
entry without a valid seal is ignored.
"""

import contextlib
import hashlib
import hmac
import os
import pickle
import secrets
import sys
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from ..ending import is_running
from .new_files import create

_KEY_SIZE = 32
"""Size of the user's key for seals, in bytes."""

_PACKAGE = Path(__file__).resolve().parent.parent


class Cache:
    """Named values, each stored in a file of a folder. New values stay in memory until ``flush``.

    ``key``: the key of the seals (HMACs) that protect the files. If ``key`` is None, nothing is
    read or written. ``fresh``: whether to ignore the existing files. ``variant``: bytes that are
    part of each seal, such as a hash of the language. Values that were stored with another variant
    are ignored.
    """

    def __init__(
        self, folder: Path, key: bytes | None, *, fresh: bool = False, variant: bytes = b""
    ) -> None:
        self.folder = folder
        self._key = key
        self._fresh = fresh
        self._variant = variant
        self._values: dict[str, Any] = {}
        self._unwritten: set[str] = set()

    def get(self, name: str) -> Any:
        """Return a value; None if its file is missing, damaged, or has an invalid seal (HMAC)."""
        if name not in self._values:
            value = None
            if self._key and not self._fresh:
                value = _load(self.folder, name, self._key, self._variant)
            self._values[name] = value
        return self._values[name]

    def set(self, name: str, value: object, *, write: bool = True) -> None:
        """Store a value in memory. ``write``: whether ``flush`` writes it to disk."""
        self._values[name] = value
        if write:
            self._unwritten.add(name)

    def flush(self) -> None:
        """Write the new values to disk. A value that can't be written is lost, without an error."""
        if self._key and self._unwritten:
            _remove_unfinished(self.folder)
            for name in sorted(self._unwritten):
                _save(self.folder, name, self._values[name], self._key, self._variant)
        self._unwritten.clear()

    def clear(self) -> None:
        """Drop all values from memory. Values that are on disk can be read again."""
        self._values.clear()


def _load(folder: Path, name: str, key: bytes, variant: bytes) -> Any:
    try:
        seal, content = (folder / name).read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    if not hmac.compare_digest(seal, _seal(name, content, key, variant)):
        return None
    try:
        return pickle.loads(content)  # noqa: S301 - the seal shows that we wrote it
    except Exception:  # noqa: BLE001 - unpickling may raise any exception
        return None


def _save(folder: Path, name: str, value: object, key: bytes, variant: bytes) -> None:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    new, path = folder / f"{name}.{os.getpid()}", folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"\n".join((_seal(name, content, key, variant), content)))
        new.replace(path)
    except OSError:
        # The new value wasn't saved. Remove the old value as well: entries that are saved later may
        # refer to the new value, and must not find the old one instead.
        for left in (new, path):
            with contextlib.suppress(OSError):
                left.unlink()


def _remove_unfinished(folder: Path) -> None:
    """Delete the files of entries that killed processes were writing."""
    for path in folder.glob("*.[0-9]*"):
        process = path.name.rpartition(".")[2]
        if process.isdecimal() and not is_running(process):
            with contextlib.suppress(OSError):
                path.unlink()


def _seal(name: str, content: bytes, key: bytes, variant: bytes) -> bytes:
    """Return the HMAC of an entry's name, content and variant, and of the software's version.

    ``key``: the key of the HMAC.
    """
    seal = hmac.new(key, digestmod=hashlib.sha256)
    for part in (_version() + variant, name.encode(), content):
        seal.update(b"%d\n" % len(part))
        seal.update(part)
    return seal.hexdigest().encode()


def _installed(distribution: Path) -> int:
    """Return the time, in ns, at which a package was last installed; 0 if it is unknown."""
    try:
        return (distribution / "RECORD").stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _version() -> bytes:
    """Return a hash of Python's version, this package's source, and all installed packages."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in map(Path, sys.path):
        if folder.name in ("site-packages", "dist-packages") and folder.is_dir():
            for entry in sorted(folder.iterdir()):
                digest.update(f"{entry.name}\n{_installed(entry)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2"):
            digest.update(f"{path.relative_to(_PACKAGE)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest().encode()


def user_key() -> bytes | None:
    """Return the user's key for the seals (HMACs) of cache entries; create it if missing.

    Return None if the key can't be read or created.
    """
    path = platformdirs.user_state_path("sourcebook") / "key"
    if not path.is_absolute():  # the user's home folder is unknown
        return None
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            create({path: secrets.token_bytes(_KEY_SIZE)}, mode=0o600)
        key = path.read_bytes()
        return key if len(key) == _KEY_SIZE else None
    return None
