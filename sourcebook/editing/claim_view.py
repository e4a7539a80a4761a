"""Shows what sources say about a record: claims, roles, relations, names; for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..corpus.claimed import words_in
from ..messages import gettext as _
from ..records.entities import Event
from ..records.sources import Claim, Locator, Relation
from ..text import one_line
from .record_index import IndexedClaim, RecordIndex
from .terminal_lines import TerminalLine, heading, row


def locators(found: Sequence[Locator]) -> str:
    """Return locators in a source as text: ``¶1, ¶3, title``."""
    return ", ".join(f"¶{place}" if isinstance(place, int) else place for place in found)


def parts(index: RecordIndex, record_type: str, id_: str) -> Iterator[TerminalLine]:
    """Yield the members of an actor, the places in a location, or the parts of an event."""
    keys = {
        "actor": ((_("Members"), "part_of"), (_("Spoken for by"), "speaks_for")),
        "location": ((_("Places inside"), "within"),),
        "event": ((_("Parts"), "part_of"),),
    }
    for name, key in keys.get(record_type, ()):
        yield from _referring(index, name, record_type, key, id_)


def about(index: RecordIndex, record_type: str, id_: str) -> Iterator[TerminalLine]:
    """Yield the events of a record, and what sources say about it."""
    yield from {
        "actor": _of_actor, "location": _of_location, "event": _of_event,
        "question": _of_question, "source": _of_source,
    }[record_type](index, id_)  # fmt: skip


def of_claim(index: RecordIndex, indexed: IndexedClaim) -> Iterator[TerminalLine]:
    """Yield all lines about one claim."""
    claim = indexed.claim
    yield TerminalLine(indexed.address, "title")
    message = _("claim, {kind}, {locators}")
    yield TerminalLine(message.format(kind=claim.kind, locators=locators(claim.paragraph)))
    yield TerminalLine(str(indexed.mark).rpartition(":")[0], "place")
    yield TerminalLine("")
    yield TerminalLine(index.plain(claim.says), indent=2)
    if claim.quote:
        yield TerminalLine(f"“{one_line(claim.quote)}”", indent=2)
    if claim.note:
        note = _("Note: {text}").format(text=index.plain(claim.note))
        yield TerminalLine(note, indent=2)
    yield TerminalLine("")
    source = index.label("source", indexed.summary.id)
    yield from row(_("Source"), [f"{source} ({indexed.summary.id})"])
    yield from row(_("Events"), [_named(index, "event", id_) for id_ in claim.event])
    yield from row(
        _("Actors"),
        [f"{_named(index, 'actor', id_)}: {_roles_of(roles)}" for id_, roles in claim.cast.items()],
    )
    yield from row(_("Locations"), [_named(index, "location", id_) for id_ in claim.locations])
    details = "; ".join(_details(claim))
    yield from row(_("Details"), [details] if details else [])
    for relation in claim.relation:
        yield from row(_("Relation"), [_relation(index, relation)])
    for id_ in claim.answers:
        answer = index.plain(claim.answer(id_))
        yield from row(index.label("question", id_), [f"{answer} ({_positions(claim, id_)})"])
    yield from row(_("Disputes"), claim.disputes)
    against = [other.address for other in index.claims if indexed.address in other.claim.disputes]
    yield from row(_("Disputed by"), against)


def _of_actor(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    yield from _roles(index, id_)
    yield from _relations(index, id_)
    claims = index.claims_where(lambda claim: id_ in claim.cast or any(
        id_ in (relation.subject, relation.object) for relation in claim.relation))  # fmt: skip
    yield from heading(_("Claims"), claims)
    for indexed in claims:
        yield from _claim(index, indexed, indent=2, role=_roles_of(indexed.claim.cast.get(id_, ())))
    attributed = index.claims_where(lambda claim: id_ in words_in(claim))
    yield from _claims(index, _("Claims attributed to it"), attributed)
    yield from _names(index, "actors", id_)
    published = [
        source for source, entry in index.of_type("source").items()
        if id_ in (getattr(entry.record, "publisher", ""), *getattr(entry.record, "authors", ()))
    ]  # fmt: skip
    yield from heading(_("Published or signed"), published)
    for source in sorted(published):
        yield TerminalLine(f"{index.label('source', source)} ({source})", indent=2, hang=4)


def _roles(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield an actor's events, each with the roles that it has there and the sources of those."""
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
            yield TerminalLine(f"{role}: {', '.join(dict.fromkeys(sources))}", indent=6, hang=2)


def _relations(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield an actor's relations to others, with the claims that report each."""
    relations: dict[str, list[str]] = {}
    for indexed in index.claims:
        for relation in indexed.claim.relation:
            if id_ in (relation.subject, relation.object):
                text = _relation(index, relation)
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
    yield from _claims(index, _("Claims"), index.claims_where(lambda claim: id_ in claim.locations))
    yield from _names(index, "locations", id_)


def _of_event(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    found = index.claims_where(lambda claim: id_ in claim.event)
    sources = list(dict.fromkeys(indexed.summary.id for indexed in found))
    yield from heading(_("Accounts"), sources)
    for source in sources:
        yield TerminalLine(f"{index.label('source', source)} ({source})", indent=2, hang=4)
        for indexed in found:
            if indexed.summary.id == source:
                yield from _claim(index, indexed, indent=4, detailed=True)


def _of_question(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    answers = index.claims_where(lambda claim: id_ in claim.answers)
    yield from heading(_("Answers"), answers)
    for indexed in answers:
        yield TerminalLine(_head(indexed), "place", indent=2)
        for position, answer in indexed.claim.answers[id_].items():
            prefix = f"{position}: " if position else ""
            yield TerminalLine(f"{prefix}{index.plain(answer)}", indent=6)


def _of_source(index: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    summary = index.summary(id_)
    if summary is None:
        yield TerminalLine(_("Its summary can't be read; 'check' tells why."))
        return
    yield TerminalLine("")
    yield TerminalLine(index.plain(summary.record.abstract), indent=2)
    claims = [indexed for indexed in index.claims if indexed.summary is summary]
    yield from _claims(index, _("Claims"), claims, detailed=True)
    yield from heading(_("Unused paragraphs"), list(summary.record.unused))
    for locator, reason in summary.record.unused.items():
        yield TerminalLine(f"{locators([locator])}: {index.plain(reason)}", indent=2, hang=4)


def _claims(
    index: RecordIndex, title: str, found: Sequence[IndexedClaim], *, detailed: bool = False
) -> Iterator[TerminalLine]:
    yield from heading(title, found)
    for indexed in found:
        yield from _claim(index, indexed, indent=2, detailed=detailed)


def _claim(
    index: RecordIndex,
    indexed: IndexedClaim,
    *,
    indent: int,
    detailed: bool = False,
    role: str | None = None,
) -> Iterator[TerminalLine]:
    """Yield a claim's place and text; if ``detailed``, its roles, date and figures too."""
    yield TerminalLine(_head(indexed), "place", indent=indent)
    as_role = f" ({one_line(role)})" if role else ""
    yield TerminalLine(index.plain(indexed.claim.says) + as_role, indent=indent + 4)
    if detailed:
        claim = indexed.claim
        roles = [f"{id_}: {_roles_of(roles)}" for id_, roles in claim.cast.items()]
        for text in (", ".join(roles), "; ".join(_details(claim))):
            if text:
                yield TerminalLine(text, indent=indent + 4, hang=2)


def _roles_of(roles: Sequence[str]) -> str:
    return ", ".join(map(one_line, roles))


def _positions(claim: Claim, question: str) -> str:
    """Return a question's id, followed by the positions that a claim takes on it."""
    positions = [position for position in claim.answers[question] if position]
    return f"{question}: {', '.join(positions)}" if positions else question


def _head(indexed: IndexedClaim) -> str:
    """Return a claim's file and line, its locators and its id."""
    place = str(indexed.mark).rpartition(":")[0]
    return f"{place} {locators(indexed.claim.paragraph)} #{indexed.claim.id}"


def _details(claim: Claim) -> list[str]:
    """Return a claim's date, its figures, and whom it is attributed to."""
    details = [claim.date.words] if claim.date else []
    details += [f"{one_line(figure.counts)}: {figure.value.text}" for figure in claim.figures]
    if voices := words_in(claim):
        details.append(_("from {voices}").format(voices=" ← ".join(voices)))
    return details


def _names(index: RecordIndex, key: str, id_: str) -> Iterator[TerminalLine]:
    """Yield the words that each source uses for a record. ``key``: its type's, under ``names``."""
    found = [
        (summary.id, getattr(summary.record.names, key)[id_])
        for summary in index.records.summaries
        if id_ in getattr(summary.record.names, key)
    ]
    yield from heading(_("Named by"), found)
    for source, names in found:
        text = "; ".join(f"“{one_line(name)}” {locators(at)}" for name, at in names.items())
        yield TerminalLine(f"{source}: {text}", indent=2, hang=4)


def _referring(
    index: RecordIndex, name: str, record_type: str, key: str, id_: str
) -> Iterator[TerminalLine]:
    """Yield a row with the records of the same type that refer to this one under a key."""
    found = []
    for other, entry in index.of_type(record_type).items():
        value = getattr(entry.record, key)
        if id_ in (value if isinstance(value, tuple) else (value,)):
            found.append(other)
    yield from row(name, [_named(index, record_type, other) for other in sorted(found)])


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
    return TerminalLine(f"{when}{_named(index, 'event', id_)}", indent=2, hang=4)


def _named(index: RecordIndex, record_type: str, id_: str) -> str:
    return f"{index.label(record_type, id_)} ({id_})"


def _relation(index: RecordIndex, relation: Relation) -> str:
    subject, object_ = index.label("actor", relation.subject), index.label("actor", relation.object)
    return f"{subject} {one_line(relation.type)} {object_}"
