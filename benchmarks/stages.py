"""Measures time and memory of each stage of a build: ``python -m benchmarks.stages``."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .commands import clear

# This module doesn't import Sourcebook, because that would need memory. On Linux, the peak memory
# of a new process is at least that of its parent, so the measurements would be too high.

SIZES = (1000, 5000, 20000)
TO_PAGES = ("reading", "checking", "making pages")
PACKAGES = ("pydantic", "pyyaml", "jinja2", "ahocorasick-rs", "mkdocs")
PROJECT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """The time of a stage, in seconds, and the peak memory, in KB, until the end of the stage."""

    stage: str
    seconds: float
    memory: int


def costs(folder: Path, pages: int, seed: int, runs: int, *, publish: bool) -> list[Cost]:
    """Return the minimum time and memory of each stage in ``runs`` runs on one corpus.

    ``folder``: the folder to create for the project. ``pages``, ``seed``: the size and the random
    seed of the corpus. ``publish``: whether to publish the site too.
    """
    folder.mkdir()
    project = folder / "project"
    _run("corpora", "--pages", str(pages), "--seed", str(seed), "--to", str(project))
    measured = []
    for _ in range(runs):
        clear(project, folder / "aside")
        told = _run("measuring", str(project), *(["--publish"] if publish else []))
        measured.append([Cost(*taken) for taken in json.loads(told)])
    return [
        Cost(same[0].stage, min(c.seconds for c in same), min(c.memory for c in same))
        for same in zip(*measured, strict=True)
    ]


def _run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603
    return done.stdout


def rows(pages: int, found: Sequence[Cost], smallest: dict[str, float]) -> Iterator[str]:
    """Yield a row of a Markdown table for each stage, on a corpus of ``pages`` pages.

    A further row has the sum of the stages in ``TO_PAGES``. ``smallest``: maps each stage to its
    seconds per page at the smallest size, for comparison. Stages that it lacks are added to it.
    """
    to_pages = [cost for cost in found if cost.stage in TO_PAGES]
    total = Cost("to here", sum(c.seconds for c in to_pages), to_pages[-1].memory)
    for cost in (*to_pages, total, *found[len(to_pages) :]):
        each = cost.seconds / pages
        growth = each / smallest.setdefault(cost.stage, each)
        yield (
            f"| {pages:,} | {cost.stage} | {cost.seconds:.2f} | {each * 1000:.2f} "
            f"| {growth:.2f} | {cost.memory / pages:.0f} |"
        )


def machine() -> str:
    """Return a line that describes this machine and the versions of the software."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}; {packages}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def main() -> None:
    """Print the time and memory of each stage, for the corpus sizes on the command line."""
    parser = argparse.ArgumentParser(description="Measure what each stage costs at several sizes.")
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help="sizes, rising")
    parser.add_argument("--seed", type=int, default=1, help="another one, another corpus")
    parser.add_argument("--runs", type=int, default=3, help="of these the best counts")
    parser.add_argument("--publish", action="store_true", help="publish with MkDocs too: slow")
    arguments = parser.parse_args()
    _say(machine())
    _say(f"The best of {arguments.runs} runs, each in a process of its own.\n")
    _say("| Pages | Stage | Seconds | ms a page | Against the smallest | KB a page |")
    _say("| ---: | --- | ---: | ---: | ---: | ---: |")
    smallest: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for pages in arguments.pages:
            place = Path(folder, str(pages))
            found = costs(place, pages, arguments.seed, arguments.runs, publish=arguments.publish)
            for row in rows(pages, found, smallest):
                _say(row)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
