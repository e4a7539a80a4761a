"""The page of each location."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..corpus import Ref
from ..records.entities import Location
from . import claims, maps, strips
from .common import entity_data, plural
from .site import Site, path_of

PRECISION = {
    "exact": "exact",
    "town": "the middle of the town",
    "area": "the middle of an area",
    "approximate": "approximate",
}
"""What a pin may promise, in words."""


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each location."""
    for id_ in site.corpus.locations:
        ref = Ref("location", id_)
        yield path_of(ref), "location", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    location = corpus.locations[id_]
    events = corpus.events_inside.get(id_, ())
    about = corpus.claims_at_location.get(id_, ())
    chain = corpus.within(id_)
    within = f" in {corpus.in_text[Ref('location', chain[0])]}" if chain else ""
    seen = f"with {plural(len(events), 'event')}" if events else "named without an event"
    return {
        **entity_data(site, Ref("location", id_)),
        "lead": f"{location.kind.capitalize()}{within}, {seen}.",
        "chain": chain,
        "inside": sorted(
            corpus.inside.get(id_, ()), key=lambda place: corpus.label(Ref("location", place))
        ),
        "events": events,
        "timeline": strips.of(site, Ref("location", id_), events),
        "actors": _actors(site, events),
        "names": corpus.words_for_location.get(id_, ()),
        "claims": claims.by_source(about),
        "coordinates": coordinates(location),
        "map": maps.of_location(site, id_),
        "shared": "actor" if id_ in corpus.actors else "",
    }


def _actors(site: Site, events: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the actors that have a role in the events, each with its events."""
    found: dict[str, list[str]] = {}
    for event in events:
        for actor in site.corpus.roles_in.get(event, ()):
            found.setdefault(actor, []).append(event)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def coordinates(location: Location) -> str:
    """Return where a location lies, in words: ``54.1° N, 3.2° W (approximate)``."""
    if location.coordinates is None or location.precision == "none":
        return ""
    latitude, longitude = location.coordinates
    north = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
    return f"{north}, {east} ({PRECISION[location.precision]})"
