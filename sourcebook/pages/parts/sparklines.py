"""Small timelines: those of actors, locations and the home page, and what stands below them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ...analysis.timeline import Axis, Count, axis, count, extent
from ...corpus import RecordType, Ref
from ...drawing import sparkline
from ...drawing.svg import Svg
from ...records.dates import Date
from ...records.types import FOLDERS
from ..site import Site
from .common import plural

FEWEST = 3
"""Dated events that are worth a drawing."""
TOLD_BY = 24
"""Days of publication that one shows at most."""
OVERVIEW = "timeline.overview.svg"


class Sparkline(NamedTuple):
    """A drawing on a page: its path, what it shows in words, and how to read it."""

    path: str
    label: str
    caption: str


def of(site: Site, ref: Ref, events: Sequence[str]) -> Sparkline | None:
    """Return the strip of an actor's or a location's events, in order of date.

    What is only foretold or disputed is left out. None if too few of them are dated.
    """
    dated = _dated(site, ref, events)
    if len(dated) < FEWEST:
        return None
    path, label = _path(ref), _label(dated)
    told = "Below the line: when sources tell them."
    if len(dated) < sum(id_ in site.extents for id_ in events):
        told += " What is only foretold or disputed is left out."
    if len(dated) <= sparkline.MOST:
        return Sparkline(path, label, told)
    counted = _counted(site, dated, _axis(site, dated))
    return Sparkline(path, label, f"{_caption(counted)} {told}")


def overview(site: Site) -> Sparkline | None:
    """Return the strip of all events; None if too few of them are dated."""
    dated = _happened(site)
    if len(dated) < FEWEST:
        return None
    counted = _counted(site, dated, axis(site.extents[id_] for id_ in dated))
    label = f"{len(dated)} dated events, by {counted.unit}"
    return Sparkline(OVERVIEW, label, _caption(counted))


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield what draws every strip by its path in ``docs/``."""
    whole = overview(site)
    if whole:
        yield whole.path, partial(_overview, site, whole)
    for kind, events in _events(site).items():
        for id_, listed in events.items():
            ref = Ref(kind, id_)
            if len(_dated(site, ref, listed)) >= FEWEST:
                yield _path(ref), partial(_drawn, site, ref)


def _events(site: Site) -> Mapping[RecordType, Mapping[str, Sequence[str]]]:
    corpus = site.corpus
    return {"actor": corpus.events_of_actor, "location": corpus.events_inside}


def _happened(site: Site) -> list[str]:
    """Return the dated events that a source says happened, in order of date."""
    return [id_ for id_ in site.extents if site.happened(id_)]


def _dated(site: Site, ref: Ref, events: Sequence[str]) -> list[str]:
    """Return those of a record's events that are dated, and that it is said to have had.

    Of an actor: those in which a source says that it had a part.
    """
    if ref.type == "actor":
        return [id_ for id_ in events if id_ in site.extents and site.took_part(id_, ref.id)]
    return [id_ for id_ in events if id_ in site.extents and site.happened(id_)]


def _overview(site: Site, whole: Sparkline) -> Svg:
    dated = _happened(site)
    over = axis(site.extents[id_] for id_ in dated)
    counted = _counted(site, dated, over)
    return sparkline.columns(whole.label, over, counted, ())


def _path(ref: Ref) -> str:
    return f"{FOLDERS[ref.type]}/{ref.id}.timeline.svg"


def _label(dated: Sequence[str]) -> str:
    return f"Timeline of {len(dated)} dated events"


def _drawn(site: Site, ref: Ref) -> Svg:
    dated = _dated(site, ref, _events(site)[ref.type][ref.id])
    over = _axis(site, dated)
    published = [extent(when) for when in _published(site, dated)]
    if len(dated) <= sparkline.MOST:
        shown = [site.extents[id_] for id_ in dated]
        return sparkline.marks(_label(dated), over, shown, published)
    return sparkline.columns(_label(dated), over, _counted(site, dated, over), published)


def _counted(site: Site, dated: Iterable[str], over: Axis) -> Count:
    shown = ((site.extents[id_], site.allowed[id_]) for id_ in dated)
    return count(shown, over, sparkline.COLUMNS)


def _axis(site: Site, dated: Sequence[str]) -> Axis:
    published = [extent(when) for when in _published(site, dated)]
    return axis([*(site.extents[id_] for id_ in dated), *published])


def _published(site: Site, events: Sequence[str]) -> list[Date]:
    """Return when sources that tell some events were published, the first of these days."""
    days = {said.published for id_ in events for said in site.mentions.get(id_, ())}
    return sorted(days, key=lambda day: day.sort_key)[:TOLD_BY]


def _caption(counted: Count) -> str:
    unit = counted.unit
    wide = counted.wide
    left = f" {plural(wide, 'event')} with wider dates not counted." if wide else ""
    return (
        f"A column for each {unit}. Full colour: events dated within it; faint: those dated about "
        f"then or uncertainly, and those that were over, or had begun, by then.{left}"
    )
