"""The days that a date allows, and the numbers that a quantity allows."""

from math import inf

import pytest

from sourcebook.analysis.intervals import numbers, range_words, whole_days
from sourcebook.records.dates import parse as date
from sourcebook.records.days import FIRST_DAY, LAST_DAY, Day
from sourcebook.records.figures import parse


@pytest.mark.parametrize(
    ("text", "low", "high", "words"),
    [
        ("60", 60, 60, "60"),
        ("~60", 54, 66, "54 to 66"),
        ("~25-30 %", 22.5, 33, "22.5 to 33 %"),
        ("~0", 0, 0, "0"),
        ("30+", 30, inf, "30 or more"),
        (">10 days", 10, inf, "10 days or more"),
        ("<40", 0, 40, "0 to 40"),
        ("hundreds", 200, 999, "200 to 999"),
        ("half", 50, 50, "50 %"),
        ("~1,000 square kilometres", 900, 1100, "900 to 1100 square kilometres"),
    ],
)
def test_about_a_number_is_a_tenth_to_either_side(
    text: str, low: float, high: float, words: str
) -> None:
    """An approximate number allows numbers up to a tenth lower or higher."""
    found = numbers(parse(text))
    assert tuple(found) == pytest.approx((low, high))
    assert range_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015-10~", Day(2015, 10, 1), Day(2015, 10, 31)),
        ("2015-09-03~/2015-10-01~", Day(2015, 9, 3), Day(2015, 10, 1)),
        ("../2015-10", FIRST_DAY, Day(2015, 10, 31)),
        ("2015-10/..", Day(2015, 10, 1), LAST_DAY),
    ],
)
def test_whole_days_leave_about_out(text: str, first: Day, last: Day) -> None:
    """``whole_days`` ignores "about": an approximate month has exactly the month's days."""
    assert whole_days(date(text)) == (first, last)
