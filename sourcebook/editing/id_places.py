"""Where every id stands: in records, in what refers to them, in prose and in links to pages.

References between records are those that the corpus checks, prose is where it
looks for markup: what is new there is known here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..corpus.references import references
from ..corpus.statements import texts
from ..reading import Document, Entry, Records
from ..reading.yaml_text import KEY, Loc, Span
from ..records.base import Record
from ..records.prose import CODE, Citation, Link, tokens
from ..records.types import FOLDERS, RECORD_TYPES
from .yaml_layout import YamlLayout

Manner = Literal["record", "reference", "citation", "link", "address"]
"""``record``: the record's own id. ``address``: the path of its page, in Markdown."""


@dataclass(frozen=True, slots=True)
class IdPlace:
    """A place where an id stands.

    ``kind``: of the record that is meant, ``claim`` included; empty for a link that
    doesn't say. ``span``: the id's own characters in its document; None where they
    are written in escapes. A claim's id there is ``source#claim``, or the latter alone
    where the claim is written.
    """

    manner: Manner
    kind: str
    id: str
    entry: Entry[Record]
    loc: Loc
    span: Span | None

    @property
    def document(self) -> Document:
        """The file it stands in."""
        return self.entry.document

    @property
    def line(self) -> str:
        """The path of that file, and the line."""
        if self.span is None:
            mark = self.entry.mark(*self.loc)
            return f"{mark.path}:{mark.line}"
        return f"{self.document.path}:{self.document.text.count(chr(10), 0, self.span.start) + 1}"


def places(records: Records) -> Iterator[IdPlace]:
    """Yield every place where an id stands, but for files' names and what is under ``was``."""
    layouts: dict[str, YamlLayout] = {}

    def place(
        manner: Manner, kind: str, id_: str, entry: Entry[Record], *loc: str | int
    ) -> IdPlace:
        layout = _layout(layouts, entry.document)
        written = id_.partition("#")[2] if manner == "record" and kind == "claim" else id_
        span = layout.words((*entry.loc, *loc), written)
        return IdPlace(manner, kind, id_, entry, loc, span)

    for kind, entries in records.entities.items():
        for entry in entries:
            yield place("record", kind, entry.id, entry, KEY)
    for summary in records.summaries:
        for index, claim in enumerate(summary.record.claims):
            id_ = f"{summary.id}#{claim.id}"
            yield place("record", "claim", id_, summary, "claims", index, "id")
    for entry, (type_, id_, loc) in references(records):
        yield place("reference", type_, id_, entry, *loc)
    seen: set[tuple[str, str, Loc]] = set()
    for entry, loc, _ in texts(records):
        where = (entry.document.path, entry.id, loc)
        if where not in seen:
            seen.add(where)
            yield from _in_text(entry, loc, _layout(layouts, entry.document))


def meant(id_: str, known: Mapping[str, set[str]]) -> str:
    """Return the kind of record that a link means which gives the id alone; empty if there is none.

    ``known``: the ids of each kind.
    """
    return next((kind for kind in RECORD_TYPES if id_ in known[kind]), "")


def _layout(layouts: dict[str, YamlLayout], document: Document) -> YamlLayout:
    if document.path not in layouts:
        layouts[document.path] = YamlLayout(document)
    return layouts[document.path]


def _in_text(entry: Entry[Record], loc: Loc, layout: YamlLayout) -> Iterator[IdPlace]:
    """Yield the places in a text: as it is written, since lines broken in it break no id."""
    text, document = layout.text, entry.document
    if loc[0] == "body" and not document.body:
        return  # its front matter has no end, and swallows all of it
    if loc[0] == "body":
        at = _line(document, document.body[0][0])
        for index, part in enumerate(CODE.split(text[at:])):
            if not index % 2:
                yield from _marked(entry, loc, part, at)
                yield from _addresses(entry, loc, part, at)
            at += len(part)
    elif loc[0] == "paragraphs" and isinstance(loc[1], int):
        line, paragraph = document.body[loc[1]]
        yield from _marked(entry, loc, paragraph, _line(document, line))
    elif span := layout.span((*entry.loc, *loc)):
        yield from _marked(entry, loc, text[span.start : span.end], span.start)


def _marked(entry: Entry[Record], loc: Loc, text: str, at: int) -> Iterator[IdPlace]:
    """Yield what citations and links name in a text that begins at some place of its document."""
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
    rf"(?:\]\(|^[\s>*+-]*\[[^\]]+\]:)\s*<?(?:\./)?(?P<folder>{'|'.join(FOLDERS.values())})"
    r"/(?P<id>[a-z0-9-]+)(?:\.md|/(?:index\.html)?)(?:#c-(?P<claim>[a-z0-9-]+))?(?=[)>#\s]|$)",
    re.MULTILINE,
)
"""A link from a page written by hand to a record's page, or to a claim on it."""
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}


def _addresses(entry: Entry[Record], loc: Loc, text: str, at: int) -> Iterator[IdPlace]:
    for match in _ADDRESS.finditer(text):
        kind, id_ = _KINDS[match["folder"]], match["id"]
        start, end = match.span("id")
        yield IdPlace("address", kind, id_, entry, loc, Span(at + start, at + end))
        if match["claim"] and kind == "source":
            start, end = match.span("claim")
            claim = f"{id_}#{match['claim']}"
            yield IdPlace("address", "claim", claim, entry, loc, Span(at + start, at + end))


def _line(document: Document, line: int) -> int:
    """Return where a line begins that is counted from 1."""
    return sum(len(before) + 1 for before in document.lines[: line - 1])
