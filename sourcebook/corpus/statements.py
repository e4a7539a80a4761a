"""Checks that sentences have citations, and that the targets of citations and links exist."""

from collections.abc import Iterator
from typing import NamedTuple

from ..problems import Mark, Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..reading.yaml_text import Loc
from ..records.base import Record
from ..records.prose import CODE, Citation, Link, Malformed, tokens, uncited_sentences
from ..records.types import RECORD_TYPES
from .page_links import unsafe
from .paragraphs import missing


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each sentence without a citation.

    Also yields a problem for each malformed citation or link, for each citation or link without a
    target, and for each unsafe link of a hand-written page. A mistake that occurs twice is reported
    twice, at both positions.
    """
    for entry, loc, mark, text in records.prose:
        if mark.cited:
            yield from _uncited(entry, loc, text)
    known = _Known(records)
    for page in records.pages:
        yield from unsafe(page)
        for at, text in prose_of(page.record.body):
            for wrong in _markup(text, known):
                yield wrong.problem(page.document.body_mark(at + wrong.start))
    for entry, loc, _, text in records.prose:
        if "[@" in text or "[[" in text:
            found = list(_markup(text, known))
            if not found:
                continue
            # All markup is located, in order, because a malformed link may be the beginning of one
            # that is right.
            marked = dict(_marked(text))
            places = dict(zip(marked, entry.marks(loc, marked.values()), strict=True))
            for wrong in found:
                yield wrong.problem(places[wrong.start])


def _marked(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each citation, link or escaped bracket in a text, and its markup."""
    at = 0
    for token in tokens(text):
        written = token if isinstance(token, str) else token.written
        if not isinstance(token, str):
            yield at, written
        at += len(written)


def _uncited(entry: Entry[Record], loc: Loc, text: str) -> Iterator[Problem]:
    uncited = uncited_sentences(text)
    # Sentences are located in the file only if they have no citation, because locating takes longer
    # than checking.
    if uncited:
        for sentence, mark in zip(uncited, entry.marks(loc, uncited), strict=True):
            yield Problem("statement-without-citation", mark, {"sentence": sentence})


def texts(records: Records) -> Iterator[tuple[Entry[Record], Loc, str]]:
    """Yield each text that may contain citations or links.

    Yields the entry that contains the text, the text's path in the entry, and the text.
    """
    for entry, loc, _, text in records.prose:
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
    """A malformed citation or link, or a citation or link without a target.

    ``start``: index of the citation or link in the text, from 0.
    """

    code: str
    written: str
    start: int
    facts: dict[str, str]
    near: str | None = None

    def problem(self, mark: Mark) -> Problem:
        """Return the problem with the citation or link. ``mark``: its position in the file."""
        return Problem(self.code, mark, self.facts, self.near)


def _markup(text: str, known: _Known) -> Iterator[_Wrong]:
    at = 0
    for token in tokens(text):
        if isinstance(token, Malformed):
            code = "malformed-link" if token.link else "malformed-citation"
            yield _Wrong(code, token.written, at, {"value": token.written})
        elif isinstance(token, Citation):
            yield from _citation(token, at, known)
        elif isinstance(token, Link):
            kinds = (token.kind,) if token.kind else tuple(RECORD_TYPES)
            if known.lost.isdisjoint(kinds) and not any(
                token.id in known.ids.get(kind, ()) for kind in kinds
            ):
                id_ = f"{token.kind}:{token.id}" if token.kind else token.id
                near = (known.of_kinds if token.kind else known.anything).nearest(id_)
                yield _Wrong("unknown-link", token.written, at, {"id": id_}, near)
        at += len(token if isinstance(token, str) else token.written)


def _citation(citation: Citation, at: int, known: _Known) -> Iterator[_Wrong]:
    if citation.source not in known.ids["source"]:
        facts, near = {"id": citation.source}, known.sources.nearest(citation.source)
        yield _Wrong("unknown-source", citation.written, at, facts, near)
    elif article := known.articles.get(citation.source):
        for locator in citation.locators:
            if not article.has(locator):
                code, facts = missing(citation.source, article, locator)
                yield _Wrong(code, citation.written, at, facts)
