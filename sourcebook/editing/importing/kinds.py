"""Converts a bibliography entry's type to a kind of source, and checks the entry's fields."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from ...messages import gettext as _
from ...messages import marked
from ...records.base import is_isbn
from ...records.locator_fields import full_pages
from ...records.source_kinds import BIBLIOGRAPHIC_FIELDS, SOURCE_KINDS
from ..yaml_values import label

_OTHER_TYPES: Mapping[str, str] = {
    # Types of entries in CSL
    "article": "article", "bill": "law", "classic": "book", "collection": "document",
    "entry": "encyclopedia entry", "entry-dictionary": "encyclopedia entry", "figure": "picture",
    "pamphlet": "pamphlet", "performance": "document", "periodical": "article",
    "regulation": "law", "review": "journal article", "review-book": "journal article",
    # Types of entries in BibTeX and biblatex
    "booklet": "pamphlet", "conference": "conference paper",
    "electronic": "web page", "inbook": "chapter", "legal": "treaty", "manual": "report",
    "mastersthesis": "thesis", "misc": "document", "movie": "video", "music": "audio",
    "mvbook": "book", "mvcollection": "book", "online": "web page", "phdthesis": "thesis",
    "proceedings": "book", "reference": "book", "suppbook": "chapter", "techreport": "report",
    "unpublished": "manuscript", "www": "web page",
    # Types of entries in RIS
    "ABST": "document", "ADVS": "video", "AGGR": "dataset", "ANCIENT": "document",
    "BILL": "law", "CHART": "picture", "CLSWK": "book", "CONF": "book", "CTLG": "document",
    "DBASE": "dataset", "DICT": "encyclopedia entry", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "journal article", "ELEC": "web page", "EQUA": "document",
    "FIGURE": "picture", "GEN": "document", "GOVDOC": "report", "GRANT": "document",
    "INPR": "journal article", "JFULL": "document", "LEGAL": "law", "MANSCPT": "manuscript",
    "MPCT": "video", "MULTI": "web page", "MUSIC": "document", "PAMP": "pamphlet",
    "RPRT": "report", "SER": "document", "SLIDE": "speech", "UNBILL": "law",
    "UNPB": "manuscript", "VIDEO": "video",
}  # fmt: skip
"""Maps types of bibliography entries to kinds of sources, in addition to ``SOURCE_KINDS``.

``SOURCE_KINDS`` has no kind or several kinds for most of these types. Where it has kinds, the kind
in this mapping is preferred, unless the entry's own word for the work names one of the others.
"""

_GENRES: Mapping[str, str] = {
    "phdthesis": marked("PhD thesis"), "mathesis": marked("Master’s thesis"),
    "mastersthesis": marked("Master’s thesis"), "candthesis": marked("Candidate’s thesis"),
    "bathesis": marked("Bachelor’s thesis"), "resreport": marked("Research report"),
    "techreport": marked("Technical report"),
}  # fmt: skip
"""Maps words of biblatex to genres. Each word is a value of the field ``type`` or an entry type."""


_WITHIN = frozenset([
    "", "article", "magazine article", "journal article", "chapter", "encyclopedia entry",
    "conference paper",
])  # fmt: skip
"""Kinds of sources printed on pages of a larger work, and "", which means an unknown kind."""


def source_kind(type_: str, genre: str, format_: Literal["csl", "bibtex", "ris"]) -> str:
    """Return the kind of source for a bibliography entry's type; empty if the type is unknown.

    ``genre``: the entry's own word for the kind of work, such as ``E-mail``.
    """
    kinds = [kind for kind, facts in SOURCE_KINDS.items() if getattr(facts, format_) == type_]
    words = {genre.casefold(), genre.casefold().replace("email", "e-mail")}
    named = _OTHER_TYPES.get(type_)
    for kind in kinds:
        if words & {kind, SOURCE_KINDS[kind].genre_words.casefold() or kind}:
            return kind
    if format_ == "csl" and "manuscript" in kinds:
        named = "manuscript"
    if format_ == "bibtex" and type_ == "collection":
        named = "book"  # ``collection``: a book in BibTeX, an archive's holdings in CSL
    return named or next(iter(kinds), "")


def genre(type_: str, kind: str, words: str) -> str:
    """Return the word for a work's genre; empty if the kind or the type says the same.

    ``type_``: the type of the bibliography's entry. If ``words`` is empty, the genre comes from the
    type. ``words``: the genre in the entry, in any words, or as a word of biblatex such as
    ``phdthesis``.
    """
    known = _GENRES.get(words) or ("" if words else _GENRES.get(type_, ""))
    shown = label(_(known) if known else words)
    of_kind = SOURCE_KINDS[kind].genre_words if kind else ""
    same = {kind.casefold(), *kind.split(), of_kind.casefold(), type_.casefold()}
    return "" if shown.casefold().replace("email", "e-mail") in same else shown


def span(kind: str, page: str) -> str:
    """Return the text for a source's ``pages``: a single page ``3`` becomes ``3-3``.

    Without this change, ``3`` would mean a number of pages, as for a book. Any other text is
    returned unchanged. So is every text for a kind of source that isn't printed within a larger
    work.
    """
    return f"{page}-{page}" if kind in _WITHIN and page.isdecimal() else page


class Bibliographic(NamedTuple):
    """The bibliographic fields of a source: valid (``fields``), invalid and unused.

    Each of the three is a mapping: YAML key of an article -> text.

    Unused fields are those that the source's kind doesn't have. ``fields`` also has the kind
    itself, unless it is ``article``.
    """

    fields: dict[str, str]
    invalid: dict[str, str]
    unused: dict[str, str]


def bibliographic(kind: str, given: Mapping[str, str]) -> Bibliographic:
    """Divide the fields of a source into valid, invalid and unused ones.

    ``kind``: the kind of source; empty if unknown. ``given``: YAML key of an article -> text.
    """
    facts = SOURCE_KINDS.get(kind or "article")
    unused = BIBLIOGRAPHIC_FIELDS - (facts.uses if facts else frozenset())
    if facts and facts.in_publisher:
        unused |= {"container"}  # the publisher is looked up by the container's name instead
    found = Bibliographic({"kind": kind} if kind not in ("", "article") else {}, {}, {})
    for key, text in given.items():
        value = _VALID[key](text) if key in _VALID else text
        if text and key in unused:
            found.unused[key] = text
        elif value:
            found.fields[key] = label(value)
        elif text:
            found.invalid[key] = text
    return found


def _valid_isbn(text: str) -> str:
    """Return the first valid ISBN in a text; empty if there is none."""
    return next((part for part in (text, *re.split(r"[\s,;]+", text)) if is_isbn(part)), "")


def _valid_doi(text: str) -> str:
    found = re.search(r"10\.[0-9]{4,9}(\.[0-9]+)*/\S+", text)
    return found[0] if found else ""


_VALID = {"isbn": _valid_isbn, "doi": _valid_doi, "pages": full_pages}
"""Maps a YAML key of an article to a function that returns the valid part of a text, or ""."""
