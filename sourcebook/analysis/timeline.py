"""The arithmetic of timelines: extents of dates, the axis, and counts of events in bins."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..corpus import Corpus
from ..messages import gettext as _
from ..messages import marked
from ..records.dates import Date
from ..records.days import FIRST_DAY, LAST_DAY, Day
from .intervals import Days
from .spans import Possible, possible, standing


class Extent(NamedTuple):
    """The days that a date names, and how precise the date is.

    ``days``: the first and last day, both included. If only the start or only the end is known,
    these are the days of that start or end. ``vague``: True if the event happened at some time
    within these days, not throughout. ``soft_start``, ``soft_end``: True if the start or the end is
    marked "about". ``open_start``, ``open_end``: True if the start or the end is not known.
    ``uncertain``: True if the date is marked as uncertain.
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
    """Return the days that a date names, and how precise the date is."""
    # A date with only a start, or only an end, has a single bound, which is used as the first and
    # as the last bound.
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
    """Return event id -> the days of the event's date and its precision, for all dated events.

    The events are sorted by date.
    """
    return {id_: extent(event.date) for id_, event in corpus.events_by_date if event.date}


def allowed(corpus: Corpus) -> Mapping[str, Possible]:
    """Return event id -> the event's possible days, for all dated events, sorted by date."""
    return {id_: possible(event.date) for id_, event in corpus.events_by_date if event.date}


class Axis(NamedTuple):
    """The days that a timeline shows.

    ``main``: the part with an even scale. ``earlier``, ``later``: compressed ends for the few dates
    far away from all others; None if there are no such dates.
    """

    earlier: Days | None
    main: Days
    later: Days | None


FEW = 8
"""At each end of an axis, at most 1/FEW of the days are outliers, or two days if that is more.

The days are the first and the last day of each date on the timeline. An outlier is a day far away
from all days that aren't outliers.
"""
FAR = 1.5
"""Minimum gap between outliers and the other days, as a multiple of a time.

This is the time from the first to the last day that isn't an outlier.
"""
SHORT = 31
"""Minimum length, in days, of the time that is multiplied by ``FAR``.

If the days that aren't outliers span a shorter time, this length is used instead.
"""


def axis(shown: Iterable[Extent]) -> Axis:
    """Return the axis of a timeline that shows one or more dates.

    Outliers are moved to compressed ends: on an even scale they would squeeze all other dates
    together.
    """
    days = sorted(day.toordinal() for one in shown for day in one.days)
    few = max(2, len(days) // FEW)
    low, high = 0, len(days)
    # Search twice. The first search may miss early outliers, because late outliers, which aren't
    # removed yet, lengthen the time with which gaps are compared.
    for _turn in range(2):
        low += _apart(days[low:high], few) if low == 0 else 0
        high -= _apart([-day for day in reversed(days[low:high])], few) if high == len(days) else 0
    return Axis(
        _days(days[0], days[low - 1]) if low else None,
        _days(days[low], days[high - 1]),
        _days(days[high], days[-1]) if high < len(days) else None,
    )


def _apart(days: Sequence[int], few: int) -> int:
    """Return the number of outliers, at most ``few``, at the start of a sorted sequence of days."""
    for count in range(min(few, len(days) - 1), 0, -1):
        rest = max(days[-1] - days[count], SHORT)
        if days[count] - days[count - 1] >= FAR * rest:
            return count
    return 0


def _days(first: int, last: int) -> Days:
    return Days(Day.fromordinal(first), Day.fromordinal(last))


class Bin(NamedTuple):
    """A bin of a histogram, with the number of events in it.

    ``dated``: number of events whose dates certainly lie in the bin. ``maybe``: number of events
    that may lie in the bin, because their dates are approximate, uncertain or open.
    """

    days: Days
    dated: int
    maybe: int


class Count(NamedTuple):
    """A histogram of events over an axis.

    ``unit``: the length of a bin, in words. Each compressed end of the axis is a single bin.
    ``wide``: number of events that are left out because their dates extend beyond one bin.
    """

    unit: str
    bins: Sequence[Bin]
    wide: int


def count(shown: Iterable[tuple[Extent, Possible]], over: Axis, most: int) -> Count:
    """Return a histogram that counts each event in the bin of the event's first day.

    ``over``: the axis of the timeline. ``most``: maximum number of bins in ``over.main``.
    """
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
        elif one.days.last > bins[index].last:
            # The known days of the date extend beyond the bin. An unknown start or end isn't in
            # ``one.days``, so it doesn't make the event wide.
            wide += 1
        else:
            maybe[index] += 1
    return Count(_(_UNITS[months]), [*map(Bin, bins, dated, maybe)], wide)


def histogram(
    shown: Sequence[tuple[Extent, Possible]], beside: Sequence[Extent], most: int
) -> tuple[Axis, Count]:
    """Return an axis, and a histogram of events over the axis.

    ``shown``: the events' dates. ``beside``: other dates that the axis has to include. ``most``:
    maximum number of bins in the main part of the axis. A compressed end of the axis is left out if
    it contains no counted event and no date of ``beside``.
    """
    whole = axis([*(one for one, _days in shown), *beside])
    counted = count(shown, whole, most)
    filled = [one.days for one in counted.bins if one.dated or one.maybe]
    dates = [day for one in beside for day in one.days]
    left_out = [
        end
        for end in (whole.earlier, whole.later)
        if end and end not in filled and not any(end.first <= day <= end.last for day in dates)
    ]
    over = Axis(
        None if whole.earlier in left_out else whole.earlier,
        whole.main,
        None if whole.later in left_out else whole.later,
    )
    bins = [one for one in counted.bins if one.days not in left_out]
    return over, counted._replace(bins=bins)


_UNITS = {
    0: marked("day"), 1: marked("month"), 3: marked("quarter"), 12: marked("year"),
    60: marked("five years"), 120: marked("decade"), 600: marked("fifty years"),
    1_200: marked("century"), 6_000: marked("five centuries"),
    12_000: marked("thousand years"), 60_000: marked("five thousand years"),
    120_000: marked("ten thousand years"), 600_000: marked("fifty thousand years"),
    1_200_000: marked("hundred thousand years"),
    6_000_000: marked("five hundred thousand years"), 12_000_000: marked("million years"),
    60_000_000: marked("five million years"), 120_000_000: marked("ten million years"),
    600_000_000: marked("fifty million years"), 1_200_000_000: marked("hundred million years"),
    6_000_000_000: marked("five hundred million years"),
}  # fmt: skip
"""Maps each possible length of a bin, in months (0 for one day), to that length in words."""


def _starts(first: Day, last: Day, most: int) -> tuple[int, list[int]]:
    for months in list(_UNITS)[1:]:
        begin, end = _month(first) // months, _month(last) // months
        if end - begin < most:
            break
    return months, [month_start(number * months) for number in range(begin, end + 1)]


def _month(day: Day) -> int:
    return day.year * 12 + day.month - 1


def month_start(month: int) -> int:
    """Return the ordinal of a month's first day. ``month``: months since January of year 0.

    The result is clamped to the range from the calendar's first day to the day after its last day.
    """
    year, index = divmod(month, 12)
    if year < FIRST_DAY.year:
        return FIRST_DAY.toordinal()
    return min(Day(year, index + 1, 1).toordinal(), LAST_DAY.toordinal() + 1)


def _end(start: int, months: int) -> int:
    if not months:
        return start + 1
    return month_start((_month(Day.fromordinal(start)) // months + 1) * months)
