"""What sources say of a record, in lines for a terminal: claims, roles, relations, names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..corpus.claimed import words_in
from ..records.entities import Event
from ..records.sources import Claim, Locator
from ..text import one_line
from .record_index import IndexedClaim, RecordIndex
from .terminal_lines import TerminalLine, heading, row


def locators(found: Sequence[Locator]) -> str:
    """Return where something stands in a source: ``¶1, ¶3, title``."""
    return ", ".join(f"¶{place}" if isinstance(place, int) else place for place in found)


def parts(shelf: RecordIndex, kind: str, id_: str) -> Iterator[TerminalLine]:
    """Yield what belongs to a record, or lies in it."""
    keys = {
        "actor": (("Members", "part_of"), ("Spoken for by", "speaks_for")),
        "location": (("Places inside", "within"),),
        "event": (("Parts", "part_of"),),
    }
    for words, key in keys.get(kind, ()):
        yield from _listed(shelf, words, kind, key, id_)


def about(shelf: RecordIndex, kind: str, id_: str) -> Iterator[TerminalLine]:
    """Yield what hangs on a record: its events, and what sources say of it."""
    yield from {
        "actor": _of_actor, "location": _of_location, "event": _of_event,
        "question": _of_question, "source": _of_source,
    }[kind](shelf, id_)  # fmt: skip


def of_claim(shelf: RecordIndex, said: IndexedClaim) -> Iterator[TerminalLine]:
    """Yield all of one claim."""
    claim = said.claim
    yield TerminalLine(said.address, "title")
    yield TerminalLine(f"claim, {claim.kind}, {locators(claim.paragraph)}")
    yield TerminalLine(str(said.mark).rpartition(":")[0], "place")
    yield TerminalLine("")
    yield TerminalLine(shelf.plain(claim.says), indent=2)
    if claim.quote:
        yield TerminalLine(f"“{one_line(claim.quote)}”", indent=2)
    if claim.note:
        yield TerminalLine(f"Note: {shelf.plain(claim.note)}", indent=2)
    yield TerminalLine("")
    source = shelf.label("source", said.summary.id)
    yield from row("Source", [f"{source} ({said.summary.id})"])
    yield from row("Events", [_named(shelf, "event", id_) for id_ in claim.event])
    yield from row(
        "Actors",
        [f"{_named(shelf, 'actor', id_)}: {_roles_of(roles)}" for id_, roles in claim.cast.items()],
    )
    yield from row("Locations", [_named(shelf, "location", id_) for id_ in claim.locations])
    details = "; ".join(_details(claim))
    yield from row("Details", [details] if details else [])
    for relation in claim.relation:
        yield from row("Relation", [_related(shelf, relation.subject, relation.type,
                                             relation.object)])  # fmt: skip
    for id_ in claim.answers:
        answer = shelf.plain(claim.answer(id_))
        yield from row(shelf.label("question", id_), [f"{answer} ({_taken(claim, id_)})"])
    yield from row("Disputes", claim.disputes)
    against = [other.address for other in shelf.claims if said.address in other.claim.disputes]
    yield from row("Disputed by", against)


def _of_actor(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    yield from _roles(shelf, id_)
    yield from _relations(shelf, id_)
    related = [s for s in shelf.claims if id_ in s.claim.cast or any(
        id_ in (r.subject, r.object) for r in s.claim.relation)]  # fmt: skip
    yield from heading("Claims", related)
    for said in related:
        yield from _claim(shelf, said, indent=2, role=_roles_of(said.claim.cast.get(id_, ())))
    yield from _claims(shelf, "On its word", shelf.claims_where(lambda c: id_ in words_in(c)))
    yield from _names(shelf, "actors", id_)
    published = [
        source for source, entry in shelf.of_kind("source").items()
        if id_ in (getattr(entry.record, "publisher", ""), *getattr(entry.record, "authors", ()))
    ]  # fmt: skip
    yield from heading("Published or signed", published)
    for source in sorted(published):
        yield TerminalLine(f"{shelf.label('source', source)} ({source})", indent=2, hang=4)


def _roles(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield the events that an actor had a part in, each with its roles and who gives them."""
    roles: dict[str, dict[str, list[str]]] = {}
    for said in shelf.claims:
        for event in said.claim.event:
            given = said.claim.roles_in(event)
            if id_ in given:
                role = one_line(given[id_])
                roles.setdefault(event, {}).setdefault(role, []).append(said.summary.id)
    yield from heading("Events", list(roles))
    for event in _by_date(shelf, roles):
        yield _event(shelf, event)
        for role, sources in roles[event].items():
            yield TerminalLine(f"{role}: {', '.join(dict.fromkeys(sources))}", indent=6, hang=2)


def _relations(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    """Yield how an actor stands to others, with the claims that say so."""
    relations: dict[str, list[str]] = {}
    for said in shelf.claims:
        for relation in said.claim.relation:
            if id_ in (relation.subject, relation.object):
                told = _related(shelf, relation.subject, relation.type, relation.object)
                relations.setdefault(told, []).append(said.address)
    yield from heading("Relations", list(relations))
    for told, addresses in relations.items():
        yield TerminalLine(told, indent=2, hang=4)
        yield TerminalLine(", ".join(addresses), "place", indent=6)


def _of_location(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    events = [
        event for event, entry in shelf.of_kind("event").items()
        if isinstance(entry.record, Event) and id_ in entry.record.locations
    ]  # fmt: skip
    yield from heading("Events here", events)
    for event in _by_date(shelf, events):
        yield _event(shelf, event)
    yield from _claims(shelf, "Claims", shelf.claims_where(lambda c: id_ in c.locations))
    yield from _names(shelf, "locations", id_)


def _of_event(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    found = shelf.claims_where(lambda claim: id_ in claim.event)
    sources = list(dict.fromkeys(said.summary.id for said in found))
    yield from heading("Accounts", sources)
    for source in sources:
        yield TerminalLine(f"{shelf.label('source', source)} ({source})", indent=2, hang=4)
        for said in found:
            if said.summary.id == source:
                yield from _claim(shelf, said, indent=4, whole=True)


def _of_question(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    answers = shelf.claims_where(lambda claim: id_ in claim.answers)
    yield from heading("Answers", answers)
    for said in answers:
        yield TerminalLine(_head(said), "place", indent=2)
        for position, words in said.claim.answers[id_].items():
            taken = f"{position}: " if position else ""
            yield TerminalLine(f"{taken}{shelf.plain(words)}", indent=6)


def _of_source(shelf: RecordIndex, id_: str) -> Iterator[TerminalLine]:
    summary = shelf.summary(id_)
    if summary is None:
        yield TerminalLine("Its summary can't be read; 'check' tells why.")
        return
    yield TerminalLine("")
    yield TerminalLine(shelf.plain(summary.record.abstract), indent=2)
    yield from _claims(
        shelf, "Claims", [said for said in shelf.claims if said.summary is summary], whole=True
    )
    yield from heading("Unused paragraphs", list(summary.record.unused))
    for locator, reason in summary.record.unused.items():
        yield TerminalLine(f"{locators([locator])}: {shelf.plain(reason)}", indent=2, hang=4)


def _claims(
    shelf: RecordIndex, words: str, found: Sequence[IndexedClaim], *, whole: bool = False
) -> Iterator[TerminalLine]:
    yield from heading(words, found)
    for said in found:
        yield from _claim(shelf, said, indent=2, whole=whole)


def _claim(
    shelf: RecordIndex,
    said: IndexedClaim,
    *,
    indent: int,
    whole: bool = False,
    role: str | None = None,
) -> Iterator[TerminalLine]:
    """Yield a claim: where it is written, and what it says; the whole with roles and figures."""
    yield TerminalLine(_head(said), "place", indent=indent)
    as_role = f" ({one_line(role)})" if role else ""
    yield TerminalLine(shelf.plain(said.claim.says) + as_role, indent=indent + 4)
    if whole:
        claim = said.claim
        roles = [f"{id_}: {_roles_of(roles)}" for id_, roles in claim.cast.items()]
        for told in (", ".join(roles), "; ".join(_details(claim))):
            if told:
                yield TerminalLine(told, indent=indent + 4, hang=2)


def _roles_of(roles: Sequence[str]) -> str:
    return ", ".join(map(one_line, roles))


def _taken(claim: Claim, question: str) -> str:
    """Return a question's id with the positions that a claim takes on it."""
    positions = [position for position in claim.answers[question] if position]
    return f"{question}: {', '.join(positions)}" if positions else question


def _head(said: IndexedClaim) -> str:
    place = str(said.mark).rpartition(":")[0]
    return f"{place} {locators(said.claim.paragraph)} #{said.claim.id}"


def _details(claim: Claim) -> list[str]:
    """Return a claim's date, figures and whose word it is."""
    details = [claim.date.words] if claim.date else []
    details += [f"{one_line(figure.counts)}: {figure.value.text}" for figure in claim.figures]
    if words := words_in(claim):
        details.append(f"from {' ← '.join(words)}")
    return details


def _names(shelf: RecordIndex, kind: str, id_: str) -> Iterator[TerminalLine]:
    found = [
        (summary.id, getattr(summary.record.names, kind)[id_])
        for summary in shelf.records.summaries
        if id_ in getattr(summary.record.names, kind)
    ]
    yield from heading("Named by", found)
    for source, words in found:
        told = "; ".join(f"“{one_line(word)}” {locators(at)}" for word, at in words.items())
        yield TerminalLine(f"{source}: {told}", indent=2, hang=4)


def _listed(
    shelf: RecordIndex, words: str, kind: str, key: str, id_: str
) -> Iterator[TerminalLine]:
    """Yield the records of a kind that name this one under a key."""
    found = []
    for other, entry in shelf.of_kind(kind).items():
        held = getattr(entry.record, key)
        if id_ in (held if isinstance(held, tuple) else (held,)):
            found.append(other)
    yield from row(words, [_named(shelf, kind, other) for other in sorted(found)])


def _by_date(shelf: RecordIndex, events: Mapping[str, Any] | Sequence[str]) -> list[str]:
    def key(id_: str) -> tuple[Any, ...]:
        entry = shelf.get("event", id_)
        date = entry.record.date if entry and isinstance(entry.record, Event) else None
        return (date is None, date.sort_key if date else (), id_)

    return sorted(events, key=key)


def _event(shelf: RecordIndex, id_: str) -> TerminalLine:
    entry = shelf.get("event", id_)
    date = entry.record.date if entry and isinstance(entry.record, Event) else None
    when = f"{date.words}: " if date else ""
    return TerminalLine(f"{when}{_named(shelf, 'event', id_)}", indent=2, hang=4)


def _named(shelf: RecordIndex, kind: str, id_: str) -> str:
    return f"{shelf.label(kind, id_)} ({id_})"


def _related(shelf: RecordIndex, subject: str, type_: str, object_: str) -> str:
    return f"{shelf.label('actor', subject)} {one_line(type_)} {shelf.label('actor', object_)}"
