"""Whether two dates, or two quantities, can both be right."""

from datetime import date, timedelta
from typing import NamedTuple

from ..records.dates import Date
from ..records.figures import Quantity


class Days(NamedTuple):
    """The days that a date allows, both ends included; open ends are the ends of the calendar."""

    first: date
    last: date


def days(when: Date) -> Days:
    """Return the days that a date allows.

    "About" widens a bound by its own length to either side: about 12 October
    allows the 11th to the 13th, about October allows September to November.
    """
    if "/" in when.text:
        start, end = when.text.split("/")
    else:
        start = end = when.text
    first, last = when.earliest or date.min, when.latest or date.max
    return Days(_earlier(first, start), _later(last, end))


def whole_days(when: Date) -> Days:
    """Return the days from the first to the last that a date names, "about" left out."""
    return Days(when.earliest or date.min, when.latest or date.max)


def _reach(bound: str) -> int | None:
    """Return how far "about" reaches beyond a bound, in months; 0 is a day, None nowhere."""
    if not bound.endswith(("~", "%")):
        return None
    precision = bound.rstrip("~%").count("-")
    return (12, 1, 0)[precision]


def _earlier(day: date, bound: str) -> date:
    months = _reach(bound)
    if months is None or day == date.min:
        return day
    # Of a month or a year, the bound is its first day.
    return _month(day, -months) if months else day - timedelta(days=1)


def _later(day: date, bound: str) -> date:
    months = _reach(bound)
    if months is None or day == date.max:
        return day
    after = _month(day, months + 1) if months else day + timedelta(days=2)
    return after if after == date.max else after - timedelta(days=1)


def _month(day: date, later: int) -> date:
    """Return the first day of a month so many later; outside the calendar, its first or last."""
    year, index = divmod(day.year * 12 + day.month - 1 + later, 12)
    if year < date.min.year:
        return date.min
    return date(year, index + 1, 1) if year <= date.max.year else date.max


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
