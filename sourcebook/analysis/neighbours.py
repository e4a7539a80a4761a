"""The events before and after each event, at the same places and with the same actors.

Invariant: event A is shown before event B only if the last possible day of A is before the first
possible day of B, so that no other order is possible. The module ignores events that no source says
happened, uncertain dates, an event's own sub-events and parents, and actors whose role is only
foretold or disputed. It also ignores dates without a start, such as "by October": such an event may
have begun years earlier. If several events are equally near, one of them is shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..corpus import Corpus, Ref
from ..records.days import Day
from .spans import Possible, possible
from .stances import parts_in, stance

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


class NeighbourFinder:
    """Finds the neighbours of events. What several events need is computed only once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._days = cache(self._days_of)
        self._cast = cache(self._cast_of)
        self._row = cache(self._row_of)

    def of(self, event: str) -> list[Neighbours]:
        """Return an event's neighbours: one item for each of its places and actors.

        A place or actor is left out if it has neither an earlier nor a later event.
        """
        when = self._days(event)
        if not when:
            return []
        refs = [Ref("location", place) for place in self._corpus.events[event].locations]
        refs += [Ref("actor", actor) for actor in self._cast(event)]
        found = []
        for ref in refs:
            row = self._row(ref)
            earlier = range(bisect_left(row.lasts, when.first) - 1, -1, -1)
            later = range(bisect_right(row.firsts, when.last), len(row.firsts))
            before = _other(self._corpus, event, (row.ending[at] for at in earlier))
            after = _other(self._corpus, event, (row.beginning[at] for at in later))
            if before or after:
                found.append((ref, before, after))
        return found

    def _days_of(self, event: str) -> Possible | None:
        """Return the possible days of an event; None if it can be nobody's neighbour."""
        date = self._corpus.events[event].date
        if not date or not date.start:
            return None
        found = possible(date)
        return found if found.sure and self._is_asserted(event) else None

    def _is_asserted(self, event: str) -> bool:
        claims = self._corpus.claims_on_event.get(event, ())
        return any(stance(self._corpus, placed, event) == "asserts" for placed in claims)

    def _cast_of(self, event: str) -> list[str]:
        taken = parts_in(self._corpus, event)
        return [actor for actor, standing in taken.items() if standing == "asserted"]

    def _row_of(self, ref: Ref) -> _Row:
        if ref.type == "location":
            listed = self._corpus.events_at[ref.id]
        else:
            taken = self._corpus.events_of_actor[ref.id]
            # Of events that are equally near, the one that sources tell of first is shown.
            told = sorted(taken, key=self._corpus.rank_in_telling.__getitem__)
            listed = [event for event in told if ref.id in self._cast(event)]
        days = {event: found for event in listed if (found := self._days(event))}
        # If events have the same last possible day, the one with the later first day is nearer.
        ending = sorted(days, key=lambda event: (days[event].last, days[event].first))
        beginning = sorted(days, key=lambda event: (days[event].first, days[event].last))
        return _Row(
            [days[event].last for event in ending], ending,
            [days[event].first for event in beginning], beginning,
        )  # fmt: skip


def neighbours(corpus: Corpus) -> Mapping[str, Sequence[Neighbours]]:
    """Return event id -> the event's neighbours, as ``NeighbourFinder.of`` returns them."""
    finder = NeighbourFinder(corpus)
    return {event: finder.of(event) for event in corpus.events}


def _other(corpus: Corpus, id_: str, events: Iterable[str]) -> str | None:
    """Return the first of ``events`` that is neither sub-event nor parent of the event ``id_``."""
    chains = corpus.event_chains
    return next((e for e in events if e not in chains[id_] and id_ not in chains[e]), None)
