"""Finds values, paragraphs and comments that begin with ``TODO``: parts not written yet."""

import re
from collections.abc import Iterator
from typing import Any

from ..messages import gettext as _
from ..problems import Problem
from . import yaml_text
from .document import Document
from .yaml_text import KEY, Loc

TODO = "TODO"
"""Marks a value that is still to be written."""

_VALUE = re.compile(r"\s*TODO(?!\w)\W*(.*)", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*TODO\s*(?:[:¶].*)?$", re.DOTALL)
_COMMENT = re.compile(r"TODO(?!\w)[^\w\n]*(.*)")


def unfinished(data: Any, document: Document, loc: Loc = ()) -> Iterator[Problem]:
    """Yield a problem for each value, key and paragraph of a record that begins with ``TODO``.

    Values in quotation marks are exempt: Spanish headlines may begin with this word.
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
            yield Problem(
                "todo",
                document.mark(loc),
                {"what": _("the digest of ¶{number}").format(number=loc[1] + 1)},
            )
    else:
        holder = next((step for step in reversed(loc) if isinstance(step, str)), "")
        yield from _found(data, document, loc, f"'{holder}'")


def _found(text: str, document: Document, loc: Loc, what: str) -> Iterator[Problem]:
    match = _VALUE.match(text)
    if match and not document.quoted(loc):
        task = f"{what} ({match[1].strip()})" if match[1].strip() else what
        yield Problem("todo", document.mark(loc, within=TODO), {"what": task})


def unfinished_comments(document: Document) -> Iterator[Problem]:
    """Yield a problem for each comment that begins with ``TODO``, at the position of that word."""
    if TODO in document.yaml:
        for index, comment in yaml_text.comments(document.yaml):
            match = _COMMENT.match(comment)
            if match:
                what = match[1].strip() or _("what this comment is about")
                yield Problem("todo", document.mark_at(index), {"what": what})


def with_ids(data: Any) -> None:
    """Replace the unfinished ids of claims by temporary ids, so that the claims can be checked."""
    claims = data.get("claims") if isinstance(data, dict) else None
    for index, claim in enumerate(claims if isinstance(claims, list) else ()):
        if isinstance(claim, dict) and _VALUE.match(str(claim.get("id", ""))):
            claim["id"] = f"todo-{index}"
