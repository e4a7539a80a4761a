"""Finds unfinished values, paragraphs and comments, which begin with ``TODO``."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from ..messages import gettext as _
from ..problems import Problem
from . import yaml_text
from .document import Document
from .yaml_text import KEY, Loc

TODO = "TODO"
"""A value that begins with this word is still to be written."""

_VALUE = re.compile(r"\s*TODO(?!\w)\W*(.*)", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*TODO\s*(?:[:¶].*)?$", re.DOTALL)
_COMMENT = re.compile(r"TODO(?!\w)[^\w\n]*(.*)")


def unfinished(data: Any, document: Document, loc: Loc = ()) -> Iterator[tuple[Loc, Problem]]:
    """Yield (path, problem) for each value, key and paragraph that begins with ``TODO``.

    Values in quotation marks are exempt, because a Spanish headline may begin with this word.
    ``loc``: the path of ``data``.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _found(key, document, (*loc, key, KEY), _("a key"))
            yield from unfinished(value, document, (*loc, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from unfinished(value, document, (*loc, index))
    elif not isinstance(data, str) or loc == ("body",):
        return
    elif len(loc) == 2 and loc[0] == "paragraphs" and isinstance(loc[1], int):
        if _PARAGRAPH.match(data):
            what = _("the digest of ¶{number}").format(number=loc[1] + 1)
            yield loc, Problem("todo", document.mark(loc), {"what": what})
    else:
        # The problem names the innermost key that isn't a number, because the keys under ``unused``
        # are paragraph numbers.
        keys = (step for step in reversed(loc) if isinstance(step, str) and not step.isdigit())
        holder = next(keys, "")
        yield from _found(data, document, loc, _("'{key}'").format(key=holder))


def _found(text: str, document: Document, loc: Loc, what: str) -> Iterator[tuple[Loc, Problem]]:
    match = _VALUE.match(text)
    if match and not document.quoted(loc):
        task = f"{what} ({match[1].strip()})" if match[1].strip() else what
        yield loc, Problem("todo", document.mark(loc, within=TODO), {"what": task})


def unfinished_comments(document: Document) -> Iterator[Problem]:
    """Yield a problem for each comment that begins with ``TODO``, at the position of ``TODO``."""
    if TODO in document.yaml:
        for index, comment in yaml_text.comments(document.yaml):
            match = _COMMENT.match(comment)
            if match:
                what = match[1].strip() or _("what this comment is about")
                yield Problem("todo", document.mark_at(index), {"what": what})


def with_placeholders(model: type[BaseModel], data: Any) -> Any:
    """Return a copy of a record's data with valid values in place of unfinished required ones.

    Other unfinished values don't make a record invalid: they are texts, or they are optional and
    can be left out.
    """
    data = deepcopy(data)
    if not isinstance(data, dict):
        return data
    for name, field in model.model_fields.items():
        if field.is_required() and _VALUE.match(str(data.get(name, ""))):
            extra = field.json_schema_extra
            choices = extra.get("enum") if isinstance(extra, dict) else None
            data[name] = choices[0] if isinstance(choices, list) else f"{TODO}?"
    claims = data.get("claims")
    for index, claim in enumerate(claims if isinstance(claims, list) else ()):
        if isinstance(claim, dict):
            if _VALUE.match(str(claim.get("id", ""))):
                claim["id"] = f"todo-{index}"
            if _VALUE.match(str(claim.get("paragraph", ""))):
                claim["paragraph"] = "title"
    return data
