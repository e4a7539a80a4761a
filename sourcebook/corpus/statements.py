"""Checks that sentences have citations, and that the targets of citations and links exist."""

from collections.abc import Iterator
from typing import NamedTuple

from ..problems import Mark, Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..reading.yaml_text import Loc
from ..records.base import Record
from ..records.prose import CODE, Citation, Link, Malformed, Token, tokens
from ..records.types import RECORD_TYPES
from .page_links import unsafe
from .paragraphs import missing


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each sentence without a citation.

    Also yields a problem for each malformed citation or link, for each citation or link without a
    target, and for each unsafe link of a hand-written page. A mistake that occurs twice is reported
    twice, at both positions.
    """
    for entry in records.entries:
        yield from _uncited(entry)
    known = _Known(records)
    for page in records.pages:
        yield from unsafe(page)
        for at, text in prose_of(page.record.body):
            for token in tokens(text):
                for wrong in _wrong(token, known):
                    yield wrong.problem(page.document.body_mark(at))
                at += len(token if isinstance(token, str) else token.written)
    for entry in records.entries:
        yield from _in_entry(entry, known)


def _uncited(entry: Entry[Record]) -> Iterator[Problem]:
    for loc, sentences in entry.uncited:
        for sentence, mark in zip(sentences, entry.marks(loc, sentences), strict=True):
            yield Problem("statement-without-citation", mark, {"sentence": sentence})


def _in_entry(entry: Entry[Record], known: "_Known") -> Iterator[Problem]:
    for loc, found in entry.markup:
        faults = [
            (index, wrong) for index, token in enumerate(found) for wrong in _wrong(token, known)
        ]
        # Markup is located in the file only if there are faults, because locating takes longer than
        # checking. All markup of the text is located, in order, because a malformed link may be the
        # beginning of one that is right.
        if faults:
            marks = list(entry.marks(loc, [token.written for token in found]))
            yield from (wrong.problem(marks[index]) for index, wrong in faults)


def texts(records: Records) -> Iterator[tuple[Entry[Record], Loc, str]]:
    """Yield each text that may contain citations or links.

    Yields the entry that contains the text, the text's path in the entry, and the text.
    """
    for entry in records.entries:
        for loc, _, text in entry.prose:
            yield entry, loc, text
    for page in records.pages:
        for _, text in prose_of(page.record.body):
            yield page, ("body",), text


def prose_of(body: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a page's Markdown that aren't code, each with its index in ``body``."""
    at = 0
    for index, part in enumerate(CODE.split(body)):
        if index % 2 == 0:
            yield at, part
        at += len(part)


class _Known:
    """All possible targets of citations and links, and suggestions for misspelt targets."""

    def __init__(self, records: Records) -> None:
        self.ids = records.known_ids
        self.articles = {entry.id: entry.record for entry in records.articles}
        self.lost = records.lost
        self.sources = Suggestions(self.ids["source"])
        self.anything = Suggestions({id_ for kind in RECORD_TYPES for id_ in self.ids[kind]})
        # Suggestions for links of the form ``type:id``, in which the type may be misspelt too.
        self.of_kinds = Suggestions(
            {f"{kind}:{id_}" for kind in RECORD_TYPES for id_ in self.ids[kind]}
        )


class _Wrong(NamedTuple):
    """A malformed citation or link, or a citation or link without a target."""

    code: str
    facts: dict[str, str]
    near: str | None = None

    def problem(self, mark: Mark) -> Problem:
        """Return the problem with the citation or link. ``mark``: its position in the file."""
        return Problem(self.code, mark, self.facts, self.near)


def _wrong(token: Token, known: _Known) -> Iterator[_Wrong]:
    if isinstance(token, Malformed):
        code = "malformed-link" if token.link else "malformed-citation"
        yield _Wrong(code, {"value": token.written})
    elif isinstance(token, Citation):
        yield from _citation(token, known)
    elif isinstance(token, Link):
        kinds = (token.kind,) if token.kind else tuple(RECORD_TYPES)
        if known.lost.isdisjoint(kinds) and not any(
            token.id in known.ids.get(kind, ()) for kind in kinds
        ):
            id_ = f"{token.kind}:{token.id}" if token.kind else token.id
            near = (known.of_kinds if token.kind else known.anything).nearest(id_)
            yield _Wrong("unknown-link", {"id": id_}, near)


def _citation(citation: Citation, known: _Known) -> Iterator[_Wrong]:
    if citation.source not in known.ids["source"]:
        facts, near = {"id": citation.source}, known.sources.nearest(citation.source)
        yield _Wrong("unknown-source", facts, near)
    elif article := known.articles.get(citation.source):
        for locator in citation.locators:
            if not article.has(locator):
                code, facts = missing(citation.source, article, locator)
                yield _Wrong(code, facts)
