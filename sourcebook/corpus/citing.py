"""Checks what citations are made of: the style, fields of a source's kind, labels, surnames."""

from collections import defaultdict
from collections.abc import Iterator

from ..problems import Problem
from ..reading import Entry, Records
from ..reading.yaml_text import KEY
from ..records.sources import Article
from ..records.vocabularies import BIBLIOGRAPHIC_FIELDS


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each field that no citation of the source would give.

    Also yields a problem for each style but the first, for each label that another source has, and
    for each surname that isn't part of its actor's name.
    """
    for style in records.styles[1:]:
        yield style.problem("second-style", other=records.styles[0].document.path)
    chosen: dict[str, list[Entry[Article]]] = defaultdict(list)
    for entry in records.articles:
        yield from _unused_fields(entry)
        if entry.record.label:
            chosen[entry.record.label].append(entry)
    for label, (first, *others) in chosen.items():
        for entry in others:
            yield entry.problem("same-label", "label", label=label, id=first.id)
    for actor in records.actors:
        surname = actor.record.surname
        if surname and surname not in actor.record.name:
            yield actor.problem(
                "surname-not-in-name", "surname", value=surname, name=actor.record.name
            )


def _unused_fields(entry: Entry[Article]) -> Iterator[Problem]:
    article = entry.record
    for name in sorted(BIBLIOGRAPHIC_FIELDS - article.facts.uses):
        if getattr(article, name):
            yield entry.problem("field-of-other-kind", name, KEY, field=name, kind=article.kind)
