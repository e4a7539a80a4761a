"""Where a place stands on a map: the Mercator projection, and windows cut out of it.

Mercator (spherical, as web maps have it), because it keeps the shapes of small
regions at any latitude, needs no choice of a middle, and is what the live map
draws in. The world is a square of side 1: x from 0 at 180° W to 1 at 180° E, y
from 0 at about 85° N to 1 at about 85° S.
"""

from collections.abc import Iterable
from functools import cached_property
from math import asinh, atan, ceil, cosh, degrees, floor, log2, pi, radians, sinh, tan
from typing import NamedTuple

EQUATOR = 40075.0
"""Kilometres once round the earth."""
NORTHMOST = 85.05
"""Degrees beyond which the projection has no place for what lies there."""

WIDTH, HEIGHT = 480, 320
"""A map's size in pixels."""


class Point(NamedTuple):
    """A point of the projected world, or of a drawing in pixels."""

    x: float
    y: float


class Bounds(NamedTuple):
    """What lies between two points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Bounds") -> bool:
        """Tell whether two boxes have anything in common."""
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def holds(self, other: "Bounds") -> bool:
        """Tell whether another box lies inside this one."""
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top and other.bottom <= self.bottom
        )  # fmt: skip


def project(latitude: float, longitude: float) -> Point:
    """Return the point of a place given in degrees, WGS 84."""
    north = max(-NORTHMOST, min(NORTHMOST, latitude))
    return Point(longitude / 360 + 0.5, 0.5 - asinh(tan(radians(north))) / (2 * pi))


def latitude(y: float) -> float:
    """Return the latitude in degrees of what lies at ``y``."""
    return degrees(atan(sinh(pi * (1 - 2 * y))))


def kilometres(y: float) -> float:
    """Return how many kilometres the side of the world's square stands for at ``y``."""
    return EQUATOR / cosh(pi * (1 - 2 * y))


def around(point: Point, radius: float) -> Bounds:
    """Return the box around all that lies within some kilometres of a point."""
    reach = radius / kilometres(point.y)
    return Bounds(point.x - reach, point.y - reach, point.x + reach, point.y + reach)


def union(boxes: Iterable[Bounds]) -> Bounds:
    """Return the box around boxes, of which there is one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Bounds(min(lefts), min(tops), max(rights), max(bottoms))


class Viewport:
    """The part of the world that a map shows, one of a ladder of sizes and places.

    Maps of what lies close together share a window, and with it what is drawn
    below the places: that keeps thousands of maps cheap. ``step``: each is half
    the area of the one before; 0 is the world's width.
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
        """What it shows of the world."""
        return Bounds(self.left, self.top, self.left + self.width, self.top + self.height)

    def at(self, point: Point) -> Point:
        """Return where a point of the world stands on the map, in pixels."""
        return Point((point.x - self.left) * self.scale, (point.y - self.top) * self.scale)

    def pixels(self, distance: float) -> float:
        """Return how long some kilometres are in the middle of the map."""
        return distance * self.scale / kilometres(self.top + self.height / 2)


_STOPS = 10
"""Windows of a size stand a tenth of their width apart."""
_SLACK = 1 + 1 / _STOPS
_SMALLEST = 36
"""The last step of the ladder: some 150 m."""


def fit(box: Bounds, padding: float = 0.15) -> Viewport:
    """Return the smallest window around a box. ``padding``: what stays free at each side."""
    wanted = max(box.right - box.left, (box.bottom - box.top) * WIDTH / HEIGHT, 1e-9)
    # A window isn't centred on the box, but on the nearest stop.
    wide = wanted * (1 + 2 * padding) * _SLACK
    step = max(0, min(_SMALLEST, floor(-2 * log2(wide))))
    return window((box.left + box.right) / 2, (box.top + box.bottom) / 2, step)


def about(point: Point, distance: float) -> Viewport:
    """Return a window some kilometres wide, or a little more, with a point about its middle."""
    wide = distance / kilometres(point.y)
    return window(point.x, point.y, max(0, min(_SMALLEST, ceil(-2 * log2(wide)) - 1)))


def wider(view: Viewport, steps: int) -> Viewport:
    """Return a window that shows more around the same middle."""
    middle = Point(view.left + view.width / 2, view.top + view.height / 2)
    return window(middle.x, middle.y, max(0, view.key[0] - steps))


def window(x: float, y: float, step: int) -> Viewport:
    """Return the window of a step of the ladder whose middle is nearest to a point."""
    stop: float = 2.0 ** (-step / 2) / _STOPS
    return Viewport(step, floor(x / stop + 0.5), floor(y / stop + 0.5))
