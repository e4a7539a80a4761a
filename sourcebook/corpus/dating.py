"""Compares the dates of events with those that claims give."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..problems import Problem
from ..reading import Entry, Records
from ..records.dates import Date
from ..records.entities import Event
from .grouping import group


class UnsupportedDate(NamedTuple):
    """The date of an event that no claim gives, with the problem that says so."""

    event: Entry[Event]
    problem: Problem


def unsupported_dates(
    records: Records, events: Iterable[Entry[Event]]
) -> Iterator[UnsupportedDate]:
    """Yield each of some events whose date no claim gives, unless it says how it was dated."""
    claims = (claim for summary in records.summaries for claim in summary.record.claims)
    dated = group(
        (id_, claim.date)
        for claim in claims
        for id_ in claim.event
        if claim.date and claim.gives_date_of(id_)
    )
    for event in events:
        date, given = event.record.date, dated.get(event.id, [])
        if not date or event.record.dated_by:
            continue
        if not given:
            problem = event.problem("date-without-evidence", "date", id=event.id)
            yield UnsupportedDate(event, problem)
        elif not any(_can_meet(date, one) for one in given):
            told = ", ".join(sorted({one.text for one in given}))
            problem = event.problem("date-of-no-claim", "date", id=event.id, dates=told)
            yield UnsupportedDate(event, problem)


def _can_meet(one: Date, other: Date) -> bool:
    """Return whether two dates may have a day in common; "about" may mean any day near it.

    Two times of day must have a moment in common, unless only one of them has a time zone.
    """
    moment, other_moment = one.moment, other.moment
    if moment and other_moment and one.zoned == other.zoned:
        return max(moment[0], other_moment[0]) <= min(moment[1], other_moment[1])
    if any(bound.approximate for bound in (*one.bounds, *other.bounds)):
        return True
    if one.earliest and other.latest and one.earliest > other.latest:
        return False
    return not (other.earliest and one.latest and other.earliest > one.latest)
