"""Checks on what is missing: events nobody reports, dates nobody gives, records nobody names."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading import Records
from ..records.prose import KINDS, Link, tokens
from .identity import entities
from .references import known_ids, references
from .statements import texts


def check(records: Records) -> Iterator[Problem]:
    """Yield events without a claim, dates without evidence, and records never referred to.

    Says nothing while a file or record can't be used, or names what there isn't:
    what is missing may be there, or meant.
    """
    if records.damaged or records.lost:
        return
    known = known_ids(records)
    named = {(kind, id_) for _, (kind, id_, _) in references(records)}
    if any(id_ not in known[kind] for kind, id_ in named):
        return
    if {entry.id for entry in records.articles} == {entry.id for entry in records.summaries}:
        yield from _events(records)
    used = named | _linked(records)
    for kind, entries in entities(records).items():
        for entry in entries:
            if kind != "event" and (kind, entry.id) not in used:
                yield entry.problem("unreferenced", "[key]", kind=kind, id=entry.id)


def _events(records: Records) -> Iterator[Problem]:
    claims = [claim for summary in records.summaries for claim in summary.record.claims]
    claimed = {id_ for claim in claims for id_ in claim.event}
    dated = {id_ for claim in claims if claim.date for id_ in claim.event}
    for event in records.events:
        if event.id not in claimed:
            yield event.problem("event-without-claim", "[key]", id=event.id)
        elif event.record.date and not event.record.dated_by and event.id not in dated:
            yield event.problem("date-without-evidence", "date", id=event.id)


def _linked(records: Records) -> set[tuple[str, str]]:
    linked: set[tuple[str, str]] = set()
    for _, _, text in texts(records):
        if "[[" in text:
            for token in tokens(text):
                if isinstance(token, Link):
                    kinds = [token.kind] if token.kind else KINDS
                    linked.update((kind, token.id) for kind in kinds)
    return linked
