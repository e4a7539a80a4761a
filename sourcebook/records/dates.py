"""Dates as sources give them: EDTF, levels 0 and 1 (Library of Congress, ISO 8601-2:2019)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_PLAIN = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(?:(\d\d)|XX))?)?[~?%]?$", re.ASCII)
_DAY = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-\d\d[~?%]?$", re.ASCII)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_QUALIFIERS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


@dataclass(frozen=True, slots=True)
class Date:
    """A date or an interval, with the days it may cover.

    ``text``: as written. ``earliest``, ``latest``: first and last day, both
    included; None where the date is open to that side. A qualifier (``~``
    approximate, ``?`` uncertain) doesn't widen the days: nobody says by how much.
    """

    text: str
    earliest: date | None
    latest: date | None

    @property
    def lasts(self) -> bool:
        """Whether it is an interval: how long something went on, not how vaguely it is dated."""
        return "/" in self.text

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Order by earliest day, then by latest; where the start is open, by the latest."""
        return (self.earliest or self.latest or date.min, self.latest or date.max, self.text)

    @property
    def words(self) -> str:
        """The date as people write it: ``about 12 October 2015``."""
        return _words(self.text)

    @property
    def year(self) -> int | None:
        """The year of the earliest day, or of the latest where the start is open."""
        day = self.earliest or self.latest
        return day.year if day else None


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS[month - 1]


def _plain(text: str) -> Date | None:
    """Read the common forms without the EDTF parser, which takes a thousand times as long.

    These are ``2015``, ``2015-10~``, ``2015-10-12?``, ``2015-10-XX``.
    """
    match = _PLAIN.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last_month = int(month or 12)
    last_day = int(day or _last_day(first.year, last_month))
    return Date(text, first, date(first.year, last_month, last_day))


@lru_cache(maxsize=65536)
def parse(text: str) -> Date:
    """Read an EDTF date of level 0 or 1.

    Raises PydanticCustomError ``bad-date`` for what isn't one, or lies outside
    the years 1 to 9999, ``no-such-day`` for the likes of 2015-02-30, and
    ``backward-interval`` for an interval that ends before it starts.
    """
    plain = _plain(text)
    if plain:
        return plain
    start, slash, end = text.partition("/")
    if slash:
        return _interval(text, start, end)
    # pyparsing builds its grammar at import: only dates that need it pay for it.
    import edtf

    try:
        parsed = edtf.parse_edtf(text)
        earliest, latest = parsed.lower_strict(), parsed.upper_strict()
        found = Date(text, date(*earliest[:3]), date(*latest[:3]))
    except Exception as error:  # the parser raises many kinds, all for one reason
        code = "no-such-day" if _DAY.match(text) else "bad-date"
        raise PydanticCustomError(code, "not EDTF", {"value": text}) from error
    if not _describable(text):
        raise PydanticCustomError("bad-date", "not EDTF level 0 or 1", {"value": text})
    return found


def _interval(text: str, start: str, end: str) -> Date:
    if not start or not end or "/" in end or start == end == "..":
        raise PydanticCustomError("bad-date", "not EDTF", {"value": text})
    earliest = None if start == ".." else parse(start).earliest
    latest = None if end == ".." else parse(end).latest
    if earliest and latest and earliest > latest:
        raise PydanticCustomError("backward-interval", "ends before it starts", {"value": text})
    return Date(text, earliest, latest)


_SINGLE = re.compile(r"^(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)$", re.ASCII)


def _describable(text: str) -> bool:
    return _SINGLE.match(text) is not None


def _single_words(text: str) -> str:
    match = _SINGLE.match(text)
    if not match:
        return text
    year, month, day, qualifier = match.groups()
    said = f"{year[:2]}00 to {year[:2]}99" if "XX" in year else year.replace("X", "0s")
    if month in _SEASONS:
        said = f"{_SEASONS[month]} {said}"
    elif month == "XX":
        said = f"a month of {said}" if day is None else f"a day of {said}"
    elif month:
        said = f"{MONTHS[int(month) - 1]} {said}"
        if day == "XX":
            said = f"a day in {said}"
        elif day:
            said = f"{int(day)} {said}"
    return _QUALIFIERS[qualifier].format(said)


@lru_cache(maxsize=65536)
def _words(text: str) -> str:
    start, slash, end = text.partition("/")
    if not slash:
        return _single_words(text)
    if start == "..":
        return f"{_single_words(end)} or earlier"
    if end == "..":
        return f"since {_single_words(start)}"
    first, last = _single_words(start), _single_words(end)
    # An interval may be how long something lasted, or when it was at some time: "to" is both.
    # Said once: "21 September to 1 October 2015", "12 to 15 October 2015".
    for shared in (last.partition(" ")[2], last.rpartition(" ")[2]):
        if shared and last.endswith(shared) and first.endswith(f" {shared}") and "X" not in text:
            return f"{first.removesuffix(f' {shared}')} to {last}"
    return f"{first} to {last}"


def _from_yaml(value: Any) -> Date:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    return parse(value.strip())


EdtfDate = Annotated[
    Date,
    PlainValidator(_from_yaml),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "format": "edtf",
            "examples": ["2015-10-12", "2015-10~", "2015-09-21/2015-10-01", "../2015-10-01"],
        }
    ),
]
