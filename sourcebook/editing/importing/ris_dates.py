"""Converts RIS dates, such as ``1951/03/05/morning``, and other forms of dates to EDTF."""

import re
from collections.abc import Sequence

from ...records.dates import parse
from ...text import one_line
from .months import date_of
from .references import whole_date

_SLASHED = re.compile(r"(\d{4})(?:/(\d{0,2}))?(?:/(\d{0,2}))?(?:/(.*))?", re.ASCII)
_ABOUT = re.compile(r"(?:c|ca|circa|about)\b.*", re.IGNORECASE)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def issued(given: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Return a work's date of issue in EDTF, and what the date leaves out: tag -> text.

    ``given``: pairs of a tag and a text. The year of issue is taken from the last text that has a
    year. The result is the most precise date within this year. If no text has such a date, one of
    the texts is returned instead.
    """
    year = next((match[0] for _, text in reversed(given) if (match := _year(text))), "")
    left: dict[str, str] = {}
    best = ""
    for tag, text in given:
        date, rest = _converted(text, year)
        if rest:
            left[tag] = rest
        if date and date[:4] != year:
            left[tag] = text
        elif len(date) > len(best):
            best = date
    if not best and given:
        tag, best = next(iter(left.items()), given[0])
        left.pop(tag, None)
    return best, left


def _year(text: str) -> re.Match[str] | None:
    return re.search(r"(?<!\d)\d{4}(?!\d)", text, re.ASCII)


def _converted(text: str, year: str) -> tuple[str, str]:
    """Return the date in a text, in EDTF, and the rest of the text, which can't be converted.

    If the text has no date, the date is empty, and the rest is the whole text. ``year``: the year
    to use if the text has only a month and a day.
    """
    text = one_line(text)
    if match := _SLASHED.fullmatch(text):
        parts = [(part or "").strip("0") and (part or "").zfill(2) for part in match.groups()[:3]]
        date, rest = "-".join(parts).rstrip("-"), one_line(match[4] or "")
        if "--" in date:
            date, rest = parts[0], text  # a day without a month isn't a date
        if season := len(date) == 4 and _SEASONS.get(rest.casefold()):
            date, rest = f"{date}-{season}", ""
        elif _ABOUT.match(rest):
            date, rest = f"{date}~", ""
    else:
        date, rest = whole_date(text), ""
        if not _is_date(date):
            found = _year(text)
            year = found[0] if found else year
            words = text.replace(year, " ", 1) if found else text
            date = date_of({"year": year, "month": one_line(words.strip(" ,/.()"))})
    return (date, rest) if _is_date(date) else ("", text)


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except ValueError:
        return False
