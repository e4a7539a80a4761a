"""Chooses the file for a new record, and adds the record to this file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..messages import gettext as _
from ..reading.folder import decode
from ..reading.records import Records
from ..reading.yaml_text import load
from ..records.base import Record
from ..records.dates import Date, parse
from ..records.days import year_address
from ..records.entities import Event
from .ids import entries_of, folder
from .source_tree import EditBlockedError

_FIRST_LINE = "# yaml-language-server: $schema=../../docs/schemas/{folder}.json\n"
"""The first line of a new file. The line names a schema, with which editors complete keys."""


def file_for(records: Records, record_type: str, given: Mapping[str, Any]) -> str:
    """Return the path in ``sources/`` of the file for a new record.

    ``given``: the new record's values. Of all files, the one with the largest number of similar
    records is chosen. Records similar to a dated event are in the same month or, if there are none,
    in the same year. Records similar to any other record lie in the same location or, if there are
    none, have the same kind.

    If no record is similar, the file for a dated event is the file of the event's year. For any
    other record, it is the file with the most records of the type. The file may not exist yet.
    """
    parent = folder(record_type)
    entries = entries_of(records, record_type)
    for is_similar in _similarities(given):
        files = Counter(entry.document.path for entry in entries if is_similar(entry.record))
        if files:
            return _fullest(files, parent)
    date = _date(given)
    if date and date.year is not None:
        return f"{parent}/{year_address(date.year)}.yml"
    files = Counter(entry.document.path for entry in entries)
    return _fullest(files, parent) if files else f"{parent}/{parent}.yml"


def _fullest(files: Counter[str], parent: str) -> str:
    """Return the path of the file with the most records; of several such files, the first by name.

    ``files``: path of a file -> number of records. ``parent``: the folder of the files.
    """
    path = min(files, key=lambda path: (-files[path], path))
    return f"{parent}/{path.rpartition('/')[2]}"


def _similarities(given: Mapping[str, Any]) -> Iterator[Callable[[Record], bool]]:
    """Yield predicates that test whether a record is similar to a new record.

    The strictest predicate comes first.
    """
    date = _date(given)
    if date:
        yield lambda record: _month(_date_of(record)) == _month(date)
        yield lambda record: _year(_date_of(record)) == date.year
        return
    for key in ("within", "kind"):
        if key in given:
            yield partial(_has, key, given[key])


def _has(key: str, value: Any, record: Record) -> bool:
    return bool(getattr(record, key, None) == value)


def _date_of(record: Record) -> Date | None:
    return record.date if isinstance(record, Event) else None


def _date(given: Mapping[str, Any]) -> Date | None:
    return parse(given["date"]) if "date" in given else None


def _month(date: Date | None) -> tuple[int, int] | None:
    day = date and (date.earliest or date.latest)
    return (day.year, day.month) if day else None


def _year(date: Date | None) -> int | None:
    return date.year if date else None


def added(
    data: bytes | None, shown: str, record_type: str, id_: str, record: str
) -> tuple[bytes, int]:
    """Return a file's bytes with a record added at the end, and the line on which it begins.

    Lines are numbered from 1. ``data``: the file's old bytes; None for a new file. ``shown``: the
    file's path in messages. ``record``: the record in YAML, with its id. Raises EditBlockedError
    unless the new file has exactly its old records and the new record.
    """
    if data is None:
        data = _FIRST_LINE.format(folder=folder(record_type)).encode()
    text = decode(data, shown, [])
    between = "" if data.endswith(b"\n") or not data else "\n"
    if data.strip():
        between += "" if (data + between.encode()).endswith((b"\n\n", b"\n\r\n")) else "\n"
    end = "\r\n" if b"\r\n" in data else "\n"
    new = data + (between + record).replace("\n", end).encode()
    # A line break at the end of the file may become a part of the last value.
    if text is None or not _is_added(new, shown, text if text.endswith("\n") else f"{text}\n", id_):
        message = _("{file} can't be added to as it is; mend it first, or name another with --in")
        raise EditBlockedError(message.format(file=shown))
    return new, (data + between.encode()).count(b"\n") + 1


def _is_added(new: bytes, shown: str, before: str, id_: str) -> bool:
    """Return whether a file has, besides the new record, exactly its old records.

    ``new``: the file's new bytes. ``before``: the file's old text. ``id_``: the new record's id.
    """
    after = load(decode(new, shown, []) or "")
    data = load(before).data or {}
    if after.faults or not isinstance(after.data, dict) or not isinstance(data, dict):
        return False
    return {key: value for key, value in after.data.items() if key != id_} == data
