"""Formats skeletons of new records as YAML, with all keys of the model and their meanings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from ..corpus.words import choices, unknown_word
from ..messages import gettext as _
from ..problems import Problem
from ..reading.document import Document
from ..reading.fields import mark_of
from ..reading.unfinished import TODO
from ..reading.validation import validate
from ..records.base import Record, Word
from ..records.types import ENTITY_TYPES
from ..records.vocabulary import Vocabulary
from .yaml_values import entry

MODELS: Mapping[str, type[Record]] = {type_: info.model for type_, info in ENTITY_TYPES.items()}
"""Maps each record type that has skeletons to its model."""

_WIDTH = 100
"""Maximum number of characters in a line of a comment."""


def skeleton(record_type: str, id_: str, given: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Return a record in YAML with all its keys.

    Keys get their values from ``given``. If a value is missing, a required key gets ``TODO``; an
    optional key becomes a comment with the key's meaning. ``vocabulary``: the words to choose from.
    """
    lines = [f"{id_}:"]
    model = MODELS[record_type]
    for name, field in _fields(model):
        meaning = _meaning(field, choices(model, name, vocabulary))
        lines += [f"  {line}" for line in _lines(name, field, given, meaning)]
    return "\n".join(lines) + "\n"


def faults(record_type: str, given: Mapping[str, Any], vocabulary: Vocabulary) -> list[Problem]:
    """Return the problems that the command ``check`` would report for a record with given values.

    Missing keys and references to unknown ids aren't reported.
    """
    problems: list[Problem] = []
    model, document = MODELS[record_type], Document("", "")
    validate(model, dict(given), document, (), problems)
    for name, value in given.items():
        if (mark := mark_of(model, name, Word)) and not mark.free:
            problems += unknown_word(vocabulary, mark, name, value, document.mark())
    return [problem for problem in problems if problem.code != "missing-key"]


def _fields(model: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield each key of a model, except ``was``, with the key's FieldInfo.

    Keys of base classes come last.
    """
    for part in model.__mro__:
        for name in part.__annotations__ if issubclass(part, Record) else ():
            if name in model.model_fields and name != "was":
                yield name, model.model_fields[name]


def _lines(name: str, field: FieldInfo, given: Mapping[str, Any], meaning: str) -> Iterator[str]:
    if name in given:
        yield entry(name, given[name])
        return
    if not field.is_required():
        yield from _comment(f"{name}: {meaning}")
    elif len(meaning) < _WIDTH // 2:
        yield f"{name}: {TODO}  # {meaning}"
    else:
        yield from [*_comment(meaning), f"{name}: {TODO}"]


def _meaning(field: FieldInfo, words: Sequence[str]) -> str:
    """Return a field's translated description, and the values or keys that the field can have.

    ``words``: the values to choose from; empty if the field isn't limited to certain values.
    """
    meaning = _(field.description) if field.description else ""
    description = re.sub(r"`([^`]*)`", r"\1", meaning)
    if words:
        message = _("{description} One of: {values}.")
        return message.format(description=description, values=", ".join(words))
    model = field.annotation
    if isinstance(model, type) and issubclass(model, Record):
        message = _("{description} A mapping with {keys}.")
        return message.format(description=description, keys=", ".join(model.model_fields))
    return description


def _comment(text: str) -> list[str]:
    return wrap(text, _WIDTH - 2, initial_indent="# ", subsequent_indent="#   ")
