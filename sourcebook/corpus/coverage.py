"""Checks on what is missing: events nobody reports, dates nobody gives, records nobody names."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading import Records
from ..records.prose import KINDS, Link, tokens
from .identity import entities
from .references import references
from .statements import texts


def check(records: Records) -> Iterator[Problem]:
    """Yield events without a claim, dates without evidence, and records never referred to.

    Says nothing while a file or record can't be used: what is missing may be there.
    """
    if records.damaged:
        return
    yield from _events(records)
    used = _used(records)
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


def _used(records: Records) -> set[tuple[str, str]]:
    used = {(kind, id_) for _, (kind, id_, _) in references(records)}
    for _, _, text in texts(records):
        if "[[" in text:
            for token in tokens(text):
                if isinstance(token, Link):
                    kinds = [token.kind] if token.kind else KINDS
                    used.update((kind, token.id) for kind in kinds)
    return used
