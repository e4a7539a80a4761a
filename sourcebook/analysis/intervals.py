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


def _slack(bound: str) -> timedelta:
    """Return how far "about" reaches beyond a bound, in days."""
    if not bound.endswith(("~", "%")):
        return timedelta(0)
    precision = bound.rstrip("~%").count("-")
    return timedelta(days=(366, 31, 1)[precision])


def _earlier(day: date, bound: str) -> date:
    slack = _slack(bound)
    return date.min if day - date.min < slack else day - slack


def _later(day: date, bound: str) -> date:
    slack = _slack(bound)
    return date.max if date.max - day < slack else day + slack


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
