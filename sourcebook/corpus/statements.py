"""Checks on prose: every sentence cites, every citation and link leads somewhere."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..problems import Problem
from ..reading import Entry, Records, nearest
from ..reading.yaml_text import Loc
from ..records.base import RESERVED_IDS, Record
from ..records.entities import Question
from ..records.prose import CODE, KINDS, Citation, Link, Malformed, tokens, uncited_sentences
from ..records.site import GENERATED_PAGES, Page
from ..records.sources import Article, Summary
from .identity import entities
from .paragraphs import locator_words, range_words
from .references import known_ids

CITED = ("summary", "note", "dated_by")
"""The fields of actors, locations, events and questions whose every sentence needs a citation."""


def check(records: Records) -> Iterator[Problem]:
    """Yield sentences without a citation, citations that lead nowhere, and unknown links."""
    known = known_ids(records)
    articles = {entry.id: entry.record for entry in records.articles}
    for entries in entities(records).values():
        for entry in entries:
            for key in CITED:
                text = getattr(entry.record, key, None)
                for sentence in uncited_sentences(text or ""):
                    yield entry.problem(
                        "statement-without-citation", key, within=sentence, sentence=sentence
                    )
    for page in records.pages:
        if page.id in GENERATED_PAGES - RESERVED_IDS:
            yield Problem("page-collision", page.place, {"id": page.id})
        yield from _addresses(page)
    for entry, loc, text in texts(records):
        if "[@" in text or "[[" in text:
            yield from _markup(entry, loc, text, known, articles, records.lost)


# Of [words](address), and of [words]: address on a line of its own, in a list or quotation too.
_DESTINATION = re.compile(
    r"\]\(((?:[^()\n]|\n(?!\s*\n)|\([^()]*\))*)"
    r"|^[\s>*+\d.)-]*\[(?:\\.|[^\]\\])+\]:\s*(\S+)",
    re.MULTILINE,
)
_TITLE = re.compile(r"""\s+(?:".*"|'.*')\s*$""", re.DOTALL)
_SCHEME = re.compile(r"^[^/?#]*?:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")


def _addresses(page: Entry[Page]) -> Iterator[Problem]:
    """Yield links of a hand-written page that a browser would run or open as something else."""
    for match in _DESTINATION.finditer(page.record.body):
        written = _TITLE.sub("", match[1] or match[2] or "").strip().strip("<>")
        # Browsers read entities, and skip control characters and white space.
        plain = re.sub(r"[\x00-\x20\x7f]", "", unquote(html.unescape(written))).lower()
        scheme = _SCHEME.match(plain)
        if scheme and scheme[0] not in _SAFE_SCHEMES:
            yield page.problem("bad-url", "body", within=written, value=written)


def texts(records: Records) -> Iterator[tuple[Entry[Record], Loc, str]]:
    """Yield each text in which citations and links are read, with its entry and place."""
    for entries in entities(records).values():
        for entry in entries:
            yield from _entity_texts(entry)
    for article in records.articles:
        yield from _article_texts(article)
    for summary in records.summaries:
        yield from _summary_texts(summary)
    for page in records.pages:
        for text in CODE.split(page.record.body)[::2]:
            yield page, ("body",), text


def _entity_texts(entry: Entry[Record]) -> Iterator[tuple[Entry[Record], Loc, str]]:
    for key in CITED:
        text = getattr(entry.record, key, None)
        if text:
            yield entry, (key,), text
    if isinstance(entry.record, Question):
        for position, words in entry.record.positions.items():
            yield entry, ("positions", position), words


def _article_texts(article: Entry[Article]) -> Iterator[tuple[Entry[Record], Loc, str]]:
    record = article.record
    for key in ("dated_by", "standfirst", "caption", "note"):
        text = getattr(record, key)
        if text:
            yield article, (key,), text
    if record.text == "digest":
        for index, paragraph in enumerate(record.paragraphs):
            yield article, ("paragraphs", index), paragraph


def _summary_texts(summary: Entry[Summary]) -> Iterator[tuple[Entry[Record], Loc, str]]:
    yield summary, ("abstract",), summary.record.abstract
    for index, claim in enumerate(summary.record.claims):
        yield summary, ("claims", index, "says"), claim.says
        if claim.note:
            yield summary, ("claims", index, "note"), claim.note
        for id_, answer in claim.answers.items():
            for position, words in answer.items():
                loc: Loc = ("claims", index, "answers", id_)
                yield summary, (*loc, position) if position else loc, words
    for locator, reason in summary.record.unused.items():
        yield summary, ("unused", str(locator)), reason


def _markup(
    entry: Entry[Record],
    loc: Loc,
    text: str,
    known: dict[str, set[str]],
    articles: dict[str, Article],
    lost: set[str],
) -> Iterator[Problem]:
    for token in tokens(text):
        if isinstance(token, Malformed):
            facts = {"value": token.written}
            yield entry.problem("malformed-citation", *loc, within=token.written, **facts)
        elif isinstance(token, Citation):
            yield from _citation(entry, loc, token, known, articles)
        elif isinstance(token, Link):
            kinds = (token.kind,) if token.kind else KINDS
            if lost.isdisjoint(kinds) and not any(token.id in known.get(k, ()) for k in kinds):
                # With a kind, the kind may be what is wrong.
                start = f"{token.kind}:" if token.kind else ""
                ids = {f"{start and kind + ':'}{id_}" for kind in KINDS for id_ in known[kind]}
                yield entry.problem(
                    "unknown-link",
                    *loc,
                    near=nearest(f"{start}{token.id}", sorted(ids)),
                    within=token.written,
                    id=f"{start}{token.id}",
                )


def _citation(
    entry: Entry[Record],
    loc: Loc,
    citation: Citation,
    known: dict[str, set[str]],
    articles: dict[str, Article],
) -> Iterator[Problem]:
    if citation.source not in known["source"]:
        yield entry.problem(
            "unknown-source",
            *loc,
            near=nearest(citation.source, sorted(known["source"])),
            within=citation.written,
            id=citation.source,
        )
    elif article := articles.get(citation.source):
        for locator in citation.locators:
            if not article.has(locator):
                yield entry.problem(
                    "no-paragraph",
                    *loc,
                    within=citation.written,
                    source=citation.source,
                    locator=locator_words(locator),
                    range=range_words(article) if isinstance(locator, int) else "",
                )
