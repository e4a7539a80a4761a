"""Clips outlines to a rectangle and writes them as SVG paths.

Polygons are clipped with the Sutherland-Hodgman algorithm, lines with the Liang-Barsky algorithm.
Both algorithms take time proportional to the number of points.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .projection import Bounds, Point
from .svg import number

NEAR = 13
"""Points closer together than this, in tenths of a pixel, are merged."""
BENT = 5
"""A point at most this far from the line between its neighbours is dropped (tenths of a pixel)."""


def clip_ring(ring: Sequence[Point], box: Bounds) -> list[Point]:
    """Return the part of a polygon inside a rectangle, as a ring; empty if there is none."""
    points = list(ring)
    # Each tuple is a side of the box: its axis (0 for x, 1 for y), its coordinate, and 1 or -1 for
    # the direction towards the inside.
    sides = ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1))
    for axis, edge, inward in sides:
        if all((point[axis] - edge) * inward >= 0 for point in points):
            continue
        kept: list[Point] = []
        before = points[-1]
        was_in = (before[axis] - edge) * inward >= 0
        for point in points:
            is_in = (point[axis] - edge) * inward >= 0
            if is_in != was_in:
                kept.append(_crossing(before, point, axis, edge))
            if is_in:
                kept.append(point)
            before, was_in = point, is_in
        points = kept
        if not points:
            return []
    return points


def _crossing(start: Point, end: Point, axis: int, edge: float) -> Point:
    part = (edge - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + part * (end[1 - axis] - start[1 - axis])
    return Point(edge, other) if axis == 0 else Point(other, edge)


def clip_line(line: Sequence[Point], box: Bounds) -> Iterator[list[Point]]:
    """Yield the parts of a line that lie inside a rectangle."""
    piece: list[Point] = []
    for start, end in pairwise(line):
        inside = _segment(start, end, box)
        if inside is None:
            if piece:
                yield piece
            piece = []
            continue
        if piece and piece[-1] != inside[0]:
            yield piece
            piece = []
        piece += [inside[1]] if piece else inside
    if piece:
        yield piece


def _segment(start: Point, end: Point, box: Bounds) -> list[Point] | None:
    across, down = end.x - start.x, end.y - start.y
    first, last = 0.0, 1.0
    for way, room in (
        (-across, start.x - box.left), (across, box.right - start.x),
        (-down, start.y - box.top), (down, box.bottom - start.y),
    ):  # fmt: skip
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            first = max(first, room / way)
        else:
            last = min(last, room / way)
    if first > last:
        return None
    begins = start if first == 0 else Point(start.x + first * across, start.y + first * down)
    ends = end if last == 1 else Point(start.x + last * across, start.y + last * down)
    return [begins, ends]


def svg_path(lines: Iterable[Sequence[Point]], *, closed: bool) -> str:
    """Return lines, in pixels, as an SVG path with a precision of a tenth of a pixel.

    Points that make no visible difference are left out. The path is empty if no line is left.
    """
    return "".join(_subpath(line, closed) for line in lines)


def _subpath(line: Sequence[Point], closed: bool) -> str:
    # Coordinates are whole tenths of a pixel, so that relative steps don't accumulate rounding
    # errors.
    tenths = [(round(point.x * 10), round(point.y * 10)) for point in line]
    kept = tenths[:1]
    for (x, y), after in zip(tenths[1:], [*tenths[2:], None], strict=False):
        left, top = kept[-1]
        if abs(x - left) <= NEAR and abs(y - top) <= NEAR:
            continue
        if after:
            right, bottom = after
            long, high = right - left, bottom - top
            # The last kept point, this point and the next point form a triangle. ``bend`` is the
            # triangle's height times its base.
            bend = abs((x - left) * high - (y - top) * long)
            along = (x - left) * long + (y - top) * high
            straight = bend <= BENT * max(abs(long), abs(high))
            if straight and 0 <= along <= long * long + high * high:
                continue
        kept.append((x, y))
    if len(kept) < (3 if closed else 2):
        return ""
    steps = [f"M{number(kept[0][0] / 10)} {number(kept[0][1] / 10)}l"]
    for (left, top), (right, bottom) in pairwise(kept):
        across, down = number((right - left) / 10), number((bottom - top) / 10)
        # A minus sign needs no space before it.
        steps.append(across if across[0] == "-" or len(steps) == 1 else f" {across}")
        steps.append(down if down[0] == "-" else f" {down}")
    return "".join(steps) + ("z" if closed else "")
