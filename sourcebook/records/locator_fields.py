"""The types of fields for locators (places in a source) and for a source's pages or duration."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from ..messages import gettext, marked
from .invalid import invalid
from .locators import (
    PARTS,
    PASSAGES,
    Locator,
    Part,
    Passage,
    in_full,
    nearest_passage,
    parse_passage,
    parse_time,
)

_PAGES = re.compile(r"[1-9]\d{0,6}|([1-9]\d{0,6})\s*[-–]\s*([1-9]\d{0,6})", re.ASCII)


def page_span(pages: str) -> range:
    """Return the page numbers of a source. ``pages``: see the type ``Pages``."""
    first, _, last = pages.rpartition("-")
    return range(int(first or 1), int(last) + 1)


def full_pages(text: str) -> str:
    """Return a count or a range of pages in the form of ``Pages``; empty for other text.

    The last page is written in full: ``112-30`` becomes ``112-130``.
    """
    match = _PAGES.fullmatch(text)
    if not match:
        return ""
    pages = f"{match[1]}-{in_full(match[1], match[2])}" if match[1] else text
    return pages if page_span(pages) else ""


def _pages(value: object) -> object:
    if not isinstance(value, str):
        return value
    pages = full_pages(value)
    if not pages:
        raise invalid("bad-pages", {"value": value})
    return pages


def _duration(value: object) -> object:
    if not isinstance(value, str):
        return value
    time = parse_time(value)
    if time is None:
        raise invalid("bad-duration", {"value": value})
    return time


def parse_paragraph(value: Any) -> int | Part:
    """Convert a value to a paragraph or part; raises PydanticCustomError ``bad-paragraph``."""
    if value in PARTS:
        return value  # type: ignore[no-any-return]
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9:
        return int(value)
    passage = _passage(value)
    raise invalid("bad-paragraph", _facts(value, f"at: {passage}" if passage else ""))


def parse_at(value: Any) -> Passage:
    """Convert a value to a passage; raises PydanticCustomError ``bad-locator``."""
    passage = _passage(value)
    if passage:
        return passage
    if isinstance(value, str) and (value in PARTS or value.lstrip("¶ ").isdigit()):
        near = f"paragraph: {value.lstrip('¶ ')}"
    else:
        near = _near(value)
    raise invalid("bad-locator", _facts(value, near))


def parse_locator(value: Any) -> Locator:
    """Convert a value to a locator of any kind; raises PydanticCustomError ``bad-paragraph``."""
    passage = _passage(value)
    if passage is None and (near := _near(value)):
        raise invalid("bad-paragraph", _facts(value, near))
    return passage or parse_paragraph(value)


def _passage(value: Any) -> Passage | None:
    return parse_passage(value) if isinstance(value, str) else None


def _near(value: Any) -> str:
    return nearest_passage(value) if isinstance(value, str) else ""


def _facts(value: Any, near: str) -> dict[str, str]:
    shown = value if isinstance(value, str) else gettext("a list or mapping")
    return {"value": shown, "near": near} if near else {"value": shown}


_PARAGRAPH = [
    {"type": "integer", "minimum": 1},
    {
        "type": "string",
        "enum": list(PARTS),
        "description": marked("A part of the article outside its numbered paragraphs."),
    },
]
LOCATORS = rf"^([0-9]+|{'|'.join(PARTS)})$|{PASSAGES}"
"""A regular expression, for JSON Schemas, that matches locators of any kind."""
_AT = {
    "type": "string",
    "pattern": PASSAGES,
    "description": marked("A page, a section, a line, a time and so on: `p. 12`, `00:14:30`."),
}
ParagraphText = Annotated[
    int | Part, PlainValidator(parse_paragraph), WithJsonSchema({"anyOf": _PARAGRAPH})
]
"""A paragraph's number, or the name of another part of the article, such as ``title``."""
PassageText = Annotated[Passage, PlainValidator(parse_at), WithJsonSchema(_AT)]
"""The type of a field with a passage, such as ``p. 12``."""
LocatorText = Annotated[
    Locator, PlainValidator(parse_locator), WithJsonSchema({"anyOf": [*_PARAGRAPH, _AT]})
]
"""The type of a field with a locator of any kind: paragraph, part or passage."""
Pages = Annotated[str, BeforeValidator(_pages)]
"""A source's pages: how many there are, ``210``, or the first and the last, ``112-130``."""
Duration = Annotated[str, BeforeValidator(_duration)]
"""A length in time, as hours, minutes and seconds: ``01:02:00``."""
