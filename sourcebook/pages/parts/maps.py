"""The maps on records' pages, and the overview: what each shows, and how far to trust it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ...corpus import Ref
from ...drawing.maps import place_map
from ...drawing.overview import overview
from ...drawing.svg import Svg
from ...messages import gettext
from ...records.vocabularies import PRECISIONS
from ...text import one_line
from ..site import Site, path_of, relative
from .common import plural

OVERVIEW = "map/overview.map.svg"


class Map(NamedTuple):
    """A drawing for a page: its path in ``docs/``, what it shows, and how far to trust it."""

    path: str
    label: str
    caution: str


def of_location(site: Site, id_: str) -> Map | None:
    """Return the map of a location, or of the nearest that holds it; None if none can be placed."""
    found = site.whereabouts.get(id_)
    if not found:
        return None
    place = site.corpus.locations[found.place]
    path = f"locations/{found.place}.map.svg"
    if found.place != id_:
        name = site.corpus.label(Ref("location", id_))
        return Map(
            path,
            f"Map: somewhere in {place.name}",
            f"{name}: somewhere in {place.in_text or place.name}, not placed more closely here.",
        )
    label = f"Map: {place.name}"
    if found.outline:
        return Map(path, label, "")
    caution = PRECISIONS[place.precision].caution
    return Map(path, label, gettext(caution) if caution else "")


def of_event(site: Site, id_: str) -> Map | None:
    """Return the map of an event: its place's own, or one of all its places."""
    places = site.corpus.events[id_].locations
    maps = [found for place in places if (found := of_location(site, place))]
    if not maps:
        return None
    different = {found.path for found in maps}
    if len(different) == 1:
        return maps[0]
    names = [site.corpus.label(Ref("location", place)) for place in places]
    caution = list(dict.fromkeys(found.caution for found in maps if found.caution))
    return Map(f"events/{id_}.map.svg", f"Map: {', '.join(names)}", " ".join(caution))


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield what draws every map by its path in ``docs/``."""
    for id_, found in site.whereabouts.items():
        if found.place == id_:
            yield f"locations/{id_}.map.svg", partial(_of_location, site, id_)
    for id_ in site.corpus.events:
        made = of_event(site, id_)
        if made and made.path.startswith("events/"):
            yield made.path, partial(_of_event, site, id_)
    if site.placed_events:
        yield OVERVIEW, partial(_overview, site)


def _of_location(site: Site, id_: str) -> Svg:
    return _drawn(site, of_location(site, id_), [id_])


def _of_event(site: Site, id_: str) -> Svg:
    return _drawn(site, of_event(site, id_), site.corpus.events[id_].locations)


def _drawn(site: Site, made: Map | None, places: Sequence[str]) -> Svg:
    assert made  # noqa: S101 - its path has been taken from it
    path, spots = made.path, dict.fromkeys(s for place in places if (s := site.spot(place)))
    label = one_line(made.label)
    return place_map(
        list(spots), site.near, site.grounds, site.seen, label, lambda id_: _page(id_, path)
    )


def _page(location: str, start: str) -> str:
    return relative(path_of(Ref("location", location)), start)


def _overview(site: Site) -> Svg:
    counts = site.placed_events
    by_spot = {spot: count for id_, count in counts.items() if (spot := site.spot(id_))}
    label = f"Map of {plural(len(counts), 'place')}, by number of events"
    return overview(by_spot, site.grounds, site.seen, label, lambda id_: _page(id_, OVERVIEW))
