"""Writes a JSON file and a CSV file for each record, with the record and the claims about it.

An actor's files have the claims about the actor, and the claims that sources attribute to the
actor. The files don't state the version of the data, because each edit of the sources would then
change all of these files.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import StringIO
from types import MappingProxyType
from typing import Any, NamedTuple

from ..corpus import Corpus, PlacedClaim, Ref, Source
from ..records.types import FOLDERS
from ..text import content_hash, one_line, visible
from . import claim_tables
from .whole import plain

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SOURCE_COLUMNS = ("source_title", "published", "paragraphs")
"""The columns that a record's CSV file has in addition to the columns of ``claims.csv``.

They say where a claim is from, so that the file is complete by itself.
"""


class _Lines(NamedTuple):
    """A claim in the formats of a record's files: a member of a JSON object, and a row of CSV."""

    json: str
    csv: str


def compose(
    corpus: Corpus, docs_hashes: Mapping[str, bytes] = MappingProxyType({})
) -> Iterator[tuple[str, bytes | None]]:
    """Yield the path in ``docs/`` and the content of each file.

    The content is None if ``docs/`` has the file already. ``docs_hashes``: maps the path of each
    file in ``docs/`` to its hash.
    """
    claims = next(claim_tables.tables(corpus))  # in the order of ``corpus.claims``
    names = [column.name for column in claims.columns]
    head = _csv([*names, *_SOURCE_COLUMNS])
    lines = {
        placed.address: _lines(placed, row)
        for placed, row in zip(corpus.claims, claims.rows, strict=True)
    }
    site = {"site": visible(corpus.title), "licence": visible(corpus.licence or "")}
    before = ", ".join(f'"{key}": {_encode(value)}' for key, value in site.items() if value)
    for type_, folder in FOLDERS.items():
        for id_, record in _records(corpus, folder).items():
            found = [lines[address] for address in _concerning(corpus, Ref(type_, id_))]
            own = _own(record)
            about = f'"type": "{type_}", "id": {_encode(id_)}, "record": {_encode(own)}'
            members = ",\n".join(one.json for one in found)
            text = f'{{{before},\n{about},\n"claims": {{\n{members}\n}}}}\n'
            rows = "".join([head, *(one.csv for one in found)])
            for suffix, content in (("json", text.encode()), ("csv", rows.encode())):
                path = f"data/{folder}/{id_}.{suffix}"
                is_there = docs_hashes.get(path) == content_hash(content)
                yield path, None if is_there else content


def _records(corpus: Corpus, folder: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(corpus, folder)
    return found


def _own(record: Any) -> Any:
    """Return a record as a value for JSON. The claims of a source are left out."""
    if not isinstance(record, Source):
        return plain(record)
    silent = replace(record, summary=record.summary.model_copy(update={"claims": ()}))
    return plain(silent) | {"state": record.state}


def _lines(placed: PlacedClaim, row: Iterable[object]) -> _Lines:
    article = placed.source.article
    title, published = one_line(article.title), article.published.text if article.published else ""
    told = {"source": placed.source.id, "source_title": visible(title), "published": published}
    told = {key: value for key, value in told.items() if value} | plain(placed.claim)
    where = " ".join(str(locator) for locator in placed.claim.locators)
    return _Lines(
        f"{_encode(placed.address)}: {_encode(told)}", _csv([*row, title, published, where])
    )


def _csv(cells: Iterable[object]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        str(cell).lower() if isinstance(cell, bool) else cell for cell in cells
    )
    return out.getvalue()


def _concerning(corpus: Corpus, ref: Ref) -> list[str]:
    """Return the addresses of the claims about a record, without repetitions."""
    found: list[PlacedClaim] = []
    for index in _INDEXES[ref.type]:
        found += getattr(corpus, index).get(ref.id, ())
    return list(dict.fromkeys(placed.address for placed in found))


_INDEXES: Mapping[str, tuple[str, ...]] = {
    "actor": ("claims_on_actor", "claims_from_actor"),
    "location": ("claims_at_location",),
    "event": ("claims_on_event",),
    "question": ("claims_on_question",),
    "source": ("claims_of_source",),
}
"""Maps a record type to attributes of ``Corpus``. Each attribute maps a record's id to claims."""
