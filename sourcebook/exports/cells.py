"""The tables of the data set: their columns, primary and foreign keys, and rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from ..messages import gettext, marked
from ..records.base import RecordType
from ..records.dates import Date
from ..text import one_line

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
ID_COLUMNS: Mapping[RecordType, str] = {
    "actor": marked("The id of an actor."),
    "location": marked("The id of a location."),
    "event": marked("The id of an event."),
    "question": marked("The id of a question."),
    "source": marked("The id of a source."),
}
"""Maps each record type to the description of a column that holds ids of such records."""

Type = Literal["string", "integer", "number", "boolean", "date"]
"""A column's type, named as in Table Schema; ``date`` is an XML Schema date, YYYY-MM-DD."""


class CellLink(NamedTuple):
    """A foreign key: the values of ``columns`` occur in the columns ``to`` of ``table``."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Column(NamedTuple):
    """A column.

    ``says``: the column's description, a message in Markdown. ``value``: a function that takes an
    item of the table and returns the cell. ``required``: True if no cell is empty. ``link``: if the
    column is a foreign key, the table that the foreign key refers to; else empty. ``link_to``: the
    column that the foreign key refers to.
    """

    name: str
    says: str
    value: Callable[[Any], Cell]
    type: Type = "string"
    required: bool = False
    link: str = ""
    link_to: str = "id"


class Table(NamedTuple):
    """A table.

    ``key``: the primary key, which consists of the columns whose values together identify a row.
    """

    name: str
    says: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    links: Sequence[CellLink]
    rows: Sequence[Row]


def table_of(
    name: str,
    says: str,
    columns: Sequence[Column],
    items: Iterable[Any],
    key: tuple[str, ...] = ("id",),
    links: Sequence[CellLink] = (),
) -> Table:
    """Return a table with a row for each item, without duplicate rows.

    ``says``: a message in Markdown. ``links``: foreign keys that consist of several columns,
    in addition to those that ``Column.link`` defines.
    """
    own = [
        CellLink((column.name,), column.link, (column.link_to,))
        for column in columns
        if column.link
    ]
    # Making cells column by column is fast, because most getters are attrgetter or itemgetter.
    # These run in C.
    listed = list(items)
    rows = zip(*(map(column.value, listed) for column in columns), strict=True)
    return Table(name, description(says), columns, key, [*own, *links], list(dict.fromkeys(rows)))


def description(says: str) -> str:
    """Return the translated description of a table or a column, as plain text."""
    return gettext(says).replace("`", "")


def line_of(get: Callable[[Any], str | None]) -> Callable[[Any], Cell]:
    """Return a function that takes an item and returns the text ``get(item)`` as a one-line cell.

    The cell is None if the text is empty.
    """
    return lambda item: one_line(text) if (text := get(item)) else None


def line(text: str | None) -> str | None:
    """Return a text for a cell, on one line; None if the text is empty.

    Invisible characters are spelled out.
    """
    return one_line(text) if text else None


def days(when: Date | None) -> tuple[str | None, str | None, str | None]:
    """Return a date as written, its first day and its last day. Unknown values are None."""
    if when is None:
        return None, None, None
    return when.text, earliest(when), latest(when)


def earliest(when: Date | None) -> str | None:
    """Return the first day of a date, in ISO 8601; None if unknown."""
    day = when.earliest if when else None
    return day.isoformat() if day else None


def latest(when: Date | None) -> str | None:
    """Return the last day of a date, in ISO 8601; None if unknown."""
    day = when.latest if when else None
    return day.isoformat() if day else None
