"""How the language in use writes dates, numbers and lists.

The conventions of English are in this module. Those of another language are made from the Common
Locale Data Repository (CLDR) in the package Babel, and cached together with that language's
message catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Conventions:
    """How one language writes dates, numbers and lists.

    ``months``: the names of the months when no day is given, as in a heading. ``months_in_dates``:
    the forms beside a day, such as the genitive in Russian. ``short_months`` and
    ``short_months_in_dates``: the abbreviations of these names.

    ``day``, ``month``: patterns for a day and for a month, with the placeholders ``{day}``,
    ``{month}`` and ``{year}``. ``short_day``, ``short_month``: patterns with an abbreviated month,
    for an axis or a table. ``day_of_year``: the pattern for a day without a year. ``first_day``:
    the number of a month's first day, such as "1er". ``article``: the article, with a space,
    between a preposition and a day, such as "le " in French.

    ``group``: the separator of thousands. ``decimal``: the decimal separator. Digits are always
    Latin, in Arabic too. ``pair``: the pattern for a list of two items. ``first``, ``middle``,
    ``last``: the patterns for the beginning, the middle and the end of a longer list.

    ``script``: the first word of the Unicode names of the script's letters. ``right_to_left``:
    whether the language is written from right to left.
    """

    months: tuple[str, ...]
    months_in_dates: tuple[str, ...]
    short_months: tuple[str, ...]
    short_months_in_dates: tuple[str, ...]
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    short_day: str = "{day} {month} {year}"
    short_month: str = "{month} {year}"
    day_of_year: str = "{day} {month}"
    group: str = ","
    decimal: str = "."
    pair: str = "{0} and {1}"
    first: str = "{0}, {1}"
    middle: str = "{0}, {1}"
    last: str = "{0} and {1}"
    script: str = "LATIN"
    first_day: str = "1"
    article: str = ""
    right_to_left: bool = False


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""The English names of the months."""

_SHORT = tuple(name[:3] for name in MONTHS)

ENGLISH = Conventions(MONTHS, MONTHS, _SHORT, _SHORT)
"""The conventions of British English, in which the day is written before the month."""

_conventions = ENGLISH


def use(conventions: Conventions) -> None:
    """From now on, write dates, numbers and lists by these conventions."""
    global _conventions
    _conventions = conventions


def in_use() -> Conventions:
    """Return the conventions in use."""
    return _conventions


def day_words(day: int, month: int, year: str, *, inflected: bool = False) -> str:
    """Return a day in words. ``month``: counted from 1. ``year``: the year in words.

    ``inflected``: whether to use the form for dates after a preposition, if the language has one.
    """
    name = _conventions.months_in_dates[month - 1]
    words = _conventions.day.format(day=day_number(day), month=name, year=year)
    return f"{_conventions.article}{words}" if inflected else words


def day_number(day: int) -> str:
    """Return a day's number in its month, in the form used in dates, such as "1er" in French."""
    return _conventions.first_day if day == 1 else str(day)


def month_words(month: int, year: str, *, inflected: bool = False) -> str:
    """Return a month and its year in words. For the parameters, see ``day_words``."""
    names = _conventions.months_in_dates if inflected else _conventions.months
    return _conventions.month.format(month=names[month - 1], year=year)


def month_name(month: int, *, in_date: bool = False) -> str:
    """Return a month's name. ``month``: from 1. ``in_date``: whether a day is beside the name."""
    return (_conventions.months_in_dates if in_date else _conventions.months)[month - 1]


def short_day_words(day: int, month: int, year: str = "") -> str:
    """Return a day with the month's name abbreviated, and with the year unless it is empty."""
    name = _conventions.short_months_in_dates[month - 1]
    pattern = _conventions.short_day if year else _conventions.day_of_year
    return pattern.format(day=day_number(day), month=name, year=year)


def short_month_words(month: int, year: str = "") -> str:
    """Return the abbreviated name of a month, with the year unless it is empty."""
    name = _conventions.short_months[month - 1]
    return _conventions.short_month.format(month=name, year=year) if year else name


def number_words(number: float, decimals: int = 0) -> str:
    """Return a number as text, with thousands grouped. ``decimals``: how many decimals to show."""
    marks = {",": _conventions.group, ".": _conventions.decimal}
    return "".join(marks.get(sign, sign) for sign in f"{number:,.{decimals}f}")


def listed(items: Iterable[str]) -> str:
    """Return items as a list that ends in "and": ``a, b and c``."""
    words = [*items]
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return _joined(_conventions.pair, *words)
    text = _joined(_conventions.first, words[0], words[1])
    for item in words[2:-1]:
        text = _joined(_conventions.middle, text, item)
    return _joined(_conventions.last, text, words[-1])


def _joined(pattern: str, before: str, after: str) -> str:
    start, _, rest = pattern.partition("{0}")
    between, _, end = rest.partition("{1}")
    return f"{start}{before}{between}{after}{end}"
