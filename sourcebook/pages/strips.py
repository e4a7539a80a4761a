"""Small timelines: those of actors, locations and the home page, and what stands below them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..analysis.timeline import Axis, Count, axis, count, extent
from ..corpus import Ref
from ..drawing import strip
from ..drawing.svg import Svg
from ..records.dates import Date
from .common import events_inside, plural
from .site import FOLDERS, Site

FEWEST = 3
"""Dated events that are worth a drawing."""
TOLD_BY = 24
"""Days of publication that one shows at most."""
OVERVIEW = "timeline.overview.svg"


class Strip(NamedTuple):
    """A drawing on a page: its path, what it shows in words, and how to read it."""

    path: str
    label: str
    caption: str


def of(site: Site, ref: Ref, events: Sequence[str]) -> Strip | None:
    """Return the strip of an actor's or a location's events, in order of date.

    None if too few of them are dated.
    """
    dated = [id_ for id_ in events if id_ in site.extents]
    if len(dated) < FEWEST:
        return None
    path = f"{FOLDERS[ref.kind]}/{ref.id}.timeline.svg"
    label = f"Timeline of {len(dated)} dated events"
    if len(dated) <= strip.MOST:
        return Strip(path, label, "Below the line: when sources tell them.")
    counted = count([site.extents[id_] for id_ in dated], _axis(site, dated), strip.COLUMNS)
    return Strip(path, label, f"{_caption(counted)} Below the line: when sources tell them.")


def overview(site: Site) -> Strip | None:
    """Return the strip of all events; None if too few of them are dated."""
    if len(site.extents) < FEWEST:
        return None
    counted = count(site.extents.values(), axis(site.extents.values()), strip.COLUMNS)
    label = f"{len(site.extents)} dated events, by {counted.unit}"
    return Strip(OVERVIEW, label, _caption(counted))


def drawings(site: Site) -> Iterator[tuple[str, Svg]]:
    """Yield the drawing of every strip by its path in ``docs/``."""
    corpus = site.corpus
    whole = overview(site)
    if whole:
        over = axis(site.extents.values())
        counted = count(site.extents.values(), over, strip.COLUMNS)
        yield whole.path, strip.columns(whole.label, over, counted, ())
    for id_, events in corpus.events_of_actor.items():
        yield from _drawn(site, Ref("actor", id_), events)
    for id_, inside in events_inside(corpus).items():
        ordered = sorted(inside, key=corpus.event_rank.__getitem__)
        yield from _drawn(site, Ref("location", id_), ordered)


def _drawn(site: Site, ref: Ref, events: Sequence[str]) -> Iterator[tuple[str, Svg]]:
    made = of(site, ref, events)
    if not made:
        return
    dated = [id_ for id_ in events if id_ in site.extents]
    over = _axis(site, dated)
    shown = [site.extents[id_] for id_ in dated]
    published = [extent(when) for when in _published(site, dated)]
    if len(dated) <= strip.MOST:
        yield made.path, strip.marks(made.label, over, shown, published)
    else:
        counted = count(shown, over, strip.COLUMNS)
        yield made.path, strip.columns(made.label, over, counted, published)


def _axis(site: Site, dated: Sequence[str]) -> Axis:
    published = [extent(when) for when in _published(site, dated)]
    return axis([*(site.extents[id_] for id_ in dated), *published])


def _published(site: Site, events: Sequence[str]) -> list[Date]:
    """Return when sources that tell some events were published, the first of these days."""
    days = {said.published for id_ in events for said in site.first_said.get(id_, ())}
    return sorted(days, key=lambda day: day.sort_key)[:TOLD_BY]


def _caption(counted: Count) -> str:
    unit = counted.unit
    wide = counted.wide
    left = f" {plural(wide, 'event')} with wider dates not counted." if wide else ""
    return (
        f"A column for each {unit}. Full colour: events dated to it; "
        f"faint: those that were over, or had begun, by then.{left}"
    )
