"""When things happened, as a drawing needs it: extents, the axis that holds them, bins."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..corpus import Corpus
from ..records.dates import Date
from ..records.days import FIRST_DAY, LAST_DAY, Day
from .intervals import Days
from .spans import Possible, possible, standing


class Extent(NamedTuple):
    """The days that a date names, and how far it may be trusted.

    ``days``: both ends included; where one side is open, those of the end that
    is given. ``vague``: something within these days, a month or a year, not all
    of them. ``soft_start``, ``soft_end``: "about". ``open_start``, ``open_end``:
    nobody says since when, or until when.
    """

    days: Days
    vague: bool = False
    soft_start: bool = False
    soft_end: bool = False
    open_start: bool = False
    open_end: bool = False
    uncertain: bool = False


@lru_cache(maxsize=65536)
def extent(when: Date) -> Extent:
    """Return the extent of a date."""
    # Where one side is open, the given end stands for both.
    first, last = when.bounds[0], when.bounds[-1]
    closed = when.lasts and when.start and when.end
    days = Days(first.first, last.last)
    return Extent(
        days,
        vague=not closed and days.first != days.last,
        soft_start=when.start is not None and when.start.approximate,
        soft_end=when.end is not None and when.end.approximate,
        open_start=when.start is None,
        open_end=when.end is None,
        uncertain=when.uncertain,
    )


def extents(corpus: Corpus) -> Mapping[str, Extent]:
    """Return the extents of all dated events, in order of date."""
    return {id_: extent(event.date) for id_, event in corpus.events_by_date if event.date}


def allowed(corpus: Corpus) -> Mapping[str, Possible]:
    """Return the days that the dates of all dated events allow, in the same order."""
    return {id_: possible(event.date) for id_, event in corpus.events_by_date if event.date}


class Axis(NamedTuple):
    """The days that a drawing shows. ``earlier``, ``later``: the few far from all others."""

    earlier: Days | None
    main: Days
    later: Days | None


FEW = 8
"""At most one in so many dates may be taken out of the axis to either side."""
FAR = 1.5
"""How many times as long as all the rest the gap must be that sets them apart."""
SHORT = 31
"""Days: a rest shorter than this counts as so long."""


def axis(shown: Iterable[Extent]) -> Axis:
    """Return the axis that holds some extents, at least one.

    Without the few that lie far off, all the others would stand on top of each other.
    """
    days = sorted(day.toordinal() for one in shown for day in one.days)
    few = max(2, len(days) // FEW)
    low, high = 0, len(days)
    # Once more for the early side: late ones may have hidden how far off it is.
    for _ in range(2):
        low += _apart(days[low:high], few) if low == 0 else 0
        high -= _apart([-day for day in reversed(days[low:high])], few) if high == len(days) else 0
    return Axis(
        _days(days[0], days[low - 1]) if low else None,
        _days(days[low], days[high - 1]),
        _days(days[high], days[-1]) if high < len(days) else None,
    )


def _apart(days: Sequence[int], few: int) -> int:
    """Return how many of the first days lie far before all the others."""
    for count in range(min(few, len(days) - 1), 0, -1):
        rest = max(days[-1] - days[count], SHORT)
        if days[count] - days[count - 1] >= FAR * rest:
            return count
    return 0


def _days(first: int, last: int) -> Days:
    return Days(Day.fromordinal(first), Day.fromordinal(last))


class Bin(NamedTuple):
    """A stretch of time, and the events in it.

    ``dated``: how many have a date within it; ``maybe``: how many others may
    have been in it, since they are dated about then, or uncertainly, or were
    over, or had begun, by then.
    """

    days: Days
    dated: int
    maybe: int


class Count(NamedTuple):
    """Events counted over an axis, in order of time.

    ``unit``: how long a bin is, in words; a compressed end of the axis is one bin.
    ``wide``: how many events are left out, for dates wider than a bin.
    """

    unit: str
    bins: Sequence[Bin]
    wide: int


def count(shown: Iterable[tuple[Extent, Possible]], over: Axis, most: int) -> Count:
    """Count events by the day on which their extents begin, in ``most`` bins or so."""
    first, last = over.main
    if last.toordinal() - first.toordinal() < most:
        months, starts = 0, list(range(first.toordinal(), last.toordinal() + 1))
    else:
        months, starts = _starts(first, last, most)
    ends = [*starts[1:], _end(starts[-1], months)]
    far = [part for part in (over.earlier, over.later) if part]
    starts = sorted([*starts, *(part.first.toordinal() for part in far)])
    ends = sorted([*ends, *(part.last.toordinal() + 1 for part in far)])
    bins = [_days(start, end - 1) for start, end in zip(starts, ends, strict=True)]
    dated, maybe, wide = [0] * len(bins), [0] * len(bins), 0
    for one, days in shown:
        index = max(bisect_right(starts, one.days.first.toordinal()) - 1, 0)
        if standing(days, bins[index]) == "within":
            dated[index] += 1
        elif one.days.last > bins[index].last and not (one.open_start or one.open_end):
            wide += 1
        else:
            maybe[index] += 1
    return Count(_UNITS[months], [*map(Bin, bins, dated, maybe)], wide)


_UNITS = {
    0: "day", 1: "month", 3: "quarter", 12: "year", 60: "five years", 120: "decade",
    600: "fifty years", 1200: "century", 6000: "five centuries",
    **{
        12_000 * thousands: f"{words} years"
        for thousands, words in (
            (1, "thousand"), (5, "five thousand"), (10, "ten thousand"), (50, "fifty thousand"),
            (100, "hundred thousand"), (500, "five hundred thousand"), (1_000, "million"),
            (5_000, "five million"), (10_000, "ten million"), (50_000, "fifty million"),
            (100_000, "hundred million"), (500_000, "five hundred million"),
        )
    },
}  # fmt: skip
"""A bin, by how many months it is long; 0 is a day."""


def _starts(first: Day, last: Day, most: int) -> tuple[int, list[int]]:
    for months in list(_UNITS)[1:]:
        begin, end = _month(first) // months, _month(last) // months
        if end - begin < most:
            break
    return months, [month_start(number * months) for number in range(begin, end + 1)]


def _month(day: Day) -> int:
    return day.year * 12 + day.month - 1


def month_start(month: int) -> int:
    """Return the ordinal of a month's first day. ``month``: counted from January of year 0.

    Before the calendar's first day it is that, after its last the one that would follow.
    """
    year, index = divmod(month, 12)
    if year < FIRST_DAY.year:
        return FIRST_DAY.toordinal()
    return min(Day(year, index + 1, 1).toordinal(), LAST_DAY.toordinal() + 1)


def _end(start: int, months: int) -> int:
    if not months:
        return start + 1
    return month_start((_month(Day.fromordinal(start)) // months + 1) * months)
