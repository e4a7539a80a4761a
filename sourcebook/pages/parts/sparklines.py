"""Small timelines, with captions, on the home page and on the pages of actors and locations."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from ...analysis.timeline import Axis, Count, axis, extent, histogram
from ...corpus import RecordType, Ref
from ...drawing import sparkline
from ...drawing.svg import Svg
from ...messages import gettext as _
from ...messages import ngettext
from ...records.dates import Date
from ...records.folders import FOLDERS
from ..site import Site

FEWEST = 3
"""Minimum number of dated events for which a small timeline is drawn."""
TOLD_BY = 24
"""Maximum number of dates of publication that a small timeline shows."""
OVERVIEW = "timeline.overview.svg"


class Sparkline(NamedTuple):
    """A drawing on a page: its path in ``docs/``, its text alternative, and its caption.

    ``years``: the first and the last year that the drawing shows.
    """

    path: str
    label: str
    caption: str
    years: tuple[int, int]


def of(site: Site, ref: Ref, events: Sequence[str]) -> Sparkline | None:
    """Return the small timeline of an actor's or a location's events.

    ``events``: ids, in order of date. Undated events, and events that are only foretold or
    disputed, are left out. For an actor, events in which the actor's role is only foretold or
    disputed are left out too. Returns None if fewer than ``FEWEST`` events are left.
    """
    dated = _dated(site, ref, events)
    if len(dated) < FEWEST:
        return None
    dates = _published(site, dated)
    over = axis([*(site.extents[id_] for id_ in dated), *map(extent, dates)])
    caption = [_marks_caption(site, dated)]
    if len(dated) < sum(id_ in site.extents for id_ in events):
        caption.append(_left_out(ref.type))
    drawn = len(dated)
    if drawn > sparkline.MOST:
        over, counted = _histogram(site, dated, dates)
        drawn -= counted.wide
        # Put the sentence on the marks before the sentences on left-out events. It says "these
        # events", which would otherwise seem to mean the left-out events.
        caption = [*_columns_caption(over, counted), caption[0], *_wide(counted), *caption[1:]]
    return Sparkline(_path(ref), _label(drawn), " ".join(caption), _years(over))


def overview(site: Site) -> Sparkline | None:
    """Return the small timeline of all events that a source says happened.

    Only their main period is drawn: the time without the few events far from all others. The
    caption counts these few events. Returns None if fewer than ``FEWEST`` events are dated, or if
    no event is drawn, because the date of each spans more than a column of the drawing.
    """
    dated = _happened(site)
    if len(dated) < FEWEST:
        return None
    over, counted, apart = _main_period(site, dated)
    drawn = len(dated) - apart - counted.wide
    if not drawn:
        return None
    label = ngettext(
        "{count} dated event, by {unit}", "{count} dated events, by {unit}", drawn
    ).format(count=drawn, unit=_(counted.unit))
    caption = [*_columns_caption(over, counted), *_wide(counted)]
    if apart:
        caption.append(
            ngettext(
                "{count} event that began long before or after these is not drawn.",
                "{count} events that began long before or after these are not drawn.",
                apart,
            ).format(count=apart)
        )
    return Sparkline(OVERVIEW, label, " ".join(caption), _years(over))


def _main_period(site: Site, dated: Sequence[str]) -> tuple[Axis, Count, int]:
    """Return the main period of events, its histogram, and the number of events outside the period.

    ``dated``: ids of dated events.
    """
    over, counted = _histogram(site, dated, ())
    ends = [end for end in (over.earlier, over.later) if end]
    apart = sum(one.dated + one.maybe for one in counted.bins if one.days in ends)
    bins = [one for one in counted.bins if one.days not in ends]
    return Axis(None, over.main, None), counted._replace(bins=bins), apart


def _years(over: Axis) -> tuple[int, int]:
    return over.main.first.year, over.main.last.year


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield each small timeline's path in ``docs/`` and the function that draws it."""
    all_events = overview(site)
    if all_events:
        yield all_events.path, partial(_draw_overview, site, all_events.label)
    for record_type, events in _events(site).items():
        for id_, listed in events.items():
            ref = Ref(record_type, id_)
            if len(_dated(site, ref, listed)) >= FEWEST:
                yield _path(ref), partial(_draw, site, ref)


def _events(site: Site) -> Mapping[RecordType, Mapping[str, Sequence[str]]]:
    corpus = site.corpus
    return {"actor": corpus.events_of_actor, "location": corpus.events_inside}


def _happened(site: Site) -> list[str]:
    """Return the dated events that a source says happened, in order of date."""
    return [id_ for id_ in site.extents if site.happened(id_)]


def _dated(site: Site, ref: Ref, events: Sequence[str]) -> list[str]:
    """Return a record's dated events that a source says happened.

    If the record is an actor, return only events in which a source says that the actor had a role.
    """
    if ref.type == "actor":
        return [id_ for id_ in events if id_ in site.extents and site.took_part(id_, ref.id)]
    return [id_ for id_ in events if id_ in site.extents and site.happened(id_)]


def _marks_caption(site: Site, dated: Sequence[str]) -> str:
    """Return a sentence that explains the marks for dates of publication.

    If there are more than ``TOLD_BY`` dates, the sentence says that only the first ``TOLD_BY``
    dates have marks.
    """
    if len(_told_on(site, dated)) > TOLD_BY:
        return _(
            "Marks below the line show the first {count} dates on which sources that mention these "
            "events appeared."
        ).format(count=TOLD_BY)
    return _("Marks below the line show when the sources that mention these events appeared.")


def _left_out(record_type: RecordType) -> str:
    """Return a sentence that says which dated events a record's small timeline leaves out."""
    if record_type == "actor":
        # The sentence doesn't call the events foretold or disputed: perhaps only the role is.
        return _("Events in which its role is only foretold or disputed are left out.")
    return _("Events that are only foretold or disputed are left out.")


def _draw_overview(site: Site, label: str) -> Svg:
    over, counted, _apart = _main_period(site, _happened(site))
    return sparkline.columns(label, over, counted, ())


def _path(ref: Ref) -> str:
    return f"{FOLDERS[ref.type]}/{ref.id}.timeline.svg"


def _label(drawn: int) -> str:
    """Return the text alternative of a small timeline. ``drawn``: the number of events in it."""
    return ngettext(
        "Timeline of {count} dated event", "Timeline of {count} dated events", drawn
    ).format(count=drawn)


def _draw(site: Site, ref: Ref) -> Svg:
    dated = _dated(site, ref, _events(site)[ref.type][ref.id])
    dates = _published(site, dated)
    published = [extent(when) for when in dates]
    if len(dated) <= sparkline.MOST:
        shown = [site.extents[id_] for id_ in dated]
        return sparkline.marks(_label(len(shown)), axis([*shown, *published]), shown, published)
    over, counted = _histogram(site, dated, dates)
    return sparkline.columns(_label(len(dated) - counted.wide), over, counted, published)


def _histogram(site: Site, events: Iterable[str], published: Iterable[Date]) -> tuple[Axis, Count]:
    shown = [(site.extents[id_], site.allowed[id_]) for id_ in events]
    return histogram(shown, [extent(when) for when in published], sparkline.COLUMNS)


def _published(site: Site, events: Sequence[str]) -> list[Date]:
    """Return the first ``TOLD_BY`` dates of publication of sources that mention the events."""
    return _told_on(site, events)[:TOLD_BY]


def _told_on(site: Site, events: Sequence[str]) -> list[Date]:
    """Return the different dates on which sources that mention the events were published, sorted.

    Only the first ``TOLD_BY + 1`` dates are returned, because the best known events are mentioned
    by very many sources.
    """
    days = heapq.merge(*(_published_on(site, id_) for id_ in events), key=attrgetter("sort_key"))
    return [day for day, _same in islice(groupby(days), TOLD_BY + 1)]


def _published_on(site: Site, event: str) -> Iterator[Date]:
    """Yield the different dates on which sources that mention an event were published, sorted."""
    # Sources of the same date follow one another in ``mentions``.
    for day, _same in groupby(mention.published for mention in site.mentions.get(event, ())):
        if day:
            yield day


def _columns_caption(over: Axis, counted: Count) -> list[str]:
    """Return the sentences that explain the columns of a histogram of events."""
    filled = [one.days for one in counted.bins if one.dated or one.maybe]
    if over.earlier in filled or over.later in filled:
        columns = _("One column per {unit}, and a single one for dates far from the rest.")
    else:
        columns = _("One column per {unit}.")
    return [
        columns.format(unit=_(counted.unit)),
        _(
            "Dark: events dated within it. Pale: events dated about then or uncertainly, and those "
            "known only to have happened, or to have begun, by then."
        ),
    ]


def _wide(counted: Count) -> Iterator[str]:
    """Yield a sentence about the events, if any, whose dates span more than one column."""
    if counted.wide:
        yield ngettext(
            "{count} event whose date spans more than one column is left out.",
            "{count} events whose dates span more than one column are left out.",
            counted.wide,
        ).format(count=counted.wide)
