"""The outlines below a map's places: what of them a window shows, drawn once a window."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..records.site import Feature, Outlines
from ..text import one_line
from .clipping import clip_line, clip_ring, path
from .labels import width
from .projection import Bounds, Point, Viewport, project, union
from .svg import Svg, element

WATERS = frozenset(
    ["bay", "canal", "lake", "ocean", "reservoir", "river", "sea", "stream", "water", "waters"]
)
"""Layers that are water; everything else is land."""

_LAND, _WATER, _BORDER, _STREAM = "#f3eddf", "#dde8ea", "#c4b79d", "#b3cdd4"
_MARGIN = 4.0
"""Pixels beyond a map's edge to which outlines reach, so that the cut isn't seen."""
COARSE = 60.0
"""Pixels between the points of outlines beyond which they are drawn too large."""
_GRID = 7
"""How many points across and down an outline are tried for its name."""


class BasemapShape(NamedTuple):
    """An outline, projected."""

    name: str
    is_area: bool
    lines: list[list[Point]]
    boxes: list[Bounds]
    """The box around each line."""
    box: Bounds
    stride: float
    """How far apart its points are, on average: what is drawn larger misleads."""


class BasemapLayer(NamedTuple):
    """The outlines of one sort in one file."""

    name: str
    is_water: bool
    attribution: str
    box: Bounds
    shapes: list[BasemapShape]

    @property
    def grain(self) -> float:
        """How large its shapes are: larger ones lie below."""
        return sum(_area(shape.box) for shape in self.shapes) / len(self.shapes)


class BasemapName(NamedTuple):
    """A name that an outline would have on a map, and where there is room inside it."""

    words: str
    is_outer: bool
    room: float
    """Square pixels of the part that is seen."""
    spots: list[Point]


class BasemapView(NamedTuple):
    """What a map shows below its places."""

    drawn: Svg
    names: list[BasemapName]
    attributions: list[str]
    is_sea: bool
    """Whether what no outline covers is known to be water."""
    is_coarse: bool
    """Whether nothing is seen of the outlines, or too few points of them to be true."""


def shape_of(feature: Feature) -> BasemapShape | None:
    """Return an outline projected; None if there is nothing to it."""
    geometry = feature.geometry
    lines = [[project(place[1], place[0]) for place in line] for line in geometry.lines]
    if geometry.is_area:
        # The last position of a ring repeats the first.
        lines = [line[:-1] if line and line[0] == line[-1] else line for line in lines]
    lines = [line for line in lines if len(line) > 1]
    if not lines or "Point" in geometry.type:
        return None
    boxes = [_around(line) for line in lines]
    return BasemapShape(
        one_line(feature.name), geometry.is_area, lines, boxes, union(boxes), _stride(lines)
    )


class Basemap:
    """All outlines of a corpus, ready to be drawn in any window. ``files``: by id."""

    def __init__(self, files: Mapping[str, Outlines]) -> None:
        self._layers: dict[str, list[BasemapLayer]] = {}
        for _, file in sorted(files.items()):
            for layer in _layers(file):
                self._layers.setdefault(layer.name, []).append(layer)
        for found in self._layers.values():
            found.sort(key=lambda layer: _area(layer.box))
        self._order = sorted(
            self._layers,
            key=lambda name: (self._layers[name][0].is_water, -self._layers[name][-1].grain, name),
        )
        self._outer = next(iter(self._order), "")
        # By key: a window is made anew for each map.
        self._drawn = lru_cache(maxsize=1024)(self._draw)

    def ground(self, window: Viewport) -> BasemapView:
        """Return what a window shows."""
        return self._drawn(*window.key)

    def _draw(self, step: int, column: int, row: int) -> BasemapView:
        window = Viewport(step, column, row)
        reach = _MARGIN / window.scale
        box = Bounds(
            window.box.left - reach, window.box.top - reach,
            window.box.right + reach, window.box.bottom + reach,
        )  # fmt: skip
        drawn: list[Svg] = []
        names: list[BasemapName] = []
        attributions: list[str] = []
        is_sea, is_coarse = False, bool(self._order)
        for name in self._order:
            for layer in _fitting(self._layers[name], window.box):
                shown = [
                    (shape, *_cut(shape, window, box))
                    for shape in layer.shapes
                    if shape.box.meets(box)
                ]
                is_sea |= not layer.is_water and any(shape.is_area for shape in layer.shapes)
                is_coarse &= _is_coarse(shown, window)
                for is_area in (True, False):
                    every = "".join(
                        made for shape, made, _ in shown if made and shape.is_area == is_area
                    )
                    if every:
                        drawn.append(self._paths(layer, every, is_area=is_area))
                        attributions.append(layer.attribution)
                if not layer.is_water:
                    names += [
                        found
                        for shape, made, rings in shown
                        if made
                        and shape.name
                        and (found := _name(shape.name, rings, is_outer=name == self._outer))
                    ]
        whose = list(dict.fromkeys(one_line(words) for words in attributions if words))
        return BasemapView(element("g", *drawn), names, whose, is_sea, is_coarse)

    def _paths(self, layer: BasemapLayer, made: str, *, is_area: bool) -> Svg:
        outer = layer.name == self._outer
        if layer.is_water:
            kind, fill, stroke = "water", _WATER, _WATER if is_area else _STREAM
        else:
            kind, fill, stroke = "land" if outer else "part", _LAND, _BORDER
        return element(
            "path", class_=kind if is_area else f"{kind} line", d=made,
            fill=fill if is_area else "none", fill_rule="evenodd" if is_area else None,
            stroke=stroke, stroke_width=1.4 if layer.is_water else 1 if outer else 0.7,
            stroke_dasharray=None if outer or layer.is_water else "3 2",
        )  # fmt: skip


def outline(shape: BasemapShape, window: Viewport, **attributes: str | float | None) -> Svg:
    """Return a shape by itself, as a window shows it."""
    reach = _MARGIN / window.scale
    view = window.box
    box = Bounds(view.left - reach, view.top - reach, view.right + reach, view.bottom + reach)
    made, _ = _cut(shape, window, box)
    return element("path", d=made, fill_rule="evenodd", **attributes) if made else Svg("")


def main_part(shape: BasemapShape) -> Bounds:
    """Return the box around a shape's largest part: islands far away don't count."""
    return max(shape.boxes, key=_area)


def _layers(file: Outlines) -> Iterable[BasemapLayer]:
    found: dict[str, list[BasemapShape]] = {}
    for feature in file.features:
        shape = shape_of(feature)
        if shape:
            found.setdefault(feature.layer.casefold(), []).append(shape)
    for name, shapes in found.items():
        box = union(shape.box for shape in shapes)
        yield BasemapLayer(name, name in WATERS, file.attribution, box, shapes)


def _fitting(layers: Sequence[BasemapLayer], view: Bounds) -> Sequence[BasemapLayer]:
    """Return the smallest of a layer's files that covers what is seen, or else all of them."""
    return next(([layer] for layer in layers if layer.box.holds(view)), layers[::-1])


def _cut(shape: BasemapShape, window: Viewport, box: Bounds) -> tuple[str, list[list[Point]]]:
    """Return a shape's path in a window, and its parts in pixels."""
    parts: list[list[Point]] = []
    for line, around in zip(shape.lines, shape.boxes, strict=True):
        if not around.meets(box):
            continue
        if box.holds(around):
            parts.append(line)
        elif shape.is_area:
            parts.append(clip_ring(line, box))
        else:
            parts += clip_line(line, box)
    pixels = [[window.at(point) for point in part] for part in parts if part]
    return path(pixels, closed=shape.is_area), pixels


Shown = tuple[BasemapShape, str, list[list[Point]]]
"""A shape, and in a window its path and its parts in pixels."""


def _is_coarse(shown: Sequence[Shown], window: Viewport) -> bool:
    view = window.box
    seen = [
        shape.stride
        for shape, _, _ in shown
        if any(
            view.left < point.x < view.right and view.top < point.y < view.bottom
            for line, around in zip(shape.lines, shape.boxes, strict=True)
            if around.meets(view)
            for point in line
        )
    ]
    return not seen or sum(seen) / len(seen) * window.scale > COARSE


def _stride(lines: Sequence[Sequence[Point]]) -> float:
    steps = [
        max(abs(end.x - start.x), abs(end.y - start.y))
        for line in lines
        for start, end in pairwise(line)
    ]
    return sum(steps) / len(steps)


def _name(words: str, rings: Iterable[Sequence[Point]], *, is_outer: bool) -> BasemapName | None:
    """Return a name with points well inside the largest of its rings, the middle ones first.

    None where a part's name would be wider than the part.
    """
    ring = max(rings, key=lambda points: _area(_around(points)), default=())
    if len(ring) < 3:
        return None
    left, top, right, bottom = _around(ring)
    if not is_outer and width(words) * 0.8 > right - left:
        return None
    middle = Point((left + right) / 2, (top + bottom) / 2)
    wide, high = (right - left) / _GRID, (bottom - top) / _GRID
    grid = [
        Point(left + wide * (column + 0.5), top + high * (row + 0.5))
        for row in range(_GRID)
        for column in range(_GRID)
    ]
    inside = [point for point in grid if _is_inside(point, ring)]
    spots = sorted(inside, key=lambda p: (round(abs(p.x - middle.x) + abs(p.y - middle.y)), p))
    return BasemapName(words, is_outer, _area(_around(ring)), spots) if spots else None


def _is_inside(point: Point, ring: Sequence[Point]) -> bool:
    inside = False
    before = ring[-1]
    for after in ring:
        if (before.y > point.y) != (after.y > point.y):
            part = (point.y - before.y) / (after.y - before.y)
            inside ^= point.x < before.x + part * (after.x - before.x)
        before = after
    return inside


def _around(line: Sequence[Point]) -> Bounds:
    across, down = [point.x for point in line], [point.y for point in line]
    return Bounds(min(across), min(down), max(across), max(down))


def _area(box: Bounds) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
