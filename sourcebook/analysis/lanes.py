"""Events sorted into lanes: by the place that holds them, or by the actors who take part."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..corpus import Corpus, Ref
from .stances import parts as parts_taken

ACTORS = 8
"""How many actors have a lane of their own."""
SHARE = 16
"""A place has a lane of its own if it holds at least one in so many of the events."""
LEAST = 3
"""Events that a place needs for a lane of its own, however few there are."""


MARKS = 300
"""Events on one timeline, in all lanes together: its file stays below some 150 KB."""


class Lane(NamedTuple):
    """Events that stand together, in order of date.

    ``ref``: whose they are; None for those that are left. ``rest``: a part of
    what is in the place, or of the actor, has a lane of its own. ``parts``: those
    of an actor's other parts are among them.
    """

    ref: Ref | None
    events: list[str]
    rest: bool = False
    parts: bool = False


def by_place(corpus: Corpus, events: Collection[str]) -> list[Lane]:
    """Return lanes of places, each event in one: the smallest place that is large enough.

    The lane with most events first; events without a place, or in places that
    share too little, last, in a lane without a place.
    """
    homes = {id_: _home(corpus, corpus.events[id_].locations) for id_ in events}
    held: dict[str | None, list[str]] = {}
    for id_, place in homes.items():
        held.setdefault(place, []).append(id_)
    left = held.pop(None, [])
    enough = max(LEAST, -(-len(events) // SHARE))
    chosen: dict[str, list[str]] = {}
    divided: set[str] = set()
    # From the inside out: whoever lies deeper has passed on what it holds before.
    depths = _depths(corpus, (place for place in held if place))
    for place in sorted(depths, key=lambda place: (-depths[place], place)):
        own = held.get(place, [])
        holder = corpus.locations[place].within
        if len(own) >= enough:
            chosen[place] = own
            divided.update(corpus.within(place))
        elif holder:
            held.setdefault(holder, []).extend(own)
        else:
            left += own
    rank = corpus.event_rank
    lanes = [
        Lane(Ref("location", place), sorted(own, key=rank.__getitem__), place in divided)
        for place, own in sorted(chosen.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return [*lanes, Lane(None, sorted(left, key=rank.__getitem__))] if left else lanes


def _home(corpus: Corpus, places: Iterable[str]) -> str | None:
    """Return the smallest place that holds all of some places, one of them maybe."""
    shared: list[str] | None = None
    for place in places:
        chain = [place, *corpus.within(place)]
        shared = chain if shared is None else [holder for holder in shared if holder in chain]
    return shared[0] if shared else None


def _depths(corpus: Corpus, places: Iterable[str]) -> dict[str, int]:
    """Return how deep some places lie, and all that hold them."""
    depths: dict[str, int] = {}
    for place in places:
        if place not in depths:
            chain = corpus.within(place)
            depths |= {holder: depth for depth, holder in enumerate([*chain[::-1], place])}
    return depths


def by_actor(corpus: Corpus, events: Collection[str]) -> list[Lane]:
    """Return lanes of the actors with most events; an event stands in the lane of each.

    Only those count of whom a source says that they had a part: not whose role is foretold or
    disputed.

    What a part of an actor does stands in the part's own lane or, if it has none, in the lane
    of what it is part of. Events in which none of them had a part come last, in a lane
    without an actor.
    """
    found: dict[str, list[str]] = {}
    ordered = sorted(events, key=corpus.event_rank.__getitem__)
    taken_parts = parts_taken(corpus)
    for id_ in ordered:
        for actor, standing in taken_parts.get(id_, {}).items():
            if standing == "asserted":
                found.setdefault(actor, []).append(id_)
    chosen = sorted(found, key=lambda actor: (-len(found[actor]), actor))[:ACTORS]
    held = {actor: dict.fromkeys(found[actor]) for actor in chosen}
    parts, divided = set[str](), set[str]()
    for actor, own in found.items():
        holders = _holders(corpus, actor, held)
        if actor in held:
            divided |= holders
            continue
        parts |= holders
        for holder in holders:
            held[holder].update(dict.fromkeys(own))
    rank = corpus.event_rank
    lanes = [
        Lane(Ref("actor", actor), sorted(held[actor], key=rank.__getitem__),
             actor in divided, actor in parts)
        for actor in chosen
    ]  # fmt: skip
    taken = {id_ for lane in lanes for id_ in lane.events}
    left = [id_ for id_ in ordered if id_ not in taken]
    return [*lanes, Lane(None, left)] if left else lanes


def _holders(corpus: Corpus, actor: str, chosen: Collection[str]) -> set[str]:
    """Return the nearest of some actors that an actor is part of, on each way up."""
    found, next_ = set[str](), list(corpus.actors[actor].part_of)
    while next_:
        holder = next_.pop()
        if holder in chosen:
            found.add(holder)
        else:
            next_ += corpus.actors[holder].part_of
    return found


def most_told(corpus: Corpus, lanes: Sequence[Lane]) -> Iterator[tuple[Lane, int]]:
    """Yield lanes that have MARKS events together at most, and how many each has lost.

    Long lanes lose events, those that fewest sources tell.
    """
    longest = MARKS
    while sum(min(len(lane.events), longest) for lane in lanes) > MARKS:
        longest -= 1
    rank = corpus.event_rank
    for lane in lanes:
        lost = len(lane.events) - longest
        if lost <= 0:
            yield lane, 0
            continue
        told = {
            id_: len({placed.source.id for placed in corpus.claims_on_event.get(id_, ())})
            for id_ in lane.events
        }
        kept = sorted(told, key=lambda id_: (-told[id_], rank[id_]))[:longest]
        yield lane._replace(events=sorted(kept, key=rank.__getitem__)), lost
