"""The order of records in an index, by name or by date, and ways to group the records."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from ...collation import filed
from ...conventions import month_words
from ...messages import gettext as _
from ...messages import language
from ...records.dates import Date
from ...records.days import year_address, year_words
from .alphabet import beginning
from .division import IndexGroup, IndexLevel, gathered


def by_name(names: Mapping[str, str]) -> tuple[list[str], tuple[IndexLevel, ...]]:
    """Return ids in order of name, and two ways to group the ids.

    The first way groups the ids by the first letter of the names. The second way groups the ids by
    the first two letters of the names.

    ``names``: maps the id of each record to the record's name.
    """
    return sorted(names, key=lambda id_: (filed(names[id_]), names[id_], id_)), (
        lambda id_: IndexGroup(*beginning(names[id_], 1)),
        lambda id_: IndexGroup(*beginning(names[id_], 2)),
    )


def by_date(
    dates: Mapping[str, Date | None],
) -> tuple[tuple[IndexLevel, IndexLevel], Callable[[Sequence[str]], list[tuple[str, list[str]]]]]:
    """Return two ways to group ids, by year and by month, and a function that groups ids by year.

    The function takes ids and returns each year's label with the ids of that year. ``dates``: maps
    the id of each record to the record's date.
    """

    def year(id_: str) -> IndexGroup:
        return year_of(dates[id_])

    def month(id_: str) -> IndexGroup:
        return month_of(dates[id_])

    def by_year(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        return [(group.words, found) for group, found in gathered(ids, year)]

    return (year, month), by_year


def others(_item: object) -> IndexGroup:
    """Return a single group, labelled "all others", to which every item belongs."""
    return IndexGroup("others", _("all others"))


def decade_of(date: Date | None) -> IndexGroup:
    """Return the group of a date's decade, such as ``2010–2019``."""
    if date is None or date.year is None:
        return _undated()
    return _decade(date.year // 10 * 10, language())


# A divided list has thousands of dates in a few decades and years. So each group is made only once
# for the language in use, which its label depends on.
@lru_cache(maxsize=1024)
def _decade(first: int, _language: str) -> IndexGroup:
    last = first + 9
    words = _("{first}–{last}").format(first=year_words(first), last=year_words(last))
    return IndexGroup(f"{year_address(first)}-to-{year_address(last)}", words)


def year_of(date: Date | None) -> IndexGroup:
    """Return the group of a date's year."""
    if date is None or date.year is None:
        return _undated()
    return _year(date.year, language())


@lru_cache(maxsize=1024)
def _year(year: int, _language: str) -> IndexGroup:
    return IndexGroup(year_address(year), year_words(year))


def month_of(date: Date | None) -> IndexGroup:
    """Return the group of a date's month.

    If the date has neither an earliest nor a latest day, returns the group of the date's year.
    """
    day = date and (date.earliest or date.latest)
    if not day:
        return year_of(date)
    return _month(day.year, day.month, language())


@lru_cache(maxsize=1024)
def _month(year: int, month: int, _language: str) -> IndexGroup:
    return IndexGroup(f"{year_address(year)}-{month:02}", month_words(month, year_words(year)))


def _undated() -> IndexGroup:
    return IndexGroup("undated", _("Undated"))
