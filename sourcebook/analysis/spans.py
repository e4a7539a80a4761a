"""Determines whether an event happened within a span of days: certainly, maybe, or not.

Invariant: ``theme/assets/choosing.js`` applies the same rule when a reader filters by time.
"""

from typing import Literal, NamedTuple

from ..records.dates import Date
from ..records.days import Day
from .intervals import Days, days

Standing = Literal["within", "maybe", "outside"]


class Possible(NamedTuple):
    """The days on which an event may have happened, from ``first`` to ``last``, both included.

    ``sure``: False if the date is uncertain.
    """

    first: Day
    last: Day
    sure: bool


def possible(when: Date) -> Possible:
    """Return the days on which something with this date may have happened."""
    return Possible(*days(when), not when.uncertain)


def standing(found: Possible, span: Days) -> Standing:
    """Return whether an event's possible days lie in a span.

    ``within``: all possible days lie in the span, and the date is certain. ``maybe``: only some of
    the possible days lie in the span, or all of them do but the date is uncertain. ``outside``: no
    possible day lies in the span.
    """
    if found.last < span.first or found.first > span.last:
        return "outside"
    held = span.first <= found.first and found.last <= span.last
    return "within" if held and found.sure else "maybe"
