"""Formats a record's claims, roles, relations and names in sources, for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..corpus.claimed import words_in
from ..messages import gettext as _
from ..records.entities import Event
from ..text import commas, one_line, semicolons
from .claim_lines import (
    claim_head,
    claim_list,
    locators,
    named,
    quoted,
    relation_text,
    roles_text,
    short_claim,
)
from .record_index import RecordIndex
from .terminal_lines import TerminalLine, heading, labelled, row


def parts(index: RecordIndex, record_type: str, id_: str) -> Iterator[TerminalLine]:
    """Yield rows that list the parts of an actor, a location or an event.

    For an actor, the rows list its members, and the actors that speak for the actor. For a
    location, the rows list the locations inside it. For an event, the rows list its sub-events.
    """
    keys = {
        "actor": ((_("Members"), "part_of"), (_("Spoken for by"), "speaks_for")),
        "location": ((_("Places inside"), "within"),),
        "event": ((_("Parts"), "part_of"),),
    }
    for name, key in keys.get(record_type, ()):
        yield from _referring(index, name, record_type, key, id_)


def about(index: RecordIndex, record_type: str, id_: str) -> Iterator[TerminalLine]:
    """Yield lines about a record's events, and about what sources say about the record."""
    yield from {
        "actor": _of_actor, "location": _of_location, "event": _of_event,
        "question": _of_question, "source": _of_source,
    }[record_type](index, id_)  # fmt: skip


def _of_actor(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    yield from _roles(index, id_)
    yield from _relations(index, id_)
    claims = index.claims_where(lambda claim: id_ in claim.cast or any(
        id_ in (relation.subject, relation.object) for relation in claim.relation))  # fmt: skip
    yield from heading(_("Claims"), claims)
    for indexed in claims:
        yield from short_claim(
            index, indexed, indent=2, role=roles_text(indexed.claim.cast.get(id_, ()))
        )
    attributed = index.claims_where(lambda claim: id_ in words_in(claim))
    yield from claim_list(index, _("Claims attributed to it"), attributed)
    yield from _names(index, "actors", id_)
    published = [
        source for source, entry in index.of_type("source").items()
        if id_ in (getattr(entry.record, "publisher", ""), *getattr(entry.record, "authors", ()))
    ]  # fmt: skip
    yield from heading(_("Published or signed"), published)
    for source in sorted(published):
        yield TerminalLine(f"{index.label('source', source)} ({source})", indent=2, hang=4)


def _roles(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield an actor's events, with the actor's roles in each event, and each role's sources."""
    roles: dict[str, dict[str, list[str]]] = {}
    for indexed in index.claims:
        for event in indexed.claim.event:
            given = indexed.claim.roles_in(event)
            if id_ in given:
                role = one_line(given[id_])
                roles.setdefault(event, {}).setdefault(role, []).append(indexed.summary.id)
    yield from heading(_("Events"), list(roles))
    for event in _by_date(index, roles):
        yield _event(index, event)
        for role, sources in roles[event].items():
            line = labelled(role, commas(dict.fromkeys(sources)))
            yield TerminalLine(line, indent=6, hang=2)


def _relations(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield an actor's relations to other actors, and the claims that report each relation."""
    relations: dict[str, list[str]] = {}
    for indexed in index.claims:
        for relation in indexed.claim.relation:
            if id_ in (relation.subject, relation.object):
                text = relation_text(index, relation)
                relations.setdefault(text, []).append(indexed.address)
    yield from heading(_("Relations"), list(relations))
    for text, addresses in relations.items():
        yield TerminalLine(text, indent=2, hang=4)
        yield TerminalLine(", ".join(addresses), "place", indent=6)


def _of_location(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    events = [
        event for event, entry in index.of_type("event").items()
        if isinstance(entry.record, Event) and id_ in entry.record.locations
    ]  # fmt: skip
    yield from heading(_("Events here"), events)
    for event in _by_date(index, events):
        yield _event(index, event)
    yield from claim_list(
        index, _("Claims"), index.claims_where(lambda claim: id_ in claim.locations)
    )
    yield from _names(index, "locations", id_)


def _of_event(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    found = index.claims_where(lambda claim: id_ in claim.event)
    sources = list(dict.fromkeys(indexed.summary.id for indexed in found))
    yield from heading(_("Accounts"), sources)
    for source in sources:
        yield TerminalLine(f"{index.label('source', source)} ({source})", indent=2, hang=4)
        for indexed in found:
            if indexed.summary.id == source:
                yield from short_claim(index, indexed, indent=4, detailed=True)


def _of_question(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    answers = index.claims_where(lambda claim: id_ in claim.answers)
    yield from heading(_("Answers"), answers)
    for indexed in answers:
        yield TerminalLine(claim_head(indexed), "place", indent=2)
        for position, answer in indexed.claim.answers[id_].items():
            prefix = f"{position}: " if position else ""
            yield TerminalLine(f"{prefix}{index.plain(answer)}", indent=6)


def _of_source(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    summary = index.summary(id_)
    if summary is None:
        yield TerminalLine(_("There is no summary of it that can be read."))
        return
    if summary.abstract:
        yield TerminalLine("")
        yield TerminalLine(index.plain(summary.abstract), indent=2)
    claims = [indexed for indexed in index.claims if indexed.summary.id == id_]
    yield from claim_list(index, _("Claims"), claims, detailed=True)
    yield from heading(_("Unused paragraphs and passages"), list(summary.unused))
    for locator, reason in summary.unused.items():
        line = labelled(locators([locator]), index.plain(reason))
        yield TerminalLine(line, indent=2, hang=4)


def _names(index: RecordIndex, key: str, id_: str) -> Iterator[TerminalLine]:
    """Yield the names that each source uses for a record.

    ``key``: the YAML key under ``names`` in a summary: ``actors`` or ``locations``.
    """
    found = [
        (summary.id, getattr(summary.record.names, key)[id_])
        for summary in index.records.summaries
        if id_ in getattr(summary.record.names, key)
    ]
    yield from heading(_("Named by"), found)
    for source, names in found:
        text = semicolons(f"{quoted(name)} {locators(at)}" for name, at in names.items())
        yield TerminalLine(labelled(source, text), indent=2, hang=4)


def _referring(
    index: RecordIndex, name: str, record_type: str, key: str, id_: str
) -> Iterator[TerminalLine]:
    """Yield a row with all records of ``record_type`` whose field ``key`` contains ``id_``.

    ``name``: the row's label.
    """
    found = []
    for other, entry in index.of_type(record_type).items():
        value = getattr(entry.record, key)
        if id_ in (value if isinstance(value, tuple) else (value,)):
            found.append(other)
    yield from row(name, [named(index, record_type, other) for other in sorted(found)])


def _by_date(index: RecordIndex, events: Mapping[str, Any] | Sequence[str]) -> list[str]:
    def key(id_: str) -> tuple[Any, ...]:
        entry = index.get("event", id_)
        date = entry.record.date if entry and isinstance(entry.record, Event) else None
        return (date is None, date.sort_key if date else (), id_)

    return sorted(events, key=key)


def _event(index: RecordIndex, id_: str) -> TerminalLine:
    entry = index.get("event", id_)
    date = entry.record.date if entry and isinstance(entry.record, Event) else None
    when = f"{date.words}: " if date else ""
    return TerminalLine(f"{when}{named(index, 'event', id_)}", indent=2, hang=4)
