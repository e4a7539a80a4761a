"""The whole corpus as one JSON document, and the JSON Schema of this document.

The document has the same keys as the YAML files.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ..corpus import Corpus, Source
from ..records.dates import Date
from ..records.figures import Quantity
from ..records.folders import FOLDERS
from ..records.locators import Passage
from ..records.sources import NO_POSITION
from ..text import visible
from .schemas import of_corpus

SCHEMA = "corpus.schema.json"

_encode = json.JSONEncoder(ensure_ascii=False).encode
_TEXTS = (Date, Quantity)
"""Types of values that become texts in JSON: only their field ``text`` is written."""
_NOTHING: tuple[object, ...] = (None, (), {})
_OMITTED = frozenset(["original"])
"""Keys of sources that the document lacks, because they describe the researcher's own copies."""


def corpus_json(corpus: Corpus) -> str:
    """Return the corpus as JSON text, with one line for each record.

    The keys are the same as in the YAML files, but the article and the summary of each source are
    merged into one object, and the vocabulary includes Sourcebook's own words. Keys without a value
    are omitted. If a value can be either a single item or a list in YAML, it is always a list in
    the JSON text.
    """
    head = {
        "$schema": SCHEMA,
        "title": visible(corpus.title),
        "version": corpus.fingerprint,
        "licence": visible(corpus.licence) if corpus.licence else None,
    }
    by_folder: dict[str, Mapping[str, Any]] = {
        folder: getattr(corpus, folder) for folder in FOLDERS.values()
    }
    parts = [f'"{key}": {_encode(value)}' for key, value in head.items() if value is not None]
    parts += [f'"{folder}": {{\n{_records(records)}\n}}' for folder, records in by_folder.items()]
    parts.append(
        f'"vocabulary": {_encode(plain(corpus.vocabulary.model_dump(exclude_defaults=True)))}'
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def corpus_schema(corpus: Corpus) -> str:
    """Return the JSON Schema, as text, of the document that ``corpus_json`` returns."""
    return json.dumps(of_corpus(_OMITTED, corpus.vocabulary), ensure_ascii=False, indent=1) + "\n"


def _records(records: Mapping[str, Any]) -> str:
    return ",\n".join(f'"{id_}": {_encode(plain(record))}' for id_, record in records.items())


def plain(value: Any) -> Any:
    """Convert a record, or a value in it, to a value that can be encoded as JSON."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, _TEXTS):
        return visible(value.text)
    if isinstance(value, Passage):
        return str(value)
    if isinstance(value, Source):
        return {**plain(value.article), **plain(value.summary), "state": value.state}
    if isinstance(value, BaseModel):
        return dict(_filled(value.__dict__))
    if isinstance(value, dict):
        if value.keys() == {NO_POSITION}:
            return visible(value[NO_POSITION])
        return {visible(str(key)): plain(inner) for key, inner in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _filled(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        if value is not False and value not in _NOTHING and key not in _OMITTED:
            made = plain(value)
            if made != {}:
                yield key, made
