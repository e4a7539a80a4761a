"""What is kept from one build to the next. Whatever happens to it costs time and nothing else.

It lies in the project's folder, which may come from a stranger, and to load it could run whatever
is in it. So it bears a seal, made with a key that only this machine's user has: what others have
put there is passed over.
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

from .new_files import create

_KEY_SIZE = 32
"""Bytes of a key."""

_PACKAGE = Path(__file__).resolve().parent.parent


class Cache:
    """What is kept in a folder, a file a thing. What is put there is in memory until ``flush``.

    ``key``: with which it is sealed; None: nothing is kept for another process. ``fresh``:
    nothing that was kept before counts.
    """

    def __init__(self, folder: Path, key: bytes | None, *, fresh: bool = False) -> None:
        self.folder = folder
        self._key = key
        self._fresh = fresh
        self._held: dict[str, Any] = {}
        self._unwritten: set[str] = set()

    def get(self, name: str) -> Any:
        """Return what is kept; None if it is gone, cut short, of another version or hand."""
        if name not in self._held:
            known = None if self._fresh or not self._key else _load(self.folder, name, self._key)
            self._held[name] = known
        return self._held[name]

    def set(self, name: str, value: object, *, write: bool = True) -> None:
        """Keep a value; for this process alone unless it is to be written."""
        self._held[name] = value
        if write:
            self._unwritten.add(name)

    def flush(self) -> None:
        """Write what was put there. Where it can't be written, nothing is kept."""
        if self._key:
            for name in sorted(self._unwritten):
                _save(self.folder, name, self._held[name], self._key)
        self._unwritten.clear()

    def clear(self) -> None:
        """Let go of what is in memory; it can be taken again."""
        self._held.clear()


def _load(folder: Path, name: str, key: bytes) -> Any:
    try:
        seal, content = (folder / name).read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    if not hmac.compare_digest(seal, _seal(name, content, key)):
        return None
    try:
        return pickle.loads(content)  # noqa: S301 - what we wrote ourselves, as the seal shows
    except Exception:  # noqa: BLE001 - whatever a library's other version raises
        return None


def _save(folder: Path, name: str, value: object, key: bytes) -> None:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    new, path = folder / f"{name}.{os.getpid()}", folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"\n".join((_seal(name, content, key), content)))
        new.replace(path)
    except OSError:
        # Nor is what was kept before: what is written after it may speak of this one.
        for half in (new, path):
            with contextlib.suppress(OSError):
                half.unlink()


def _seal(name: str, content: bytes, key: bytes) -> bytes:
    """Return what shows that a holder of the key, with this version, kept this by this name."""
    sealed = hmac.new(key, digestmod=hashlib.sha256)
    for part in (_version(), name.encode(), content):
        sealed.update(b"%d\n" % len(part))
        sealed.update(part)
    return sealed.hexdigest().encode()


def _installed(distribution: Path) -> int:
    """Return when a package was installed, as nanoseconds: the same version may hold others."""
    try:
        return (distribution / "RECORD").stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _version() -> bytes:
    """Return the version of all that takes part: Python, this package, and its neighbours."""
    found = hashlib.sha256(sys.version.encode())
    for folder in map(Path, sys.path):
        if folder.name in ("site-packages", "dist-packages") and folder.is_dir():
            for one in sorted(folder.iterdir()):
                found.update(f"{one.name}\n{_installed(one)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2"):
            found.update(f"{path.relative_to(_PACKAGE)}\n".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest().encode()


def own_key() -> bytes | None:
    """Return the key of this machine's user, made when there is none; None if that can't be."""
    path = platformdirs.user_state_path("sourcebook") / "key"
    if not path.is_absolute():  # it is not known where the user is at home
        return None
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            create({path: secrets.token_bytes(_KEY_SIZE)}, mode=0o600)
        key = path.read_bytes()
        return key if len(key) == _KEY_SIZE else None
    return None
