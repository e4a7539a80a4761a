"""Validates plain data with pydantic and turns its errors into problems with positions."""

import re
from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..messages import gettext, marked
from ..problems import Mark, Problem
from ..records.base import Record, id_error
from ..records.locators import PARTS
from .describing import described
from .document import Document
from .entry import Kept, former
from .loading import empty_value
from .meant_keys import meant_key
from .pruning import pruned
from .suggesting import nearest
from .unfinished import TODO, unfinished, with_placeholders
from .yaml_text import DEPTH, KEY, Loc

R = TypeVar("R", bound=Record)

_EXPECTED = {
    "string_type": marked("text"),
    "dict_type": marked("a mapping"),
    "model_type": marked("a mapping"),
    "tuple_type": marked("a list"),
    "bool_type": marked("true or false"),
}


class Validated(NamedTuple, Generic[R]):
    """The result of validating a record. Values that begin with ``TODO`` are unfinished.

    ``record``: the record without its invalid and its unfinished values. ``written``: the record
    without its invalid values, but with its unfinished ones. Each of the two is None if the
    remaining values aren't a valid record. ``kept``: the former indexes of items in lists that are
    shorter in ``record`` than in the file (see ``Kept``). ``sound``: False if invalid values were
    found.
    """

    record: R | None
    written: R | None
    kept: Kept
    sound: bool


NOT_VALID: Validated[Any] = Validated(None, None, {}, sound=False)


_DIGESTS = frozenset(["paragraphs", *PARTS]) - {"title"}


def validate(
    model: type[R], data: dict[str, Any], document: Document, loc: Loc, problems: list[Problem]
) -> Validated[R]:
    """Validate a record, and add its problems to ``problems``.

    Invalid values are left out, so that the other values can be checked in the same run. Unfinished
    values, which begin with ``TODO``, are left out too. If a claim has an unfinished value, the
    whole claim is left out. ``loc``: the record's path in the document.
    """
    drafted = list(unfinished(data, document, loc)) if TODO in document.text else []
    if not drafted:
        record, sound = _valid(model, data, document, loc, {}, problems)
        return Validated(record, record, {}, sound)
    problems.extend(problem for _, problem in drafted)
    written, _ = _valid(model, with_placeholders(model, data), document, loc, {}, [])
    gone = {_smallest_part(path[len(loc) :]) for path, _ in drafted}
    if () in gone:  # nothing of the record is written yet
        return Validated(None, None, {}, sound=True)
    for path in [path for path in gone if path[0] in _DIGESTS]:
        # Keep a paragraph or part whose digest (its text) is unfinished, because claims can already
        # cite this paragraph or part.
        holder: Any = data if len(path) == 1 else data["paragraphs"]
        holder[path[-1]] = ""
        gone.discard(path)
    while True:
        left, kept = pruned(data, gone)
        found = _errors(model, left)
        lacking = {former(error["loc"], kept) for error in found if error["type"] == "missing"}
        holders = {path[:-1] for path in lacking & gone}
        if () in holders:
            return Validated(None, written, {}, sound=True)
        if not holders:
            record, sound = _valid(model, left, document, loc, kept, problems)
            return Validated(record, written, kept, sound)
        gone |= holders


def _smallest_part(path: Loc) -> Loc:
    """Return the path of the part to leave out if the value at ``path`` is unfinished.

    This part is the claim that contains the value or, outside claims, the value alone.
    """
    path = path[:-1] if path[-1:] == (KEY,) else path
    return path[:2] if path[:1] == ("claims",) else path


def _errors(model: type[BaseModel], data: Any) -> list[Any]:
    try:
        model.model_validate(data)
    except ValidationError as errors:
        return list(errors.errors())
    return []


def _valid(
    model: type[R], data: Any, document: Document, loc: Loc, kept: Kept, problems: list[Problem]
) -> tuple[R | None, bool]:
    """Return a record without its invalid values, and whether all its values are valid.

    Invalid values are deleted from ``data``. The record is None if the remaining values aren't a
    valid record. ``loc``: the record's path in the document. ``kept``: the former indexes of items
    in lists of ``data`` that are shorter than in the file (see ``Kept``).
    """
    try:
        return model.model_validate(data), True
    except ValidationError as errors:
        found = errors.errors()
    for error in found:
        problems.extend(_problems(model, error, document, loc, kept))
    # Deleting a required key makes the mapping around that key invalid. The next round then deletes
    # this mapping, and so on.
    for _ in range(DEPTH):
        for error in found:
            if not _cut(data, error):
                return None, False
        found = _errors(model, data)
        if not found:
            return model.model_validate(data), False
    return None, False


def _cut(data: Any, error: Any) -> bool:
    """Delete from ``data`` the innermost key whose value contains an error.

    Return False if there is no such key.
    """
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
        # Skip an index if the file has no list there: pydantic turns a single value into a list,
        # and reports the value's index in that list.
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
    model: type[BaseModel], error: Any, document: Document, loc: Loc, kept: Kept
) -> Iterator[Problem]:
    where = former(error["loc"], kept)
    code: str = error["type"]
    mark = document.mark((*loc, *where))
    key = _key((*loc, *where))
    value = error["input"]
    if code == "missing":
        # Find the mapping that lacks the key. Report the problem at the key whose value is this
        # mapping or, if the mapping is an item of a list, at the mapping itself.
        holder = (*loc, *where[:-1])
        mark = document.mark((*holder, KEY) if holder and isinstance(holder[-1], str) else holder)
        yield Problem("missing-key", mark, {"key": key})
    elif code == "extra_forbidden":
        mark = document.mark((*loc, *where, KEY))
        meant = meant_key(key, fields_at(model, where[:-1]))
        yield Problem("unknown-key", mark, {"key": key}, meant)
    elif value is None:
        yield empty_value(document, mark, key)
    elif code in _EXPECTED:
        facts = {
            "what": f"'{key}'",
            "expected": gettext(_EXPECTED[code]),
            "found": described(value),
        }
        yield Problem("wrong-type", mark, facts, _listed(model, where, code, value))
    elif code in ("string_too_short", "too_short"):
        # If a list has invalid items, pydantic also reports the list as too short. The problems
        # with the items are enough.
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


def _listed(model: type[BaseModel], loc: Loc, code: str, value: object) -> str | None:
    """Return a text as a list with this text, if a list of texts should be at ``loc``."""
    if code != "tuple_type" or not isinstance(value, str) or not _PLAIN.fullmatch(value):
        return None
    holder = _model_at(model, loc[:-1])
    field = holder.model_fields.get(str(loc[-1])) if holder else None
    return f"[{value}]" if field and _model_in(field.annotation) is None else None


_PLAIN = re.compile(r"[^\W_][^,:#\[\]{}'\"\n]*")
"""Matches a text that needs no quotation marks in a list."""


def fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that a model allows in the mapping at ``loc``."""
    here = _model_at(model, loc)
    return list(here.model_fields) if here else []


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    rows: type[BaseModel] | None = None
    for step in loc:
        if isinstance(step, str) and rows is not None:
            here, rows = rows, None
        elif isinstance(step, str) and here is not None:
            field = here.model_fields.get(step)
            here = _model_in(field.annotation) if field else None
            if field and get_origin(field.annotation) is dict:
                # The next step in ``loc`` is a key chosen by a researcher, not a key of the model.
                here, rows = None, here
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _key(loc: Loc) -> str:
    """Return the innermost key in ``loc``; empty if there is none."""
    return next((step for step in reversed(loc) if isinstance(step, str) and step != KEY), "")
