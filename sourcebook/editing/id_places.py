"""Finds every occurrence of an id: in records, in references, in prose and in links to pages.

``corpus.references`` defines which fields are references; ``corpus.statements`` defines which
fields are prose. A field that is added to one of these definitions is searched too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpus.statements import texts
from ..reading.document import Document
from ..reading.entry import Entry
from ..reading.records import KnownIds, Records
from ..reading.yaml_text import KEY, Loc, Span
from ..records.base import Record
from ..records.folders import FOLDERS
from ..records.prose import CODE, Citation, Link, tokens
from ..records.types import RECORD_TYPES
from .yaml_layout import YamlLayout

Form = Literal["record", "reference", "citation", "link", "address"]
"""The form in which an id occurs.

``record``: a record's own id. ``reference``: the value or key of a field that refers to a record.
``citation``: an id in prose, in a citation of a source. ``link``: an id in prose, in a link such as
``[[id]]``. ``address``: an id in the address of a Markdown link to the record's page.
"""


@dataclass(frozen=True, slots=True)
class IdPlace:
    """An occurrence of an id.

    ``type``: the type of what the id means (a record type or ``claim``); empty if the id is in a
    link without a type. ``id``: the id; for a claim, ``source#claim``. ``span``: the range of the
    id in the document's text; None if the id is written with escapes. A claim's own id is written
    without ``source#``, so ``span`` covers only the part after ``#``.
    """

    form: Form
    type: str
    id: str
    entry: Entry[Record]
    loc: Loc
    span: Span | None

    @property
    def document(self) -> Document:
        """The document in which the id occurs."""
        return self.entry.document

    @property
    def line(self) -> str:
        """The document's path and the line number, from 1, such as ``sources/actors/a.yml:3``."""
        if self.span is None:
            mark = self.entry.mark(*self.loc)
            return f"{mark.path}:{mark.line}"
        return f"{self.document.path}:{self.document.text.count(chr(10), 0, self.span.start) + 1}"


def places(records: Records) -> Iterator[IdPlace]:
    """Yield every occurrence of any record's id, except in file names and in lists of old ids."""
    layouts: dict[int, YamlLayout] = {}

    def place(
        form: Form, record_type: str, id_: str, entry: Entry[Record], *loc: str | int
    ) -> IdPlace:
        layout = _layout(layouts, entry.document)
        is_own_id = form == "record" and record_type == "claim"
        span = layout.id_span((*entry.loc, *loc), id_.partition("#")[2] if is_own_id else id_)
        return IdPlace(form, record_type, id_, entry, loc, span)

    for record_type, entries in records.entities.items():
        for entry in entries:
            yield place("record", record_type, entry.id, entry, KEY)
    for summary in records.summaries:
        for index, claim in enumerate(summary.record.claims):
            id_ = f"{summary.id}#{claim.id}"
            yield place("record", "claim", id_, summary, "claims", index, "id")
    for entry, type_, id_, loc in records.references:
        yield place("reference", type_, id_, entry, *loc)
    seen: set[tuple[str, str, Loc]] = set()
    for entry, loc, _ in texts(records):
        where = (entry.document.path, entry.id, loc)
        if where not in seen:
            seen.add(where)
            yield from _in_text(entry, loc, _layout(layouts, entry.document))


def type_of_link(id_: str, known: KnownIds) -> str:
    """Return the type of the record that ``[[id]]`` links to; empty if there is no such record.

    ``known``: record type -> ids of the records of this type.
    """
    return next((record_type for record_type in RECORD_TYPES if id_ in known[record_type]), "")


def _layout(layouts: dict[int, YamlLayout], document: Document) -> YamlLayout:
    # ``layouts`` is keyed by the document, not by its path, because an article and the claims in
    # its file are two documents with the same path.
    if id(document) not in layouts:
        layouts[id(document)] = YamlLayout(document)
    return layouts[id(document)]


def _in_text(entry: Entry[Record], loc: Loc, layout: YamlLayout) -> Iterator[IdPlace]:
    """Yield the ids in a text field.

    The text is searched as it is written in the file. In this form, no line break splits an id.
    """
    text, document = layout.text, entry.document
    if loc[0] == "body" and not document.body:
        return  # the front matter isn't closed, so the page has no body
    if loc[0] == "body":
        at = _line(document, document.body[0][0])
        for index, part in enumerate(CODE.split(text[at:])):
            if not index % 2:
                yield from _in_markup(entry, loc, part, at)
                yield from _in_addresses(entry, loc, part, at)
            at += len(part)
    elif loc[0] == "paragraphs" and isinstance(loc[1], int):
        line, paragraph = document.body[loc[1]]
        yield from _in_markup(entry, loc, paragraph, _line(document, line))
    elif span := layout.span((*entry.loc, *loc)):
        yield from _in_markup(entry, loc, text[span.start : span.end], span.start)


def _in_markup(entry: Entry[Record], loc: Loc, text: str, at: int) -> Iterator[IdPlace]:
    """Yield the ids in citations and links. ``at``: index in the document where ``text`` begins."""
    for token in tokens(text):
        if isinstance(token, Citation):
            start = at + token.written.index(token.source)
            span = Span(start, start + len(token.source))
            yield IdPlace("citation", "source", token.source, entry, loc, span)
        elif isinstance(token, Link):
            start = at + token.written.index(token.id, len(f"[[{token.kind}"))
            span = Span(start, start + len(token.id))
            yield IdPlace("link", token.kind, token.id, entry, loc, span)
        at += len(token if isinstance(token, str) else token.written)


_ADDRESS = re.compile(
    rf"(?:\]\(|^[ \t>*+-]*\[[^\[\]]+\]:)\s*<?(?:\./)?(?P<folder>{'|'.join(FOLDERS.values())})"
    r"/(?P<id>[a-z0-9-]+)(?:\.md|/(?:index\.html)?)(?:#c-(?P<claim>[a-z0-9-]+))?(?=[)>#\s]|$)",
    re.MULTILINE,
)
"""Matches a Markdown link to a record's page, or to a claim on that page."""
_TYPES = {folder: record_type for record_type, folder in FOLDERS.items()}


def _in_addresses(entry: Entry[Record], loc: Loc, text: str, at: int) -> Iterator[IdPlace]:
    """Yield the ids in links to pages. ``at``: index in the document at which ``text`` begins."""
    for match in _ADDRESS.finditer(text):
        record_type, id_ = _TYPES[match["folder"]], match["id"]
        start, end = match.span("id")
        yield IdPlace("address", record_type, id_, entry, loc, Span(at + start, at + end))
        if match["claim"] and record_type == "source":
            start, end = match.span("claim")
            claim = f"{id_}#{match['claim']}"
            yield IdPlace("address", "claim", claim, entry, loc, Span(at + start, at + end))


def _line(document: Document, line: int) -> int:
    """Return the index of a line's first character. ``line``: the line's number, from 1."""
    return sum(len(before) + 1 for before in document.lines[: line - 1])
