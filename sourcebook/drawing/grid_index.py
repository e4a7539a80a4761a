"""Spatial index of ranked places: finds the highest-ranked places in each part of a viewport."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from .projection import Point, Viewport

T = TypeVar("T")

_CELLS = 4
"""Number of grid cells in the width of a viewport."""
_KEPT = 3
"""Maximum number of places stored for a cell; more places would overlap on the map."""


class GridItem(NamedTuple, Generic[T]):
    """An item and its position in the projected world."""

    point: Point
    what: T


class GridIndex(Generic[T]):
    """A grid index of places. The grid for a viewport size is built when that size is first used.

    ``places``: the places in order of preference. The number of places doesn't affect the time that
    a lookup takes.
    """

    def __init__(self, places: Iterable[GridItem[T]]) -> None:
        self._places: Sequence[GridItem[T]] = list(places)
        self._sizes: dict[int, dict[tuple[int, int], list[int]]] = {}

    def inside(self, viewport: Viewport) -> Iterator[GridItem[T]]:
        """Yield a viewport's items, in order of preference, at most _KEPT from each grid cell."""
        cells = self._cells(viewport)
        size, box = viewport.width / _CELLS, viewport.box
        found = [
            rank
            for column in range(int(box.left // size), int(box.right // size) + 1)
            for row in range(int(box.top // size), int(box.bottom // size) + 1)
            for rank in cells.get((column, row), ())
        ]
        for rank in sorted(found):
            place = self._places[rank]
            if box.left < place.point.x < box.right and box.top < place.point.y < box.bottom:
                yield place

    def _cells(self, viewport: Viewport) -> dict[tuple[int, int], list[int]]:
        step = viewport.key[0]
        cells = self._sizes.get(step)
        if cells is None:
            cells = self._sizes[step] = {}
            size = viewport.width / _CELLS
            for rank, place in enumerate(self._places):
                cell = (int(place.point.x // size), int(place.point.y // size))
                held = cells.setdefault(cell, [])
                if len(held) < _KEPT:
                    held.append(rank)
        return cells
