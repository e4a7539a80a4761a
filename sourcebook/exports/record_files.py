"""Makes a JSON file and a CSV file for each record, with the record and the claims about it.

An actor's files have the claims about the actor, and the claims that sources attribute to the
actor. The files don't state the version of the data, because each edit of the sources would then
change all of these files.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO
from typing import Any, NamedTuple

from ..corpus import Corpus, PlacedClaim, RecordType, Ref, Source
from ..records.folders import FOLDERS
from ..text import one_line, visible
from ..tracking.build_cache import Job
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


def jobs(corpus: Corpus) -> Iterator[Job]:
    """Yield a job for each file. ``corpus``: a tracked view, which records what each file reads."""
    lines = _ClaimLines()
    for type_, folder in FOLDERS.items():
        for id_ in _records(corpus, type_):
            about = (corpus, Ref(type_, id_), lines)
            for suffix, make in _FORMATS.items():
                path = f"data/{folder}/{id_}.{suffix}"
                yield Job(path, partial(make, *about), cacheable=True)


class _ClaimLines:
    """The claims in the formats of the files. Each claim is encoded once in each process."""

    def __init__(self) -> None:
        self._columns = claim_tables.claim_columns()
        self._lines: dict[str, _Lines] = {}
        self.head = _csv([*(column.name for column in self._columns), *_SOURCE_COLUMNS])
        """The first line of a CSV file."""

    def about(self, corpus: Corpus, ref: Ref) -> list[_Lines]:
        """Return the lines of the claims about a record, without repetitions."""
        found = {
            placed.address: placed
            for index in _INDEXES[ref.type]
            for placed in getattr(corpus, index).get(ref.id, ())
        }
        return [self._lines.get(address) or self._make(found[address]) for address in found]

    def _make(self, placed: PlacedClaim) -> _Lines:
        row = [column.value(placed) for column in self._columns]
        made = self._lines[placed.address] = _lines(placed, row)
        return made


def _json_of(corpus: Corpus, ref: Ref, lines: _ClaimLines) -> str:
    site = {"site": visible(corpus.title), "licence": visible(corpus.licence or "")}
    before = ", ".join(f'"{key}": {_encode(value)}' for key, value in site.items() if value)
    own = _own(_records(corpus, ref.type)[ref.id])
    about = f'"type": "{ref.type}", "id": {_encode(ref.id)}, "record": {_encode(own)}'
    members = ",\n".join(one.json for one in lines.about(corpus, ref))
    return f'{{{before},\n{about},\n"claims": {{\n{members}\n}}}}\n'


def _csv_of(corpus: Corpus, ref: Ref, lines: _ClaimLines) -> str:
    return "".join([lines.head, *(one.csv for one in lines.about(corpus, ref))])


_FORMATS = {"json": _json_of, "csv": _csv_of}


def _records(corpus: Corpus, type_: RecordType) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(corpus, FOLDERS[type_])
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


_INDEXES: Mapping[str, tuple[str, ...]] = {
    "actor": ("claims_on_actor", "claims_from_actor"),
    "location": ("claims_at_location",),
    "event": ("claims_on_event",),
    "question": ("claims_on_question",),
    "source": ("claims_of_source",),
}
"""Maps a record type to attributes of ``Corpus``. Each attribute maps a record's id to claims."""
