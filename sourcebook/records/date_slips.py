"""Suggests the EDTF date that somebody probably meant by a text that isn't one."""

import re
from collections.abc import Iterator

from ..conventions import MONTHS

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_DAY, _YEAR, _MONTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<y>\d{4})", r"(?P<m>[a-z]{3,9})\.?"
_NAMED = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
    )
)
"""Dates with the name of a month: ``4 March 1951``, ``Aug 4, 2020``, ``March 1951``."""

_NUMERIC = (
    (re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII), (3, 2, 1)),
)
"""Dates in numbers, with the groups that are the year, the month and the day.

Dates with slashes and the year at the end are left out: the month may come first or second.
"""

_MINUTES = re.compile(r"(.+?),? (\d\d:\d\d(?::\d\d)?)", re.ASCII)
_SPAN = re.compile(r"(?:from )?(\S.*?)(?: to | until | - )(.+)|(\d{4})-(\d{4})", re.ASCII)
_AROUND = (
    (re.compile(r"(?:ca\.?|c\.|circa|about|around|approximately) (.+)|~ ?(.+)", re.I), "{}~"),
    (re.compile(r"(?:after|since|from) (.+)", re.I), "{}/.."),
    (re.compile(r"(?:before|until|till|by) (.+)", re.I), "../{}"),
)
"""Words around a date, with the notation for them in EDTF."""

_LONGEST = 80
"""Maximum length of a text that is still meant as a date."""


def meant(text: str) -> Iterator[str]:
    """Yield texts that may be the date meant. The caller must check that they are valid."""
    plain = " ".join(_DASHES.sub("-", text).split())
    if len(plain) > _LONGEST:
        return
    yield plain
    for form in _NAMED:
        if (match := form.fullmatch(plain)) and (month := _month(match["m"])):
            day = match.groupdict().get("d")
            yield f"{match['y']}-{month:02}" + (f"-{day:0>2}" if day else "")
    for numbers, (year, month, day) in _NUMERIC:
        if match := numbers.fullmatch(plain):
            yield f"{match[year]}-{match[month]:0>2}-{match[day]:0>2}"
    if match := _MINUTES.fullmatch(plain):
        yield from (f"{date}T{match[2]}" for date in meant(match[1]))
    if match := _SPAN.fullmatch(plain):
        first, last = (part for part in match.groups() if part)
        yield from (f"{start}/{end}" for start in meant(first) for end in meant(last))
    for words, written in _AROUND:
        if match := words.fullmatch(plain):
            inner = next(part for part in match.groups() if part)
            yield from map(written.format, meant(inner))


def _month(name: str) -> int | None:
    written = name.casefold()
    found = (
        number
        for number, month in enumerate(MONTHS, 1)
        if month.casefold().startswith(written) or written == month.casefold()[:3] + "t"
    )
    return next(found, None)
