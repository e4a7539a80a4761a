"""Before and after: the nearest events at the same places, and with the same actors.

An event is before another only if its date allows no other order: it can have ended on no day
on which the other can have begun. What nobody says happened comes neither before nor after
anything, nor does a part before the whole that it belongs to. With an actor are only events in
which a source says that it had a part. An event of "October or earlier" is nowhere the nearest
before: it can be years older than any other.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, Ref
from ..records.days import FIRST_DAY, Day
from .spans import Possible, possible
from .stances import parts, stance

Neighbours = tuple[Ref, str | None, str | None]
"""A place or an actor, and the events before and after there."""


class _Row(NamedTuple):
    """The events at a place or of an actor: by last possible day, and by first."""

    lasts: Sequence[Day]
    ending: Sequence[str]
    firsts: Sequence[Day]
    beginning: Sequence[str]


def neighbours(corpus: Corpus) -> Mapping[str, Sequence[Neighbours]]:
    """Return for each event those before and after, at each of its places, for each of its actors.

    Only pairs of which the order is certain: see above.
    """
    dated = {
        id_: found
        for id_, event in corpus.events.items()
        if event.date and (found := possible(event.date)).sure and _asserted(corpus, id_)
    }
    cast = {
        event: [actor for actor, standing in taken.items() if standing == "asserted"]
        for event, taken in parts(corpus).items()
        if event in dated
    }
    with_actor: dict[str, list[str]] = {}
    for event, actors in cast.items():
        for actor in actors:
            with_actor.setdefault(actor, []).append(event)
    rows = {"location": _rows(dated, corpus.events_at), "actor": _rows(dated, with_actor)}
    return {id_: _around(corpus, dated, rows, cast, id_) for id_ in corpus.events}


def _asserted(corpus: Corpus, event: str) -> bool:
    claims = corpus.claims_on_event.get(event, ())
    return any(stance(corpus, placed, event) == "asserts" for placed in claims)


def _rows(dated: Mapping[str, Possible], events: Mapping[str, Sequence[str]]) -> dict[str, _Row]:
    found = {}
    for id_, listed in events.items():
        shown = [event for event in listed if event in dated]
        # Of those that can have ended as late, the one that can't have ended as early is nearer.
        ending = sorted(
            (event for event in shown if dated[event].first != FIRST_DAY),
            key=lambda event: (dated[event].last, dated[event].first),
        )
        beginning = sorted(shown, key=lambda event: (dated[event].first, dated[event].last))
        found[id_] = _Row(
            [dated[event].last for event in ending], ending,
            [dated[event].first for event in beginning], beginning,
        )  # fmt: skip
    return found


def _around(
    corpus: Corpus,
    dated: Mapping[str, Possible],
    rows: Mapping[str, Mapping[str, _Row]],
    cast: Mapping[str, Sequence[str]],
    id_: str,
) -> list[Neighbours]:
    if id_ not in dated:
        return []
    when = dated[id_]
    refs = [Ref("location", place) for place in corpus.events[id_].locations]
    refs += [Ref("actor", actor) for actor in cast.get(id_, ())]
    found = []
    for ref in refs:
        row = rows[ref.type][ref.id]
        earlier = range(bisect_left(row.lasts, when.first) - 1, -1, -1)
        later = range(bisect_right(row.firsts, when.last), len(row.firsts))
        before = _other(corpus, id_, (row.ending[at] for at in earlier))
        after = _other(corpus, id_, (row.beginning[at] for at in later))
        if before or after:
            found.append((ref, before, after))
    return found


def _other(corpus: Corpus, id_: str, events: Iterable[str]) -> str | None:
    """Return the first of some events that is no part of a given one, nor has it for a part."""
    chains = corpus.event_chains
    return next((e for e in events if e not in chains[id_] and id_ not in chains[e]), None)
