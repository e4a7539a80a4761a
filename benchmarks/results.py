"""Writes the measurements of ``loop`` as Markdown tables, and compares them with Hugo's times."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from .commands import Built
from .memory import Memory
from .others import HUGO, Other
from .saving import Served

LIMITS_AT = 10_000
"""The limits for time and memory apply to the corpus with this number of pages."""

COLD, SEARCHED = 1.0, 0.25
"""Limits for a cold build and for a build after an edit, both with the search index.

They are shares of the time that Hugo and Pagefind take together.
"""
EDIT, NOTHING, SAVED = 0.12, 0.035, 0.04
"""Limits for times without the search index, as shares of Hugo's time.

They apply to a build after an edit, to a build after no edit, and to the time from saving a file
until the browser shows the change.
"""

MEMORY = 700
"""Limit for the memory of all processes of a build, in MB."""

GROWTH = 3.2 / 3
"""Per page, a larger corpus may take this many times as long as one of 10,000 pages."""


@dataclass
class Figures:
    """The measurements on one corpus.

    ``pages``: the size of the corpus. ``plain``: the time of ``mkdocs build`` in seconds.
    ``nothing``: the times of builds without an edit, in seconds. ``missing``: maps the name of a
    measurement that failed to the reason.
    """

    pages: int
    plain: float
    cold: Built
    edits: list[tuple[str, Built]] = field(default_factory=list)
    best_known: tuple[str, Built] | None = None
    nothing: list[float] = field(default_factory=list)
    served: Served | None = None
    memory: dict[str, Memory] = field(default_factory=dict)
    others: list[Other] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


class Row(NamedTuple):
    """A time in seconds. ``searchable``: whether it includes the search index.

    ``limit``: the maximum for the time, as a share of Hugo's time; if ``searchable``, as a share of
    the time of Hugo and Pagefind together. None if there is no limit.
    """

    name: str
    seconds: float
    searchable: bool
    limit: float | None = None


def rows(found: Figures) -> Iterator[Row]:
    """Yield the measured times, for comparison with the time of Hugo, or of Hugo and Pagefind."""
    yield Row("cold build", found.cold.seconds, True, COLD)
    yield Row("plain `mkdocs build`", found.plain, True)
    if found.edits:
        builds = [built for _, built in found.edits]
        name = f"after one edit, median of {len(builds)}"
        yield Row(name, median(built.aside for built in builds), False, EDIT)
        yield Row(name, median(built.seconds for built in builds), True, SEARCHED)
    if found.nothing:
        yield Row("nothing changed", median(found.nothing), False, NOTHING)
    if found.served:
        shown = [one.shown for one in found.served.saved]
        name = f"`serve`: saved to shown, median of {len(shown)}"
        yield Row(name, median(shown), False, SAVED)
        again = [one.shown for one in found.served.again]
        if again:
            yield Row(
                f"`serve`: saved again to shown, median of {len(again)}", median(again), False
            )
        told = [one.indexed for one in found.served.saved if one.indexed is not None]
        if told:
            yield Row(f"`serve`: saved to searchable, median of {len(told)}", median(told), True)


def hugo(found: Figures) -> Other | None:
    """Return the measurements of Hugo's build; None if there are none."""
    built = (other for other in found.others if other.name.startswith(HUGO) and other.seconds)
    return next(built, None)


def tables(found: Sequence[Figures]) -> Iterator[str]:
    """Yield the lines of all Markdown tables of results, with the tables' headings."""
    for title, table in (
        ("Beside Hugo and Pagefind", _times(found)),
        ("Memory", _memory(found)),
        ("Growth", _growth(found)),
        ("Each edit", _edits(found)),
        ("Each save while `serve` runs", _saves(found)),
        ("Other programs on the same Markdown", _others(found)),
    ):
        lines = list(table)
        if len(lines) > 2:  # the table has rows besides its two lines of headings
            yield from (f"## {title}", "", *lines, "")
    missing = [f"- {one.pages:,} pages, {name}: {why}"
               for one in found for name, why in one.missing.items()]  # fmt: skip
    if missing:
        yield from ("## Could not be measured", "", *missing, "")


def _times(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | What | Search index | Seconds | Of Hugo | Of both | At most | |"
    yield "| ---: | --- | --- | ---: | ---: | ---: | ---: | --- |"
    for one in found:
        other = hugo(one)
        if other:
            both = other.seconds + (other.indexing or 0)
            yield f"| {one.pages:,} | {other.name} | without | {other.seconds:.2f} | 1.00 | | | |"
            yield f"| {one.pages:,} | both | with | {both:.2f} | | 1.00 | | |"
        for row in rows(one):
            line = f"| {one.pages:,} | {row.name} | {'with' if row.searchable else 'without'} "
            line += f"| {row.seconds:.2f} "
            if other:
                share = row.seconds / (both if row.searchable else other.seconds)
                limit, met = _judged(share, row.limit, one.pages, ratio)
                columns = ("", ratio(share)) if row.searchable else (ratio(share), "")
                yield f"{line}| {' | '.join(columns)} | {limit} | {met} |"
            else:
                yield f"{line}| | | | |"


def _memory(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | What | All processes, MB | At most | | The largest, MB | Its program |"
    yield "| ---: | --- | ---: | ---: | --- | ---: | --- |"
    for one in found:
        for name, memory in one.memory.items():
            limit, met = _judged(memory.tree, MEMORY, one.pages, "{:,.0f}".format)
            yield (
                f"| {one.pages:,} | {name} | {memory.tree:,.0f} | {limit} | {met} "
                f"| {memory.largest:,.0f} | {memory.program} |"
            )


def _growth(found: Sequence[Figures]) -> Iterator[str]:
    yield "| What | Pages | ms a page | Times 10,000's | At most | |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    if len(found) < 2:
        return
    each: dict[str, dict[int, float]] = {}
    for one in found:
        timed = [
            (f"{row.name}, {'with' if row.searchable else 'without'} the index", row.seconds)
            for row in rows(one)
        ]
        timed += [(other.name, other.seconds) for other in one.others if other.seconds]
        for name, seconds in timed:
            each.setdefault(re.sub(r", median of \d+", "", name), {})[one.pages] = seconds
    for name, grown in each.items():
        for pages, seconds in grown.items():
            line = f"| {name} | {pages:,} | {seconds * 1000 / pages:.2f} "
            if pages > LIMITS_AT and LIMITS_AT in grown:
                times, limit = seconds / grown[LIMITS_AT], pages / LIMITS_AT * GROWTH
                met = "met" if times <= limit else "not met"
                yield f"{line}| {times:.1f} | {limit:.1f} | {met} |"
            else:
                yield f"{line}| | | |"


def _edits(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Edit | Seconds without the index | With it | Pages changed |"
    yield "| ---: | --- | ---: | ---: | ---: |"
    for one in found:
        for kind, built in [*one.edits, *([one.best_known] if one.best_known else [])]:
            yield (
                f"| {one.pages:,} | {kind} | {built.aside:.2f} | {built.seconds:.2f} "
                f"| {built.pages:,} |"
            )


def _saves(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Edit | Shown after, s | Searchable after, s |"
    yield "| ---: | --- | ---: | ---: |"
    for one in found:
        if one.served:
            yield f"| {one.pages:,} | the server is ready | {one.served.ready:.2f} | |"
            for kind, shown, indexed in one.served.saved:
                late = "not told" if indexed is None else f"{indexed:.1f}"
                yield f"| {one.pages:,} | {kind} | {shown:.2f} | {late} |"
            for kind, shown, _indexed in one.served.again:
                yield f"| {one.pages:,} | {kind}, saved again | {shown:.2f} | |"


def _others(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Program | Seconds | Pagefind, s | HTML pages |"
    yield "| ---: | --- | ---: | ---: | ---: |"
    for one in found:
        if one.others:
            cold = one.cold
            yield (
                f"| {one.pages:,} | Sourcebook, cold | {cold.aside:.2f} | {cold.indexing:.2f} "
                f"| {cold.pages:,} |"
            )
        for other in one.others:
            indexing = "" if other.indexing is None else f"{other.indexing:.2f}"
            yield (
                f"| {one.pages:,} | {other.name} | {other.why_not} | | |"
                if other.why_not
                else f"| {one.pages:,} | {other.name} | {other.seconds:.2f} | {indexing} "
                f"| {other.pages:,} |"
            )


def ratio(share: float) -> str:
    """Return a share as text with two decimals, or with three if it is below 0.1: ``0.035``."""
    return f"{share:.2f}" if share >= 0.1 else f"{share:.3f}"


def _judged(
    value: float, limit: float | None, pages: int, told: Callable[[float], str]
) -> tuple[str, str]:
    """Return a limit as text, and "met" or "not met"; two empty texts if no limit applies.

    ``value``: the measured value. ``pages``: the size of the corpus. ``told``: a function that
    formats the limit.
    """
    if limit is None or pages != LIMITS_AT:
        return "", ""
    return told(limit), "met" if value <= limit else "not met"
