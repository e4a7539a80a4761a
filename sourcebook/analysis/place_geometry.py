"""Where each location lies: a point with a radius, an outline, or the place around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from ..corpus import Corpus
from ..corpus.outlines import keys
from ..records.entities import Location
from ..records.site import Feature
from ..records.vocabularies import PRECISIONS

EARTH = 6371.0
"""Mean radius of the Earth, in km."""

WHOLE = 0.85
"""An outline counts as incomplete below this share of the largest outline with the same name."""


@dataclass(frozen=True, slots=True)
class PlaceGeometry:
    """The known position and shape of a location.

    ``place``: id of the location that has this position: the location itself, or the nearest
    location around it with a position. ``point``: latitude and longitude in degrees. ``radius``:
    the location lies within this distance of the point, in km; 0 for an exact point. ``outline``:
    the shape of ``place`` in a map file; None if there is none.
    """

    place: str
    point: tuple[float, float]
    radius: int
    outline: Feature | None = None


def find(corpus: Corpus) -> Mapping[str, PlaceGeometry]:
    """Return location id -> the location's position and shape.

    A location without a known position gets the geometry of the nearest location around it that has
    a known position. If no such location exists, the location is left out.
    """
    shapes = _shapes(corpus)
    own = {
        id_: PlaceGeometry(id_, place.coordinates, _radius(corpus, place, id_), shapes.get(id_))
        for id_, place in corpus.locations.items()
        if place.coordinates and place.precision != "none"
    }
    found = dict(own)
    for id_ in corpus.locations:
        if id_ not in own:
            holder = next((held for held in corpus.within(id_) if held in own), None)
            if holder:
                found[id_] = own[holder]
    return found


def _radius(corpus: Corpus, place: Location, id_: str) -> int:
    """Return a location's radius in km; 0 for an exact point.

    The radius is large enough to reach all places directly inside the location.
    """
    if PRECISIONS[place.precision].is_pinned or place.coordinates is None:
        return 0
    inside = (corpus.locations[inner].coordinates for inner in corpus.inside.get(id_, ()))
    reach = (distance(place.coordinates, point) for point in inside if point)
    return max([corpus.location_kinds[place.kind].radius_km, *map(ceil, reach)])


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance in km between two points given in degrees, by the haversine formula."""
    (south, west), (north, east) = (map(radians, point) for point in (one, other))
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def _shapes(corpus: Corpus) -> Mapping[str, Feature]:
    """Return location id -> the outline that has the location's name in a map file.

    Locations without such an outline, and locations that maps mark with a pin, are left out.
    """
    named: dict[tuple[str, str], list[Feature]] = {}
    for _, outlines in sorted(corpus.outlines.items()):
        for feature in outlines.features:
            if feature.name and "Point" not in feature.geometry.type:
                key = (feature.name.casefold(), feature.layer.casefold())
                named.setdefault(key, []).append(feature)
    shapes = {key: _finest(features) for key, features in named.items()}
    found = {}
    for id_, place in corpus.locations.items() if shapes else ():
        if not PRECISIONS[place.precision].is_pinned:
            shape = next((shapes[key] for key in keys(place) if key in shapes), None)
            if shape:
                found[id_] = shape
    return found


def _finest(features: Sequence[Feature]) -> Feature:
    """Return the most detailed of several outlines with the same name.

    Outlines that are clearly smaller than the largest outline are ignored, because the edge of a
    map file has probably cut them off.
    """
    sizes = [_size(feature) for feature in features]
    whole = [
        feature for feature, size in zip(features, sizes, strict=True) if size >= WHOLE * max(sizes)
    ]
    return max(whole, key=lambda feature: sum(map(len, feature.geometry.lines)))


def _size(feature: Feature) -> float:
    places = [place for line in feature.geometry.lines for place in line]
    across, down = [place[0] for place in places], [place[1] for place in places]
    return (max(across) - min(across)) * (max(down) - min(down)) if places else 0.0
