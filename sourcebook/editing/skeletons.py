"""Skeletons of new records: the keys of their model, with what each means, to be filled in."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from ..problems import Problem
from ..reading import Document
from ..reading.validation import validate
from ..records.base import Record
from ..records.types import ENTITY_TYPES
from .yaml_values import entry

MODELS: Mapping[str, type[Record]] = {type_: info.model for type_, info in ENTITY_TYPES.items()}
"""What a skeleton can be of."""

TODO = "TODO"
"""Stands for a value that must be written; ``check`` tells of it."""

_WIDTH = 100
"""Characters of a line."""


def skeleton(kind: str, id_: str, given: Mapping[str, Any]) -> str:
    """Return a record in YAML, with a line for each key: ``given`` values, ``TODO`` or a comment.

    What can be left out is commented out, with what it means.
    """
    lines = [f"{id_}:"]
    for name, field in _fields(MODELS[kind]):
        lines += [f"  {line}" for line in _lines(name, field, given)]
    return "\n".join(lines) + "\n"


def faults(kind: str, given: Mapping[str, Any]) -> list[Problem]:
    """Return what ``check`` would say of values given for a new record."""
    problems: list[Problem] = []
    validate(MODELS[kind], dict(given), Document("", ""), (), problems)
    return [problem for problem in problems if problem.code != "missing-key"]


def _fields(model: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the keys of a model: its own first, last those that it shares with most others."""
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
    """Return what a key means, and which words or keys it can have."""
    said = re.sub(r"`([^`]*)`", r"\1", field.description or "")
    extra = field.json_schema_extra
    words = extra.get("enum") if isinstance(extra, dict) else None
    if isinstance(words, list):
        return f"{said} One of: {', '.join(map(str, words))}."
    model = field.annotation
    if isinstance(model, type) and issubclass(model, Record):
        return f"{said} A mapping with {', '.join(model.model_fields)}."
    return said


def _comment(words: str) -> list[str]:
    return wrap(words, _WIDTH - 2, initial_indent="# ", subsequent_indent="#   ")
