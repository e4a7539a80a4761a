"""Dates as people write them: ``about 12 October 2015``, ``44 BCE``, ``winter 2015–16``."""

import re

from .days import year_words
from .edtf import GROUPINGS, Bound

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_QUALIFIERS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


def single(bound: Bound) -> str:
    """Return a single date in words."""
    said = _year(bound)
    month, day = bound.month, bound.day
    if month in GROUPINGS:
        said = _grouping(bound, said)
    elif month == "XX":
        said = {"": "a month of {}", "XX": "a day of {}"}.get(
            day, f"day {day.lstrip('0')} of a month of {{}}"
        ).format(said)
    elif month:
        said = f"{MONTHS[int(month) - 1]} {'of one of the ' if 'X' in bound.year else ''}{said}"
        if day == "XX":
            said = f"a day in {said}"
        elif day:
            said = f"{int(day)} {said}"
    if bound.time:
        said = f"{said}, {bound.time}{_zone(bound.zone)}"
    return _QUALIFIERS[bound.qualifier].format(said)


def _year(bound: Bound) -> str:
    year = bound.year
    if "X" in year:
        low, high = (int(year.replace("X", digit)) for digit in "09")
        if low < 0 or "XX" in year:
            if low < 0:
                return f"{year_words(high).removesuffix(' BCE')} to {year_words(low)}"
            return f"{low:04} to {high:04}"
        return year.replace("X", "0s")
    # Years of four digits stay as they are written: 0987.
    return year if re.fullmatch(r"\d{4}", year) and year != "0000" else year_words(int(year))


def _grouping(bound: Bound, year: str) -> str:
    grouping = GROUPINGS[bound.month]
    if bound.first.year < bound.last.year and year.isdigit():
        # It runs into the next year: said, since "winter 2015" could be either.
        year = f"{year}–{bound.last.year % 100:02}"
    return f"{grouping.words} {year}{grouping.where}"


def _zone(zone: str) -> str:
    if not zone:
        return ""
    return " UTC" if zone == "Z" else f" UTC{zone.replace('-', '−')}"


def interval(text: str, start: Bound | None, end: Bound | None) -> str:
    """Return an interval in words. ``text``: as written."""
    if start is None:
        said = single(end) if end else ""
        return f"{said} or earlier" if text.startswith("..") else f"until {said}, start unknown"
    if end is None:
        said = single(start)
        return f"since {said}" if text.endswith("..") else f"from {said}, end unknown"
    first, last = single(start), single(end)
    # An interval may be a duration, or the time within which something happened: "to" is both.
    # Said once: "21 September to 1 October 2015", "12 to 15 October 2015".
    for shared in (last.partition(" ")[2], last.rpartition(" ")[2]):
        if shared and first.endswith(f" {shared}") and "X" not in text:
            return f"{first.removesuffix(f' {shared}')} to {last}"
    return f"{first} to {last}"
