"""Where claims on one thing part: computed, never resolved.

Every kind is found by setting the different values beside each other, each with
its claims; a difference inside one source counts, and is marked as internal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..corpus import Corpus, PlacedClaim, Ref
from .intervals import days, numbers, range_words

Kind = Literal["date", "figure", "place", "role", "dispute", "answer"]

KINDS: tuple[Kind, ...] = ("date", "figure", "place", "role", "dispute", "answer")

EXCLUSIVE = (
    frozenset(["attacker", "defender"]),
    frozenset(["captor", "losing side"]),
    frozenset(["captor", "defender"]),
    frozenset(["supporter", "opponent"]),
    frozenset(["ally", "opponent"]),
    frozenset(["deployed force", "withdrawing force"]),
    frozenset(["attacker", "observer"]),
    frozenset(["host", "visitor"]),
)
"""Roles that one actor can't have in one event at the same time."""


@dataclass(frozen=True)
class Side:
    """One of the values that differ, in words, with the claims that give it."""

    value: str
    claims: Sequence[PlacedClaim]


@dataclass(frozen=True)
class Disagreement:
    """Values that differ, on one subject.

    ``subject``: the event or question, or for claims about neither the actor.
    ``actor``: whose role differs. ``meets``: whether the values can all be true
    together; a figure can be worded differently and still agree. ``why``: what
    the comparison rests on.
    """

    kind: Kind
    subject: Ref
    sides: Sequence[Side]
    why: str
    counts: str = ""
    actor: str = ""
    meets: bool = False

    @property
    def claims(self) -> list[PlacedClaim]:
        """All claims of all sides, each once."""
        return list({placed.address: placed for s in self.sides for placed in s.claims}.values())

    @property
    def sources(self) -> list[str]:
        """The sources that take part."""
        return list(dict.fromkeys(placed.source.id for placed in self.claims))

    @property
    def internal(self) -> bool:
        """Tell whether one source differs with itself alone."""
        return len(self.sources) == 1


def find(corpus: Corpus) -> list[Disagreement]:
    """Return every disagreement of a corpus, by kind, then by subject."""
    finders: Mapping[Kind, Callable[[Corpus], Iterator[Disagreement]]] = {
        "date": _dates,
        "figure": _figures,
        "place": _places,
        "role": _roles,
        "dispute": _disputes,
        "answer": _answers,
    }
    return [found for kind in KINDS for found in finders[kind](corpus)]


def concerning(found: Iterable[Disagreement]) -> dict[Ref, list[Disagreement]]:
    """Return the disagreements that concern each event, question, actor and source."""
    concerned: dict[Ref, list[Disagreement]] = {}
    for one in found:
        refs = {one.subject, *(Ref("source", id_) for id_ in one.sources)}
        if one.actor:
            refs.add(Ref("actor", one.actor))
        if one.kind == "dispute":
            refs |= {Ref("actor", a) for placed in one.claims for a in placed.claim.actors}
            refs |= {Ref("event", e) for placed in one.claims for e in placed.claim.event}
        for ref in sorted(refs):
            concerned.setdefault(ref, []).append(one)
    return concerned


def _dates(corpus: Corpus) -> Iterator[Disagreement]:
    for event, claims in corpus.claims_on_event.items():
        values = _sides((placed.claim.date.text, placed) for placed in claims if placed.claim.date)
        if len(values) < 2:
            continue
        dated = [(days(c[0].claim.date), c) for c in values.values() if c[0].claim.date]
        starts_last = max(dated, key=lambda item: item[0].first)
        ends_first = min(dated, key=lambda item: item[0].last)
        if ends_first[0].last < starts_last[0].first:
            sides = [_dated(c) for _, c in sorted(dated, key=lambda item: item[0])]
            one, other = _dated(ends_first[1]).value, _dated(starts_last[1]).value
            yield Disagreement(
                "date", Ref("event", event), sides, f"“{one}” ends before “{other}” begins"
            )


def _dated(claims: Sequence[PlacedClaim]) -> Side:
    when = claims[0].claim.date
    return Side(when.words if when else "", claims)


def _figures(corpus: Corpus) -> Iterator[Disagreement]:
    for event, claims in corpus.claims_on_event.items():
        counted: dict[tuple[str, str], dict[str, list[PlacedClaim]]] = {}
        quantities = {}
        for placed in claims:
            for figure in placed.claim.figures:
                key = (figure.counts.casefold(), figure.value.unit)
                values = counted.setdefault(key, {})
                values.setdefault(figure.value.text, []).append(placed)
                quantities[key, figure.value.text] = figure
        for key, values in counted.items():
            if len(values) > 1:
                figures = [quantities[key, text] for text in values]
                ranges = [numbers(figure.value) for figure in figures]
                meets = max(r.low for r in ranges) <= min(r.high for r in ranges)
                allowed = "; ".join(f"“{f.value.text}” is {range_words(f.value)}" for f in figures)
                yield Disagreement(
                    "figure",
                    Ref("event", event),
                    [Side(text, claims) for text, claims in values.items()],
                    allowed,
                    counts=figures[0].counts,
                    meets=meets,
                )


def _places(corpus: Corpus) -> Iterator[Disagreement]:
    """Compare the places of events that are one thing: what is made up of parts may be anywhere."""
    inside = {id_: {id_, *corpus.within(id_)} for id_ in corpus.locations}
    for event, claims in corpus.claims_on_event.items():
        record = corpus.events[event]
        if event in corpus.parts or len(record.locations) > 1:
            continue
        values = _sides(
            (" · ".join(corpus.locations[p].name for p in narrowest), placed)
            for placed in claims
            if (narrowest := _narrowest(placed.claim.locations, inside))
        )
        places = [_narrowest(c[0].claim.locations, inside) for c in values.values()]
        if len(values) > 1 and not _one_chain(places, inside):
            sides = [Side(value, c) for value, c in values.items()]
            yield Disagreement(
                "place", Ref("event", event), sides, "neither place lies within the other"
            )


def _narrowest(places: Sequence[str], inside: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the places that hold no other of them."""
    return tuple(p for p in places if not any(p != q and p in inside[q] for q in places))


def _one_chain(groups: Sequence[tuple[str, ...]], inside: Mapping[str, set[str]]) -> bool:
    """Tell whether every group has a place that lies in, or holds, one of the next wider group."""
    by_depth = sorted(groups, key=lambda group: (max(len(inside[p]) for p in group), sorted(group)))
    return all(
        any(p in inside[q] or q in inside[p] for p in one for q in other)
        for one, other in pairwise(by_depth)
    )


def _roles(corpus: Corpus) -> Iterator[Disagreement]:
    for event, claims in corpus.claims_on_event.items():
        roles: dict[str, dict[str, list[PlacedClaim]]] = {}
        for placed in claims:
            for actor, role in placed.claim.actors.items():
                roles.setdefault(actor, {}).setdefault(role, []).append(placed)
        for actor, found in roles.items():
            clashing = [pair for pair in EXCLUSIVE if pair <= found.keys()]
            if clashing:
                words = dict.fromkeys(role for role in found if any(role in p for p in clashing))
                pairs = "; ".join(" and ".join(sorted(pair)) for pair in clashing)
                yield Disagreement(
                    "role",
                    Ref("event", event),
                    [Side(role, found[role]) for role in words],
                    f"roles that exclude each other: {pairs}",
                    actor=actor,
                )


def _disputes(corpus: Corpus) -> Iterator[Disagreement]:
    told: set[frozenset[str]] = set()
    for placed in corpus.claims:
        for address in placed.claim.disputes:
            other = corpus.claims_by_address[address]
            pair = frozenset([placed.address, address])
            if pair in told:
                continue
            told.add(pair)
            sides = [Side(claim.claim.says, [claim]) for claim in (placed, other)]
            yield Disagreement(
                "dispute", _subject(placed, other), sides, "the one is made against the other"
            )


def _subject(one: PlacedClaim, other: PlacedClaim) -> Ref:
    """Return what two claims are about: an event of either, or else an actor, or the source."""
    events = [e for e in one.claim.event if e in other.claim.event]
    events += [*one.claim.event, *other.claim.event]
    if events:
        return Ref("event", events[0])
    actors = [*one.claim.actors, *other.claim.actors]
    return Ref("actor", actors[0]) if actors else Ref("source", one.source.id)


def _answers(corpus: Corpus) -> Iterator[Disagreement]:
    for question, claims in corpus.claims_on_question.items():
        values = _sides((placed.claim.answers[question], placed) for placed in claims)
        if len(values) > 1:
            sides = [Side(answer, c) for answer, c in values.items()]
            yield Disagreement(
                "answer", Ref("question", question), sides, "the question is answered differently"
            )


def _sides(values: Iterable[tuple[str, PlacedClaim]]) -> dict[str, list[PlacedClaim]]:
    sides: dict[str, list[PlacedClaim]] = {}
    for value, placed in values:
        sides.setdefault(value, []).append(placed)
    return sides
