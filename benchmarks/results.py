"""What the researcher's loop costs, as Markdown: figures beside plain ``mkdocs build``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from .commands import Built
from .memory import Memory
from .others import Other
from .saving import Served

LIMITS_AT = 10_000
"""The number of pages that the limits are meant for."""

COLD, EDIT, NOTHING, SAVED = 0.7, 1 / 25, 1 / 60, 1 / 40
"""How much of a plain build's time each may take."""

MEMORY = 1000  # MB


@dataclass
class Figures:
    """What was measured at one size; what could not be has its reason in ``missing``."""

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
    """A figure in seconds, the search index aside where ``indexing`` has its seconds."""

    name: str
    seconds: float
    indexing: float | None = None
    limit: float | None = None


def rows(found: Figures) -> Iterator[Row]:
    """Yield what is held against the plain build, itself first."""
    yield Row("plain `mkdocs build`", found.plain)
    yield Row("cold build, search index included", found.cold.seconds, limit=COLD)
    if found.edits:
        builds = [built for _, built in found.edits]
        aside = median(built.aside for built in builds)
        indexing = median(built.indexing for built in builds)
        yield Row(f"after one edit, median of {len(builds)}", aside, indexing, EDIT)
    if found.nothing:
        yield Row("nothing changed", median(found.nothing), limit=NOTHING)
    if found.served:
        shown = [one.shown for one in found.served.saved]
        told = [one.indexed for one in found.served.saved if one.indexed is not None]
        late = median(told) if told else None
        yield Row(f"`serve`: saved to shown, median of {len(shown)}", median(shown), late, SAVED)


def tables(found: Sequence[Figures]) -> Iterator[str]:
    """Yield the lines of all tables, with their headings."""
    for title, table in (
        ("Beside plain `mkdocs build`", _times(found)),
        ("Memory", _memory(found)),
        ("Growth", _growth(found)),
        ("Each edit", _edits(found)),
        ("Each save while `serve` runs", _saves(found)),
        ("Other programs on the same Markdown", _others(found)),
    ):
        lines = list(table)
        if len(lines) > 2:  # the head alone has two
            yield from (f"## {title}", "", *lines, "")
    missing = [f"- {one.pages:,} pages, {name}: {why}"
               for one in found for name, why in one.missing.items()]  # fmt: skip
    if missing:
        yield from ("## Could not be measured", "", *missing, "")


def _times(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | What | Seconds | Search index | Of plain | At most | |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | --- |"
    for one in found:
        for row in rows(one):
            limit, met = _judged(row.seconds / one.plain, row.limit, one.pages, ratio)
            index = "" if row.indexing is None else f"{row.indexing:.1f}"
            yield (
                f"| {one.pages:,} | {row.name} | {row.seconds:.2f} | {index} "
                f"| {ratio(row.seconds / one.plain)} | {limit} | {met} |"
            )


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
    yield "| What | Pages | ms a page | Against the smallest |"
    yield "| --- | ---: | ---: | ---: |"
    if len(found) < 2:
        return
    each: dict[str, list[tuple[int, float]]] = {}
    for one in found:
        timed = [(row.name, row.seconds) for row in rows(one)]
        timed += [(other.name, other.seconds) for other in one.others if other.seconds]
        for name, seconds in timed:
            each.setdefault(name, []).append((one.pages, seconds * 1000 / one.pages))
    for name, grown in each.items():
        for pages, cost in grown:
            yield f"| {name} | {pages:,} | {cost:.2f} | {cost / grown[0][1]:.2f} |"


def _edits(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Edit | Seconds | Search index | Pages changed | Of plain |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: |"
    for one in found:
        for kind, built in [*one.edits, *([one.best_known] if one.best_known else [])]:
            yield (
                f"| {one.pages:,} | {kind} | {built.aside:.2f} | {built.indexing:.1f} "
                f"| {built.pages:,} | {ratio(built.aside / one.plain)} |"
            )


def _saves(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Edit | Shown after, s | Search index after, s | Of plain |"
    yield "| ---: | --- | ---: | ---: | ---: |"
    for one in found:
        if one.served:
            yield f"| {one.pages:,} | the server is ready | {one.served.ready:.2f} | | |"
            for kind, shown, indexed in one.served.saved:
                late = "not told" if indexed is None else f"{indexed:.1f}"
                share = ratio(shown / one.plain)
                yield f"| {one.pages:,} | {kind} | {shown:.2f} | {late} | {share} |"


def _others(found: Sequence[Figures]) -> Iterator[str]:
    yield "| Pages | Program | Seconds | Of plain | HTML pages |"
    yield "| ---: | --- | ---: | ---: | ---: |"
    for one in found:
        if one.others:
            cold = one.cold
            yield (
                f"| {one.pages:,} | Sourcebook, cold | {cold.seconds:.2f} "
                f"| {ratio(cold.seconds / one.plain)} | {cold.pages:,} |"
            )
        for other in one.others:
            if other.why_not:
                yield f"| {one.pages:,} | {other.name} | {other.why_not} | | |"
            else:
                yield (
                    f"| {one.pages:,} | {other.name} | {other.seconds:.2f} "
                    f"| {ratio(other.seconds / one.plain)} | {other.pages:,} |"
                )


def ratio(share: float) -> str:
    """Return a share as people compare it: 0.55, or 1/38 where it is small."""
    return f"{share:.2f}" if share >= 0.2 else f"1/{1 / share:.0f}"


def _judged(
    value: float, limit: float | None, pages: int, told: Callable[[float], str]
) -> tuple[str, str]:
    """Return a limit and whether it is met; neither where it isn't meant for so many pages."""
    if limit is None or pages != LIMITS_AT:
        return "", ""
    return told(limit), "met" if value <= limit else "not met"
