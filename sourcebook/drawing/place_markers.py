"""The places of a corpus as maps show them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..analysis import place_geometry
from ..analysis.stances import Standing
from ..corpus import Corpus
from .basemap import BasemapShape, shape_of
from .grid_index import GridIndex, GridItem
from .projection import Point, Viewport, kilometres, project


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMarker:
    """A place on a map.

    ``radius``: kilometres in which it must be looked for, 0 for a pin. ``shape``: its
    outline, if there is one. ``count``: events there.
    """

    id: str
    name: str
    point: Point
    radius: float
    shape: BasemapShape | None = None
    count: int = 0

    @property
    def outline_name(self) -> str:
        """What its outline is called, which needn't be said beside its own name."""
        return self.shape.name if self.shape else ""


SEEN = 120.0
"""Kilometres that the map of a single point is wide, at least, unless all places lie closer."""
CLOSE = 2.0
"""The fewest of them, however close the places lie."""

Address = Callable[[str], str]
"""Gives the address of a location's page as seen from the drawing's file."""


Near = Callable[[Viewport], Sequence[PlaceMarker]]
"""Gives some places in a window, the best known first."""

DOTS = 24
"""Most places of a window that are shown besides those that a map is of."""


class PlaceMarkers:
    """Where everything is. ``known``: of each location, what is known of where it lies."""

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
        """Kilometres that the map of a single point is wide, at least."""
        pins = (spot for spot in self._by_id.values() if not spot.radius)
        preferred = sorted(pins, key=lambda spot: (-spot.count, spot.id))
        self._near: GridIndex[PlaceMarker] = GridIndex(
            GridItem(spot.point, spot) for spot in preferred
        )

    def spot(self, location: str) -> PlaceMarker | None:
        """Return where to look for a location: its own place, or that of what holds it."""
        found = self.known.get(location)
        return self._by_id[found.place] if found else None

    def near(self, window: Viewport) -> Sequence[PlaceMarker]:
        """Return the places in a window that can be trusted, those with most events first."""
        return [placed.what for placed in islice(self._near.inside(window), DOTS)]

    def counted(self, corpus: Corpus, standings: Mapping[str, Standing]) -> Mapping[str, int]:
        """Return how many events each place on a map stands for, its own and those held in it.

        Only those that a source says happened. ``standings``: see ``analysis.stances.events``.
        """
        counts: dict[str, int] = {}
        for location, events in corpus.events_at.items():
            found = self.known.get(location)
            said = sum(standings.get(event, "asserted") == "asserted" for event in events)
            if found and said:
                counts[found.place] = counts.get(found.place, 0) + said
        return counts


def _seen(spots: Collection[PlaceMarker]) -> float:
    """Return how wide the map of a point is: where all places lie close, enough for all."""
    if any(spot.shape for spot in spots) or len({spot.point for spot in spots}) < 2:
        return SEEN
    across, down = zip(*(spot.point for spot in spots), strict=True)
    apart = max(max(across) - min(across), max(down) - min(down)) * kilometres(min(down))
    wide: float = 2 * max(apart, *(spot.radius for spot in spots))
    return min(SEEN, max(CLOSE, wide))
