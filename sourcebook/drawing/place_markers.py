"""The locations of a corpus as markers on maps: pins, areas, and nearby places."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..analysis import place_geometry
from ..analysis.stances import Standing
from ..corpus import Corpus
from .basemap import BasemapShape, shape_of
from .grid_index import GridIndex, GridItem
from .projection import Point, Viewport, project, world_width_km


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMarker:
    """A location on a map.

    ``point``: the location's position in the projected world. ``radius``: the location lies within
    this distance of the point, in km; 0 for an exact position. ``shape``: the location's outline,
    if a map file has one. ``count``: number of events at the location.
    """

    id: str
    name: str
    point: Point
    radius: float
    shape: BasemapShape | None = None
    count: int = 0

    @property
    def outline_name(self) -> str:
        """The name of the place's outline; empty if it has no outline.

        The basemap omits this name, because the place has its own label.
        """
        return self.shape.name if self.shape else ""


POINT_MAP_WIDTH = 120.0
"""Minimum width of a map of a single point, in km, unless all places are close together."""
MIN_MAP_WIDTH = 2.0
"""Minimum width of a map of a single point, in km, even if all places are close together."""

Address = Callable[[str], str]
"""A function that takes a location's id and returns a link to the location's page.

The link is relative to the drawing's file.
"""


NearbyPlaces = Callable[[Viewport], Sequence[PlaceMarker]]
"""A function that takes a viewport and returns markers of some places in the viewport.

The place with the most events comes first.
"""

MAX_NEARBY = 24
"""Maximum number of nearby places on a map."""


class PlaceMarkers:
    """The markers of all locations whose own position is known.

    ``known``: location id -> geometry of the location. If the location's own position isn't known,
    the geometry is that of the nearest location that contains it and has a known position.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.known = place_geometry.find(corpus)
        self._by_id = {
            id_: PlaceMarker(
                id_,
                corpus.locations[id_].name,
                project(*found.point),
                found.radius,
                shape_of(found.outline) if found.outline else None,
                len(corpus.events_at.get(id_, ())),
            )
            for id_, found in self.known.items()
            if found.place == id_
        }
        self.seen = _seen(self._by_id.values())
        """Minimum width of a map of a single point, in km."""
        pins = (marker for marker in self._by_id.values() if not marker.radius)
        preferred = sorted(pins, key=lambda marker: (-marker.count, marker.id))
        self._near: GridIndex[PlaceMarker] = GridIndex(
            GridItem(marker.point, marker) for marker in preferred
        )

    def spot(self, location: str) -> PlaceMarker | None:
        """Return the marker of a location.

        If the location has no marker, the locations that contain it are tried, nearest first.
        Returns None if none of these has a marker either.
        """
        found = self.known.get(location)
        return self._by_id[found.place] if found else None

    def near(self, viewport: Viewport) -> Sequence[PlaceMarker]:
        """Return the markers in a viewport that have an exact position, most events first.

        At most MAX_NEARBY markers are returned.
        """
        return [placed.what for placed in islice(self._near.inside(viewport), MAX_NEARBY)]

    def placed(
        self, corpus: Corpus, standings: Mapping[str, Standing]
    ) -> Mapping[str, frozenset[str]]:
        """Return location id -> ids of the location's events, for locations with a marker.

        Events of a location without a marker count for the nearest location that contains it and
        has a marker. Events that are only foretold or disputed don't count. ``standings``: maps
        each event to whether claims assert, foretell or dispute the event.
        """
        placed: dict[str, frozenset[str]] = {}
        for location, events in corpus.events_at.items():
            found = self.known.get(location)
            said = {it for it in events if standings.get(it, "asserted") == "asserted"}
            if found and said:
                placed[found.place] = placed.get(found.place, frozenset()) | said
        return placed


def _seen(markers: Collection[PlaceMarker]) -> float:
    """Return the minimum width of a map of a single point, in km.

    This is POINT_MAP_WIDTH, or less if the places of the corpus are close together.
    """
    if any(marker.shape for marker in markers) or len({marker.point for marker in markers}) < 2:
        return POINT_MAP_WIDTH
    across, down = zip(*(marker.point for marker in markers), strict=True)
    apart = max(max(across) - min(across), max(down) - min(down)) * world_width_km(min(down))
    wide: float = 2 * max(apart, *(marker.radius for marker in markers))
    return min(POINT_MAP_WIDTH, max(MIN_MAP_WIDTH, wide))
