"""Whether two dates, or two quantities, can both be right."""

from typing import NamedTuple

from ..records.dates import Bound, Date
from ..records.days import DAY_SECONDS, FIRST_DAY, LAST_DAY, Day, month_end
from ..records.figures import Quantity


class Days(NamedTuple):
    """The days that a date allows, both ends included; open ends are the ends of the calendar."""

    first: Day
    last: Day


def days(when: Date) -> Days:
    """Return the days that a date allows.

    "About" widens a bound by its own length to either side: about 12 October
    allows the 11th to the 13th, about October allows September to November. A time of day
    with a zone allows the day there and the day that it was in UTC.
    """
    return Days(
        _earlier(when.start) if when.start else FIRST_DAY,
        _later(when.end) if when.end else LAST_DAY,
    )


def whole_days(when: Date) -> Days:
    """Return the days from the first to the last that a date names, "about" left out."""
    return Days(when.earliest or FIRST_DAY, when.latest or LAST_DAY)


def _earlier(bound: Bound) -> Day:
    if bound.instant is not None:
        return min(bound.first, _in_utc(bound.instant))
    if not bound.approximate:
        return bound.first
    if not bound.months:
        return _moved(bound.first, -1)
    # Of a month or more, the bound is its first day.
    month = _month(bound.first) - bound.months
    return max(FIRST_DAY, Day(month // 12, month % 12 + 1, 1))


def _later(bound: Bound) -> Day:
    if bound.instant is not None:
        return max(bound.last, _in_utc(bound.instant))
    if not bound.approximate:
        return bound.last
    if not bound.months:
        return _moved(bound.last, 1)
    return min(LAST_DAY, month_end(_month(bound.last) + bound.months))


def _in_utc(instant: int) -> Day:
    return Day.fromordinal(instant // DAY_SECONDS)


def _month(day: Day) -> int:
    return day.year * 12 + day.month - 1


def _moved(day: Day, days: int) -> Day:
    return Day.fromordinal(day.toordinal() + days)


class Range(NamedTuple):
    """The numbers that a quantity allows, both ends included."""

    low: float
    high: float


APPROXIMATION = 0.1
"""How far "about" reaches to either side of a number, as a share of it."""


def numbers(quantity: Quantity) -> Range:
    """Return the numbers that a quantity allows."""
    slack = APPROXIMATION if quantity.approximate else 0
    return Range(quantity.low * (1 - slack), quantity.high * (1 + slack))


def range_words(quantity: Quantity) -> str:
    """Return the numbers that a quantity allows, in words: ``200 to 999``, ``30 or more``."""
    low, high = numbers(quantity)
    unit = f" {quantity.unit}" if quantity.unit else ""
    if low == high:
        return f"{low:g}{unit}"
    if high == float("inf"):
        return f"{low:g}{unit} or more"
    return f"{low:g} to {high:g}{unit}"
