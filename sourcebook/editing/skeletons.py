"""Writes skeletons of new records in YAML, with all keys of the model and their meanings."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from ..messages import gettext as _
from ..problems import Problem
from ..reading import Document
from ..reading.unfinished import TODO
from ..reading.validation import validate
from ..records.base import Record
from ..records.types import ENTITY_TYPES
from .yaml_values import entry

MODELS: Mapping[str, type[Record]] = {type_: info.model for type_, info in ENTITY_TYPES.items()}
"""Maps each record type that has skeletons to its model."""

_WIDTH = 100
"""Maximum number of characters in a line of comment."""


def skeleton(record_type: str, id_: str, given: Mapping[str, Any]) -> str:
    """Return a record in YAML with all its keys.

    Keys get their values from ``given``. If a value is missing, a required key gets ``TODO``; an
    optional key becomes a comment that says what it means.
    """
    lines = [f"{id_}:"]
    for name, field in _fields(MODELS[record_type]):
        lines += [f"  {line}" for line in _lines(name, field, given)]
    return "\n".join(lines) + "\n"


def faults(record_type: str, given: Mapping[str, Any]) -> list[Problem]:
    """Return the problems that ``check`` would report for a record with the given values.

    Missing keys aren't reported.
    """
    problems: list[Problem] = []
    validate(MODELS[record_type], dict(given), Document("", ""), (), problems)
    return [problem for problem in problems if problem.code != "missing-key"]


def _fields(model: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield each key of a model, except ``was``, with the key's FieldInfo.

    Keys of base classes come last.
    """
    for part in model.__mro__:
        for name in part.__annotations__ if issubclass(part, Record) else ():
            if name in model.model_fields and name != "was":
                yield name, model.model_fields[name]


def _lines(name: str, field: FieldInfo, given: Mapping[str, Any]) -> Iterator[str]:
    if name in given:
        yield entry(name, given[name])
        return
    meaning = _meaning(field)
    if not field.is_required():
        yield from _comment(f"{name}: {meaning}")
    elif len(meaning) < _WIDTH // 2:
        yield f"{name}: {TODO}  # {meaning}"
    else:
        yield from [*_comment(meaning), f"{name}: {TODO}"]


def _meaning(field: FieldInfo) -> str:
    """Return a key's description, followed by its possible values, or the keys of its mapping."""
    description = re.sub(r"`([^`]*)`", r"\1", field.description or "")
    extra = field.json_schema_extra
    words = extra.get("enum") if isinstance(extra, dict) else None
    if isinstance(words, list):
        message = _("{description} One of: {values}.")
        return message.format(description=description, values=", ".join(map(str, words)))
    model = field.annotation
    if isinstance(model, type) and issubclass(model, Record):
        message = _("{description} A mapping with {keys}.")
        return message.format(description=description, keys=", ".join(model.model_fields))
    return description


def _comment(text: str) -> list[str]:
    return wrap(text, _WIDTH - 2, initial_indent="# ", subsequent_indent="#   ")
