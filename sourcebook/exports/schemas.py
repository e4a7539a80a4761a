"""JSON Schemas (2020-12) of the YAML files, for completion and checks in text editors."""

import json
from collections.abc import Collection
from typing import Any, get_args

from pydantic import BaseModel

from ..corpus.claimed import State
from ..messages import gettext
from ..records.base import ID_SCHEMA
from ..records.sources import Article, NoClaim, Summary
from ..records.types import ENTITY_TYPES
from ..records.vocabularies import GENERAL
from ..records.vocabulary import Vocabulary

FOLDER = "schemas"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def compose(vocabulary: Vocabulary = GENERAL) -> dict[str, str]:
    """Map the path in ``docs/`` of each schema to the schema's JSON text.

    ``vocabulary``: the words that text editors offer.
    """
    schemas = _of_entities(vocabulary)
    schemas["summaries"] = _plain(Summary.model_json_schema(), vocabulary)
    schemas["claims"] = _block_of(schemas["summaries"], vocabulary)
    schemas["vocabulary"] = _plain(Vocabulary.model_json_schema(), vocabulary)
    return {
        f"{FOLDER}/{name}.json": json.dumps(
            {"$schema": _DIALECT, **_marked_up(schema)},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
        for name, schema in schemas.items()
    }


def _block_of(summary: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of the YAML block of claims in an article's file.

    ``summary``: the schema of a summary.
    """
    claim = {key: value for key, value in summary["$defs"]["Claim"].items() if key != "anyOf"}
    reason = _plain(NoClaim.model_json_schema(), vocabulary)
    return {
        "title": "claims",
        "type": "array",
        "items": {"anyOf": [{"$ref": "#/$defs/Claim"}, {"$ref": "#/$defs/NoClaim"}]},
        "$defs": {**summary["$defs"], "Claim": claim, "NoClaim": reason},
    }


def of_corpus(omitted: Collection[str] = (), vocabulary: Vocabulary = GENERAL) -> dict[str, Any]:
    """Return the schema of a single document that contains all records.

    ``omitted``: keys to leave out of the schema of an article, because the document lacks them.
    """
    kinds = _of_entities(vocabulary)
    source = _plain(Article.model_json_schema(), vocabulary)
    summary = _plain(Summary.model_json_schema(), vocabulary)
    for key in omitted:
        del source["properties"][key]
    source["description"] = gettext("A source: its bibliographic record, and what it says.")
    source["properties"] |= summary["properties"]
    source["properties"]["state"] = {
        "enum": list(get_args(State)), "description": gettext("How much of it has been read."),
    }  # fmt: skip
    source["required"] = [*source["required"], *summary.get("required", ()), "state"]
    definitions = {**source.pop("$defs", {}), **summary["$defs"], "Source": source}
    kinds["sources"] = {
        "type": "object",
        "propertyNames": ID_SCHEMA,
        "additionalProperties": {"$ref": "#/$defs/Source"},
    }
    kinds["vocabulary"] = _plain(Vocabulary.model_json_schema(), vocabulary)
    for schema in kinds.values():
        definitions |= schema.pop("$defs", {})

    def described(meaning: str) -> dict[str, str]:
        return {"type": "string", "description": meaning}

    return {
        "$schema": _DIALECT,
        "title": "corpus",
        "description": gettext("All records and claims of a corpus."),
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "title": described(gettext("What the site is called.")),
            "version": described(gettext("A SHA-256 over the sources.")),
            "licence": described(gettext("The licence of the data, if one is stated.")),
            **kinds,
        },
        "required": ["title", "version", *kinds],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _of_entities(vocabulary: Vocabulary) -> dict[str, Any]:
    """Map the folder of each entity type to the schema of the files in this folder."""
    return {
        info.folder: _mapping_of(info.folder, info.model, vocabulary)
        for info in ENTITY_TYPES.values()
    }


def _mapping_of(name: str, model: type[BaseModel], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of a file that maps ids to records.

    ``name``: the schema's title. ``model``: the model of the records.
    """
    record = _plain(model.model_json_schema(), vocabulary)
    definitions = record.pop("$defs", {})
    return {
        "title": name,
        "type": "object",
        "propertyNames": ID_SCHEMA,
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {**definitions, model.__name__: record},
    }


def _plain(schema: Any, vocabulary: Vocabulary) -> Any:
    """Return a model's schema, translated, and changed to match what the YAML reader accepts.

    Unlike the models, the reader doesn't accept null. Three special keys of the models' schema are
    replaced by standard ones. ``oneOrMany``: the reader accepts a single item instead of a list.
    ``orList``: the reader accepts a list instead of a mapping. ``wordOf``: the value is a word of
    the vocabulary.
    """
    if isinstance(schema, list):
        return [_plain(item, vocabulary) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {
        key: _plain(value, vocabulary)
        for key, value in schema.items()
        if _says_something(key, value)
    }
    if isinstance(schema.get("description"), str):
        schema["description"] = gettext(schema["description"])
    if "anyOf" in schema:
        schema["anyOf"] = [option for option in schema["anyOf"] if option != {"type": "null"}]
        if len(schema["anyOf"]) == 1:
            only = schema.pop("anyOf")[0]
            schema = {**only, **schema}
    if schema.pop("oneOrMany", False):
        described = {key: schema.pop(key) for key in ("description", "default") if key in schema}
        one = schema["items"]
        schema = {"anyOf": [*one.get("anyOf", [one]), schema], **described}
    if schema.pop("orList", False):
        described = {key: schema.pop(key) for key in ("description",) if key in schema}
        words = {"type": "array", "items": {"type": "string", **schema.get("propertyNames", {})}}
        schema = {"anyOf": [schema, words], **described}
    if "wordOf" in schema:
        schema = _with_words(schema, vocabulary)
    return schema


def _with_words(schema: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of a field that takes a word of the vocabulary.

    ``schema``: a schema with the key ``wordOf`` (see ``records.base.Word``). This key says which
    list of the vocabulary has the field's words, and whether other words are valid too. The result
    has the words of that list instead of the key.
    """
    rows, free = schema.pop("wordOf")
    words = list(getattr(vocabulary, rows))
    if not free:
        return {**schema, "enum": words}
    if not words:
        return schema
    described = {key: schema.pop(key) for key in ("description", "default") if key in schema}
    offered: dict[str, Any] = {"anyOf": [{"enum": words}, schema]}
    return offered | described


def _marked_up(schema: Any) -> Any:
    """Return a schema that also has ``markdownDescription`` wherever a description has Markdown.

    This key is an extension of VS Code. Text editors show the standard key ``description`` as plain
    text.
    """
    if isinstance(schema, list):
        return [_marked_up(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    marked = {key: _marked_up(value) for key, value in schema.items()}
    meaning = schema.get("description")
    if isinstance(meaning, str) and "`" in meaning:
        marked["markdownDescription"] = meaning
    return marked


def _says_something(key: str, value: Any) -> bool:
    """Return whether a key of a schema and its value are informative.

    Titles, which pydantic generates, and empty defaults aren't informative.
    """
    return not (key == "default" and value in (None, [], {})) and not (
        key == "title" and isinstance(value, str)
    )
