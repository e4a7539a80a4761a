"""Finds event dates, citations of sources, and positions on questions that no claim supports."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.records import Records
from ..reading.yaml_text import KEY
from ..records.prose import Citation
from .dating import unsupported_dates


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each event date, citation or position that no claim supports.

    Yields nothing if any file or record is invalid or refers to an unknown record, because the
    invalid data may contain the claims that seem to be missing.
    """
    if records.damaged or records.lost:
        return
    found = [one.problem for one in unsupported_dates(records, records.events)]
    found += _cited(records)
    # Positions are checked only if no claim is unfinished, because such a claim may take a
    # position.
    if not any(type_ == "claim" for type_, _ in records.drafts):
        found += _positions(records)
    if found:
        known = records.known_ids
        if all(id_ in known[type_] for _, type_, id_, _ in records.references):
            yield from found


def _cited(records: Records) -> Iterator[Problem]:
    """Yield a problem if an event's text cites a source that makes no claim about the event.

    If the text cites the source several times, only the first citation is reported. An event that
    no claim is about is skipped.
    """
    above = {event.id: event.record.part_of for event in records.events}
    telling: set[tuple[str, str]] = set()
    for summary in records.summaries:
        for event_id in {id_ for claim in summary.record.claims for id_ in claim.event}:
            here: str | None = event_id
            # A claim about an event counts for the event's parents too. The second condition ends
            # the loop if the parents form a cycle, which ``hierarchy`` reports.
            while here is not None and (here, summary.id) not in telling:
                telling.add((here, summary.id))
                here = above.get(here)
    claimed = {id_ for id_, _ in telling}
    known = records.known_ids["source"]
    for event in records.events:
        for loc, found in event.markup if event.id in claimed else ():
            silent: set[str] = set()
            for token in found:
                if isinstance(token, Citation) and (event.id, token.source) not in telling:
                    if token.source in known and token.source not in silent:
                        facts = {"source": token.source, "id": event.id}
                        yield event.problem(
                            "cited-source-without-claim", *loc, within=token.written, **facts
                        )
                    silent.add(token.source)


def _positions(records: Records) -> Iterator[Problem]:
    """Yield a problem for each position on a question that no claim takes.

    A question is skipped if a claim's answer to it takes no position or an unknown position: this
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
