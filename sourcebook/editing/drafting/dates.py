"""Finds dates in a text, and converts them to EDTF for a draft, which the researcher will check."""

import re
from typing import NamedTuple

from ...conventions import MONTHS
from ...records.dates import parse
from ...records.days import Day
from .identifiers import blanked

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = r"(?:(?:" + "|".join(MONTHS) + r")|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_BEFORE = r"(?:in|since|until|till|by|during|of|from|before|after|last|this|early|late|mid)[ -]"
_ANYWHERE = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)\b|\b(?P<dotted>{_DAY}\.(?:0?[1-9]|1[0-2])\.{_YEAR})\b", re.ASCII
)
_ENGLISH = re.compile(
    rf"\b(?:(?P<d0>{_DAY})(?:st|nd|rd|th)?(?: and | to | ?[-–] ?))?"
    rf"(?P<d>{_DAY})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>{_YEAR})\b)?"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?:st|nd|rd|th)?\b(?:,? (?P<y2>{_YEAR})\b)?"
    rf"|\b(?P<m3>{_MONTH}),? (?P<y3>{_YEAR})\b"
    rf"|\b(?i:{_BEFORE})(?P<m4>{_MONTH})\b(?!,? \d)"
    rf"|\b(?P<weekday>{'|'.join(_DAYS)})\b(?!,? (?:the )?(?:\d|{_MONTH}))"
    rf"|\b(?P<y5>{_YEAR})\b(?![,.]\d)"
)


class FoundDate(NamedTuple):
    """A date in a text. ``words``: the date as it is written in the text.

    ``start``, ``end``: the indexes in the text at which ``words`` begin and end. ``value``: the
    date in EDTF; None if the year is unknown. ``guessed``: whether the year or the day has to be
    computed from the date of publication.
    """

    start: int
    end: int
    words: str
    value: str | None
    guessed: bool = False


def find_dates(text: str, language: str | None, published: str | None) -> list[FoundDate]:
    """Return the dates in a text.

    Numeric dates are found in all languages. Years, weekdays and dates with month names are found
    only in English. ``published``: the text's date of publication, in EDTF. A weekday or a date
    without a year is taken to mean the last such day up to ``published``.
    """
    text = blanked(text)
    found = [_numeric(match) for match in _ANYWHERE.finditer(text)]
    if (language or "en").partition("-")[0] == "en":
        until = parse(published).latest if published else None
        for match in _ENGLISH.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, *_ in found):
                found.append(_named(match, until))
    distinct: dict[str, FoundDate] = {}
    for date in sorted(found):
        if date.value is None or _is_date(date.value):
            distinct.setdefault(date.value or date.words, date)
    return list(distinct.values())


def _numeric(match: re.Match[str]) -> FoundDate:
    value = match["iso"]
    if value is None:
        day, month, year = match["dotted"].split(".")
        value = f"{year}-{month:0>2}-{day:0>2}"
    return FoundDate(match.start(), match.end(), match[0], value)


def _named(match: re.Match[str], until: Day | None) -> FoundDate:
    """Return the date that the pattern ``_ENGLISH`` matched. ``until``: the day of publication."""
    parts = match.groupdict()
    year = parts["y"] or parts["y2"] or parts["y3"] or parts["y5"]
    month = parts["m"] or parts["m2"] or parts["m3"] or parts["m4"]
    day = parts["d"] or parts["d2"]
    words = match[0]
    value, guessed = year, False
    if parts["weekday"]:
        guessed = True
        if until:
            # The ordinal 1 means 1 January of the year 1, which is a Monday.
            back = (until.toordinal() - 1 - _DAYS.index(words)) % 7
            value = Day.fromordinal(until.toordinal() - back).isoformat()
    elif month:
        number = next(at for at, name in enumerate(MONTHS, 1) if name[:3] == month[:3])
        tail = f"{number:02}" + (f"-{int(day):02}" if day else "")
        guessed = year is None
        if year is None and until:
            year = str(until.year - (tail > until.isoformat()[5 : 5 + len(tail)]))
        value = f"{year}-{tail}" if year else None
        if value and parts["d0"]:
            value = f"{year}-{number:02}-{int(parts['d0']):02}/{value}"
    return FoundDate(match.start(), match.end(), words, value, guessed)


def _is_date(value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True
