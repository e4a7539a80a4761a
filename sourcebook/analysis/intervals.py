"""Turns dates into spans of days and quantities into ranges of numbers, to compare them."""

from typing import NamedTuple

from ..messages import gettext as _
from ..records.dates import Bound, Date
from ..records.days import DAY_SECONDS, FIRST_DAY, LAST_DAY, Day, month_end
from ..records.figures import Quantity


class Days(NamedTuple):
    """A span of days, both ends included. An open end is the first or last day of the calendar."""

    first: Day
    last: Day


WHENEVER = Days(FIRST_DAY, LAST_DAY)
"""The days on which something without a date may have happened."""


def days(when: Date) -> Days:
    """Return the days on which something with this date may have happened.

    "About" widens the date by its own length to either side: "about 12 October" allows the
    11th to the 13th, "about October" allows September to November. A time of day with a time
    zone allows the local day and the day in UTC.
    """
    return Days(
        _earlier(when.start) if when.start else FIRST_DAY,
        _later(when.end) if when.end else LAST_DAY,
    )


def whole_days(when: Date) -> Days:
    """Return the span of days that a date names, without widening it for "about"."""
    return Days(when.earliest or FIRST_DAY, when.latest or LAST_DAY)


def _earlier(bound: Bound) -> Day:
    if bound.instant is not None:
        return min(bound.first, _in_utc(bound.instant))
    if not bound.approximate:
        return bound.first
    if not bound.months:
        return _plus_days(bound.first, -1)
    # "About" moves the start of a month back by one month, and the start of a year by twelve
    # months.
    month = _month_number(bound.first) - bound.months
    return max(FIRST_DAY, Day(month // 12, month % 12 + 1, 1))


def _later(bound: Bound) -> Day:
    if bound.instant is not None:
        return max(bound.last, _in_utc(bound.instant))
    if not bound.approximate:
        return bound.last
    if not bound.months:
        return _plus_days(bound.last, 1)
    return min(LAST_DAY, month_end(_month_number(bound.last) + bound.months))


def _in_utc(instant: int) -> Day:
    return Day.fromordinal(instant // DAY_SECONDS)


def _month_number(day: Day) -> int:
    """Return the number of months from January of year 0 to a day's month."""
    return day.year * 12 + day.month - 1


def _plus_days(day: Day, days: int) -> Day:
    return Day.fromordinal(day.toordinal() + days)


class Range(NamedTuple):
    """A range of numbers, both ends included."""

    low: float
    high: float


APPROXIMATION = 0.1
"""Share of a number by which "about" widens the number to either side."""


def numbers(quantity: Quantity) -> Range:
    """Return the range of numbers that a quantity may mean: "about" adds 10 % on either side."""
    slack = APPROXIMATION if quantity.approximate else 0
    return Range(quantity.low * (1 - slack), quantity.high * (1 + slack))


def range_words(quantity: Quantity) -> str:
    """Return the numbers that a quantity allows, in words: ``200 to 999``, ``30 or more``."""
    low, high = numbers(quantity)
    places = {"low": f"{low:g}", "high": f"{high:g}", "unit": quantity.unit}
    if low == high:
        shown = _("{low} {unit}") if quantity.unit else "{low}"
    elif high == float("inf"):
        shown = _("{low} {unit} or more") if quantity.unit else _("{low} or more")
    else:
        shown = _("{low} to {high} {unit}") if quantity.unit else _("{low} to {high}")
    return shown.format_map(places)
