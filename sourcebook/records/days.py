"""Days of the Gregorian calendar in any year; ``datetime`` has only the years 1 to 9999.

As in ISO 8601, the calendar extends back before its introduction, and there is a year 0. The year 0
is 1 BCE, and the year -43 is 44 BCE.
"""

from datetime import date
from typing import NamedTuple, Self

from ..conventions import number_words
from ..messages import gettext as _

DAY_SECONDS = 24 * 60 * 60
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
"""The Gregorian calendar repeats every 400 years, which have 146,097 days."""


class Day(NamedTuple):
    """A day of the Gregorian calendar. Days compare in order of time."""

    year: int
    month: int
    day: int

    def toordinal(self) -> int:
        """Return the number of the day: 1 for 1 January of the year 1, and 0 for the day before."""
        cycles, year = divmod(self.year - 1, _CYCLE_YEARS)
        return date(year + 1, self.month, self.day).toordinal() + cycles * _CYCLE_DAYS

    @classmethod
    def fromordinal(cls, number: int) -> Self:
        """Return the day with the given number; the inverse of ``toordinal``."""
        cycles, rest = divmod(number - 1, _CYCLE_DAYS)
        found = date.fromordinal(rest + 1)
        return cls(found.year + cycles * _CYCLE_YEARS, found.month, found.day)

    def isoformat(self) -> str:
        """Return the day as XML Schema writes it: ``2015-10-12``, ``-0043-03-15``."""
        return f"{iso_year(self.year)}-{self.month:02}-{self.day:02}"


YEAR_DIGITS = 10
"""Maximum number of digits of a year: ten are enough for the age of the Earth."""
FIRST_DAY, LAST_DAY = Day(-(10**YEAR_DIGITS) + 1, 1, 1), Day(10**YEAR_DIGITS - 1, 12, 31)
"""The first and last supported day. They stand for an interval's missing start or end."""


def month_end(month: int) -> Day:
    """Return a month's last day. ``month``: the number of months since January of the year 0."""
    year, index = divmod(month, 12)
    length = (31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[index]
    return Day(year, index + 1, length)


def is_leap(year: int) -> bool:
    """Return whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def iso_year(year: int) -> str:
    """Return a year in four or more digits, with a minus sign for years before the year 0."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def year_words(year: int) -> str:
    """Return a year as people write it: ``2015``, ``44 BCE``, ``12,000``."""
    return _("{year} BCE").format(year=year_number(year)) if year <= 0 else year_number(year)


def year_number(year: int) -> str:
    """Return a year's number within its era: 44 for the year -43, which is 44 BCE."""
    number = 1 - year if year <= 0 else year
    return number_words(number) if number > 9999 else str(number)


def year_address(year: int) -> str:
    """Return a year as part of a file's name: ``2015``, ``0987``, ``bce-44``."""
    return f"{year:04}" if year > 0 else f"bce-{1 - year}"
