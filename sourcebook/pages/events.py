"""The page of each event."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from ..corpus import Corpus, PlacedClaim, Ref
from ..records.entities import Event
from . import claims, maps, sides
from .common import entity_data, plural
from .site import Site, path_of

Neighbours = tuple[Ref, str | None, str | None]
"""A place or an actor, and the events before and after there."""


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any], Ref]]:
    """Yield a draft for each event."""
    corpus = site.corpus
    around = partial(
        _neighbours, corpus, _days(corpus, corpus.events_at), _days(corpus, corpus.events_of_actor)
    )
    for id_ in corpus.events:
        ref = Ref("event", id_)
        yield path_of(ref), "event", {**_data(site, id_), "around": around(id_)}, ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    event = corpus.events[id_]
    about = corpus.claims_on_event.get(id_, ())
    told = sides.sides(about)
    answered = list(dict.fromkeys(q for placed in about for q in placed.claim.answers))
    data = entity_data(site, Ref("event", id_))
    return {
        **data,
        "questions": list(dict.fromkeys([*data["questions"], *answered])),
        "lead": _lead(corpus, id_, len(told)),
        "date": event.date.words if event.date else "",
        "dated": _dated(about, event),
        "parts_of_it": corpus.parts.get(id_, ()),
        "holders": _holders(corpus, id_),
        "told": told,
        "first": site.first_said[id_][0],
        "support": site.origins.support(about),
        "silent": sides.silent(corpus, told),
        "differences": site.differences.get(Ref("event", id_), ()),
        "roles": corpus.roles_in.get(id_, {}),
        "cited_list": claims.cited_list,
        "map": maps.of_event(site, id_),
    }


def _lead(corpus: Corpus, id_: str, sources: int) -> str:
    event = corpus.events[id_]
    when = f", {event.date.words}" if event.date else ""
    where = ", ".join(corpus.locations[place].name for place in event.locations)
    return (
        f"{event.kind.capitalize()}{when}{f', {where}' if where else ''}; "
        f"reported by {plural(sources, 'source')}."
    )


def _holders(corpus: Corpus, id_: str) -> list[str]:
    """Return the larger events that an event is part of, the largest first."""
    chain: list[str] = []
    holder = corpus.events[id_].part_of
    while holder:
        chain.append(holder)
        holder = corpus.events[holder].part_of
    return chain[::-1]


def _dated(about: Sequence[PlacedClaim], event: Event) -> list[PlacedClaim]:
    """Return the claims that give the event's own date, or, if none does, any date."""
    dated = [placed for placed in about if placed.claim.date]
    return [placed for placed in dated if placed.claim.date == event.date] or dated


Days = Mapping[str, tuple[Sequence[date], Sequence[str]]]


def _days(corpus: Corpus, events: Mapping[str, Sequence[str]]) -> Days:
    """Return, for each place or actor, its dated events in order and their first days."""
    found = {}
    for id_, listed in events.items():
        dated = [(when, event) for event in listed if (when := _first_day(corpus, event))]
        found[id_] = ([when for when, _ in dated], [event for _, event in dated])
    return found


def _first_day(corpus: Corpus, event: str) -> date | None:
    when = corpus.events[event].date
    return when.earliest if when else None


def _neighbours(corpus: Corpus, places: Days, actors: Days, id_: str) -> list[Neighbours]:
    """Return the events before and after one, at each of its places and for each of its actors.

    Events that begin on the same day, as far as anybody says, have no order.
    """
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
