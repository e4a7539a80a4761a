"""Groups a timeline's events into lanes: one lane for each place, or for each actor."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..corpus import Corpus, Ref
from .stances import parts as parts_taken

ACTORS = 8
"""Maximum number of actors that get a lane of their own."""
SHARE = 16
"""A place gets a lane of its own only if the lane has at least 1/SHARE of the timeline's events."""
LEAST = 3
"""A place gets a lane of its own only if the lane has at least this number of events."""

MARKS = 300
"""Maximum number of marks on one timeline, which limits the SVG file's size to about 150 KB."""


class Lane(NamedTuple):
    """A lane: the events of one place or actor, by date.

    ``ref``: the place or actor; None for the lane of the events that fit in no other lane.
    ``rest``: True if a part of the place or actor has a lane of its own. The part's events are then
    in the part's lane. ``parts``: True if the lane includes events of actors that are part of the
    lane's actor.
    """

    ref: Ref | None
    events: list[str]
    rest: bool = False
    parts: bool = False


def by_place(corpus: Corpus, events: Collection[str]) -> list[Lane]:
    """Return one lane for each place with enough events, the longest lane first.

    Each event is in exactly one lane: the lane of the smallest place that contains the event and
    has a lane. For larger places, the event then doesn't count. Events outside all places with a
    lane come last, in a lane without a place.
    """
    homes = {id_: _common_place(corpus, corpus.events[id_].locations) for id_ in events}
    held: dict[str | None, list[str]] = {}
    for id_, place in homes.items():
        held.setdefault(place, []).append(id_)
    left = held.pop(None, [])
    enough = max(LEAST, -(-len(events) // SHARE))
    chosen: dict[str, list[str]] = {}
    divided: set[str] = set()
    # Innermost places first: a place without a lane passes its events to the place around it.
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


def _common_place(corpus: Corpus, places: Iterable[str]) -> str | None:
    """Return the smallest place that equals or contains every given place.

    Returns None if there is no such place.
    """
    shared: list[str] | None = None
    for place in places:
        chain = [place, *corpus.within(place)]
        shared = chain if shared is None else [holder for holder in shared if holder in chain]
    return shared[0] if shared else None


def _depths(corpus: Corpus, places: Iterable[str]) -> dict[str, int]:
    """Return place id -> depth, for the given places and all places around them.

    The depth of a place is the number of places around it.
    """
    depths: dict[str, int] = {}
    for place in places:
        if place not in depths:
            chain = corpus.within(place)
            depths |= {holder: depth for depth, holder in enumerate([*chain[::-1], place])}
    return depths


def by_actor(corpus: Corpus, events: Collection[str]) -> list[Lane]:
    """Return lanes for the actors with the most events, the actor with the most events first.

    Here, events of an actor's parts don't count as the actor's. An event is in the lane of each of
    its actors. Roles that are only foretold or disputed don't count. Events of an actor without a
    lane are in the lanes of the actors that this actor is part of. Events that fit in no lane come
    last, in a lane without an actor.
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
    """Return the actors in ``chosen`` that an actor is part of, directly or through other actors.

    Each chain of ``part_of`` is followed upwards until it reaches an actor in ``chosen``.
    """
    found, next_ = set[str](), list(corpus.actors[actor].part_of)
    while next_:
        holder = next_.pop()
        if holder in chosen:
            found.add(holder)
        else:
            next_ += corpus.actors[holder].part_of
    return found


def most_told(corpus: Corpus, lanes: Sequence[Lane]) -> Iterator[tuple[Lane, int]]:
    """Yield each lane, shortened if necessary, and the number of events left out of the lane.

    Lanes are shortened until all lanes together have at most MARKS events. Only the longest lanes
    are shortened. A shortened lane leaves out the events with the fewest sources.
    """
    longest = MARKS
    while sum(min(len(lane.events), longest) for lane in lanes) > MARKS:
        longest -= 1
    rank = corpus.event_rank
    for lane in lanes:
        sources = {
            id_: len({placed.source.id for placed in corpus.claims_on_event.get(id_, ())})
            for id_ in lane.events
        }
        kept = sorted(sources, key=lambda id_: (-sources[id_], rank[id_]))[:longest]
        left_out = len(lane.events) - len(kept)
        yield lane._replace(events=sorted(kept, key=rank.__getitem__)), left_out
