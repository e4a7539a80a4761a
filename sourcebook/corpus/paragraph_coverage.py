"""Checks for events and dates that no claim supports, and records that nothing refers to."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading import Records
from ..reading.yaml_text import KEY
from ..records.prose import Citation, Link, tokens
from ..records.types import RECORD_TYPES
from .fields import markup_in
from .references import known_ids, references
from .statements import texts


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each event, date, citation and position that no claim supports.

    Also yields a problem for each record, except events, that nothing refers to. Yields nothing if
    any file or record is invalid or refers to an unknown record, because the invalid data may
    contain the claims or references that seem to be missing.
    """
    if records.damaged or records.lost:
        return
    known = known_ids(records)
    named = {(record_type, id_) for _, (record_type, id_, _) in references(records)}
    if any(id_ not in known[record_type] for record_type, id_ in named):
        return
    if {entry.id for entry in records.articles} == {entry.id for entry in records.summaries}:
        yield from _events(records)
        yield from _cited(records)
        yield from _positions(records)
    used = named | _linked(records)
    for record_type, entries in records.entities.items():
        for entry in entries:
            if record_type != "event" and (record_type, entry.id) not in used:
                yield entry.problem("unreferenced", "[key]", kind=record_type, id=entry.id)


def _events(records: Records) -> Iterator[Problem]:
    claims = [claim for summary in records.summaries for claim in summary.record.claims]
    claimed = {id_ for claim in claims for id_ in claim.event}
    dated = {id_ for claim in claims for id_ in claim.event if claim.gives_date_of(id_)}
    for event in records.events:
        if event.id not in claimed:
            yield event.problem("event-without-claim", "[key]", id=event.id)
        elif event.record.date and not event.record.dated_by and event.id not in dated:
            yield event.problem("date-without-evidence", "date", id=event.id)


def _cited(records: Records) -> Iterator[Problem]:
    """Yield a problem if an event's text cites a source that makes no claim about the event.

    If a text cites the source several times, only the first citation is reported. An event that no
    claim is about is skipped.
    """
    above = {event.id: event.record.part_of for event in records.events}
    telling: set[tuple[str, str]] = set()
    for summary in records.summaries:
        for event_id in {id_ for claim in summary.record.claims for id_ in claim.event}:
            here: str | None = event_id
            # A claim about a sub-event counts for the parents too. The loop ends even if the
            # parents form a cycle; ``hierarchy`` reports the cycle.
            while here is not None and (here, summary.id) not in telling:
                telling.add((here, summary.id))
                here = above.get(here)
    claimed = {id_ for id_, _ in telling}
    for event in records.events:
        for loc, _, text in markup_in(event.record) if event.id in claimed else ():
            silent: set[str] = set()
            for token in tokens(text):
                if isinstance(token, Citation) and (event.id, token.source) not in telling:
                    if token.source not in silent:
                        facts = {"source": token.source, "id": event.id}
                        yield event.problem(
                            "cited-source-without-claim", *loc, within=token.written, **facts
                        )
                    silent.add(token.source)


def _positions(records: Records) -> Iterator[Problem]:
    """Yield a problem for each position that no claim takes.

    A question is skipped if any answer takes no position or an unknown position, because this
    answer may be meant to take the unused position.
    """
    taken: dict[str, set[str]] = {}
    for summary in records.summaries:
        for claim in summary.record.claims:
            for id_, answer in claim.answers.items():
                taken.setdefault(id_, set()).update(answer)
    for question in records.questions:
        positions, found = question.record.positions, taken.get(question.id, set())
        if found <= positions.keys():
            for position in (one for one in positions if one not in found):
                facts = {"id": position, "question": question.id}
                yield question.problem("position-not-taken", "positions", position, KEY, **facts)


def _linked(records: Records) -> set[tuple[str, str]]:
    linked: set[tuple[str, str]] = set()
    for _, _, text in texts(records):
        if "[[" in text:
            for token in tokens(text):
                if isinstance(token, Link):
                    record_types = [token.kind] if token.kind else RECORD_TYPES
                    linked.update((record_type, token.id) for record_type in record_types)
    return linked
