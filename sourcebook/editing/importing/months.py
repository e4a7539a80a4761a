"""Converts the BibTeX fields ``year``, ``month`` and ``day`` to a date in EDTF."""

import re
from collections.abc import Mapping

from ...conventions import MONTHS

_WORDS = re.compile(r"\d+|[^\W\d_]+")


def date_of(fields: Mapping[str, str]) -> str:
    """Return a BibTeX entry's date in EDTF, or the fields' words if conversion is impossible.

    Without a month, or if the year isn't four digits, only the field ``year`` is returned.
    """
    year, month, day = (fields.get(key, "") for key in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year) or not month:
        return year
    bounds = _days(f"{month} {day}" if day else month)
    return "/".join(f"{year}-{bound}" for bound in bounds) or f"{day} {month} {year}".strip()


def _days(text: str) -> list[str]:
    """Return the first and last month (``07``) or day (``07-03``) that a text names.

    The list has one item for a single month or day, two for a range, none for any other text.
    """
    words = [word for word in _WORDS.findall(text.lower()) if word not in ("and", "to")]
    numbers = all(word.isdecimal() for word in words) and not re.search("[-–—/]", text)
    if numbers and 0 < len(words) <= 2:
        month, *day = words  # for example, "03" is March, and "03~7" is 7 March
        words = [MONTHS[int(month) - 1].lower(), *day] if 0 < int(month) < 13 else []
    shape = "".join("d" if word.isdecimal() else "m" for word in words)
    months = [_month(word) for word in words if not word.isdecimal()]
    days = [int(word) for word in words if word.isdecimal()]
    if not all(months) or not all(0 < day < 32 for day in days):
        return []
    if shape in ("m", "mm"):
        bounds = [f"{month:02}" for month in months]
    elif shape in ("md", "dm", "mdd", "ddm", "mdmd", "dmdm"):
        months = months * (len(days) // len(months))
        bounds = [f"{month:02}-{day:02}" for month, day in zip(months, days, strict=True)]
    else:
        return []
    # A range such as December to January is refused: it spans two years, and only one year is
    # given.
    return bounds if bounds == sorted(set(bounds)) else []


def _month(word: str) -> int:
    """Return a month's number (1 to 12), given its name or abbreviation; 0 for any other word."""
    names = (at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(word))
    return 9 if word == "sept" else next(names, 0) if len(word) > 2 else 0
