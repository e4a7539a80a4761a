"""Runs commands as a user would, each in a new process, and parses their output."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BUILD = (sys.executable, "build_site.py")
MADE = ("docs", "site", ".cache")
"""The folders that a build creates in a project."""

_SUMMARY = re.compile(
    r"site/ published, (\d+) pages? changed "
    r"\([\d.]+ s(?:, (?P<indexing>[\d.]+) s of it the search index)?\)\."
)


class Summary(NamedTuple):
    """The facts in a build's last line of output.

    ``pages``: the number of changed pages. ``indexing``: the time for the search index, in seconds.
    """

    pages: int
    indexing: float


class Built(NamedTuple):
    """The measurements of a build.

    ``seconds``: the time of the whole command. ``indexing``: the part of this time for the search
    index, in seconds. ``pages``: the number of changed pages.
    """

    seconds: float
    indexing: float
    pages: int

    @property
    def aside(self) -> float:
        """The time of the build without the time for the search index, in seconds."""
        return self.seconds - self.indexing


class FailedError(Exception):
    """A command failed, so it has no measured time; the message ends with the command's output."""


def summary(said: str) -> Summary:
    """Return the facts in ``said``, a build's output. Raises FailedError if it lacks them."""
    found = _SUMMARY.search(said)
    if not found:
        raise FailedError(f"no build told of in: {said[-500:]}")
    return Summary(int(found[1]), float(found["indexing"] or 0))


def environment() -> dict[str, str]:
    """Return a command's environment variables: no output buffering, no warning about MkDocs 2.

    Python is allowed to write bytecode; otherwise, each command would compile all modules first.
    """
    given = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    return given


def run(command: Sequence[str], folder: Path) -> tuple[float, str]:
    """Run a command in a folder; return its time in seconds, and its output.

    Raises FailedError if the command fails.
    """
    if sys.platform != "win32":
        os.sync()  # now, so that the command needn't wait for earlier writes to the disk
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
    """Run Sourcebook's ``build`` in a project and measure it. Raises FailedError if it fails."""
    seconds, said = run(BUILD, project)
    told = summary(said)
    return Built(seconds, told.indexing, told.pages)


def plain(project: Path, site: Path) -> float:
    """Return the time of ``mkdocs build`` in seconds. ``docs/`` must be up to date.

    ``site``: the output folder, which must be new.
    """
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site))
    seconds, _ = run(command, project)
    return seconds


def clear(project: Path, aside: Path) -> None:
    """Move the folders that builds have created in a project into a new folder in ``aside``.

    Nothing is deleted before all builds are timed: for some minutes after files were deleted, ext4
    searches through their inodes for each new file, and a build takes 1.5 times as long.
    """
    made = [project / name for name in MADE if (project / name).exists()]
    if made:
        aside.mkdir(exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=aside))
        for folder in made:
            folder.rename(place / folder.name)
