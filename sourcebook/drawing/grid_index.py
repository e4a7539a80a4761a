"""The places near to a map's own: a few from each part of its window, the best known first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from .projection import Point, Viewport

T = TypeVar("T")

_CELLS = 4
"""Cells that a window is wide."""
_KEPT = 3
"""Most places of a cell: more could not be told apart."""


class GridItem(NamedTuple, Generic[T]):
    """Something with its point of the world."""

    point: Point
    what: T


class GridIndex(Generic[T]):
    """Places in cells, for each size of window when it is first asked for.

    ``places``: the ones to be preferred first. Looking takes the same time
    however many there are.
    """

    def __init__(self, places: Iterable[GridItem[T]]) -> None:
        self._places: Sequence[GridItem[T]] = list(places)
        self._sizes: dict[int, dict[tuple[int, int], list[int]]] = {}

    def inside(self, window: Viewport) -> Iterator[GridItem[T]]:
        """Yield places in a window, the preferred first."""
        cells = self._cells(window)
        size, box = window.width / _CELLS, window.box
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

    def _cells(self, window: Viewport) -> dict[tuple[int, int], list[int]]:
        step = window.key[0]
        cells = self._sizes.get(step)
        if cells is None:
            cells = self._sizes[step] = {}
            size = window.width / _CELLS
            for rank, place in enumerate(self._places):
                cell = (int(place.point.x // size), int(place.point.y // size))
                held = cells.setdefault(cell, [])
                if len(held) < _KEPT:
                    held.append(rank)
        return cells
