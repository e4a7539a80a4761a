"""Before and after: the nearest dated events at the same places, and with the same actors."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from ..corpus import Corpus, Ref

Neighbours = tuple[Ref, str | None, str | None]
"""A place or an actor, and the events before and after there."""

_Days = Mapping[str, tuple[Sequence[date], Sequence[str]]]


def neighbours(corpus: Corpus) -> Mapping[str, Sequence[Neighbours]]:
    """Return for each event those before and after, at each of its places, for each of its actors.

    Events that begin on the same day, as far as anybody says, have no order.
    """
    places, actors = _days(corpus, corpus.events_at), _days(corpus, corpus.events_of_actor)
    return {id_: _around(corpus, places, actors, id_) for id_ in corpus.events}


def _days(corpus: Corpus, events: Mapping[str, Sequence[str]]) -> _Days:
    """Return, for each place or actor, its dated events in order and their first days."""
    found = {}
    for id_, listed in events.items():
        dated = [(when, event) for event in listed if (when := _first_day(corpus, event))]
        found[id_] = ([when for when, _ in dated], [event for _, event in dated])
    return found


def _first_day(corpus: Corpus, event: str) -> date | None:
    when = corpus.events[event].date
    return when.earliest if when else None


def _around(corpus: Corpus, places: _Days, actors: _Days, id_: str) -> list[Neighbours]:
    day = _first_day(corpus, id_)
    if not day:
        return []
    refs = [Ref("location", place) for place in corpus.events[id_].locations]
    refs += [Ref("actor", actor) for actor in corpus.roles_in.get(id_, ())]
    found = []
    for ref in refs:
        days, events = (places if ref.kind == "location" else actors)[ref.id]
        earlier, later = bisect_left(days, day), bisect_right(days, day)
        before = events[earlier - 1] if earlier else None
        after = events[later] if later < len(events) else None
        if before or after:
            found.append((ref, before, after))
    return found
