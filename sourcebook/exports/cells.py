"""Makes the tables of the data set: classes for columns and keys, functions for rows and cells."""

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
"""Maps each record type to the description of a column that holds ids of records of this type."""

Type = Literal["string", "integer", "number", "boolean", "date"]
"""The type of a column, as named in Table Schema. A ``date`` is an XML Schema date: 2015-10-12."""


class CellLink(NamedTuple):
    """A foreign key: ``columns`` refer to the columns of ``table`` that ``to`` names."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Column(NamedTuple):
    """A column of a table.

    ``says``: the column's description, as a message in Markdown. ``value``: takes the item for
    which a row is made, and returns the item's cell in this column. ``required``: whether every
    cell must have a value.

    If the column is a foreign key, ``link`` and ``link_to`` are the table and the column to which
    the foreign key refers. Otherwise ``link`` is empty.
    """

    name: str
    says: str
    value: Callable[[Any], Cell]
    type: Type = "string"
    required: bool = False
    link: str = ""
    link_to: str = "id"


class Table(NamedTuple):
    """A table of the data set.

    ``says``: the description, translated, as plain text. ``key``: the primary key: the names of the
    columns whose values together identify a row. ``links``: the foreign keys.
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

    ``says``: the description, as a message in Markdown. ``key``: the names of the columns of the
    primary key. ``links``: the foreign keys that have several columns. Foreign keys of a single
    column come from ``Column.link``.
    """
    own = [
        CellLink((column.name,), column.link, (column.link_to,))
        for column in columns
        if column.link
    ]
    # The cells are made column by column, which is fast: most columns use ``attrgetter`` or
    # ``itemgetter``, which run in C.
    listed = list(items)
    rows = zip(*(map(column.value, listed) for column in columns), strict=True)
    return Table(name, description(says), columns, key, [*own, *links], list(dict.fromkeys(rows)))


def description(says: str) -> str:
    """Return the translated description of a table or a column, as plain text."""
    return gettext(says).replace("`", "")


def line_of(get: Callable[[Any], str | None]) -> Callable[[Any], Cell]:
    """Return a function that takes an item and returns a cell: the text ``get(item)`` on one line.

    The cell is None if the text is empty or None.
    """
    return lambda item: one_line(text) if (text := get(item)) else None


def line(text: str | None) -> str | None:
    """Return a text on one line, for a cell; None if the text is empty or None.

    Invisible characters are replaced by visible escapes.
    """
    return one_line(text) if text else None


def days(when: Date | None) -> tuple[str | None, str | None, str | None]:
    """Return a date as written, its first day and its last day; None for each unknown value."""
    if when is None:
        return None, None, None
    return when.text, earliest(when), latest(when)


def earliest(when: Date | None) -> str | None:
    """Return the first day of a date, in ISO 8601; None if this day is unknown."""
    day = when.earliest if when else None
    return day.isoformat() if day else None


def latest(when: Date | None) -> str | None:
    """Return the last day of a date, in ISO 8601; None if this day is unknown."""
    day = when.latest if when else None
    return day.isoformat() if day else None
