"""The basemap: outlines of land and water from map files, drawn once for each viewport."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..records.site import Feature, Outlines
from ..text import one_line
from .clipping import clip_line, clip_ring, svg_path
from .labels import width
from .projection import Bounds, Point, Viewport, project, union
from .svg import Svg, element

WATERS = frozenset(
    ["bay", "canal", "lake", "ocean", "reservoir", "river", "sea", "stream", "water", "waters"]
)
"""Names of the layers that are water; all other layers are land."""

_LAND, _WATER, _BORDER, _STREAM = "#f3eddf", "#dde8ea", "#c4b79d", "#b3cdd4"
_MARGIN = 4.0
"""Outlines are clipped this many pixels outside the map, where the cut isn't visible."""
COARSE = 60.0
"""Outlines are too coarse if their vertices are, on average, more than this many pixels apart."""
_GRID = 7
"""An outline's label is tried at the points of a grid with this many rows and columns."""


class BasemapShape(NamedTuple):
    """A projected outline.

    ``lines``: the outline's rings or lines. ``boxes``: the bounds of each ring or line. ``box``:
    the bounds of the whole outline.
    """

    name: str
    is_area: bool
    lines: list[list[Point]]
    boxes: list[Bounds]
    box: Bounds
    stride: float
    """Mean distance between consecutive vertices, in units of the projected world."""


class BasemapLayer(NamedTuple):
    """The outlines of one layer in one map file."""

    name: str
    is_water: bool
    attribution: str
    box: Bounds
    shapes: list[BasemapShape]

    @property
    def grain(self) -> float:
        """Mean area of the bounding boxes of the layer's shapes.

        This area decides the order of drawing: among land layers, and among water layers, those
        with larger shapes are drawn first. All land is drawn before all water.
        """
        return sum(_area(shape.box) for shape in self.shapes) / len(self.shapes)


class BasemapName(NamedTuple):
    """The label of an outline.

    ``is_outer``: True if the outline belongs to the layer that is drawn first. ``spots``: points
    inside the outline where the label may be placed.
    """

    words: str
    is_outer: bool
    room: float
    """Area of the bounding box of the outline's largest visible ring, in square pixels."""
    spots: list[Point]


class BasemapView(NamedTuple):
    """The basemap in one viewport."""

    drawn: Svg
    names: list[BasemapName]
    attributions: list[str]
    is_sea: bool
    """True if everything outside the outlines is water."""
    is_coarse: bool
    """True if, in every layer, the outlines in view are too coarse for this zoom level.

    False if there are no layers.
    """


def shape_of(feature: Feature) -> BasemapShape | None:
    """Return a projected outline; None for points and empty geometries."""
    geometry = feature.geometry
    lines = [[project(place[1], place[0]) for place in line] for line in geometry.lines]
    if geometry.is_area:
        # The last point of a ring in GeoJSON repeats the first, so it is dropped.
        lines = [line[:-1] if line and line[0] == line[-1] else line for line in lines]
    lines = [line for line in lines if len(line) > 1]
    if not lines or "Point" in geometry.type:
        return None
    boxes = [_bounds_of(line) for line in lines]
    return BasemapShape(
        one_line(feature.name), geometry.is_area, lines, boxes, union(boxes), _stride(lines)
    )


class Basemap:
    """All outlines of a corpus, to be drawn in any viewport. ``files``: map files by id."""

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
        # Maps of nearby places often have equal viewports, so views are cached by viewport key.
        self._drawn = lru_cache(maxsize=1024)(self._draw)

    def view(self, viewport: Viewport) -> BasemapView:
        """Return the basemap in a viewport."""
        return self._drawn(*viewport.key)

    def _draw(self, step: int, column: int, row: int) -> BasemapView:
        viewport = Viewport(step, column, row)
        reach = _MARGIN / viewport.scale
        box = Bounds(
            viewport.box.left - reach, viewport.box.top - reach,
            viewport.box.right + reach, viewport.box.bottom + reach,
        )  # fmt: skip
        drawn: list[Svg] = []
        names: list[BasemapName] = []
        attributions: list[str] = []
        is_sea, is_coarse = False, bool(self._order)
        for name in self._order:
            for layer in _fitting(self._layers[name], viewport.box):
                shown = [
                    (shape, *_cut(shape, viewport, box))
                    for shape in layer.shapes
                    if shape.box.meets(box)
                ]
                is_sea |= not layer.is_water and any(shape.is_area for shape in layer.shapes)
                is_coarse &= _is_coarse(shown, viewport)
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


def outline(shape: BasemapShape, viewport: Viewport, **attributes: str | float | None) -> Svg:
    """Return a shape as an SVG path with these attributes; empty if it's outside the viewport."""
    reach = _MARGIN / viewport.scale
    view = viewport.box
    box = Bounds(view.left - reach, view.top - reach, view.right + reach, view.bottom + reach)
    made, _ = _cut(shape, viewport, box)
    return element("path", d=made, fill_rule="evenodd", **attributes) if made else Svg("")


def largest_part_bounds(shape: BasemapShape) -> Bounds:
    """Return the bounds of a shape's largest part, without distant islands."""
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
    """Return only the smallest layer that covers the viewport, or all layers if none covers it."""
    return next(([layer] for layer in layers if layer.box.holds(view)), layers[::-1])


def _cut(shape: BasemapShape, viewport: Viewport, box: Bounds) -> tuple[str, list[list[Point]]]:
    """Return a shape clipped to a box: the SVG path, and the rings or lines in pixels."""
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
    pixels = [[viewport.at(point) for point in part] for part in parts if part]
    return svg_path(pixels, closed=shape.is_area), pixels


Shown = tuple[BasemapShape, str, list[list[Point]]]
"""A shape with its SVG path and its rings or lines in pixels, in one viewport."""


def _is_coarse(shown: Sequence[Shown], viewport: Viewport) -> bool:
    view = viewport.box
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
    return not seen or sum(seen) / len(seen) * viewport.scale > COARSE


def _stride(lines: Sequence[Sequence[Point]]) -> float:
    steps = [
        max(abs(end.x - start.x), abs(end.y - start.y))
        for line in lines
        for start, end in pairwise(line)
    ]
    return sum(steps) / len(steps)


def _name(words: str, rings: Iterable[Sequence[Point]], *, is_outer: bool) -> BasemapName | None:
    """Return an outline's label and the points where it may be placed; None if there is no room.

    The points lie inside the outline's largest ring, the most central points first. A label that is
    wider than the ring has no room, unless ``is_outer`` is True.
    """
    ring = max(rings, key=lambda points: _area(_bounds_of(points)), default=())
    if len(ring) < 3:
        return None
    left, top, right, bottom = _bounds_of(ring)
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
    return BasemapName(words, is_outer, _area(_bounds_of(ring)), spots) if spots else None


def _is_inside(point: Point, ring: Sequence[Point]) -> bool:
    inside = False
    before = ring[-1]
    for after in ring:
        if (before.y > point.y) != (after.y > point.y):
            part = (point.y - before.y) / (after.y - before.y)
            inside ^= point.x < before.x + part * (after.x - before.x)
        before = after
    return inside


def _bounds_of(line: Sequence[Point]) -> Bounds:
    across, down = [point.x for point in line], [point.y for point in line]
    return Bounds(min(across), min(down), max(across), max(down))


def _area(box: Bounds) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
