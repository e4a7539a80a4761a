"""What the pages of actors, locations, events and questions have in common."""

from collections.abc import Iterable
from typing import Any

from ...corpus import Ref
from ...problems import Mark
from ...records.sources import Locator
from ..site import Site


def entity_data(site: Site, ref: Ref) -> dict[str, Any]:
    """Return what the template of every record needs."""
    corpus = site.corpus
    return {
        "id": ref.id,
        "record": corpus.records(ref.type)[ref.id],
        "title": corpus.label(ref),
        "places_written": written_at(corpus.places[ref]),
        "mentioned_by_sources": mentions(site, ref),
        "mentioned_by_records": site.mentioned_by_records.get(ref, ()),
        "questions": corpus.questions_about.get(ref, ()),
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


def counted(events: int, unsaid: int) -> str:
    """Return how many events there are, and of how many no source says that they happened.

    ``3 events, of which 1 only foretold or disputed``, ``1 event, only foretold or disputed``.
    """
    count = plural(events, "event")
    if not unsaid:
        return count
    return f"{count}, {'' if unsaid == events else f'of which {unsaid} '}only foretold or disputed"


def in_roles(events: int, unsaid: int) -> str:
    """Return in how many events an actor has a role, and in how many no claim says that it had it.

    The events may have happened all the same: ``3 events, role in 1 of them only foretold or
    disputed``, ``1 event, role only foretold or disputed``.
    """
    count = plural(events, "event")
    if not unsaid:
        return count
    which = "" if unsaid == events else f" in {unsaid} of them"
    return f"{count}, role{which} only foretold or disputed"


def doubt(site: Site, event: str) -> str:
    """Return how an event is marked that no source says happened: ``foretold``; else nothing."""
    return "" if site.happened(event) else site.standings[event]


def plural(count: int, word: str, words: str = "") -> str:
    """Return a count in words: ``1 source``, ``3 sources``; ``words``: another plural."""
    return f"{count} {word if count == 1 else words or f'{word}s'}"
