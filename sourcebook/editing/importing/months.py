"""Dates of BibTeX's own fields: a year, a month in words or macros, a day."""

import re
from collections.abc import Mapping

from ...records.dates import MONTHS

_WORDS = re.compile(r"\d+|[^\W\d_]+")


def date_of(fields: Mapping[str, str]) -> str:
    """Return the date of an entry of BibTeX's own: year, month by name or number, day."""
    year, month, day = (fields.get(key, "") for key in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year) or not month:
        return year
    bounds = _days(f"{month} {day}" if day else month)
    return "/".join(f"{year}-{bound}" for bound in bounds) or f"{day} {month} {year}".strip()


def _days(said: str) -> list[str]:
    """Return what part of a year words name, from and until, in months or days: ``07``, ``07-03``.

    Nothing where they say more, or something else: it is not for us to choose.
    """
    words = [word for word in _WORDS.findall(said.lower()) if word not in ("and", "to")]
    numbers = all(word.isdecimal() for word in words) and not re.search("[-–—/]", said)
    if numbers and 0 < len(words) <= 2:
        month, *day = words  # as 03, or 03~7
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
    # From December until January is from one year into another, and which isn't said.
    return bounds if bounds == sorted(set(bounds)) else []


def _month(word: str) -> int:
    names = (at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(word))
    return 9 if word == "sept" else next(names, 0) if len(word) > 2 else 0
