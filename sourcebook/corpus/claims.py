"""Checks claims: roles in events, answers to questions, dates, and what refers to itself."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.suggesting import nearest
from ..reading.yaml_text import KEY
from ..records.dates import Date
from ..records.entities import Question
from ..records.sources import NO_POSITION, Summary


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each wrong or missing role, and each invalid answer to a question.

    Also for each relation of an actor to itself, each claim that disputes itself, and each report
    of a day after the source was published.

    A role is wrong if the claim that gives the role isn't about the role's event. Roles are missing
    if a claim about several events gives roles in the first event, but doesn't say who has a role
    in each of the other events.
    """
    questions = {entry.id: entry for entry in records.questions}
    published = {entry.id: entry.record.published for entry in records.articles}
    for summary in records.summaries:
        yield from _roles(summary)
        yield from _answers(summary, questions)
        yield from _of_themselves(summary)
        yield from _of_the_future(summary, published.get(summary.id))


def _roles(summary: Entry[Summary]) -> Iterator[Problem]:
    for index, claim in enumerate(summary.record.claims):
        loc = ("claims", index)
        for event in claim.roles:
            if event not in claim.event:
                yield summary.problem("role-in-other-event", *loc, "roles", event, KEY, id=event)
        for at, event in enumerate(claim.event[1:], 1):
            if claim.actors and event not in claim.roles:
                facts = {"first": claim.event[0], "id": event}
                yield summary.problem("role-in-first-event-alone", *loc, "event", at, **facts)


def _answers(summary: Entry[Summary], questions: dict[str, Entry[Question]]) -> Iterator[Problem]:
    for index, claim in enumerate(summary.record.claims):
        for id_, answer in claim.answers.items():
            question = questions.get(id_)
            if question is None or not question.whole:
                continue
            positions = question.record.positions
            loc = ("claims", index, "answers", id_)
            for position in answer:
                if position == NO_POSITION:
                    if positions:
                        facts = {"question": id_, "choices": ", ".join(positions)}
                        yield summary.problem("answer-without-position", *loc, **facts)
                elif position not in positions:
                    yield summary.problem(
                        "unknown-position", *loc, position, KEY,
                        near=nearest(position, sorted(positions)), question=id_, id=position,
                    )  # fmt: skip


def _of_themselves(summary: Entry[Summary]) -> Iterator[Problem]:
    for index, claim in enumerate(summary.record.claims):
        loc = ("claims", index)
        for at, relation in enumerate(claim.relation):
            if relation.subject == relation.object:
                yield summary.problem(
                    "self-relation", *loc, "relation", at, "object", id=relation.object
                )
        own = f"{summary.id}#{claim.id}"
        if own in claim.disputes:
            at = claim.disputes.index(own)
            yield summary.problem("self-reference", *loc, "disputes", at, id=own, key="disputes")


def _of_the_future(summary: Entry[Summary], published: Date | None) -> Iterator[Problem]:
    last = published.latest if published else None
    if not published or not last:
        return
    for index, claim in enumerate(summary.record.claims):
        first = claim.date.earliest if claim.date and claim.kind == "report" else None
        # Where the event was, it may have been a day later than where the source was published.
        if claim.date and first and first.toordinal() > last.toordinal() + 1:
            yield summary.problem(
                "date-after-publication", "claims", index, "date",
                date=claim.date.text, published=published.text,
            )  # fmt: skip
