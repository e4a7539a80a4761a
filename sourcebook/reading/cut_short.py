"""Finds texts that YAML cuts short, because a ``#`` after a space begins a comment."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from ..problems import Problem
from ..records.base import Reference
from .document import Document
from .unfinished import TODO
from .yaml_text import KEY, Loc

_ENDS = (".", "!", "?", "…", "؟", "۔", "।", "。", "！", "？", ":", ";")
_SOMEWHERE = re.compile(r"\S[ \t]+#|\n +#\w")
_COMMENT = re.compile(r"(?P<comma>,?)(?P<space>[ \t]+)#(?P<words>[^\n]*)")
_NEXT_LINE = re.compile(r"[ \t]*\n(?P<indent> +)#(?P<words>[^\n]*)")


def cut_short(document: Document, model: type[BaseModel], base: int = 0) -> Iterator[Problem]:
    """Yield a problem for each text cut short by a comment that looks like the rest of the text.

    ``model``: the model of the document's records, which are nested ``base`` keys deep. A comment
    looks like the rest of the text in each of these cases:

    - It is on the same line, and a digit follows the ``#`` directly.
    - It is on the same line, after only one space. It begins with a letter directly after the
      ``#``, or with a number, or it ends the sentence that the text began.
    - It is on the next line, indented more than the key, and a letter or digit follows the ``#``
      directly.

    A comment that begins with ``TODO`` never does.
    """
    text = document.yaml
    # Locating values is slow, so first check quickly whether any ``#`` may have cut a value short.
    # In nearly all files, none has.
    if not _SOMEWHERE.search(text):
        return
    for loc, (start, end) in document.spans.items():
        scalar = text[start:end]
        if loc[-1:] == (KEY,) or scalar[:1] in ("", '"', "'", "|", ">", "[", "{"):
            continue
        comment = _belonging(text, end, scalar, _column(text, document, loc))
        if comment is not None and is_text(model, loc[base:]):
            at, words = comment
            facts = {"end": " ".join(scalar.split())[-40:], "comment": f"#{words.rstrip()}"}
            yield Problem("text-cut-short", document.mark_at(at), facts)


def _belonging(text: str, end: int, scalar: str, column: int) -> tuple[int, str] | None:
    """Return the index and words of a comment that seems to continue a text; None if there is none.

    ``text``: the YAML. ``end``: the index in the YAML at which the continued text ends. ``scalar``:
    the continued text as written. ``column``: the indentation of its key.
    """
    match = _COMMENT.match(text, end)
    if match:
        words, alone = match["words"], match["space"] == " "
        if _means_text(words, alone=alone, ended=bool(match["comma"]) or scalar.endswith(_ENDS)):
            return match.start("words") - 1, words
        return None
    match = _NEXT_LINE.match(text, end)
    if match and len(match["indent"]) > column and _joined(match["words"]):
        return match.start("words") - 1, match["words"]
    return None


def _means_text(words: str, *, alone: bool, ended: bool) -> bool:
    """Return whether a comment seems to continue a text.

    ``words``: the comment without its ``#``. ``alone``: True if only one space precedes the
    comment. ``ended``: True if a punctuation mark, such as a full stop or a comma, stands before
    the comment.
    """
    if words.lstrip().startswith(TODO):
        return False
    if words[:1].isdigit():
        return True
    if not alone:
        return False
    return (
        _joined(words)
        or words.lstrip()[:1].isdigit()
        or (not ended and words.rstrip().endswith(_ENDS[:-2]))
    )


def _joined(words: str) -> bool:
    """Return whether a comment has a letter or digit directly after its ``#``, as in ``#2``.

    ``words``: the comment without its ``#``. A comment that begins with ``TODO`` doesn't count.
    """
    return words[:1].isalnum() and not words.startswith(TODO)


def _column(text: str, document: Document, loc: Loc) -> int:
    """Return the indentation of a key or list item, in characters. ``loc``: its path."""
    key = document.spans.get((*loc, KEY), document.spans[loc])
    line = text[text.rfind("\n", 0, key.start) + 1 : key.start]
    return len(line) if key is not document.spans[loc] else len(line) - len("- ")


def is_text(model: type[BaseModel], loc: Loc) -> bool:
    """Return whether the value at ``loc`` is free text, not an id, date or vocabulary term."""
    here: list[Any] = [model]
    for step in loc:
        here = [inner for one in here for inner in _inside(one, step)]
    return any(_is_text(one) for one in _plain(here))


def _is_text(annotation: Any) -> bool:
    notes = getattr(annotation, "__metadata__", ())
    stripped = any(isinstance(note, StringConstraints) and note.strip_whitespace for note in notes)
    return stripped and not any(isinstance(note, Reference) for note in notes)


def _inside(annotation: Any, step: str | int) -> Iterator[Any]:
    """Yield the possible types of an item of a mapping or list.

    ``annotation``: the type of the mapping or list. ``step``: the key or index of the item.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        if field:
            notes = tuple(field.metadata)
            yield Annotated[(field.annotation, *notes)] if notes else field.annotation
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _inside(arguments[0], step)
    elif origin is dict:
        yield arguments[1]
    elif origin is tuple and isinstance(step, int):
        yield arguments[0]
    else:
        # The type is a union; or it is the type of a list, but ``step`` isn't an index, because the
        # list's only item is written without brackets.
        for argument in arguments:
            yield from _inside(argument, step)


def _plain(annotations: list[Any]) -> Iterator[Any]:
    """Yield each type, and the types of which it consists, such as the type of a list's items."""
    for annotation in annotations:
        yield annotation
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            yield from _plain([arguments[0]])
        elif origin is dict:
            yield from _plain([arguments[1]])
        elif arguments:
            yield from _plain([one for one in arguments if one is not Ellipsis])
