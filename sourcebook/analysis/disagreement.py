"""Where claims on one thing part: computed, never resolved.

Every kind is found by setting the different values beside each other, each with
its claims; a difference inside one source counts, and is marked as internal. What is
foretold is compared with what is foretold, all else with each other: that a thing came
otherwise than someone expected is no contradiction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..corpus import Corpus, PlacedClaim, Ref, roles
from ..records.days import FIRST_DAY, LAST_DAY
from ..records.sources import NO_POSITION
from .intervals import Days, days, numbers, range_words, whole_days
from .stances import stance

Kind = Literal["date", "figure", "place", "role", "dispute", "position"]

KINDS: tuple[Kind, ...] = ("date", "figure", "place", "role", "dispute", "position")

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
    ``actor``: whose role differs. ``counts``: what the figures count. ``why``: what
    the comparison rests on, if that isn't plain. ``internal``: no source takes part but one, and
    a voice in it differs with itself; a source that reports two voices doesn't.
    """

    kind: Kind
    subject: Ref
    sides: Sequence[Side]
    why: str
    internal: bool
    counts: str = ""
    actor: str = ""

    @property
    def claims(self) -> list[PlacedClaim]:
        """All claims of all sides, each once."""
        return list({placed.address: placed for s in self.sides for placed in s.claims}.values())

    @property
    def sources(self) -> list[str]:
        """The sources that take part."""
        return list(dict.fromkeys(placed.source.id for placed in self.claims))


Alike = Sequence[tuple[str, Sequence[PlacedClaim]]]
"""Each event with claims on it that can be compared with each other."""


def find(corpus: Corpus) -> list[Disagreement]:
    """Return every disagreement of a corpus, by kind, then by subject."""
    alike = list(_alike(corpus))
    finders: Mapping[Kind, Callable[[Corpus, Alike], Iterator[Disagreement]]] = {
        "date": _dates,
        "figure": _figures,
        "place": _places,
        "role": _roles,
        "dispute": _disputes,
        "position": _positions,
    }
    return [found for kind in KINDS for found in finders[kind](corpus, alike)]


def concerning(found: Iterable[Disagreement]) -> dict[Ref, list[Disagreement]]:
    """Return the disagreements that concern each event, question, actor and source."""
    concerned: dict[Ref, list[Disagreement]] = {}
    for one in found:
        refs = {one.subject, *(Ref("source", id_) for id_ in one.sources)}
        if one.actor:
            refs.add(Ref("actor", one.actor))
        if one.kind == "dispute":
            refs |= {Ref("actor", a) for placed in one.claims for a in placed.claim.cast}
            refs |= {Ref("event", e) for placed in one.claims for e in placed.claim.event}
        for ref in sorted(refs):
            concerned.setdefault(ref, []).append(one)
    return concerned


def _alike(corpus: Corpus) -> Iterator[tuple[str, Sequence[PlacedClaim]]]:
    """Yield each event with claims on it that can be compared: those that foretell it apart."""
    for event, claims in corpus.claims_on_event.items():
        foretelling: list[PlacedClaim] = []
        others: list[PlacedClaim] = []
        for placed in claims:
            foretold = stance(corpus, placed, event) == "foretells"
            (foretelling if foretold else others).append(placed)
        yield event, others
        yield event, foretelling


def _internal(corpus: Corpus, sides: Iterable[Side]) -> bool:
    """Tell whether all claims are of one source, and one voice's word stands on two sides."""
    told = [{(p.source.id, corpus.chain(p)[-1]) for p in side.claims} for side in sides]
    voices = [voice for side in told for voice in side]
    return len({source for source, _ in voices}) == 1 and len(set(voices)) < len(voices)


def _dates(corpus: Corpus, alike: Alike) -> Iterator[Disagreement]:
    for event, claims in alike:
        values = _sides(
            (placed.claim.date.text, placed)
            for placed in claims
            if placed.claim.date
            and placed.claim.dates == "event"
            and placed.claim.is_first_on(event)
        )
        dated = [(days(c[0].claim.date), c) for c in values.values() if c[0].claim.date]
        own = corpus.events[event].date
        span = whole_days(own) if own and own.lasts else None
        apart = _apart([when for when, _ in dated], span)
        if not apart:
            continue
        found = sorted((dated[at] for at in apart), key=lambda item: item[0])
        sides = [_dated(c) for _, c in found]
        ends_first = min(found, key=lambda item: item[0].last)
        one, other = _dated(ends_first[1]).value, _dated(found[-1][1]).value
        yield Disagreement(
            "date",
            Ref("event", event),
            sides,
            f"“{one}” ends before “{other}” begins",
            _internal(corpus, sides),
        )


def _apart(dated: Sequence[Days], span: Days | None) -> list[int]:
    """Return which of some dates can't meet one of the others, by their place in the list.

    Two dates inside the span of a lasting event are moments of it, and don't differ.
    """

    def inside(when: Days) -> bool:
        return span is not None and span.first <= when.first and when.last <= span.last

    def bounds(others: Sequence[Days]) -> Days:
        return Days(
            max((d.first for d in others), default=FIRST_DAY),
            min((d.last for d in others), default=LAST_DAY),
        )

    starts_last, ends_first = bounds(dated)
    outside = bounds([when for when in dated if not inside(when)])
    found = []
    for at, when in enumerate(dated):
        last_start, first_end = outside if inside(when) else (starts_last, ends_first)
        if when.last < last_start or when.first > first_end:
            found.append(at)
    return found


def _dated(claims: Sequence[PlacedClaim]) -> Side:
    when = claims[0].claim.date
    return Side(when.words if when else "", claims)


def _figures(corpus: Corpus, alike: Alike) -> Iterator[Disagreement]:
    for event, claims in alike:
        counted: dict[tuple[str, str], dict[str, list[PlacedClaim]]] = {}
        quantities = {}
        for placed in claims:
            for figure in placed.claim.figures if placed.claim.is_first_on(event) else ():
                key = (figure.counts.casefold(), figure.value.unit)
                values = counted.setdefault(key, {})
                values.setdefault(figure.value.text, []).append(placed)
                quantities[key, figure.value.text] = figure
        for key, values in counted.items():
            ranges = {text: numbers(quantities[key, text].value) for text in values}
            lowest_end = min(r.high for r in ranges.values())
            highest_start = max(r.low for r in ranges.values())
            apart = [
                text for text, r in ranges.items() if r.low > lowest_end or r.high < highest_start
            ]
            if apart:
                figures = [quantities[key, text] for text in apart]
                sides = [Side(text, values[text]) for text in apart]
                yield Disagreement(
                    "figure",
                    Ref("event", event),
                    sides,
                    "; ".join(f"“{f.value.text}” is {range_words(f.value)}" for f in figures),
                    _internal(corpus, sides),
                    counts=figures[0].counts,
                )


def _places(corpus: Corpus, alike: Alike) -> Iterator[Disagreement]:
    """Compare the places of events that are one thing: what is made up of parts may be anywhere."""
    inside = {id_: {id_, *corpus.within(id_)} for id_ in corpus.locations}
    for event, claims in alike:
        record = corpus.events[event]
        if event in corpus.parts or len(record.locations) > 1:
            continue
        values = _sides(
            (" · ".join(corpus.locations[p].name for p in narrowest), placed)
            for placed in claims
            if placed.claim.is_first_on(event)
            and (narrowest := _narrowest(placed.claim.locations, inside))
        )
        places = [_narrowest(c[0].claim.locations, inside) for c in values.values()]
        if len(values) > 1 and not _one_chain(places, inside):
            sides = [Side(value, c) for value, c in values.items()]
            yield Disagreement(
                "place",
                Ref("event", event),
                sides,
                "neither place lies within the other",
                _internal(corpus, sides),
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


def _roles(corpus: Corpus, alike: Alike) -> Iterator[Disagreement]:
    for event, claims in alike:
        for actor, found in roles(claims, event).items():
            clashing = [pair for pair in EXCLUSIVE if pair <= found.keys()]
            if clashing:
                words = dict.fromkeys(role for role in found if any(role in p for p in clashing))
                pairs = "; ".join(" and ".join(sorted(pair)) for pair in clashing)
                sides = [Side(role, found[role]) for role in words]
                yield Disagreement(
                    "role",
                    Ref("event", event),
                    sides,
                    f"roles that exclude each other: {pairs}",
                    _internal(corpus, sides),
                    actor=actor,
                )


def _disputes(corpus: Corpus, _: Alike) -> Iterator[Disagreement]:
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
                "dispute",
                _subject(placed, other),
                sides,
                "the first is set against the second",
                _internal(corpus, sides),
            )


def _subject(one: PlacedClaim, other: PlacedClaim) -> Ref:
    """Return what two claims are about: an event of either, or else an actor, or the source."""
    events = [e for e in one.claim.event if e in other.claim.event]
    events += [*one.claim.event, *other.claim.event]
    if events:
        return Ref("event", events[0])
    actors = [*one.claim.cast, *other.claim.cast]
    return Ref("actor", actors[0]) if actors else Ref("source", one.source.id)


def _positions(corpus: Corpus, _: Alike) -> Iterator[Disagreement]:
    for question, claims in corpus.claims_on_question.items():
        taken = positions(corpus, question, claims)
        words = corpus.questions[question].positions
        sides = [Side(words[id_], found) for id_, found in taken.items() if id_ != NO_POSITION]
        if len(sides) > 1:
            yield Disagreement(
                "position",
                Ref("question", question),
                sides,
                "",
                _internal(corpus, sides),
            )


def positions(
    corpus: Corpus, question: str, claims: Iterable[PlacedClaim]
) -> dict[str, list[PlacedClaim]]:
    """Return the positions on a question that some claims take, in the question's order.

    ``NO_POSITION`` comes last, with the claims that answer it and take none.
    """
    found: dict[str, list[PlacedClaim]] = {}
    for placed in claims:
        for position in placed.claim.answers[question]:
            found.setdefault(position, []).append(placed)
    order = [*corpus.questions[question].positions, NO_POSITION]
    return {position: found[position] for position in order if position in found}


def _sides(values: Iterable[tuple[str, PlacedClaim]]) -> dict[str, list[PlacedClaim]]:
    sides: dict[str, list[PlacedClaim]] = {}
    for value, placed in values:
        sides.setdefault(value, []).append(placed)
    return sides
