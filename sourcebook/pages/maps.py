"""The maps on records' pages, and the overview: what each shows, and how far to trust it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..corpus import Ref
from ..drawing.maps import place_map
from ..drawing.overview import overview
from ..drawing.svg import Svg
from ..text import one_line
from .common import plural
from .site import Site, path_of, relative

OVERVIEW = "map/overview.map.svg"


class Map(NamedTuple):
    """A drawing for a page: its path in ``docs/``, what it shows, and how far to trust it."""

    path: str
    label: str
    caution: str


CAUTION = {
    "exact": "",
    "town": "The pin stands in the middle of the town.",
    "area": "The area is rough.",
    "approximate": "The place is known only approximately: somewhere in the circle.",
}
"""What to know before believing a map, by the place's precision."""


def of_location(site: Site, id_: str) -> Map | None:
    """Return the map of a location, or of the nearest that holds it; None if none can be placed."""
    found = site.spots.known.get(id_)
    if not found:
        return None
    place = site.corpus.locations[found.place]
    path = f"locations/{found.place}.map.svg"
    if found.place != id_:
        name = site.corpus.locations[id_].name
        return Map(
            path,
            f"Map: somewhere in {place.name}",
            f"No more is known here of where {name} lies than that it is in {place.name}.",
        )
    label = f"Map: {place.name}"
    if found.outline:
        return Map(path, label, "")
    return Map(path, label, CAUTION[place.precision])


def of_event(site: Site, id_: str) -> Map | None:
    """Return the map of an event: its place's own, or one of all its places."""
    places = site.corpus.events[id_].locations
    maps = [found for place in places if (found := of_location(site, place))]
    if not maps:
        return None
    different = {found.path for found in maps}
    if len(different) == 1:
        return maps[0]
    names = [site.corpus.locations[place].name for place in places]
    caution = list(dict.fromkeys(found.caution for found in maps if found.caution))
    return Map(f"events/{id_}.map.svg", f"Map: {', '.join(names)}", " ".join(caution))


def drawings(site: Site) -> Iterator[tuple[str, Svg]]:
    """Yield every map by its path in ``docs/``."""
    for id_, found in site.spots.known.items():
        if found.place == id_:
            made = of_location(site, id_)
            if made:
                yield made.path, _drawn(site, made, [id_])
    for id_, event in site.corpus.events.items():
        made = of_event(site, id_)
        if made and made.path.startswith("events/"):
            yield made.path, _drawn(site, made, event.locations)
    counts = site.spots.counted(site.corpus)
    if counts:
        yield OVERVIEW, _overview(site, counts)


def _drawn(site: Site, made: Map, places: Sequence[str]) -> Svg:
    spots = dict.fromkeys(spot for place in places if (spot := site.spots.spot(place)))
    label = one_line(made.label)
    return place_map(
        list(spots),
        site.spots.near,
        site.grounds,
        site.spots.seen,
        label,
        lambda id_: _page(id_, made.path),
    )


def _page(location: str, start: str) -> str:
    return relative(path_of(Ref("location", location)), start)


def _overview(site: Site, counts: Mapping[str, int]) -> Svg:
    by_spot = {spot: count for id_, count in counts.items() if (spot := site.spots.spot(id_))}
    label = f"Map of {plural(len(counts), 'place')}, by number of events"
    return overview(by_spot, site.grounds, site.spots.seen, label, lambda id_: _page(id_, OVERVIEW))
