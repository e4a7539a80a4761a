"""What is kept from one build to the next. Whatever happens to it costs time and nothing else."""

import contextlib
import hashlib
import os
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


class Shelf:
    """What is kept in a folder, a file a thing. What is put there is in memory until ``settle``.

    ``fresh``: nothing that was kept before counts.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self._fresh = fresh
        self._held: dict[str, Any] = {}
        self._unwritten: set[str] = set()

    def take(self, name: str) -> Any:
        """Return what is kept; None if it is gone, cut short, or of another version.

        It lies in the project's own folder, as ``build_site.py`` does: it is trusted as far
        as that is.
        """
        if name not in self._held:
            self._held[name] = None if self._fresh else _load(self.folder / name)
        return self._held[name]

    def put(self, name: str, value: object, *, write: bool = True) -> None:
        """Keep a value; for this process alone unless it is to be written."""
        self._held[name] = value
        if write:
            self._unwritten.add(name)

    def settle(self) -> None:
        """Write what was put there. Where it can't be written, nothing is kept."""
        for name in sorted(self._unwritten):
            _save(self.folder / name, self._held[name])
        self._unwritten.clear()

    def forget(self) -> None:
        """Let go of what is in memory; it can be taken again."""
        self._held.clear()


def _load(path: Path) -> Any:
    try:
        version, hash_, content = path.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    if version != _version() or hash_ != _hash(content):
        return None
    try:
        return pickle.loads(content)  # noqa: S301 - what we wrote ourselves, byte for byte
    except Exception:  # noqa: BLE001 - whatever a library's other version raises
        return None


def _save(path: Path, value: object) -> None:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"\n".join((_version(), _hash(content), content)))
        new.replace(path)
    except OSError:
        # Nor is what was kept before: what is written after it may speak of this one.
        for half in (new, path):
            with contextlib.suppress(OSError):
                half.unlink()


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


@cache
def _version() -> bytes:
    """Return the version of all that takes part: Python, this package, and its neighbours."""
    found = hashlib.sha256(sys.version.encode())
    for folder in map(Path, sys.path):
        if folder.name in ("site-packages", "dist-packages") and folder.is_dir():
            found.update("\n".join(sorted(one.name for one in folder.iterdir())).encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2"):
            found.update(f"{path.relative_to(_PACKAGE)}\n".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest().encode()
