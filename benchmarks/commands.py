"""Commands run as their user would, each a process of its own, and what they say they did."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BUILD = (sys.executable, "build_site.py")
MADE = ("docs", "site", ".cache")
"""What a build leaves in a project."""

_SUMMARY = re.compile(
    r"site/ published, (\d+) pages? changed "
    r"\([\d.]+ s(?:, (?P<indexing>[\d.]+) s of it the search index)?\)\."
)


class Summary(NamedTuple):
    """What a build's last line says: pages changed, seconds that the search index took."""

    pages: int
    indexing: float


class Built(NamedTuple):
    """A build: the whole command's seconds, those of the search index in it, pages changed."""

    seconds: float
    indexing: float
    pages: int

    @property
    def aside(self) -> float:
        """The seconds, search index aside."""
        return self.seconds - self.indexing


class FailedError(Exception):
    """A command did not do what is measured; the message has its last words."""


def summary(said: str) -> Summary:
    """Find what a build says it did in what it printed. Raises FailedError."""
    found = _SUMMARY.search(said)
    if not found:
        raise FailedError(f"no build told of in: {said[-500:]}")
    return Summary(int(found[1]), float(found["indexing"] or 0))


def environment() -> dict[str, str]:
    """Return the environment for a command: without notices, with lines as they are printed.

    Python may write bytecode, or each command would compile all modules first.
    """
    given = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    return given


def run(command: Sequence[str], folder: Path) -> tuple[float, str]:
    """Run a command in a folder; return its seconds and what it printed. Raises FailedError."""
    if sys.platform != "win32":
        os.sync()  # or it would wait for what was written before
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise FailedError(f"{' '.join(command)}: {done.stdout[-500:]}")
    return seconds, done.stdout


def build(project: Path) -> Built:
    """Build a project. Raises FailedError."""
    seconds, said = run(BUILD, project)
    told = summary(said)
    return Built(seconds, told.indexing, told.pages)


def plain(project: Path, site: Path) -> float:
    """Return the seconds of plain ``mkdocs build`` over ``docs/``, which is up to date."""
    shutil.rmtree(site, ignore_errors=True)
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site))
    seconds, _ = run(command, project)
    shutil.rmtree(site)
    return seconds


def clear(project: Path) -> None:
    """Take away all that was ever built."""
    for made in MADE:
        shutil.rmtree(project / made, ignore_errors=True)
