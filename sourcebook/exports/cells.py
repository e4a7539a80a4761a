"""What a table of the data set is: its columns, keys, links to other tables, and rows."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel

from ..records.dates import Date
from ..text import one_line

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Type = Literal["string", "integer", "number", "boolean", "date"]
"""As Table Schema calls them; ``date`` is a day, YYYY-MM-DD, as XML Schema has it."""


class Column(NamedTuple):
    """A column. ``says``: what it holds; ``required``: no row leaves it empty."""

    name: str
    says: str
    type: Type = "string"
    required: bool = False


class CellLink(NamedTuple):
    """A foreign key: columns whose values are found in those of another table, or the same."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Table(NamedTuple):
    """A table. ``key``: the columns whose values together no two rows share."""

    name: str
    says: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    links: Sequence[CellLink]
    rows: Sequence[Row]


def taken(model: type[BaseModel], *names: str) -> list[Column]:
    """Return columns for fields of a record, described as for its editors."""
    fields = model.model_fields
    return [
        Column(name, (fields[name].description or "").replace("`", ""),
               required=fields[name].is_required())
        for name in names
    ]  # fmt: skip


def to(column: str, table: str, key: str = "id") -> CellLink:
    """Return the foreign key of one column."""
    return CellLink((column,), table, (key,))


def distinct(rows: Iterable[Row]) -> list[Row]:
    """Return rows, each once: in YAML a list may name a thing twice."""
    return list(dict.fromkeys(rows))


def line(text: str | None) -> str | None:
    """Return a text as a cell holds it: on one line, hidden characters spelled out."""
    return one_line(text) if text else None


DAYS = (
    Column(
        "earliest",
        "First day that the date names. Empty if there is no date, or nobody says since when; "
        "about and uncertain (~, ?) aren't taken into account.",
        "date",
    ),
    Column(
        "latest",
        "Last day that the date names. Empty if there is no date, or nobody says until when; "
        "about and uncertain (~, ?) aren't taken into account.",
        "date",
    ),
)


def days(when: Date | None) -> tuple[str | None, str | None, str | None]:
    """Return a date as written, its first and its last day."""
    if when is None:
        return None, None, None
    earliest, latest = when.earliest, when.latest
    return (
        when.text,
        earliest.isoformat() if earliest else None,
        latest.isoformat() if latest else None,
    )
