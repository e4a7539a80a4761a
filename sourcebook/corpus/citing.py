"""Checks the data from which citations are made: styles, sources' fields, labels and surnames."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.yaml_text import KEY
from ..records.source_kinds import BIBLIOGRAPHIC_FIELDS, SourceFacts
from ..records.sources import Article
from ..records.vocabularies import source_facts
from .naming import folded


def check(records: Records) -> Iterator[Problem]:
    """Yield the problems with data from which citations are made.

    These are fields of a source that its citation wouldn't show, keys that a source lacks although
    its kind needs them, all CSL styles after the first, labels that two sources have, sources with
    the title and the address of another, and surnames that aren't part of the actor's name.
    """
    for style in records.styles[1:]:
        yield style.problem("second-style", other=records.styles[0].document.path)
    facts = source_facts(records.words)
    chosen: dict[str, list[Entry[Article]]] = defaultdict(list)
    for entry in records.articles:
        if entry.record.kind in facts:
            yield from _unused_fields(entry, facts[entry.record.kind])
            yield from _lacking(entry, records.words.source_kinds[entry.record.kind].needs)
        if entry.record.label:
            chosen[entry.record.label].append(entry)
    for label, (first, *others) in chosen.items():
        for entry in others:
            yield entry.problem("same-label", "label", label=label, id=first.id)
    yield from _repeated(records.articles)
    for actor in records.actors:
        surname = actor.record.surname
        if surname and surname not in actor.record.name:
            yield actor.problem(
                "surname-not-in-name", "surname", value=surname, name=actor.record.name
            )


def _repeated(articles: Iterable[Entry[Article]]) -> Iterator[Problem]:
    """Yield a problem for each source that has the title of another, and its address or DOI.

    Sources of other days or on other pages are two, even if they have one address.
    """
    first: dict[tuple[object, ...], Entry[Article]] = {}
    for entry in articles:
        article = entry.record
        day = article.published.text if article.published else ""
        for key in ("url", "doi"):
            address = getattr(article, key)
            if not address:
                continue
            bare = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
            same = first.setdefault((folded(article.title), bare, day, article.pages), entry)
            if same is not entry:
                yield entry.problem("same-source", key, id=same.id, key=key)
                break


def _lacking(entry: Entry[Article], needs: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each key in ``needs`` that a source lacks."""
    for name in needs:
        if not getattr(entry.record, name):
            yield entry.problem("source-lacks", "kind", key=name, kind=entry.record.kind)


def _unused_fields(entry: Entry[Article], facts: SourceFacts) -> Iterator[Problem]:
    article = entry.record
    for name in sorted(BIBLIOGRAPHIC_FIELDS - facts.uses):
        if getattr(article, name):
            yield entry.problem("field-of-other-kind", name, KEY, field=name, kind=article.kind)
