"""Reads single EDTF dates: levels 0 and 1, and the codes 25 to 41 of level 2 for groups of months.

The Extended Date/Time Format is ISO 8601-2:2019 in the profile of the Library of Congress,
https://www.loc.gov/standards/datetime/. This module reads EDTF without a library: dates are central
to every claim, and the one existing library supports no years beyond 9999 and no hemispheres, and
reads winter as December.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from ..messages import marked
from .days import DAY_SECONDS, Day, is_leap, month_end
from .invalid import invalid


class Grouping(NamedTuple):
    """Consecutive months, such as a quarter of a year.

    ``message``: the name of these months, with the placeholder ``{year}``. ``after``: the form of
    the name after a preposition. ``hemisphere``: the message that adds the hemisphere to a season's
    name, with the placeholder ``{season}``; empty without a hemisphere.
    """

    month: int
    months: int
    message: str
    after: str
    hemisphere: str = ""


_SEASONS = (
    (marked("spring {year}"), marked("the spring of {year}")),
    (marked("summer {year}"), marked("the summer of {year}")),
    (marked("autumn {year}"), marked("the autumn of {year}")),
    (marked("winter {year}"), marked("the winter of {year}")),
)
_NORTHERN = marked("{season} (northern hemisphere)")
_SOUTHERN = marked("{season} (southern hemisphere)")
_QUARTERS = (
    (marked("first quarter of {year}"), marked("the first quarter of {year}")),
    (marked("second quarter of {year}"), marked("the second quarter of {year}")),
    (marked("third quarter of {year}"), marked("the third quarter of {year}")),
    (marked("fourth quarter of {year}"), marked("the fourth quarter of {year}")),
)
_THIRDS = (
    (marked("first third of {year}"), marked("the first third of {year}")),
    (marked("second third of {year}"), marked("the second third of {year}")),
    (marked("last third of {year}"), marked("the last third of {year}")),
)
_HALVES = (
    (marked("first half of {year}"), marked("the first half of {year}")),
    (marked("second half of {year}"), marked("the second half of {year}")),
)


def _seasons(spring: int, hemisphere: str = "") -> Iterator[Grouping]:
    """Yield the four seasons, spring first. ``spring``: the first month of spring.

    ``hemisphere``: see ``Grouping``.
    """
    for number, (message, after) in enumerate(_SEASONS):
        yield Grouping((spring + 3 * number - 1) % 12 + 1, 3, message, after, hemisphere)


def _divisions(messages: Sequence[tuple[str, str]]) -> Iterator[Grouping]:
    """Yield the equal parts of a year. ``messages``: ``message`` and ``after`` of each part."""
    months = 12 // len(messages)
    for number, (message, after) in enumerate(messages):
        yield Grouping(number * months + 1, months, message, after)


GROUPINGS = {
    str(code): grouping
    for code, grouping in enumerate(
        [
            # Seasons are meteorological: they consist of whole months. Northern winters and
            # southern summers run into the next year, and belong to the year in which they begin.
            # Seasons without a hemisphere are northern seasons.
            *_seasons(3), *_seasons(3, _NORTHERN), *_seasons(9, _SOUTHERN),
            *_divisions(_QUARTERS), *_divisions(_THIRDS), *_divisions(_HALVES),
        ],
        start=21,
    )
}  # fmt: skip
"""Maps an EDTF code, which replaces the month, to a season, quarter, third or half of a year."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A single date, or one end of an interval.

    ``year``, ``month``, ``day``: as written, with ``X`` for unspecified digits; ``month`` may be a
    key of ``GROUPINGS``. ``first``, ``last``: the first and last day that the date may mean.
    ``months``: the date's precision, in months; 0 for a precision of one day.

    ``time``: as written, with seconds. ``zone``: as written. ``instant``: the time in seconds since
    31 December of the year 0 began, in UTC; None for a date without a time. A time without a zone
    counts as UTC.
    """

    text: str
    year: str
    month: str
    day: str
    qualifier: str
    first: Day
    last: Day
    months: int
    time: str = ""
    zone: str = ""
    instant: int | None = None

    @property
    def approximate(self) -> bool:
        """Whether the date is marked as approximate."""
        return self.qualifier in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Whether the date is marked as uncertain."""
        return self.qualifier in ("?", "%")

    @property
    def lasts(self) -> int:
        """The precision of the time of day, in seconds.

        ``:00`` counts as a whole minute, because EDTF can't leave out the seconds.
        """
        return 60 if self.time.endswith(":00") else 1


_BOUND = re.compile(
    r"^(?P<year>-?(?:\d{4}|\d{3}X|\d\dXX))"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[~?%]?)$",
    re.ASCII,
)
_FAR = re.compile(r"^Y(?P<year>-?[1-9]\d{4,9})(?P<qualifier>[~?%]?)$", re.ASCII)
_TIMED = re.compile(
    r"^(?P<date>-?\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d)(?P<seconds>:\d\d)?"
    r"(?P<zone>Z|[+-]\d\d(?::\d\d)?)?$",
    re.ASCII,
)
HOURS = re.compile(r"T[0-9:]*(?:Z|[+-][0-9:]+)?$")
"""Matches text at the end of a date that looks like a time of day."""


def read(text: str) -> Bound:
    """Read a single date.

    ``text``: may lack the seconds of a time of day, unlike in EDTF. They are added to the result's
    ``text``.

    Raises PydanticCustomError: ``bad-date`` for text that isn't a date, ``no-such-day`` for a date
    like 2015-02-30, ``no-such-time`` for a time like T25:00:00, and ``date-level`` for EDTF of a
    level that isn't supported.
    """
    timed = _TIMED.match(text)
    if timed:
        return _timed(text, timed)
    far = _FAR.match(text)
    if far:
        number = int(far["year"])
        first, last = Day(number, 1, 1), Day(number, 12, 31)
        return Bound(text, far["year"], "", "", far["qualifier"], first, last, 12)
    match = _BOUND.match(text)
    if not match or match["year"] == "-0000":
        raise _fault(text)
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    low, high = _years(year)
    if month in GROUPINGS and not day:
        months = GROUPINGS[month].months
        begin = GROUPINGS[month].month - 1
        first, last = Day(low, begin + 1, 1), month_end(high * 12 + begin + months - 1)
    elif month in ("", "XX") or "01" <= month <= "12":
        first, last = _days(text, low, high, month, day)
        months = _precision(year, month, day)
    else:
        raise _fault(text)
    return Bound(text, year, month, day, match["qualifier"], first, last, months)


def _years(year: str) -> tuple[int, int]:
    low, high = (int(year.replace("X", digit)) for digit in "09")
    return min(low, high), max(low, high)


def _precision(year: str, month: str, day: str) -> int:
    if day and day != "XX":
        return 0
    if month and month != "XX":
        return 1
    return 12 if "X" not in year else 120 if year.count("X") == 1 else 1200


def _days(text: str, low: int, high: int, month: str, day: str) -> tuple[Day, Day]:
    """Return the first and the last day that a date may mean.

    ``text``: the date. ``month``, ``day``: the date's month and day as written, such as ``02`` or
    ``XX``; empty if the date has no such part. ``low``, ``high``: the first and the last year that
    the date may mean.
    """
    first_month, last_month = (int(month),) * 2 if month.isdigit() else (1, 12)
    if not day.isdigit():
        return Day(low, first_month, 1), month_end(high * 12 + last_month - 1)
    number = int(day)
    if month == "02" and number == 29:
        leap = [year for year in range(low, high + 1) if is_leap(year)]
        if leap:
            return Day(leap[0], 2, 29), Day(leap[-1], 2, 29)
    # An unspecified month may have 31 days, so the day is checked as a day of January.
    longest = 28 if month == "02" else month_end(first_month - 1).day
    if not 1 <= number <= longest:
        raise invalid("no-such-day", {"value": text})
    return Day(low, first_month, number), Day(high, last_month, number)


def _timed(text: str, match: re.Match[str]) -> Bound:
    date, zone = read(match["date"]), match["zone"] or ""
    time = match["time"] + (match["seconds"] or ":00")
    hours, minutes, seconds = map(int, time.split(":"))
    offset = 0
    if zone not in ("", "Z"):
        away, _, rest = zone[1:].partition(":")
        offset = (int(away) * 60 + int(rest or 0)) * (-60 if zone[0] == "-" else 60)
    away_too_far = abs(offset) > DAY_SECONDS or (":" in zone and int(zone[-2:]) > 59)
    if hours > 23 or minutes > 59 or seconds > 59 or away_too_far:
        raise invalid("no-such-time", {"value": text})
    instant = (date.first.toordinal() * 24 + hours) * 3600 + minutes * 60 + seconds - offset
    return Bound(f"{date.text}T{time}{zone}", date.year, date.month, date.day, "", date.first,
                 date.last, 0, time, zone, instant)  # fmt: skip


_HALF = re.compile(r"^([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?([~?%]?)$", re.ASCII)
_LEVEL_2 = re.compile(
    r"^(?:[\[{][^\[\]{}]+[\]}]|Y-?\d+E\d+(?:S\d+)?|Y?-?\d+S\d+"
    r"|[~?%]?-?[\dX]+[~?%]?(?:-[~?%]?[\dX]{2}[~?%]?){0,2})$",
    re.ASCII,
)


def _fault(text: str) -> PydanticCustomError:
    """Return the error for a text that isn't a valid date.

    The error suggests a similar valid date if there is one.
    """
    half = _HALF.match(text)
    if half and "X" in text:
        facts = {"value": text, "near": _in_full(half)}
        return invalid("date-level", facts)
    for near in (f"Y{text}", text.removeprefix("Y")):
        if near and near != text and _is_date(near):
            return invalid("bad-date", {"value": text, "near": near})
    if _LEVEL_2.match(text) and re.search(r"[\[{ES~?%]", text[:-1]):
        return invalid("date-level", {"value": text})
    return invalid("bad-date", {"value": text})


def _is_date(text: str) -> bool:
    return bool(_FAR.match(text) or _TIMED.match(text) or re.match(r"^\d{4}$", text, re.ASCII))


def _in_full(half: re.Match[str]) -> str:
    """Return the interval that a date with an ``X`` covers, written without ``X``.

    For ``2015-1X``, the result is October to December of 2015: ``2015-10/2015-12``. The result is
    empty if the possible months or days aren't consecutive. ``half``: the date, matched by
    ``_HALF``.
    """
    year, month, day, qualifier = half.groups(default="")
    before, part, highest = (f"{year}-{month}-", day, 31) if day else (f"{year}-", month, 12)
    if "X" in before or "X" not in part or (day and not "01" <= month <= "12"):
        return ""
    if day:
        highest = month_end(int(year) * 12 + int(month) - 1).day
    pattern = re.compile(part.replace("X", r"\d"))
    fitting = [n for n in range(1, highest + 1) if pattern.fullmatch(f"{n:02}")]
    if not fitting or fitting[-1] - fitting[0] >= len(fitting):
        return ""
    return "/".join(f"{before}{n:02}{qualifier}" for n in (fitting[0], fitting[-1]))


def date_parts(bound: Bound) -> list[int]:
    """Return ``[year, month, day]`` without unspecified parts; empty if the year is unspecified."""
    if "X" in bound.year:
        return []
    numbers = [bound.first.year]
    if bound.month.isdigit() and bound.month not in GROUPINGS:
        numbers.append(int(bound.month))
        if bound.day.isdigit():
            numbers.append(int(bound.day))
    return numbers
