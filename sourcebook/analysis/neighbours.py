"""The events before and after each event, at the same places and with the same actors.

Invariant: event A is shown before event B only if the last possible day of A is before the first
possible day of B, so that no other order is possible. The module ignores events that no source says
happened, uncertain dates, an event's own sub-events and parents, and actors whose role is only
foretold or disputed. It also ignores dates without a start, such as "by October": such an event may
have begun years earlier. If several events are equally near, one of them is shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, Ref
from ..records.days import Day
from .spans import Possible, possible
from .stances import parts, stance

Neighbours = tuple[Ref, str | None, str | None]
"""A place or actor of an event, and the ids of the nearest events before and after this event.

Both of these events are at this place or with this actor. An id is None if there is no such event.
"""


class _Row(NamedTuple):
    """The events of a place or actor, sorted in two ways.

    ``ending``: ids of the events, sorted by last possible day. ``lasts``: the last possible days,
    in the same order. ``beginning``: ids of the events, sorted by first possible day. ``firsts``:
    the first possible days, in the same order.
    """

    lasts: Sequence[Day]
    ending: Sequence[str]
    firsts: Sequence[Day]
    beginning: Sequence[str]


def neighbours(corpus: Corpus) -> Mapping[str, Sequence[Neighbours]]:
    """Return event id -> the event's neighbours: one item for each of its places and actors.

    A place or actor is left out if it has neither an earlier nor a later event.
    """
    dated = {
        id_: found
        for id_, event in corpus.events.items()
        if event.date
        and event.date.start
        and (found := possible(event.date)).sure
        and _asserted(corpus, id_)
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
        # If events have the same last possible day, the one with the later first day is nearer.
        ending = sorted(shown, key=lambda event: (dated[event].last, dated[event].first))
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
    """Return the first of ``events`` that is neither sub-event nor parent of the event ``id_``."""
    chains = corpus.event_chains
    return next((e for e in events if e not in chains[id_] and id_ not in chains[e]), None)
