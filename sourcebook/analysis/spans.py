"""Where a date stands to a span of days: within it, maybe in it, or outside.

This is the one rule by which events are chosen by time: here for what a build makes, and
in ``theme/assets/choosing.js`` for what a reader chooses.
"""

from typing import Literal, NamedTuple

from ..records.dates import Date
from ..records.days import Day
from .intervals import Days, days

Standing = Literal["within", "maybe", "outside"]


class Possible(NamedTuple):
    """The days on which something may have been, both ends included.

    ``first``, ``last``: as ``intervals.days`` has them, "about" widened, open ends at those
    of the calendar. ``sure``: False if the date is marked as uncertain.
    """

    first: Day
    last: Day
    sure: bool


def possible(when: Date) -> Possible:
    """Return the days that a date allows."""
    return Possible(*days(when), not when.uncertain)


def standing(found: Possible, span: Days) -> Standing:
    """Return where possible days stand to a span.

    ``within``: each of them lies in it, and the date is certain. ``maybe``: some of them lie
    in it, or all do but the date is uncertain. ``outside``: none lies in it.
    """
    if found.last < span.first or found.first > span.last:
        return "outside"
    held = span.first <= found.first and found.last <= span.last
    return "within" if held and found.sure else "maybe"
