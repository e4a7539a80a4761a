"""Dates as people write them: ``about 12 October 2015``, ``44 BCE``, ``winter 2015–16``."""

import re

from ..conventions import day_number, day_words, month_name, month_words
from ..messages import gettext as _
from ..messages import marked, pgettext
from .days import year_number, year_words
from .edtf import GROUPINGS, Bound

_QUALIFIED = {
    "": "{date}",
    "~": marked("about {date}"),
    "?": marked("{date} (uncertain)"),
    "%": marked("about {date} (uncertain)"),
}


def single(bound: Bound, *, inflected: bool = False) -> str:
    """Return a single date in words. ``inflected``: as after a preposition: in the genitive."""
    if not bound.qualifier:
        return _timed(bound) if bound.time else _days(bound, inflected=inflected)
    if bound.time:
        date = genitive = _timed(bound)
    else:
        date, genitive = _days(bound), _days(bound, inflected=True)
    message = _qualified_after(bound.qualifier) if inflected else _(_QUALIFIED[bound.qualifier])
    return message.format(date=date, genitive=genitive)


def _qualified_after(qualifier: str) -> str:
    """Return the message of a qualified date after a preposition: ``since about October 2015``.

    Languages whose "about" is a preposition itself need another word there.
    """
    if qualifier == "~":
        return pgettext("a date after a preposition", "about {date}")
    if qualifier == "%":
        return pgettext("a date after a preposition", "about {date} (uncertain)")
    return pgettext("a date after a preposition", "{date} (uncertain)")


def _timed(bound: Bound) -> str:
    """Return a date and its time of day in words, with the UTC offset if there is a time zone.

    EDTF can't leave out the seconds, so that :00 mostly means that they aren't known.
    """
    date, time = _days(bound), bound.time.removesuffix(":00")
    if not bound.zone:
        return _("{date}, {time}").format(date=date, time=time)
    if bound.zone == "Z":
        return _("{date}, {time} UTC").format(date=date, time=time)
    offset = bound.zone.replace("-", "−")
    return _("{date}, {time} UTC{offset}").format(date=date, time=time, offset=offset)


def _days(bound: Bound, *, inflected: bool = False) -> str:
    """Return a date in words, without its qualifier and its time of day."""
    year, month, day = _year(bound.year), bound.month, bound.day
    if not month:
        return _year_alone(bound, year, inflected=inflected)
    if month in GROUPINGS:
        return _grouping(bound, year)
    if month == "XX":
        if not day:
            return _("a month of {year}").format(year=year)
        if day == "XX":
            return _("a day of {year}").format(year=year)
        return _("day {day} of a month of {year}").format(day=day_number(int(day)), year=year)
    if day == "XX":
        return _("a day in {month}").format(
            month=_month(bound, year), genitive=_month(bound, year, inflected=True)
        )
    return (_day if day else _month)(bound, year, inflected=inflected)


def _year_alone(bound: Bound, year: str, *, inflected: bool) -> str:
    if "X" in bound.year or bound.first.year <= 0:
        return year
    if inflected:
        return pgettext("a year after a preposition, in the genitive", "{year}").format(year=year)
    return pgettext("a year as a date of its own", "{year}").format(year=year)


def _month(bound: Bound, year: str, *, inflected: bool = False) -> str:
    name = month_name(int(bound.month))
    genitive = month_name(int(bound.month), in_date=True)
    if "XX" in bound.year or ("X" in bound.year and bound.year.startswith("-")):
        message = _("{month} of a year from {year}")
    elif "X" in bound.year:
        message = _("{month} of one of the {year}")
    else:
        return month_words(int(bound.month), year, inflected=inflected)
    return message.format(month=name, genitive=genitive, year=year)


def _day(bound: Bound, year: str, *, inflected: bool = False) -> str:
    if "XX" in bound.year or ("X" in bound.year and bound.year.startswith("-")):
        message = _("{day} {month} of a year from {year}")
    elif "X" in bound.year:
        message = _("{day} {month} of one of the {year}")
    else:
        return day_words(int(bound.day), int(bound.month), year, inflected=inflected)
    return message.format(
        day=day_number(int(bound.day)),
        month=month_name(int(bound.month), in_date=True),
        year=year,
    )


def _year(year: str) -> str:
    """Return a year in words, or a decade or century if ``X`` stands for unspecified digits."""
    if "X" not in year:
        # Years of four digits stay as they are written: 0987.
        plain = re.fullmatch(r"\d{4}", year) and year != "0000"
        return year if plain else year_words(int(year))
    if year.startswith("-"):
        first, last = (int(year.replace("X", digit)) for digit in "90")
        return _years_before_the_era(first, last)
    if "XX" in year:
        return _("{first} to {last}").format(
            first=year.replace("X", "0"), last=year.replace("X", "9")
        )
    return _("{decade}s").format(decade=year.replace("X", "0"))


def _years_before_the_era(first: int, last: int) -> str:
    """Return a span of years BCE in words. Both years are 0 or less; the year 0 is 1 BCE."""
    return _("{first} to {last} BCE").format(first=year_number(first), last=year_number(last))


def _grouping(bound: Bound, year: str) -> str:
    if bound.first.year < bound.last.year and year.isdigit():
        # The season runs into the next year. "Winter 2015" alone could mean the winter that begins
        # in 2015, or the winter that ends in 2015.
        year = _("{year}–{next_year}").format(year=year, next_year=f"{bound.last.year % 100:02}")
    return _(GROUPINGS[bound.month].message).format(year=year)


def interval(text: str, start: Bound | None, end: Bound | None) -> str:
    """Return an interval in words. ``text``: the interval as written."""
    if start is None:
        message = _("by {date}") if text.startswith("..") else _("until {date}, start unknown")
        return _placed(message, end) if end else ""
    if end is None:
        message = _("since {date}") if text.endswith("..") else _("from {date}, end unknown")
        return _placed(message, start)
    # An interval may be a duration, or the range in which a moment lies: "to" fits both.
    return _with_one_year(start, end) or _("{first} to {last}").format(
        first=single(start), last=single(end),
        genitive_first=single(start, inflected=True), genitive_last=single(end, inflected=True),
    )  # fmt: skip


def _placed(message: str, bound: Bound) -> str:
    return message.format(date=single(bound), genitive=single(bound, inflected=True))


def _with_one_year(start: Bound, end: Bound) -> str:
    """Return an interval with a shared month or year given once: ``12 to 15 October 2015``.

    Two years have the word for "years" once, in languages that need it. The result is empty if the
    ends are months or days of different years, or differ in precision.
    It is also empty if an end has a qualifier, a season or an ``X``.
    """
    written = f"{start.text}{end.text}"
    if start.qualifier or end.qualifier or "X" in written or start.months != end.months:
        return ""
    if not start.month and end.last.year <= 0 and not end.month:
        return _years_before_the_era(start.first.year, end.first.year)
    if not start.month and not end.month and start.first.year > 0:
        return pgettext("two years", "{first} to {last}").format(
            first=_year(start.year), last=_year(end.year)
        )
    if start.year != end.year or not start.month or {start.month, end.month} & GROUPINGS.keys():
        return ""
    year = _year(start.year)
    if not start.day:
        return _("{first_month} to {last_month} {year}").format(
            first_month=month_name(int(start.month)), last_month=month_name(int(end.month)),
            genitive_first=month_name(int(start.month), in_date=True),
            genitive_last=month_name(int(end.month), in_date=True), year=year,
        )  # fmt: skip
    if start.month == end.month:
        return _("{first_day} to {last_day} {month} {year}").format(
            first_day=day_number(int(start.day)),
            last_day=day_number(int(end.day)),
            month=month_name(int(end.month), in_date=True),
            year=year,
        )
    return _("{first_day} {first_month} to {last_day} {last_month} {year}").format(
        first_day=day_number(int(start.day)),
        first_month=month_name(int(start.month), in_date=True),
        last_day=day_number(int(end.day)),
        last_month=month_name(int(end.month), in_date=True),
        year=year,
    )
