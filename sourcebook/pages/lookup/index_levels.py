"""The order of records in an index, by name or by date, and the groups that divide it."""

from collections.abc import Callable, Mapping, Sequence

from ...messages import gettext as _
from ...records.dates import MONTHS, Date
from ...records.days import year_address, year_words
from .alphabet import beginning, filed
from .division import IndexGroup, IndexLevel, gathered


def by_name(names: Mapping[str, str]) -> tuple[list[str], tuple[IndexLevel, ...]]:
    """Return records in order of name, and two levels: by the first letter, by the first two."""
    return sorted(names, key=lambda id_: (filed(names[id_]), names[id_], id_)), (
        lambda id_: IndexGroup(*beginning(names[id_], 1)),
        lambda id_: IndexGroup(*beginning(names[id_], 2)),
    )


def by_date(
    dates: Mapping[str, Date | None],
) -> tuple[tuple[IndexLevel, IndexLevel], Callable[[Sequence[str]], list[tuple[str, list[str]]]]]:
    """Return two levels, by year and by month, and a function that groups records by year."""

    def year(id_: str) -> IndexGroup:
        date = dates[id_]
        found = date.year if date else None
        if found is None:
            return IndexGroup("undated", _("Undated"))
        return IndexGroup(year_address(found), year_words(found))

    def month(id_: str) -> IndexGroup:
        date = dates[id_]
        day = date and (date.earliest or date.latest)
        if not day:
            return year(id_)
        return IndexGroup(
            f"{year_address(day.year)}-{day.month:02}",
            _("{month} {year}").format(month=_(MONTHS[day.month - 1]), year=year_words(day.year)),
        )

    def by_year(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        return [(group.words, found) for group, found in gathered(ids, year)]

    return (year, month), by_year
