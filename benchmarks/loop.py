"""Measures a researcher's loop: edit, rebuild, look at the page: ``python -m benchmarks.loop``.

The times are compared with those of Hugo and of plain MkDocs. Each command runs in a new process,
as for a user. Measuring takes a few minutes for 1,000 pages, and about a quarter of an hour for
10,000 pages if no other program is running.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import corpora, others
from .commands import BUILD, Built, FailedError, build, clear, plain
from .edits import BEST_KNOWN, SHOWN, Kind, prepared, usual
from .memory import watched
from .results import Figures, tables
from .saving import saved
from .stages import machine

RESULTS = Path(__file__).with_name("RESULTS.md")
EXPLAINED = Path(__file__).with_name("loop.md")
SIZES = (1000, 10_000, 30_000)
_IDLE_RUNS = 3
_INDEX_MS = 20
"""Maximum time per page, in ms, to wait until ``serve`` has updated the search index."""


class Loop:
    """Measures builds and ``serve`` with a corpus of one size, in ``folder``, a new folder."""

    def __init__(self, folder: Path, pages: int, options: argparse.Namespace) -> None:
        self._folder = folder
        self._project = folder / "project"
        self._aside = folder / "aside"
        self._options = options
        self._edited = 0
        self._pages = pages
        self._began = time.monotonic()

    def figures(self) -> Figures:
        """Measure what the command line's options select, and return the measurements.

        Raises FailedError if a cold build or a build with plain MkDocs fails.
        """
        options = self._options
        busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        self._tell(f"corpus; so many other processes were busy in the last minute: {busy:.1f}")
        self._folder.mkdir()
        corpora.write(self._project, self._pages, options.seed)
        colds: list[Built] = []
        plains: list[float] = []
        for _ in range(options.runs):
            clear(self._project, self._aside)
            self._tell("cold build")
            colds.append(build(self._project))
            self._tell("plain build")
            plains.append(plain(self._project, self._folder / f"plain-{len(plains)}"))
        found = Figures(self._pages, min(plains), min(colds))
        full = self._pages <= options.full_up_to
        self._try(found, "edits", lambda: self._edits(found, full))
        self._try(found, "nothing changed", lambda: self._nothing(found))
        if options.serve and full:
            self._try(found, "serve", lambda: self._serve(found))
        if options.others and self._pages <= options.others_up_to:
            self._tell("other programs")
            found.others += others.built(self._project, self._folder)
        if full:
            self._try(found, "memory", lambda: self._memory(found))
        self._tell("done")
        return found

    def _edits(self, found: Figures, full: bool) -> None:
        for kind, at in usual(self._options.edits):
            found.edits.append((kind.name, self._edit(kind, at)))
        if full:
            found.best_known = BEST_KNOWN.name, self._edit(BEST_KNOWN, 0.0)

    def _edit(self, kind: Kind, at: float) -> Built:
        self._tell(kind.name)
        self._change(kind, at)
        built = build(self._project)
        if not built.pages:
            raise FailedError(f"no page changed: {kind.name}")
        return built

    def _change(self, kind: Kind, at: float) -> None:
        self._edited += 1
        prepared(self._project, kind, at, self._edited).make(self._project)

    def _nothing(self, found: Figures) -> None:
        self._tell("nothing changed")
        for _ in range(_IDLE_RUNS):
            built = build(self._project)
            if built.pages:
                raise FailedError(f"{built.pages} pages changed though nothing was edited")
            found.nothing.append(built.seconds)

    def _serve(self, found: Figures) -> None:
        self._tell("serve")
        patience = 30 + self._pages * _INDEX_MS / 1000
        found.served = saved(self._project, SHOWN, self._options.edits, self._edited + 1, patience)
        self._edited += 2 * self._options.edits * len(SHOWN) + 1
        build(self._project)

    def _memory(self, found: Figures) -> None:
        self._tell("memory")
        self._change(SHOWN[0], 0.5)
        found.memory["one edit"] = watched(BUILD, self._project)
        clear(self._project, self._aside)
        found.memory["cold build"] = watched(BUILD, self._project)

    def _try(self, found: Figures, name: str, work: Callable[[], None]) -> None:
        """Call ``work``. If it fails, add the reason to ``found.missing`` under ``name``."""
        try:
            work()
        except (FailedError, LookupError) as error:
            found.missing[name] = " ".join(str(error).split())

    def _tell(self, what: str) -> None:
        minutes = (time.monotonic() - self._began) / 60
        print(f"{self._pages:,} pages, {minutes:.1f} min: {what}", file=sys.stderr, flush=True)  # noqa: T201


def main() -> None:
    """Print tables of measurements for each size of corpus that the command line names."""
    options = _options()
    found: list[Figures] = []
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        for pages in options.pages:
            found.append(Loop(Path(folder, str(pages)), pages, options).figures())
            said = "\n".join(["# Results", "", machine(), "", *tables(found)])
            if options.write:  # write after each size: measuring the next may take an hour
                RESULTS.write_text(f"{said}\n{EXPLAINED.read_text('utf-8')}", "utf-8")
    print(said)  # noqa: T201


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the researcher's loop.")
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help="sizes, rising")
    parser.add_argument("--edits", type=int, default=1, help="of each kind")
    parser.add_argument("--runs", type=int, default=1, help="cold and plain; the best counts")
    parser.add_argument("--seed", type=int, default=1, help="another one, another corpus")
    parser.add_argument(
        "--no-serve", dest="serve", action="store_false", help="without serve, which needs Chromium"
    )
    parser.add_argument("--others", action="store_true", help="build with other programs too")
    parser.add_argument(
        "--others-up-to", type=int, default=sys.maxsize, metavar="PAGES", help="but not larger ones"
    )
    parser.add_argument(
        "--full-up-to",
        type=int,
        default=sys.maxsize,
        metavar="PAGES",
        help="of larger ones, only what grows: builds, the usual edits, nothing changed",
    )
    parser.add_argument("--write", action="store_true", help=f"write benchmarks/{RESULTS.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
