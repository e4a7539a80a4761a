"""Validates plain data with pydantic and turns its errors into problems with positions."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ..messages import gettext, marked
from ..problems import Mark, Problem
from ..records.base import Record, id_error
from .describing import described
from .document import Document
from .suggesting import nearest
from .unfinished import TODO, unfinished, with_ids
from .yaml_text import DEPTH, KEY, Loc

R = TypeVar("R", bound=Record)

_EXPECTED = {
    "string_type": marked("text"),
    "dict_type": marked("a mapping"),
    "model_type": marked("a mapping"),
    "tuple_type": marked("a list"),
    "bool_type": marked("true or false"),
}


def validate(
    model: type[R], data: Any, document: Document, loc: Loc, problems: list[Problem]
) -> tuple[R | None, bool]:
    """Return the record and whether it is complete and valid; add its problems to ``problems``.

    Invalid values are deleted from ``data``, so that the other values can be checked in the same
    run. The record is None if it isn't valid without the deleted values. A record is incomplete if
    one of its values begins with ``TODO``.
    """
    drafted = list(unfinished(data, document, loc)) if TODO in document.text else []
    problems.extend(drafted)
    if drafted:
        with_ids(data)
    try:
        return model.model_validate(data), not drafted
    except ValidationError as errors:
        found = errors.errors()
    for error in found:
        problems.extend(_problems(model, error, document, loc))
    # Deleting a required key makes the mapping around it invalid too, and so on outwards.
    for _ in range(DEPTH):
        for error in found:
            if not _cut(data, error):
                return None, False
        try:
            return model.model_validate(data), False
        except ValidationError as errors:
            found = errors.errors()
    return None, False


def _cut(data: Any, error: Any) -> bool:
    """Delete the innermost key that contains an error; return False if there is no such key."""
    steps: Loc = error["loc"]
    if error["type"] == "missing" or steps[-1:] == (KEY,):
        steps = steps[:-1]
    holder, key, here = None, "", data
    for step in steps:
        if isinstance(here, dict) and isinstance(step, str):
            if step not in here:
                return True  # the key is deleted already
            holder, key, here = here, step, here[step]
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        # Otherwise the step is the index of a single item that is written without brackets.
    if holder is None:
        return False
    del holder[key]
    return True


def check_id(id_: str, document: Document, loc: Loc = ()) -> Iterator[Problem]:
    """Yield a problem if an id is invalid.

    The id is the key at ``loc``; if ``loc`` is empty, it is the file's name.
    """
    error = id_error(id_)
    if error:
        facts = dict(error.context or {})
        near = facts.pop("near", None) or None
        mark = document.mark((*loc, KEY)) if loc else Mark(document.path)
        yield Problem(error.type, mark, facts, near)


def _problems(
    model: type[BaseModel], error: Any, document: Document, loc: Loc
) -> Iterator[Problem]:
    where: Loc = error["loc"]
    code: str = error["type"]
    mark = document.mark((*loc, *where))
    key = _key((*loc, *where))
    value = error["input"]
    if code == "missing":
        # A missing key is reported at the key of the mapping that lacks it. If that mapping is not
        # the value of a key, the missing key is reported at the mapping itself.
        holder = (*loc, *where[:-1])
        mark = document.mark((*holder, KEY) if holder and isinstance(holder[-1], str) else holder)
        yield Problem("missing-key", mark, {"key": key})
    elif code == "extra_forbidden":
        mark = document.mark((*loc, *where, KEY))
        yield Problem("unknown-key", mark, {"key": key}, nearest(key, fields_at(model, where[:-1])))
    elif value is None:
        yield Problem("empty-value", mark, {"key": key})
    elif code in _EXPECTED:
        facts = {
            "what": f"'{key}'",
            "expected": gettext(_EXPECTED[code]),
            "found": described(value),
        }
        yield Problem("wrong-type", mark, facts)
    elif code in ("string_too_short", "too_short"):
        # pydantic also reports a list as too short if it has invalid items.
        if not value or isinstance(value, str):
            yield Problem("empty-value", mark, {"key": key})
    elif code == "string_too_long":
        facts = {"key": key, "count": str(len(value)), "limit": str(error["ctx"]["max_length"])}
        yield Problem("long-text", mark, facts)
    elif code == "unknown-value":
        context = error["ctx"]
        choices = context["choices"]
        facts = {
            "key": key, "value": context["value"], "choices": ", ".join(choices),
        }  # fmt: skip
        yield Problem(code, mark, facts, nearest(context["value"], choices))
    else:
        facts = {name: str(fact) for name, fact in error.get("ctx", {}).items()}
        near = facts.pop("near", None) or None
        yield Problem(code, mark, facts, near)


def fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that a model allows in the mapping at ``loc``."""
    here: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, str) and here is not None:
            field = here.model_fields.get(step)
            here = _model_in(field.annotation) if field else None
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _key(loc: Loc) -> str:
    """Return the innermost key in ``loc``; empty if there is none."""
    return next((step for step in reversed(loc) if isinstance(step, str) and step != KEY), "")
