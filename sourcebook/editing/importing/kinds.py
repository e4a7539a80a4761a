"""The kind of source that an entry of a bibliography is, and the fields that go with it."""

import re
from collections.abc import Mapping
from typing import Literal

from ...messages import gettext as _
from ...records.base import is_isbn
from ...records.locator_fields import full_pages
from ...records.vocabularies import BIBLIOGRAPHIC_FIELDS, SOURCE_KINDS
from ..yaml_values import label

_OTHER_TYPES: Mapping[str, str] = {
    # CSL
    "article": "article", "bill": "law", "classic": "book", "collection": "document",
    "entry": "encyclopedia entry", "entry-dictionary": "encyclopedia entry", "figure": "picture",
    "pamphlet": "pamphlet", "performance": "document", "periodical": "article",
    "regulation": "law", "review": "journal article", "review-book": "journal article",
    # BibTeX and biblatex
    "booklet": "pamphlet", "conference": "conference paper",
    "electronic": "web page", "inbook": "chapter", "legal": "treaty", "manual": "report",
    "mastersthesis": "thesis", "misc": "document", "movie": "video", "music": "audio",
    "mvbook": "book", "mvcollection": "book", "online": "web page", "phdthesis": "thesis",
    "proceedings": "book", "reference": "book", "suppbook": "chapter", "techreport": "report",
    "www": "web page",
}  # fmt: skip
"""Types of entries that no kind of source has as its own."""


def source_kind(type_: str, genre: str, format_: Literal["csl", "bibtex"]) -> str:
    """Return the kind of source that an entry is; empty if its type isn't known.

    ``genre``: the entry's own word for what it is, such as ``E-mail``.
    """
    kinds = [kind for kind, facts in SOURCE_KINDS.items() if getattr(facts, format_) == type_]
    words = {genre.casefold(), genre.casefold().replace("email", "e-mail")}
    for kind in kinds:
        if words & {kind, _(SOURCE_KINDS[kind].genre).casefold() or kind}:
            return kind
    return _OTHER_TYPES.get(type_) or next(iter(kinds), "")


def bibliographic(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that a source of a kind uses, those without a valid value left out.

    ``given``: texts by key of a source.
    """
    facts = SOURCE_KINDS.get(kind or "article")
    unused = BIBLIOGRAPHIC_FIELDS - (facts.uses if facts else frozenset())
    if facts and facts.in_publisher:
        unused |= {"container"}  # the source's publisher is found by it
    found = {"kind": kind} if kind not in ("", "article") else {}
    for key, text in given.items():
        value = _VALID[key](text) if key in _VALID else text
        if value and key not in unused:
            found[key] = label(value)
    return found


def _valid_isbn(text: str) -> str:
    """Return the first valid ISBN in a text; empty if there is none."""
    return next((part for part in (text, *re.split(r"[\s,;]+", text)) if is_isbn(part)), "")


def _valid_doi(text: str) -> str:
    found = re.search(r"10\.[0-9]{4,9}(\.[0-9]+)*/\S+", text)
    return found[0] if found else ""


_VALID = {"isbn": _valid_isbn, "doi": _valid_doi, "pages": full_pages}
"""Key of a source -> function that returns what is valid in a text for it."""
