"""Dates as people write them: ``about 12 October 2015``, ``44 BCE``, ``winter 2015–16``."""

import re

from ..conventions import day_number, day_words, month_name, month_words
from ..messages import gettext as _
from ..messages import marked, pgettext
from .days import year_number
from .edtf import GROUPINGS, Bound

_ABOUT = "", marked("about {date}")
_BY = marked("by {date}"), marked("by about {date}")
_UNTIL = (
    marked("until {date}, start unknown"), marked("until about {date}, start unknown"),
)  # fmt: skip
_SINCE = marked("since {date}"), marked("since about {date}")
_FROM = marked("from {date}, end unknown"), marked("from about {date}, end unknown")
"""``_ABOUT`` and the four pairs after it: a message for an exact date, one for an approximate date.

An empty message means that only the date is shown.
"""

_A_MONTH = marked("a month of {year}"), marked("some month of {year}")
_A_DAY = marked("a day in {month}"), marked("some day in {month}")
_ANY_DAY = marked("a day of {year}"), marked("some day of {year}")
_NUMBERED_DAY = (
    marked("day {day} of a month of {year}"), marked("day {day} of some month of {year}"),
)  # fmt: skip
"""``_A_MONTH`` and the three pairs after it: a message for a date alone, one after a preposition.

After a preposition, a date is in the genitive.
"""


def single(bound: Bound) -> str:
    """Return a single date in words."""
    return _timed(bound) if bound.time else _placed(_ABOUT, bound)


def _placed(messages: tuple[str, str], bound: Bound) -> str:
    """Insert an exact date into the first of two messages, or an approximate one into the second.

    If the message is empty, the date is returned alone. Otherwise, the date has the form that is
    used after a preposition.
    """
    message = messages[bound.approximate]
    date = _days(bound, inflected=bool(message))
    if bound.uncertain:
        date = _("{date} (uncertain)").format(date=date)
    return _(message).format(date=date) if message else date


def _timed(bound: Bound) -> str:
    """Return a date and its time of day in words, with the UTC offset if there is a time zone.

    EDTF can't leave out the seconds, so ``:00`` usually means that the seconds are unknown.
    Therefore ``:00`` isn't shown.
    """
    date, time = _days(bound), bound.time.removesuffix(":00")
    if not bound.zone:
        return _("{date}, {time}").format(date=date, time=time)
    if bound.zone == "Z":
        return _("{date}, {time} UTC").format(date=date, time=time)
    offset = bound.zone.replace("-", "−")
    return _("{date}, {time} UTC{offset}").format(date=date, time=time, offset=offset)


def _days(bound: Bound, *, inflected: bool = False) -> str:
    """Return a date in words, without its qualifier and its time of day.

    ``inflected``: True for the form after a preposition, which is the genitive.
    """
    year, month, day = _year(bound.year), bound.month, bound.day
    if not month:
        words = _year_alone(bound, year, inflected=inflected)
    elif month in GROUPINGS:
        words = _grouping(bound, year, inflected=inflected)
    elif "XX" in (month, day):
        words = _unspecified(bound, year, inflected=inflected)
    else:
        words = (_day if day else _month)(bound, year, inflected=inflected)
    return _with_era(bound, words)


def _with_era(bound: Bound, words: str) -> str:
    """Return a date's words, with ``BCE`` added to a year BCE.

    The words for a decade or century BCE already have the era.
    """
    before = bound.first.year <= 0 and "X" not in bound.year
    return _("{date} BCE").format(date=words) if before else words


def _year_alone(bound: Bound, year: str, *, inflected: bool) -> str:
    if not inflected:
        number = pgettext("a year as a date of its own", "{year}")
        return year if "X" in bound.year else number.format(year=year)
    if "X" not in bound.year:
        return pgettext("a year after a preposition, in the genitive", "{year}").format(year=year)
    if "XX" in bound.year or bound.year.startswith("-"):
        return _("a year from {years}").format(years=year)
    return _("the {decade}s").format(decade=bound.year.replace("X", "0"))


def _unspecified(bound: Bound, year: str, *, inflected: bool) -> str:
    """Return a date whose month or day is ``XX``, in words.

    ``year``: the date's year in words. ``inflected``: see ``_days``.
    """
    if bound.month != "XX":
        return _(_A_DAY[inflected]).format(month=_month(bound, year, inflected=True))
    if not bound.day:
        return _(_A_MONTH[inflected]).format(year=year)
    if bound.day == "XX":
        return _(_ANY_DAY[inflected]).format(year=year)
    return _(_NUMBERED_DAY[inflected]).format(day=day_number(int(bound.day)), year=year)


def _month(bound: Bound, year: str, *, inflected: bool = False) -> str:
    if "XX" in bound.year or ("X" in bound.year and bound.year.startswith("-")):
        message = _("{month} of a year from {year}")
    elif "X" in bound.year:
        message = _("{month} of one of the {year}")
    else:
        return month_words(int(bound.month), year, inflected=inflected)
    return message.format(month=month_name(int(bound.month), in_date=inflected), year=year)


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
    """Return a year's number, or a decade or century in words if ``X`` stands for digits."""
    if "X" not in year:
        # A year of four digits is shown as it is written, such as 0987.
        plain = re.fullmatch(r"\d{4}", year) and year != "0000"
        return year if plain else year_number(int(year))
    if year.startswith("-"):
        first, last = (int(year.replace("X", digit)) for digit in "90")
        return _years_before_the_era(first, last)
    if "XX" in year:
        return pgettext("two years", "{first} to {last}").format(
            first=year.replace("X", "0"), last=year.replace("X", "9")
        )
    return _("{decade}s").format(decade=year.replace("X", "0"))


def _years_before_the_era(first: int, last: int) -> str:
    """Return a range of years BCE in words. Both years are 0 or less; the year 0 is 1 BCE."""
    return _("{first} to {last} BCE").format(first=year_number(first), last=year_number(last))


def _grouping(bound: Bound, year: str, *, inflected: bool) -> str:
    if 0 < bound.first.year < bound.last.year and year.isdigit():
        # A season that runs into the next year is shown with both years. "Winter 2015" alone could
        # mean the winter that begins in 2015, or the winter that ends in 2015.
        year = _("{year}–{next_year}").format(year=year, next_year=f"{bound.last.year % 100:02}")
    grouping = GROUPINGS[bound.month]
    words = _(grouping.after if inflected else grouping.message).format(year=year)
    return _(grouping.hemisphere).format(season=words) if grouping.hemisphere else words


def interval(text: str, start: Bound | None, end: Bound | None) -> str:
    """Return an interval of dates in words. ``text``: the interval as written.

    ``start``, ``end``: its ends; None if open or unknown.
    """
    if start is None:
        return _placed(_BY if text.startswith("..") else _UNTIL, end) if end else ""
    if end is None:
        return _placed(_SINCE if text.endswith("..") else _FROM, start)
    # An interval may be a duration, or the range in which a moment lies: "to" fits both.
    shared = _with_one_year(start, end)
    if shared:
        return _with_era(start, shared)
    return _two_years(start, end) or _("{first} to {last}").format(
        first=single(start), last=single(end)
    )


def _two_years(start: Bound, end: Bound) -> str:
    """Return an interval between two years of one era, in words: ``44 to 42 BCE``.

    The result is empty if the eras differ, or if an end has a month, a qualifier or an ``X``.
    """
    written = f"{start.text}{end.text}"
    if start.qualifier or end.qualifier or "X" in written or start.month or end.month:
        return ""
    if end.first.year <= 0:
        return _years_before_the_era(start.first.year, end.first.year)
    if start.first.year <= 0:
        return ""
    return pgettext("two years", "{first} to {last}").format(
        first=_year(start.year), last=_year(end.year)
    )


def _with_one_year(start: Bound, end: Bound) -> str:
    """Return an interval in words; a shared month or year is given once: ``12 to 15 October 2015``.

    The result is empty if the ends are months or days of different years, or differ in precision.
    It is also empty if an end has a qualifier, a season or an ``X``.
    """
    written = f"{start.text}{end.text}"
    if start.qualifier or end.qualifier or "X" in written or start.months != end.months:
        return ""
    if start.year != end.year or not start.month or {start.month, end.month} & GROUPINGS.keys():
        return ""
    year = _year(start.year)
    if not start.day:
        return _("{first_month} to {last_month} {year}").format(
            first_month=month_name(int(start.month)), last_month=month_name(int(end.month)),
            year=year,
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
