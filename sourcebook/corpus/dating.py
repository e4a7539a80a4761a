"""Compares the dates of events with the dates in claims, and dates events by their claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..records.dates import Date
from ..records.entities import Event
from .grouping import group


class UnsupportedDate(NamedTuple):
    """An event's date that no claim supports, with the problem that reports it."""

    event: Entry[Event]
    problem: Problem


def unsupported_dates(
    records: Records, events: Iterable[Entry[Event]]
) -> Iterator[UnsupportedDate]:
    """Yield each event date that no claim supports. Events with ``dated_by`` are skipped."""
    dated = _dated(records)
    for event in events:
        date, given = event.record.date, [claim.date for claim in dated.get(event.id, ())]
        if not date or event.record.dated_by:
            continue
        if not given:
            problem = event.problem("date-without-evidence", "date", id=event.id)
            yield UnsupportedDate(event, problem)
        elif not any(_can_meet(date, one) for one in given):
            told = ", ".join(sorted({one.text for one in given}))
            problem = event.problem("date-of-no-claim", "date", id=event.id, dates=told)
            yield UnsupportedDate(event, problem)


def with_dates(records: Records) -> Records:
    """Return the records, with a date added to undated events whose claims agree on a date.

    Claims agree if one of their dates includes all the others: ``1951-03`` includes ``1951-03-04``.
    The date that includes the others becomes the event's date, because all claims support it.
    Claims of all kinds count, except that forecasts are ignored if other claims give a date.
    """
    if all(entry.record.date for entry in records.events):
        return records
    dated = _dated(records)
    events = [
        replace(entry, record=entry.record.model_copy(update={"date": date}))
        if not entry.record.date and (date := _agreed(_given(dated.get(entry.id, ()))))
        else entry
        for entry in records.events
    ]
    return replace(records, events=events)


class _Dating(NamedTuple):
    """The date that a claim gives to an event as a whole. ``foretold``: True for a forecast."""

    date: Date
    foretold: bool


def _dated(records: Records) -> Mapping[str, Sequence[_Dating]]:
    """Return event id -> the dates that claims give to the event."""
    claims = (claim for summary in records.summaries for claim in summary.record.claims)
    return group(
        (id_, _Dating(claim.date, claim.kind == "forecast"))
        for claim in claims
        for id_ in claim.event
        if claim.date and claim.gives_date_of(id_)
    )


def _given(datings: Iterable[_Dating]) -> list[Date]:
    """Return the dates that claims give to an event, without forecasts if there are other dates."""
    all_ = list(datings)
    told = [dating.date for dating in all_ if not dating.foretold]
    return told or [dating.date for dating in all_]


def _agreed(dates: Iterable[Date]) -> Date | None:
    """Return the date, among several, that includes all the others; None if no date does."""
    distinct = sorted(set(dates), key=lambda date: date.text)
    return next((one for one in distinct if all(_includes(one, two) for two in distinct)), None)


def _includes(one: Date, other: Date) -> bool:
    """Return whether ``one`` is equal to ``other``, or includes the whole time span of ``other``.

    If ``other`` is uncertain or approximate, or ``one`` has a time of day, they must be equal.
    """
    if one == other:
        return True
    if one.moment or other.uncertain or any(bound.approximate for bound in other.bounds):
        return False
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.earliest <= other.earliest and other.latest <= one.latest


def _can_meet(one: Date, other: Date) -> bool:
    """Return whether two dates may have a day in common.

    An approximate date may have a day in common with any other date. Two times of day must have a
    moment in common, unless only one of them has a time zone.
    """
    moment, other_moment = one.moment, other.moment
    if moment and other_moment and one.zoned == other.zoned:
        return max(moment[0], other_moment[0]) <= min(moment[1], other_moment[1])
    if any(bound.approximate for bound in (*one.bounds, *other.bounds)):
        return True
    if one.earliest and other.latest and one.earliest > other.latest:
        return False
    return not (other.earliest and one.latest and other.earliest > one.latest)
