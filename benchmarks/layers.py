"""Measures the time that each layer of caching saves: ``python -m benchmarks.layers``.

Each build runs with one layer switched off. The option ``--write`` writes the results to
``LAYERS.md``. Sourcebook has no setting that switches off a layer, so this module patches
Sourcebook's code in the process of the build.
"""

import argparse
import errno
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sourcebook import stages, workers
from sourcebook.command import building as build_command
from sourcebook.command import main as run_command
from sourcebook.publishing import building
from sourcebook.publishing.index_state import IndexState
from sourcebook.writing import Cache

from . import corpora
from .commands import FailedError, run
from .edits import Edit, prepared, usual
from .stages import machine

RESULTS = Path(__file__).with_name("LAYERS.md")
SIZES = (250, 1000, 10_000)
ALL_ON = "all on"


def _forget(*names: str) -> Callable[[], None]:
    """Return a function that makes the cache ignore some values that earlier builds stored.

    ``names``: the beginnings of these values' names.
    """

    def switch_off() -> None:
        get = Cache.get

        def forgetful(self: Cache, name: str) -> Any:
            # Don't ignore the values that this build itself has stored: ``_unwritten`` names them.
            return (
                get(self, name) if name in self._unwritten or not name.startswith(names) else None
            )

        Cache.get = forgetful  # type: ignore[method-assign]

    return switch_off


def _hard_links() -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "no links")

    os.link = refuse


def _one_process() -> None:
    for module in (workers, stages.building, building, build_command):
        module.default_workers = lambda: 1  # type: ignore[attr-defined]


CACHED = {
    "parsed": ("YAML files as they were read", ("sources.read",)),
    "dependencies": ("what each page of docs/ looked up", ("docs.memory",)),
    "citations": ("the citation of each source", ("docs.cited",)),
    "templates": ("the bytecode of templates", ("docs.templates", "site.templates")),
    "last build": ("whether anything has changed at all", ("docs.last",)),
    "hashes": ("the hash of each file, by its signature", ("sources.seen", "docs.seen")),
    "rendered": ("what each page of site/ was made from", ("site.known",)),
    "index": ("what the search index was made from", (IndexState.CACHE_KEY,)),
}
"""Layer -> description of the cached data, and the beginnings of the cache entries' names."""

LAYERS: dict[str, tuple[str, Callable[[], None]]] = {
    ALL_ON: ("", lambda: None),
    **{layer: (words, _forget(*names)) for layer, (words, names) in CACHED.items()},
    "hard links": ("unchanged files of site/ are links, not copies", _hard_links),
    "processes": ("as many processes as cores", _one_process),
}
"""Maps each layer's name to a description and to a function that switches the layer off."""

COLUMNS = ("an edit", "its processors", "nothing changed", "its processors")
"""Column headings: two times of a build after an edit, and two of a build without an edit.

The first is the duration of the build. The second is the processor time of all its processes.
"""


def _build(project: Path, layer: str) -> tuple[float, float]:
    """Build a project in a new process, with a layer switched off. Raises FailedError.

    Return the time of the build, and the processor time of all its processes, both in seconds.
    """
    before = os.times()
    seconds, _ = run((sys.executable, "-m", "benchmarks.layers", "--off", layer), project)
    after = os.times()
    return seconds, sum(
        getattr(after, name) - getattr(before, name)
        for name in ("children_user", "children_system")
    )


def _measured(folder: Path, pages: int, edits: int) -> dict[str, Sequence[float]]:
    """Map each layer to the times of builds without it, in seconds, in the order of ``COLUMNS``.

    ``pages``: the size of the corpus. ``edits``: the number of edits of each kind.
    """
    project = folder / "project"
    corpora.write(project, pages, 1)
    # Make this package importable for ``python -m benchmarks.layers`` in the project.
    (project / "benchmarks").symlink_to(Path(__file__).parent)
    _build(project, ALL_ON)
    found: dict[str, Sequence[float]] = {}
    for layer in LAYERS:
        took: list[tuple[float, float]] = []
        made: list[Edit] = []
        for kind, at in usual(edits):
            made.append(prepared(project, kind, at, len(made)))
            made[-1].make(project)
            took.append(_build(project, layer))
        nothing = zip(*(_build(project, layer) for _ in range(2)), strict=True)
        # Undo the edits and fill the cache, so that the next layer starts from the same state.
        for edit in reversed(made):
            (project / edit.path).write_text(edit.before, "utf-8")
        _build(project, ALL_ON)
        edited = map(statistics.median, zip(*took, strict=True))
        found[layer] = [*edited, *map(min, nothing)]
        print(f"{pages:,} pages, {layer} off: {found[layer]}", file=sys.stderr, flush=True)  # noqa: T201
    return found


def _table(found: dict[int, dict[str, Sequence[float]]]) -> str:
    """Return a Markdown table: a row for each layer, and ``COLUMNS`` for each size.

    ``found``: maps a size in pages to the result of ``_measured``.
    """
    sizes = [f"{size:,}: {what}" for size in found for what in COLUMNS]
    lines = [f"| Off | {' | '.join(sizes)} |", f"| --- |{' ---: |' * len(sizes)}"]
    for layer, (words, _) in LAYERS.items():
        cells = []
        for size in found:
            for took, whole in zip(found[size][layer], found[size][ALL_ON], strict=True):
                cells.append(f"{took:.2f} s" if layer == ALL_ON else f"× {took / whole:.2f}")
        name = f"none: {ALL_ON}" if layer == ALL_ON else f"{layer}: {words}"
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Print what each layer of caching saves. With ``--off``, only run a build without a layer."""
    parser = argparse.ArgumentParser(description="What each layer of caching saves.")
    parser.add_argument("--pages", type=int, nargs="*", default=SIZES, help="sizes of the corpus")
    parser.add_argument("--edits", type=int, default=1, help="edits of each kind")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    parser.add_argument("--off", choices=LAYERS, help="build the project here without this layer")
    options = parser.parse_args()
    if options.off:
        LAYERS[options.off][1]()
        sys.argv = ["build_site.py", "build"]
        run_command(Path.cwd())
    found: dict[int, dict[str, Sequence[float]]] = {}
    said = ""
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as folder:
            found[pages] = _measured(Path(folder), pages, options.edits)
        said = "\n\n".join(["# What each layer of caching saves", machine(), _ABOUT, _table(found)])
        if options.write:
            RESULTS.write_text(f"{said}\n", "utf-8")
    print(said)  # noqa: T201


_ABOUT = """\
Whole commands, by `python -m benchmarks.layers --write`. Each row has one layer switched off; its \
cells are times as many seconds as with all layers on. *An edit*: the median of the kinds of edit \
of `benchmarks/edits.py`, the search index included. *Its processors*: the same in processor \
seconds of all processes, which other work on the machine hardly changes. A layer whose cells are \
all near 1 doesn't earn its keep."""

if __name__ == "__main__":
    try:
        main()
    except FailedError as error:
        sys.exit(str(error))
