"""The map projection (spherical Mercator), and viewports in the projected world.

Mercator keeps the shapes of small regions at any latitude, needs no central point, and is the
projection of the interactive map. The projected world is a square with a side of 1: x grows from 0
at 180° W to 1 at 180° E, y from 0 at about 85° N to 1 at about 85° S.
"""

from collections.abc import Iterable
from functools import cached_property
from math import asinh, atan, ceil, cosh, degrees, floor, log2, pi, radians, sinh, tan
from typing import NamedTuple

EQUATOR = 40075.0
"""Circumference of the Earth, in km."""
NORTHMOST = 85.05
"""Latitude of the northern edge of the projected world, in degrees."""

WIDTH, HEIGHT = 480, 320
"""A map's size in pixels."""


class Point(NamedTuple):
    """A point in the projected world, or in pixels in a drawing."""

    x: float
    y: float


class Bounds(NamedTuple):
    """A rectangle in the projected world, or in pixels in a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Bounds") -> bool:
        """Return whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def holds(self, other: "Bounds") -> bool:
        """Return whether another rectangle lies inside this one."""
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top and other.bottom <= self.bottom
        )  # fmt: skip


def project(latitude: float, longitude: float) -> Point:
    """Return the projected point of a position in degrees (WGS 84)."""
    north = max(-NORTHMOST, min(NORTHMOST, latitude))
    return Point(longitude / 360 + 0.5, 0.5 - asinh(tan(radians(north))) / (2 * pi))


def latitude(y: float) -> float:
    """Return the latitude, in degrees, of ``y`` in the projected world."""
    return degrees(atan(sinh(pi * (1 - 2 * y))))


def world_width_km(y: float) -> float:
    """Return the real length, in km, of a circle of latitude. ``y``: its projected coordinate."""
    return EQUATOR / cosh(pi * (1 - 2 * y))


def around(point: Point, radius: float) -> Bounds:
    """Return the bounds of a circle around a point. ``radius``: in km."""
    reach = radius / world_width_km(point.y)
    return Bounds(point.x - reach, point.y - reach, point.x + reach, point.y + reach)


def union(boxes: Iterable[Bounds]) -> Bounds:
    """Return the smallest rectangle around one or more rectangles."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Bounds(min(lefts), min(tops), max(rights), max(bottoms))


class Viewport:
    """The part of the projected world that a map shows, snapped to a grid of sizes and positions.

    Because of this grid, maps of nearby places often share one viewport. The basemap of a viewport
    is drawn only once, which saves time if a corpus has thousands of maps. ``step``: zoom level.
    Level 0 shows the full width of the world, and each further level halves the area shown.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Viewport) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __init__(self, step: int, column: int, row: int) -> None:
        self.key = (step, column, row)
        self.width: float = 2.0 ** (-step / 2)
        self.height = self.width * HEIGHT / WIDTH
        middle = Point(column * self.width / _STOPS, row * self.width / _STOPS)
        self.left, self.top = middle.x - self.width / 2, middle.y - self.height / 2
        self.scale: float = WIDTH / self.width

    @cached_property
    def box(self) -> Bounds:
        """The bounds of the viewport in the projected world."""
        return Bounds(self.left, self.top, self.left + self.width, self.top + self.height)

    def at(self, point: Point) -> Point:
        """Return the position on the map, in pixels, of a point in the projected world."""
        return Point((point.x - self.left) * self.scale, (point.y - self.top) * self.scale)

    def pixels(self, distance: float) -> float:
        """Return the length in pixels of a distance in km, in the middle of the map."""
        return distance * self.scale / world_width_km(self.top + self.height / 2)


_STOPS = 10
"""Centres of viewports lie on a grid with this many points per width of a viewport."""
_SLACK = 1 + 1 / _STOPS
_SMALLEST = 36
"""The closest zoom level, at which a viewport is about 150 m wide at the equator."""


def viewport_around(box: Bounds, padding: float = 0.15) -> Viewport:
    """Return the smallest viewport around a rectangle.

    ``padding``: the margin around the rectangle, as a share of the rectangle's size.
    """
    across, down = box.right - box.left, box.bottom - box.top
    wanted = max(across, down * WIDTH / HEIGHT, 1e-9)
    # The viewport's centre is the grid point nearest to the rectangle's centre. These two centres
    # are up to half of the grid's spacing apart, so the viewport needs this margin at each side.
    least = max(across / (1 - 1 / _STOPS), down / (HEIGHT / WIDTH - 1 / _STOPS))
    wide = max(wanted * (1 + 2 * padding) * _SLACK, least)
    step = max(0, min(_SMALLEST, floor(-2 * log2(wide))))
    return nearest_viewport((box.left + box.right) / 2, (box.top + box.bottom) / 2, step)


def viewport_at(point: Point, distance: float) -> Viewport:
    """Return a viewport around a point, at least ``distance`` km wide."""
    wide = distance / world_width_km(point.y)
    return nearest_viewport(point.x, point.y, max(0, min(_SMALLEST, ceil(-2 * log2(wide)) - 1)))


def zoomed_out(view: Viewport, steps: int) -> Viewport:
    """Return a viewport with nearly the same centre, zoomed out by ``steps`` levels."""
    middle = Point(view.left + view.width / 2, view.top + view.height / 2)
    return nearest_viewport(middle.x, middle.y, max(0, view.key[0] - steps))


def nearest_viewport(x: float, y: float, step: int) -> Viewport:
    """Return the viewport at zoom level ``step`` whose centre is nearest to (``x``, ``y``)."""
    stop: float = 2.0 ** (-step / 2) / _STOPS
    return Viewport(step, floor(x / stop + 0.5), floor(y / stop + 0.5))
