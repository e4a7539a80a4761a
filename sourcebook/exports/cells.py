"""What a table of the data set is: its columns, keys, links to other tables, and rows."""

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
"""What a column with ids of records of each type holds."""

Type = Literal["string", "integer", "number", "boolean", "date"]
"""As Table Schema calls them; ``date`` is a day, YYYY-MM-DD, as XML Schema has it."""


class CellLink(NamedTuple):
    """A foreign key: columns whose values are found in those of another table, or the same."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Column(NamedTuple):
    """A column.

    ``says``: what it holds, a message in Markdown. ``value``: returns its cell of one item of the
    table. ``required``: no row leaves it empty. ``link``: the table in whose column ``link_to``
    its values are found; empty if it is no foreign key.
    """

    name: str
    says: str
    value: Callable[[Any], Cell]
    type: Type = "string"
    required: bool = False
    link: str = ""
    link_to: str = "id"


class Table(NamedTuple):
    """A table. ``key``: the columns whose values together no two rows share."""

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
    """Return a table with a row for each item; rows that are alike, as in a list, become one.

    ``says``: a message in Markdown. ``links``: the foreign keys of more than one column,
    besides those that columns are.
    """
    own = [
        CellLink((column.name,), column.link, (column.link_to,))
        for column in columns
        if column.link
    ]
    # Column by column: most getters are attrgetter or itemgetter, which run in C.
    listed = list(items)
    rows = zip(*(map(column.value, listed) for column in columns), strict=True)
    return Table(name, description(says), columns, key, [*own, *links], list(dict.fromkeys(rows)))


def description(says: str) -> str:
    """Return the message that says what a table or a column holds, as plain text."""
    return gettext(says).replace("`", "")


def line_of(get: Callable[[Any], str | None]) -> Callable[[Any], Cell]:
    """Return what gets the same text as a cell holds it."""
    return lambda item: one_line(text) if (text := get(item)) else None


def line(text: str | None) -> str | None:
    """Return a text as a cell holds it: on one line, hidden characters spelled out."""
    return one_line(text) if text else None


def days(when: Date | None) -> tuple[str | None, str | None, str | None]:
    """Return a date as written, its first and its last day."""
    if when is None:
        return None, None, None
    return when.text, earliest(when), latest(when)


def earliest(when: Date | None) -> str | None:
    """Return the first day of a date, in ISO 8601."""
    day = when.earliest if when else None
    return day.isoformat() if day else None


def latest(when: Date | None) -> str | None:
    """Return the last day of a date, in ISO 8601."""
    day = when.latest if when else None
    return day.isoformat() if day else None
