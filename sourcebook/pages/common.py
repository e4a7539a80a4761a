"""What the pages of actors, locations, events and questions have in common."""

from collections.abc import Iterable
from typing import Any, Literal

from ..corpus import Ref
from ..problems import Mark
from ..records.sources import Locator, Words
from .site import Site


def entity_data(site: Site, ref: Ref) -> dict[str, Any]:
    """Return what the template of every record needs."""
    corpus = site.corpus
    return {
        "id": ref.id,
        "record": corpus.records(ref.kind)[ref.id],
        "title": corpus.label(ref),
        "places_written": written_at(corpus.places[ref]),
        "mentioned_by_sources": mentions(site, ref),
        "mentioned_by_records": site.mentioned_by_records.get(ref, ()),
        "questions": [
            id_
            for id_, question in corpus.questions.items()
            if ref.id in getattr(question.about, f"{ref.kind}s", ())
        ],
    }


def written_at(marks: Iterable[Mark]) -> list[tuple[str, int]]:
    """Return the files and lines where a record is written."""
    return [(mark.path, mark.line) for mark in marks]


def mentions(site: Site, ref: Ref) -> list[tuple[str, list[Locator]]]:
    """Return the sources whose paragraphs name a record, with the paragraphs in order."""
    found = site.mentioned_by_sources.get(ref, {})
    return [
        (source, sorted(locators, key=lambda place: (isinstance(place, int), str(place).zfill(9))))
        for source, locators in found.items()
    ]


def named_by(site: Site, kind: Literal["actors", "locations"], id_: str) -> list[tuple[str, Words]]:
    """Return the words that each source uses for a record."""
    found = []
    for source in site.corpus.sources.values():
        words = getattr(source.summary.names, kind).get(id_)
        if words:
            found.append((source.id, words))
    return found


def plural(count: int, word: str) -> str:
    """Return a count in words: ``1 source``, ``3 sources``."""
    return f"{count} {word}{'' if count == 1 else 's'}"
