"""Runs and measures each stage of a build once: ``python -m benchmarks.measuring``.

Prints JSON. Run this in a new process for each measurement, because memory that the process has
used before would count too.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sourcebook import stages
from sourcebook.corpus import resolve
from sourcebook.project import CACHE, DOCS, SITE, SOURCES, open_cache
from sourcebook.publishing.building import Publisher
from sourcebook.reading.folder import read
from sourcebook.writing import write

T = TypeVar("T")


class Clock:
    """Measures the time and the memory of a build's stages, one after another.

    ``taken``: for each stage, its name, its time in seconds, and the growth of this process's peak
    memory, in KB, since the clock was created.
    """

    def __init__(self) -> None:
        self.empty = peak()
        self.taken: list[tuple[str, float, int]] = []

    def take(self, stage: str, work: Callable[[], T]) -> T:
        """Call ``work``, add its measurements to ``taken``, and return its result."""
        begun = time.perf_counter()
        done = work()
        seconds = time.perf_counter() - begun
        self.taken.append((stage, seconds, peak() - self.empty))
        return done


def peak() -> int:
    """Return the peak memory of this process so far, in KB; 0 on Windows, where it is unknown."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def measure(project: Path, *, published: bool) -> Clock:
    """Run and measure each stage of a project's first build; publish only if ``published``."""
    clock = Clock()
    records = clock.take("reading", lambda: read(project / SOURCES, SOURCES))
    corpus, problems = clock.take("checking", lambda: resolve(records))
    if corpus is None:
        raise SystemExit(f"the corpus has problems, the first: {problems[0].message}")
    files = clock.take("making pages", lambda: stages.generate(corpus))
    docs, spare = project / DOCS, project / CACHE / "docs"
    clock.take("writing docs/", lambda: write(docs, files, spare, DOCS))
    changes = clock.take("writing, no change", lambda: write(docs, files, spare, DOCS))
    if changes.written or changes.problems:
        raise SystemExit("the second write was not without a change")
    if published:
        site, kept = project / SITE, open_cache(project)
        clock.take("publishing site/", Publisher(project / "mkdocs.yml", site, kept).publish)
    return clock


def main() -> None:
    """Build the project that the command line names; print each stage's measurements as JSON."""
    parser = argparse.ArgumentParser(description="Measure the stages on a project, once.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--publish", action="store_true")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.project, published=arguments.publish).taken))  # noqa: T201


if __name__ == "__main__":
    main()
