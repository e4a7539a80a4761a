"""The maps on records' pages, and the overview map of all events.

A map that isn't exact has a caution: a sentence that says so.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ...corpus import Ref
from ...drawing.maps import place_map
from ...drawing.overview import overview
from ...drawing.svg import Svg
from ...messages import gettext as _
from ...records.vocabularies import PRECISIONS
from ...text import commas, one_line
from ..site import Site, path_of, relative

OVERVIEW = "map/overview.map.svg"


class Map(NamedTuple):
    """A map: its path in ``docs/``, its text alternative, and a caution if the map isn't exact."""

    path: str
    label: str
    caution: str


def of_location(site: Site, id_: str) -> Map | None:
    """Return the map of a location; None if there is no map.

    A location without a position gets the map of the innermost location that contains it and has a
    position.
    """
    found = site.whereabouts.get(id_)
    if not found:
        return None
    place = site.corpus.locations[found.place]
    path = f"locations/{found.place}.map.svg"
    if found.place != id_:
        # Don't say that the location exists, or that a source places it there: the location may
        # only be planned, or the researcher may have inferred where it lies.
        name = site.corpus.in_text[Ref("location", id_)]
        caption = _("The exact position of {name} isn’t recorded here; the map shows {place}.")
        caption = caption.format(name=name, place=place.in_text or place.name)
        return Map(path, _("Map: {place}").format(place=place.name), caption)
    label = _("Map: {place}").format(place=place.name)
    caution = PRECISIONS[place.precision].caution
    return Map(path, label, _(caution) if caution and not found.outline else "")


def of_event(site: Site, id_: str) -> Map | None:
    """Return the map that shows all places of an event; None if no place has a map."""
    places = site.corpus.events[id_].locations
    maps = [found for place in places if (found := of_location(site, place))]
    if not maps:
        return None
    different = {found.path for found in maps}
    if len(different) == 1:
        return maps[0]
    names = commas(site.corpus.label(Ref("location", place)) for place in places)
    cautions = list(dict.fromkeys(found.caution for found in maps if found.caution))
    label = _("Map: {place}").format(place=names)
    return Map(f"events/{id_}.map.svg", label, " ".join(cautions))


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield each map's path in ``docs/`` and the function that draws it."""
    for id_, found in site.whereabouts.items():
        if found.place == id_:
            yield f"locations/{id_}.map.svg", partial(_draw_location, site, id_)
    for id_ in site.corpus.events:
        made = of_event(site, id_)
        if made and made.path.startswith("events/"):
            yield made.path, partial(_draw_event, site, id_)
    if site.placed_events:
        yield OVERVIEW, partial(_draw_overview, site)


def _draw_location(site: Site, id_: str) -> Svg:
    return _draw(site, of_location(site, id_), [id_])


def _draw_event(site: Site, id_: str) -> Svg:
    return _draw(site, of_event(site, id_), site.corpus.events[id_].locations)


def _draw(site: Site, made: Map | None, places: Sequence[str]) -> Svg:
    assert made  # noqa: S101 - the map exists, because its path is known
    path, markers = made.path, dict.fromkeys(m for place in places if (m := site.spot(place)))
    label = one_line(made.label)
    return place_map(
        list(markers), site.near, site.grounds, site.seen, label, lambda id_: _page(id_, path)
    )


def _page(location: str, start: str) -> str:
    return relative(path_of(Ref("location", location)), start)


def _draw_overview(site: Site) -> Svg:
    placed = site.placed_events
    by_marker = {marker: events for id_, events in placed.items() if (marker := site.spot(id_))}
    return overview(by_marker, site.grounds, site.seen, lambda id_: _page(id_, OVERVIEW))
