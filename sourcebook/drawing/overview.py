"""The overview map: a circle for each place, sized by the number of events there."""

from collections.abc import Mapping, Sequence, Set
from math import dist, sqrt

from ..messages import ngettext
from ..text import one_line
from .basemap import Basemap
from .frame import EDGE, LAND, PAPER, PLACE, SOFT, attribution, below, names, scale_bar
from .labels import Labels
from .place_markers import Address, PlaceMarker
from .projection import HEIGHT, WIDTH, Bounds, Point, Viewport, around, union, viewport_around
from .svg import Svg, drawing, element

_APART = 44
"""Places closer together than this, in pixels, may share a circle."""
_LEFT_OUT = 0.04
"""Share of the events that may lie beyond each edge of the map, so that outliers don't widen it."""
_ROUGH = 1 / 3
"""Minimum margin between the places and the map's edges; outliers don't count.

The margin is given as a share of the minimum width of a map that shows only one point.
"""
_NAMES = 12


def overview(
    placed: Mapping[PlaceMarker, Set[str]], basemap: Basemap, seen: float, address: Address
) -> Svg:
    """Return the overview map. Its text alternative counts the places that the map shows.

    ``placed``: maps each place (there is at least one) to the ids of the events there. ``seen``:
    minimum width of a map of a single point, in km.
    """
    viewport = _viewport(placed, seen)
    view = basemap.view(viewport)
    labels = Labels(EDGE)
    scale, whose = scale_bar(viewport, labels), attribution(view, labels)
    marks, outside = _marks(placed, viewport)
    beyond = [_beyond(outside, labels)] if outside else []
    shown = len(placed) - outside
    label = ngettext(
        "Map of {count} place, by number of events",
        "Map of {count} places, by number of events",
        shown,
    ).format(count=shown)
    circles, called = [], []
    for markers, count in marks:
        at, radius = _at(markers, viewport), _radius(count)
        labels.keep_free(Bounds(at.x - radius, at.y - radius, at.x + radius, at.y + radius))
        circles.append(_mark(markers, count, at, radius, address))
    for markers, count in marks[:_NAMES]:
        at, radius = _at(markers, viewport), _radius(count)
        words = _words(markers)
        place = labels.beside(words, at, radius + 3)
        if place:
            where, anchor = place
            called.append(
                element("text", words, class_="near", x=where.x, y=where.y, text_anchor=anchor,
                        stroke=LAND, stroke_width=3, stroke_linejoin="round",
                        paint_order="stroke")
            )  # fmt: skip
    return drawing(
        "map", label, WIDTH, HEIGHT,
        *below(view), *names(view, labels), *circles, *called, scale, whose, *beyond,
        links=True,
    )  # fmt: skip


def _viewport(placed: Mapping[PlaceMarker, Set[str]], seen: float) -> Viewport:
    """Return the viewport that contains most events; a few distant events may lie outside.

    ``placed``, ``seen``: see ``overview``.
    """
    across = _trimmed_range([(marker.point.x, len(ids)) for marker, ids in placed.items()])
    down = _trimmed_range([(marker.point.y, len(ids)) for marker, ids in placed.items()])
    return viewport_around(
        union(around(Point(x, y), seen * _ROUGH) for x in across for y in down), 0.08
    )


def _trimmed_range(weighted: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Return the smallest and largest value, after trimming outliers at both ends.

    ``weighted``: pairs of a value and the number of events with this value.
    """
    ordered = sorted(weighted)
    spare = _LEFT_OUT * sum(count for _, count in ordered)
    return _first_past(ordered, spare), _first_past(ordered[::-1], spare)


def _first_past(ordered: Sequence[tuple[float, int]], spare: float) -> float:
    for value, count in ordered:
        spare -= count
        if spare < 0:
            return value
    return ordered[-1][0]


def _marks(
    placed: Mapping[PlaceMarker, Set[str]], viewport: Viewport
) -> tuple[list[tuple[list[PlaceMarker], int]], int]:
    """Return the groups of places that share a circle, each with its number of events.

    An event at several places of a group counts once. The second result is the number of places
    outside the map.
    """
    cells: dict[tuple[int, int], list[PlaceMarker]] = {}
    outside = 0
    for marker in sorted(placed, key=lambda marker: (-len(placed[marker]), marker.id)):
        x, y = viewport.at(marker.point)
        if not (0 < x < WIDTH and 0 < y < HEIGHT):
            outside += 1
            continue
        column, row = int(x // _APART), int(y // _APART)
        near = (
            cell
            for cell in ((column + c, row + r) for c in (0, -1, 1) for r in (0, -1, 1))
            if cell in cells and dist((x, y), viewport.at(cells[cell][0].point)) < _APART
        )
        cells.setdefault(next(near, (column, row)), []).append(marker)
    marks = [
        (markers, len(frozenset().union(*(placed[marker] for marker in markers))))
        for markers in cells.values()
    ]
    return sorted(marks, key=lambda mark: (-mark[1], mark[0][0].id)), outside


def _beyond(places: int, labels: Labels) -> Svg:
    labels.keep_free(Bounds(0, 0, 240, 24))
    words = ngettext(
        "{count} place lies outside this map", "{count} places lie outside this map", places
    ).format(count=places)
    return element("text", words, class_="credit", x=8, y=16, font_size=11, fill=SOFT)


def _at(markers: Sequence[PlaceMarker], viewport: Viewport) -> Point:
    """Return the centre of the circle that stands for a group of places on the map.

    The centre is the position of the group's place with the most events. If this position is near
    an edge of the map, the centre is moved inwards.
    """
    x, y = viewport.at(markers[0].point)
    return Point(min(max(x, 20), WIDTH - 20), min(max(y, 20), HEIGHT - 20))


def _radius(count: int) -> float:
    return min(_APART / 2, 8 + 2.2 * sqrt(count))


def _mark(
    markers: Sequence[PlaceMarker], count: int, at: Point, radius: float, address: Address
) -> Svg:
    rough = all(marker.radius for marker in markers)
    circle = element(
        "circle", cx=at.x, cy=at.y, r=radius, class_="mark rough" if rough else "mark",
        fill=PAPER if rough else PLACE, stroke=PLACE if rough else PAPER,
        stroke_width=1.5, stroke_dasharray="4 3" if rough else None,
    )  # fmt: skip
    figure = element(
        "text", str(count), class_="count", x=at.x, y=at.y + 4, text_anchor="middle",
        font_weight="bold", fill=PLACE if rough else PAPER,
    )  # fmt: skip
    tooltip = ngettext("{place}: {count} event", "{place}: {count} events", count)
    title = element("title", tooltip.format(place=_words(markers), count=count))
    if len(markers) > 1:
        return element("g", title, circle, figure)
    return element("a", title, circle, figure, href=address(markers[0].id))


def _words(markers: Sequence[PlaceMarker]) -> str:
    more = len(markers) - 1
    name = one_line(markers[0].name)
    if not more:
        return name
    return ngettext("{name} and {count} more", "{name} and {count} more", more).format(
        name=name, count=more
    )
