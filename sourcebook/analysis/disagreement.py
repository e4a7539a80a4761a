"""Disagreements between claims about the same thing: found, listed, never resolved.

A disagreement sets the differing values side by side, each with its claims. Differences within one
source count too. Such a difference is internal if an actor from whom the claims come contradicts
itself. Invariant: forecasts are compared only with other forecasts, because an event that turned
out differently from a forecast contradicts nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import Literal, NamedTuple

from ..corpus import Corpus, PlacedClaim, Ref, roles
from ..messages import gettext as _
from ..messages import marked
from ..records.dates import Date
from ..records.days import FIRST_DAY, LAST_DAY
from ..records.figures import Quantity
from ..records.sources import NO_POSITION
from ..text import semicolons
from .intervals import Days, days, numbers, range_words, whole_days
from .stances import stance

Kind = Literal["date", "figure", "place", "role", "dispute", "position"]


@dataclass(frozen=True)
class Side:
    """One of the values of a disagreement, in words, and the claims that state this value."""

    value: str
    claims: Sequence[PlacedClaim]


@dataclass(frozen=True)
class Disagreement:
    """Differing values on one subject.

    ``subject``: the event or question in dispute; an actor or a source if the claims are about no
    event and no question. ``actor``: the actor whose role differs. ``counts``: the thing that the
    differing figures count. ``why``: the reason why the values are incompatible; empty if the
    values alone show it. ``internal``: True if all claims are from one source, and an actor from
    whom the claims come contradicts itself. A source that merely reports what two actors say
    doesn't contradict itself.
    """

    kind: Kind
    subject: Ref
    sides: Sequence[Side]
    why: str
    internal: bool
    counts: str = ""
    actor: str = ""

    @cached_property
    def claims(self) -> Sequence[PlacedClaim]:
        """The claims of all sides, without duplicates."""
        return list({placed.address: placed for s in self.sides for placed in s.claims}.values())

    @cached_property
    def sources(self) -> Sequence[str]:
        """The ids of the sources that make these claims, without duplicates."""
        return list(dict.fromkeys(placed.source.id for placed in self.claims))


def find(corpus: Corpus) -> list[Disagreement]:
    """Return every disagreement in a corpus, in the order of ``KINDS``."""
    on_events = (found for event in corpus.claims_on_event for found in _on_event(corpus, event))
    return _by_kind([*on_events, *_elsewhere(corpus)])


class DisagreementFinder:
    """Finds the disagreements that concern single records. Events are compared only once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._on_event = cache(partial(_on_event, corpus))

    def concerning(self, ref: Ref) -> list[Disagreement]:
        """Return the disagreements that concern a record, in the order of ``find``."""
        events: Iterable[str] = ()
        if ref.type == "event":
            events = [ref.id]
        elif ref.type == "actor":
            events = self._corpus.events_of_actor.get(ref.id, ())
        elif ref.type == "source":
            claims = self._corpus.claims_of_source.get(ref.id, ())
            events = [event for placed in claims for event in placed.claim.event]
        rank = self._corpus.rank_in_telling
        on_events = concerning(
            found
            for event in sorted(set(events) & rank.keys(), key=rank.__getitem__)
            for found in self._on_event(event)
        )
        return _by_kind([*on_events.get(ref, ()), *self._elsewhere.get(ref, ())])

    @cached_property
    def _elsewhere(self) -> Mapping[Ref, Sequence[Disagreement]]:
        return concerning(_elsewhere(self._corpus))


def _by_kind(found: Iterable[Disagreement]) -> list[Disagreement]:
    kinds = [*KINDS]
    return sorted(found, key=lambda one: kinds.index(one.kind))


def _on_event(corpus: Corpus, event: str) -> list[Disagreement]:
    """Return the disagreements between the claims on an event.

    Forecasts are compared only with forecasts, and all other claims with each other.
    """
    forecasts: list[PlacedClaim] = []
    others: list[PlacedClaim] = []
    for placed in corpus.claims_on_event[event]:
        is_forecast = stance(corpus, placed, event) == "foretells"
        (forecasts if is_forecast else others).append(placed)
    return [
        found
        for kind in KINDS.values()
        if kind.on_event
        for comparable in (others, forecasts)
        for found in kind.on_event(corpus, event, comparable)
    ]


def _elsewhere(corpus: Corpus) -> list[Disagreement]:
    """Return the disagreements that are found without comparing the claims on an event."""
    return [
        found
        for kind in KINDS.values() if kind.elsewhere
        for found in kind.elsewhere(corpus)
    ]  # fmt: skip


def concerning(found: Iterable[Disagreement]) -> dict[Ref, list[Disagreement]]:
    """Return record -> the disagreements that concern the record.

    The records are events, questions, actors and sources.
    """
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


def _internal(corpus: Corpus, sides: Iterable[Side]) -> bool:
    """Return whether one source makes all claims of these sides, and a voice contradicts itself.

    The voice of a claim is the actor from whom the claim comes: the last one of its chain. A voice
    contradicts itself if several sides have claims of this voice.
    """
    voices_by_side = [{(p.source.id, corpus.chain(p)[-1]) for p in side.claims} for side in sides]
    voices = [voice for side in voices_by_side for voice in side]
    return len({source for source, _ in voices}) == 1 and len(set(voices)) < len(voices)


def _dates(corpus: Corpus, event: str, claims: Sequence[PlacedClaim]) -> Iterator[Disagreement]:
    values = _by_value(
        (placed.claim.date.text, placed)
        for placed in claims
        if placed.claim.date and placed.claim.gives_date_of(event)
    )
    own = corpus.events[event].date
    span = whole_days(own) if own and own.lasts else None
    dates = [date for claims in values.values() if (date := claims[0].claim.date)]
    for apart, why in _apart(dates, span):
        found = sorted(apart, key=lambda date: (days(date), date.moment or ()))
        sides = [Side(date.words, values[date.text]) for date in found]
        ends_first = min(found, key=lambda date: (days(date).last, date.moment or ()))
        yield Disagreement(
            "date",
            Ref("event", event),
            sides,
            why.format(earlier=ends_first.words, later=found[-1].words),
            _internal(corpus, sides),
        )


def _apart(dates: Sequence[Date], span: Days | None) -> Iterator[tuple[list[Date], str]]:
    """Yield lists of incompatible dates, each list with a message that says why its dates clash.

    If no dates are incompatible by their days, their times of day are compared. Times with a time
    zone are compared only with each other, and so are times without a time zone. ``span``: the days
    of the event if the event's own date is an interval, else None. Dates within the span are
    compatible with each other.
    """
    spans = [days(date) for date in dates]
    found = _incompatible(spans, span)
    if found:
        yield [dates[at] for at in found], _("“{earlier}” ends before “{later}” begins")
        return
    timed = [
        date
        for date, (first, last) in zip(dates, spans, strict=True)
        if date.moment and not (span and span.first <= first and last <= span.last)
    ]
    for zoned in (True, False):
        moments = [(date, date.moment) for date in timed if date.zoned == zoned and date.moment]
        last_start = max((first for _date, (first, _last) in moments), default=0)
        first_end = min((last for _date, (_first, last) in moments), default=0)
        if first_end < last_start:
            apart = [date for date, (first, last) in moments
                     if last < last_start or first > first_end]  # fmt: skip
            yield apart, _("“{earlier}” is before “{later}”")


def _incompatible(dated: Sequence[Days], span: Days | None) -> list[int]:
    """Return the indexes of the dates that are incompatible with at least one other date.

    Two dates are incompatible if they have no day in common. ``span``: the days of the event if the
    event's own date is an interval, else None. Dates within the span may belong to different
    moments of the event, so they are compatible with each other.
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


def _figures(corpus: Corpus, event: str, claims: Sequence[PlacedClaim]) -> Iterator[Disagreement]:
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
        apart = [text for text, r in ranges.items() if r.low > lowest_end or r.high < highest_start]
        if apart:
            figures = [quantities[key, text] for text in apart]
            sides = [Side(quantities[key, text].value.words, values[text]) for text in apart]
            yield Disagreement(
                "figure",
                Ref("event", event),
                sides,
                semicolons(_meaning(f.value) for f in figures if not f.value.is_bounded),
                _internal(corpus, sides),
                counts=figures[0].counts,
            )


def _meaning(quantity: Quantity) -> str:
    return _("“{figure}” means {range}").format(
        figure=quantity.words, range=range_words(quantity)
    )  # fmt: skip


def _places(corpus: Corpus, event: str, claims: Sequence[PlacedClaim]) -> Iterator[Disagreement]:
    """Yield a disagreement on where an event took place, if there is one.

    There is none if the event has sub-events or several locations.
    """
    if event in corpus.parts or len(corpus.events[event].locations) > 1:
        return
    inside = {
        id_: {id_, *corpus.within(id_)} for placed in claims for id_ in placed.claim.locations
    }
    values = _by_value(
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
            _("neither place lies within the other"),
            _internal(corpus, sides),
        )


def _narrowest(places: Sequence[str], inside: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the given places, except those that contain another of them.

    ``inside``: maps each place to itself and the larger places that it lies in.
    """
    return tuple(p for p in places if not any(p != q and p in inside[q] for q in places))


def _one_chain(groups: Sequence[tuple[str, ...]], inside: Mapping[str, set[str]]) -> bool:
    """Return whether groups of places form one chain of nested places.

    The groups are sorted by depth. Of two consecutive groups, a place of one must contain, equal or
    lie inside a place of the other. ``inside``: maps each place to itself and the larger places
    that it lies in.
    """
    by_depth = sorted(groups, key=lambda group: (max(len(inside[p]) for p in group), sorted(group)))
    return all(
        any(p in inside[q] or q in inside[p] for p in one for q in other)
        for one, other in pairwise(by_depth)
    )


def _roles(corpus: Corpus, event: str, claims: Sequence[PlacedClaim]) -> Iterator[Disagreement]:
    for actor, found in roles(claims, event).items():
        clashing = [pair for pair in corpus.exclusive_roles if pair <= found.keys()]
        if clashing:
            words = dict.fromkeys(role for role in found if any(role in p for p in clashing))
            pairs = semicolons(
                _("{one} and {other}").format(one=one, other=other)
                for one, other in map(sorted, clashing)
            )
            sides = [Side(role, found[role]) for role in words]
            yield Disagreement(
                "role",
                Ref("event", event),
                sides,
                _("roles that exclude each other: {pairs}").format(pairs=pairs),
                _internal(corpus, sides),
                actor=actor,
            )


def _disputes(corpus: Corpus) -> Iterator[Disagreement]:
    seen: set[frozenset[str]] = set()
    for placed in corpus.claims:
        for address in placed.claim.disputes:
            other = corpus.claims_by_address[address]
            pair = frozenset([placed.address, address])
            if pair in seen:
                continue
            seen.add(pair)
            sides = [Side(claim.claim.says, [claim]) for claim in (placed, other)]
            yield Disagreement(
                "dispute",
                _subject(placed, other),
                sides,
                _("the source sets the first against the second"),
                _internal(corpus, sides),
            )


def _subject(one: PlacedClaim, other: PlacedClaim) -> Ref:
    """Return the subject of a dispute between two claims.

    The subject is an event that both claims are about. If there is no such event, the subject is an
    event that either claim is about. If neither claim is about an event, the subject is an actor to
    whom either claim gives a role. If there is no such actor, the subject is the source of the
    first claim.
    """
    events = [e for e in one.claim.event if e in other.claim.event]
    events += [*one.claim.event, *other.claim.event]
    if events:
        return Ref("event", events[0])
    actors = [*one.claim.cast, *other.claim.cast]
    return Ref("actor", actors[0]) if actors else Ref("source", one.source.id)


def _positions(corpus: Corpus) -> Iterator[Disagreement]:
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
    """Return position id -> the claims that take the position.

    Positions are in the question's order. Claims that answer the question without taking a position
    come last, under ``NO_POSITION``.
    """
    found: dict[str, list[PlacedClaim]] = {}
    for placed in claims:
        for position in placed.claim.answers[question]:
            found.setdefault(position, []).append(placed)
    order = [*corpus.questions[question].positions, NO_POSITION]
    return {position: found[position] for position in order if position in found}


def _by_value(values: Iterable[tuple[str, PlacedClaim]]) -> dict[str, list[PlacedClaim]]:
    claims: dict[str, list[PlacedClaim]] = {}
    for value, placed in values:
        claims.setdefault(value, []).append(placed)
    return claims


class DisagreementKind(NamedTuple):
    """A kind of disagreement.

    ``heading``: the message above the list of these disagreements on pages. ``on_event``: takes a
    corpus, an event's id and comparable claims on the event, and yields the disagreements of this
    kind between the claims. ``elsewhere``: takes a corpus and yields the disagreements of this kind
    that are found in another way.
    """

    heading: str
    on_event: Callable[[Corpus, str, Sequence[PlacedClaim]], Iterator[Disagreement]] | None = None
    elsewhere: Callable[[Corpus], Iterator[Disagreement]] | None = None


KINDS: Mapping[Kind, DisagreementKind] = {
    "date": DisagreementKind(marked("Dates that can’t both be right"), _dates),
    "figure": DisagreementKind(marked("Figures for the same thing"), _figures),
    "place": DisagreementKind(marked("Different places"), _places),
    "role": DisagreementKind(marked("Roles that exclude each other"), _roles),
    "dispute": DisagreementKind(marked("Claims that dispute each other"), elsewhere=_disputes),
    "position": DisagreementKind(marked("Different positions on a question"), elsewhere=_positions),
}
"""Maps the id of each kind of disagreement to the kind. Pages list the kinds in this order."""
