"""Checks that every id that a record names is some record's."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading import Entry, Records, Suggestions
from ..reading.yaml_text import KEY, Loc
from ..records.base import Record
from ..records.entities import PUBLISHERS, Actor, Event, Location, Question
from ..records.sources import Article, Claim, Summary

Reference = tuple[str, str, Loc]
"""The kind of record that is meant, its id, and where it is named."""


def check(records: Records) -> Iterator[Problem]:
    """Yield references to unknown records, to claims unknown, and publishers that aren't media."""
    known = known_ids(records)
    suggested = {kind: Suggestions(ids) for kind, ids in known.items()}
    for entry, reference in references(records):
        kind, id_, loc = reference
        if id_ not in known[kind] and kind not in records.lost:
            near = suggested[kind].nearest(id_)
            yield entry.problem(f"unknown-{kind}", *loc, near=near, id=id_)
    yield from _publishers(records)


def known_ids(records: Records) -> dict[str, set[str]]:
    """Return the ids of each kind, those of damaged records included."""
    known = {
        "actor": {entry.id for entry in records.actors},
        "location": {entry.id for entry in records.locations},
        "event": {entry.id for entry in records.events},
        "question": {entry.id for entry in records.questions},
        "source": {entry.id for entry in (*records.articles, *records.summaries)},
        "claim": {
            f"{entry.id}#{claim.id}" for entry in records.summaries for claim in entry.record.claims
        },
    }
    for kind, id_ in records.damaged:
        known["source" if kind == "summary" else kind].add(id_)
    return known


def references(records: Records) -> Iterator[tuple[Entry[Record], Reference]]:
    """Yield each reference from one record to another, with the entry that makes it."""
    for actor in records.actors:
        yield from ((actor, reference) for reference in _of_actor(actor.record))
    for location in records.locations:
        yield from ((location, reference) for reference in _of_location(location.record))
    for event in records.events:
        yield from ((event, reference) for reference in _of_event(event.record))
    for question in records.questions:
        yield from ((question, reference) for reference in _of_question(question.record))
    for article in records.articles:
        yield from ((article, reference) for reference in _of_article(article.record))
    damaged = {id_ for kind, id_ in records.damaged if kind == "summary"}
    for summary in records.summaries:
        for reference in _of_summary(summary.id, summary.record):
            # A claim in a file that couldn't be read may well be there.
            if reference[0] != "claim" or reference[1].partition("#")[0] not in damaged:
                yield summary, reference


def _listed(kind: str, ids: tuple[str, ...], *loc: str | int) -> Iterator[Reference]:
    for index, id_ in enumerate(ids):
        yield kind, id_, (*loc, index)


def _of_actor(actor: Actor) -> Iterator[Reference]:
    yield from _listed("actor", actor.part_of, "part_of")
    yield from _listed("actor", actor.speaks_for, "speaks_for")


def _of_location(location: Location) -> Iterator[Reference]:
    if location.within:
        yield "location", location.within, ("within",)


def _of_event(event: Event) -> Iterator[Reference]:
    yield from _listed("location", event.locations, "locations")
    if event.part_of:
        yield "event", event.part_of, ("part_of",)


def _of_question(question: Question) -> Iterator[Reference]:
    yield from _listed("actor", question.about.actors, "about", "actors")
    yield from _listed("location", question.about.locations, "about", "locations")
    yield from _listed("event", question.about.events, "about", "events")


def _of_article(article: Article) -> Iterator[Reference]:
    yield "actor", article.publisher, ("publisher",)
    yield from _listed("actor", article.authors, "authors")


def _of_summary(source: str, summary: Summary) -> Iterator[Reference]:
    for index, claim in enumerate(summary.claims):
        yield from _of_claim(source, claim, ("claims", index))
    for id_ in summary.names.actors:
        yield "actor", id_, ("names", "actors", id_, KEY)
    for id_ in summary.names.locations:
        yield "location", id_, ("names", "locations", id_, KEY)


def _of_claim(source: str, claim: Claim, loc: Loc) -> Iterator[Reference]:
    yield from _listed("event", claim.event, *loc, "event")
    for id_ in claim.actors:
        yield "actor", id_, (*loc, "actors", id_, KEY)
    for event, roles in claim.roles.items():
        yield "event", event, (*loc, "roles", event, KEY)
        for id_ in roles:
            yield "actor", id_, (*loc, "roles", event, id_, KEY)
    yield from _listed("location", claim.locations, *loc, "locations")
    if claim.by:
        yield "actor", claim.by, (*loc, "by")
    yield from _listed("actor", claim.origin, *loc, "origin")
    for index, relation in enumerate(claim.relation):
        yield "actor", relation.subject, (*loc, "relation", index, "subject")
        yield "actor", relation.object, (*loc, "relation", index, "object")
    for id_ in claim.answers:
        yield "question", id_, (*loc, "answers", id_, KEY)
    yield from _listed("claim", claim.disputes, *loc, "disputes")


def _publishers(records: Records) -> Iterator[Problem]:
    kinds = {entry.id: entry.record.kind for entry in records.actors}
    for entry in records.articles:
        publisher = entry.record.publisher
        kind = kinds.get(publisher, "media")
        if kind not in PUBLISHERS:
            yield entry.problem("publisher-not-media", "publisher", id=publisher, kind=kind)
