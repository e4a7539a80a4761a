"""Dates and intervals in EDTF. The docstring of the module ``edtf`` lists the supported forms."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from . import date_words, edtf
from .date_slips import meant
from .days import DAY_SECONDS, FIRST_DAY, LAST_DAY, Day
from .edtf import Bound
from .invalid import invalid

__all__ = ["Bound", "Date", "EdtfDate", "parse"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date or an interval, with the days it may cover.

    ``text``: the date as written, with seconds added to a time of day without seconds. ``start``,
    ``end``: the ends of the interval; a single date is both its start and its end. An end is None
    if it is open or unknown. A qualifier (``~`` approximate, ``?`` uncertain) doesn't extend the
    range of days, since EDTF doesn't say by how much.
    """

    text: str
    start: Bound | None
    end: Bound | None

    @property
    def earliest(self) -> Day | None:
        """The first day that the date may cover; None if its start is open or unknown."""
        return self.start.first if self.start else None

    @property
    def latest(self) -> Day | None:
        """The last day that the date may cover; None if its end is open or unknown."""
        return self.end.last if self.end else None

    @property
    def lasts(self) -> bool:
        """Whether the date is written as an interval, with a ``/``."""
        return "/" in self.text

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The date itself if it is a single date, else the known ends of the interval."""
        if self.start is self.end:
            return (self.start,) if self.start else ()
        return tuple(bound for bound in (self.start, self.end) if bound)

    @property
    def uncertain(self) -> bool:
        """Whether the date, or one end of the interval, is marked as uncertain."""
        return any(bound.uncertain for bound in self.bounds)

    @property
    def moment(self) -> tuple[int, int] | None:
        """The first and the last second that the date may mean; None without a time of day.

        Without a time zone, the seconds are in local time. Such seconds can be compared only with
        the seconds of other dates without a time zone (see ``zoned``).
        """
        if self.start is None or self.start.instant is None:
            return None
        return self.start.instant, self.start.instant + self.start.lasts - 1

    @property
    def zoned(self) -> bool:
        """Whether the date has a time zone."""
        return self.start is not None and self.start.zone != ""

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Sort key: the earliest moment, then the latest, both in seconds, then the text.

        If the start is open or unknown, the earliest moment is the start of the latest day. Times
        of day with time zones are compared in UTC.
        """
        if self.start and self.start.instant is not None:
            return (self.start.instant, self.start.instant, self.text)
        first = self.earliest or self.latest or FIRST_DAY
        last = self.latest or LAST_DAY
        return (
            first.toordinal() * DAY_SECONDS, (last.toordinal() + 1) * DAY_SECONDS - 1, self.text,
        )  # fmt: skip

    @property
    def words(self) -> str:
        """The date as people write it: ``about 12 October 2015``."""
        if self.lasts:
            return date_words.interval(self.text, self.start, self.end)
        return date_words.single(self.start) if self.start else ""

    @property
    def day_words(self) -> str:
        """The date as people write it, without a time of day."""
        if self.lasts or not self.start:
            return self.words
        return date_words.single(replace(self.start, time="", zone=""))

    @property
    def year(self) -> int | None:
        """The year of the earliest day, or of the latest day if the start is open or unknown."""
        day = self.earliest or self.latest
        return day.year if day else None


@lru_cache(maxsize=65536)
def parse(text: str) -> Date:
    """Read an EDTF date.

    Raises PydanticCustomError: the errors of ``edtf.read``, ``backward-interval`` for an interval
    that ends before it starts, and ``timed-interval`` for an interval between times of day. If the
    text isn't EDTF, but it is clear which date is meant, the error suggests this date.
    """
    try:
        return _parsed(text)
    except PydanticCustomError as error:
        if error.type not in ("bad-date", "date-level"):
            raise
        near = next(filter(_is_date, meant(text)), None)
        if near is None:
            raise
        raise invalid("bad-date", {"value": text, "near": near}) from error


def _is_date(text: str) -> bool:
    try:
        _parsed(text)
    except PydanticCustomError:
        return False
    return True


def _parsed(text: str) -> Date:
    start, slash, end = text.partition("/")
    if slash:
        return _interval(text, start, end)
    bound = edtf.read(text)
    return Date(bound.text, bound, bound)


_OPEN = ("", "..")
"""The notations of EDTF for an unknown end and for an open end of an interval."""


def _interval(text: str, start: str, end: str) -> Date:
    if "/" in end or (start in _OPEN and end in _OPEN):
        raise invalid("bad-date", {"value": text})
    days = [edtf.HOURS.sub("", written) for written in (start, end)]
    if days != [start, end]:
        near = "/".join(dict.fromkeys(days)) if "" not in days else "/".join(days)
        raise invalid("timed-interval", {"value": text, "near": near})
    first = None if start in _OPEN else edtf.read(start)
    last = None if end in _OPEN else edtf.read(end)
    if first and last and first.first > last.last:
        raise invalid("backward-interval", {"value": text})
    return Date(text, first, last)


def _from_yaml(value: Any) -> Date:
    if not isinstance(value, str):
        raise invalid("string_type", {})
    return parse(value.strip())


def _day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(parse(value.strip()).text):
        raise invalid("bad-day", {"value": value})
    return value


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

IsoDay = Annotated[str, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]
"""A single day: ``2015-10-12``."""

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
