"""Formats the fields of a record of any type as rows for a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from ..messages import gettext, marked
from ..reading.fields import fields_by_class, mark_of
from ..records.base import Described, Markup, Reference
from ..records.dates import Date
from ..records.entities import Location
from ..records.sources import Article
from ..text import one_line
from .record_index import RecordIndex
from .terminal_lines import TerminalLine, labelled, row

_LABELS: Mapping[str, str] = {
    "aliases": marked("Also"),
    "date": marked("Date"),
    "dated_by": marked("Dated by"),
    "locations": marked("At"),
    "part_of": marked("Part of"),
    "speaks_for": marked("Speaks for"),
    "within": marked("Within"),
    "coordinates": marked("Coordinates"),
    "about.actors": marked("About actors"),
    "about.locations": marked("About locations"),
    "about.events": marked("About events"),
    "publisher": marked("Publisher"),
    "authors": marked("Authors"),
    "published": marked("Published"),
    "language": marked("Language"),
    "paragraphs": marked("Paragraphs"),
    "licence": marked("Licence"),
    "copy_from": marked("Copy from"),
    "url": marked("Address"),
    "copy_url": marked("Address of the copy"),
    "website": marked("Website"),
    "wikidata": marked("Wikidata"),
    "data": marked("Data"),
    "ids": marked("Ids elsewhere"),
    "links": marked("Links"),
    "images": marked("Pictures"),
    "media": marked("Video and audio"),
    "tags": marked("Tags"),
    "was": marked("Old ids"),
    "surname": marked("Surname"),
    "label": marked("Label"),
    "state": marked("State"),
    "abstract": marked("Abstract"),
    "container": marked("Published in"),
    "editors": marked("Editors"),
    "series": marked("Series"),
    "edition": marked("Edition"),
    "volume": marked("Volume"),
    "issue": marked("Issue"),
    "number": marked("Number"),
    "pages": marked("Pages"),
    "duration": marked("Duration"),
    "genre": marked("Genre"),
    "place": marked("Place of publication"),
    "interviewers": marked("Interviewers"),
    "recipients": marked("Recipients"),
    "archive": marked("Archive"),
    "archive_reference": marked("Reference in the archive"),
    "archive_url": marked("Archived copy"),
    "accessed": marked("Accessed"),
    "doi": marked("DOI"),
    "isbn": marked("ISBN"),
}
"""Maps a field's name to the label of its row, in the order of the rows.

The rows of other fields follow, labelled with the fields' names.
"""

_ELSEWHERE = frozenset([
    "name", "title", "kind", "summary", "note", "in_text", "unnamed", "plural", "precision",
    "text", "standfirst", "caption", "original", "positions",
])  # fmt: skip
"""Fields that get no row: other lines show these fields, or they aren't shown at all."""


def field_rows(index: RecordIndex, record: BaseModel, within: str = "") -> Iterator[TerminalLine]:
    """Yield a row for each non-empty field, except the fields in ``_ELSEWHERE``.

    ``within``: if ``record`` is the value of a field of another record, a prefix such as
    ``about.``; otherwise empty. In ``_LABELS``, the field names of such a record have this prefix.
    """
    order = list(_LABELS)
    names = [f"{within}{name}" for name in fields_by_class(type(record)) if name not in _ELSEWHERE]
    names.sort(key=lambda name: order.index(name) if name in _LABELS else len(order))
    for path in names:
        name = path.removeprefix(within)
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from field_rows(index, value, f"{name}.")
            continue
        label = gettext(_LABELS[path]) if path in _LABELS else _key_in_words(path)
        yield from row(label, _values(index, record, name) if value else [])


def _key_in_words(path: str) -> str:
    words = path.replace("_", " ").replace(".", " ")
    return words[:1].upper() + words[1:]


def _values(index: RecordIndex, record: BaseModel, name: str) -> list[str]:
    """Return the values of a field as texts, in the format for the field's type."""
    value = getattr(record, name)
    if name in _OF_FIELD:
        return _OF_FIELD[name](index, record)
    if isinstance(value, Date):
        return [value.words]
    reference = mark_of(type(record), name, Reference)
    items = value if isinstance(value, tuple) else (value,)
    if reference:
        return named(index, reference.type, items)
    if mark_of(type(record), name, Markup):
        return [index.plain(item) for item in items]
    return [one_line(str(item)) for item in items] if isinstance(value, str | tuple) else []


def named(index: RecordIndex, record_type: str, ids: Sequence[str]) -> list[str]:
    """Return a text for each record, with label and id; for a claim, only ``source#claim``."""
    if record_type == "claim":
        return list(ids)
    return [f"{index.label(record_type, id_)} ({id_})" for id_ in ids]


def _within(index: RecordIndex, location: Location) -> list[str]:
    """Return the locations that contain a location, nearest first.

    If the locations contain each other in a cycle, each is returned once.
    """
    chain: list[str] = []
    holder = location.within
    while holder and holder not in chain:
        chain.append(holder)
        entry = index.get("location", holder)
        holder = entry.record.within if entry and isinstance(entry.record, Location) else None
    return named(index, "location", chain)


def _coordinates(_: RecordIndex, location: Location) -> list[str]:
    latitude, longitude = location.coordinates or (0.0, 0.0)
    return [f"{latitude:g}", f"{longitude:g} ({location.precision})"]


def _paragraphs(_: RecordIndex, article: Article) -> list[str]:
    return [f"{len(article.paragraphs)}, {article.text}"]


def _data(index: RecordIndex, record: Described) -> list[str]:
    return [labelled(key, index.plain(value)) for key, value in record.data.items()]


def _ids(_: RecordIndex, record: Described) -> list[str]:
    return [labelled(scheme, id_) for scheme, id_ in record.ids.items()]


def _links(_: RecordIndex, record: Described) -> list[str]:
    return [f"{link.title} ({link.url})" for link in record.links]


def _images(index: RecordIndex, record: Described) -> list[str]:
    return [f"{image.file} ({index.plain(image.caption or image.alt)})" for image in record.images]


def _media(_: RecordIndex, record: Described) -> list[str]:
    return [f"{one.file} ({one.title})" for one in record.media]


_OF_FIELD: Mapping[str, Callable[[RecordIndex, Any], list[str]]] = {
    "data": _data, "ids": _ids, "links": _links, "images": _images, "media": _media,
    "within": _within, "coordinates": _coordinates, "paragraphs": _paragraphs,
}  # fmt: skip
"""Maps field names to functions, for fields whose rows show more than the bare value.

A function takes the record index and the record, and returns the texts of the field's row.
"""
