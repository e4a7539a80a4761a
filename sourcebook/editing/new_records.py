"""In which file a new record goes, and how it is added there."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..reading import Records, decode
from ..reading.yaml_text import load
from ..records.base import Record
from ..records.dates import Date, parse
from ..records.days import year_address
from ..records.entities import Event
from .ids import entries_of, folder
from .source_tree import EditBlockedError

_FIRST_LINE = "# yaml-language-server: $schema=../../docs/schemas/{folder}.json\n"
"""What a file begins with, so that editors complete from its schema."""


def fitting(records: Records, kind: str, given: Mapping[str, Any]) -> str:
    """Return the path in ``sources/`` of the file where the records most like a new one are.

    Events are alike by month, then by year; locations by what they lie in, then by kind; actors by
    kind. Where none is alike: the fullest file, for an event of another year one for that.
    """
    where = folder(kind)
    entries = entries_of(records, kind)
    for alike in _likenesses(given):
        files = Counter(entry.document.path for entry in entries if alike(entry.record))
        if files:
            return _fullest(files, where)
    date = _date(given)
    if date and date.year is not None:
        return f"{where}/{year_address(date.year)}.yml"
    files = Counter(entry.document.path for entry in entries)
    return _fullest(files, where) if files else f"{where}/{where}.yml"


def _fullest(files: Counter[str], where: str) -> str:
    path = min(files, key=lambda path: (-files[path], path))
    return f"{where}/{path.rpartition('/')[2]}"


def _likenesses(given: Mapping[str, Any]) -> Iterator[Callable[[Record], bool]]:
    """Yield tests of likeness, the strictest first."""
    date = _date(given)
    if date:
        yield lambda record: _month(_dated(record)) == _month(date)
        yield lambda record: _year(_dated(record)) == date.year
        return
    for key in ("within", "kind"):
        if key in given:
            yield partial(_has, key, given[key])


def _has(key: str, value: Any, record: Record) -> bool:
    return bool(getattr(record, key, None) == value)


def _dated(record: Record) -> Date | None:
    return record.date if isinstance(record, Event) else None


def _date(given: Mapping[str, Any]) -> Date | None:
    return parse(given["date"]) if "date" in given else None


def _month(date: Date | None) -> tuple[int, int] | None:
    day = date and (date.earliest or date.latest)
    return (day.year, day.month) if day else None


def _year(date: Date | None) -> int | None:
    return date.year if date else None


def added(data: bytes | None, shown: str, kind: str, id_: str, record: str) -> tuple[bytes, int]:
    """Return a file's bytes with a record below all that is there, and the line it begins on.

    ``data``: None for a new file. Raises StandsInTheWayError for a file that can't be added to.
    """
    if data is None:
        data = _FIRST_LINE.format(folder=folder(kind)).encode()
    text = decode(data, shown, [])
    between = "" if data.endswith(b"\n") or not data else "\n"
    if data.strip():
        between += "" if (data + between.encode()).endswith((b"\n\n", b"\n\r\n")) else "\n"
    end = "\r\n" if b"\r\n" in data else "\n"
    new = data + (between + record).replace("\n", end).encode()
    if text is None or not _holds(new, shown, text, id_):
        raise EditBlockedError(
            f"{shown} can't be added to as it is; mend it first, or name another with --in"
        )
    return new, (data + between.encode()).count(b"\n") + 1


def _holds(new: bytes, shown: str, before: str, id_: str) -> bool:
    """Tell whether a file holds what it did before, and one record more."""
    made = load(decode(new, shown, []) or "")
    was = load(before).data or {}
    if made.faults or not isinstance(made.data, dict) or not isinstance(was, dict):
        return False
    return {key: value for key, value in made.data.items() if key != id_} == was
