"""The overview: every place at which something happened, as large as it has events."""

from collections.abc import Mapping, Sequence
from math import dist, sqrt

from ..text import one_line
from .basemap import Basemap
from .frame import EDGE, LAND, PAPER, PLACE, SOFT, bar, below, credit, names
from .labels import Labels
from .place_markers import Address, PlaceMarker
from .projection import HEIGHT, WIDTH, Bounds, Point, Viewport, around, fit, union
from .svg import Svg, drawing, element

_APART = 44
"""Pixels within which places become one mark."""
_LEFT_OUT = 0.04
"""Part of all events that may lie beyond each edge: one far away must not shrink the rest."""
_ROUGH = 1 / 3
"""Kilometres around each place that the overview shows, at least: of those of a place's map."""
_NAMES = 12


def overview(
    counts: Mapping[PlaceMarker, int], grounds: Basemap, seen: float, label: str, address: Address
) -> Svg:
    """Return a map of places, one at least, by their number of events.

    ``seen``: kilometres that the map of a single place is wide.
    """
    window = _window(counts, seen)
    ground = grounds.ground(window)
    labels = Labels(EDGE)
    scale, whose = bar(window, labels), credit(ground, labels)
    marks, outside = _marks(counts, window)
    beyond = [_beyond(outside, labels)] if outside else []
    circles, called = [], []
    for spots, count in marks:
        at, radius = _at(spots, window), _radius(count)
        labels.keep_free(Bounds(at.x - radius, at.y - radius, at.x + radius, at.y + radius))
        circles.append(_mark(spots, count, at, radius, address))
    for spots, count in marks[:_NAMES]:
        at, radius = _at(spots, window), _radius(count)
        words = _words(spots)
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
        *below(ground), *names(ground, labels), *circles, *called, scale, whose, *beyond,
        links=True,
    )  # fmt: skip


def _window(counts: Mapping[PlaceMarker, int], seen: float) -> Viewport:
    """Return the window of most events: a few far away may lie outside."""
    across = _middling([(spot.point.x, count) for spot, count in counts.items()])
    down = _middling([(spot.point.y, count) for spot, count in counts.items()])
    return fit(union(around(Point(x, y), seen * _ROUGH) for x in across for y in down), 0.08)


def _middling(weighted: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Return the least and the greatest value after leaving out a little at both ends."""
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
    counts: Mapping[PlaceMarker, int], window: Viewport
) -> tuple[list[tuple[list[PlaceMarker], int]], int]:
    """Return groups of places with their events, the largest first; and how many lie outside."""
    cells: dict[tuple[int, int], list[PlaceMarker]] = {}
    outside = 0
    for spot in sorted(counts, key=lambda spot: (-counts[spot], spot.id)):
        x, y = window.at(spot.point)
        if not (0 < x < WIDTH and 0 < y < HEIGHT):
            outside += 1
            continue
        column, row = int(x // _APART), int(y // _APART)
        near = (
            cell
            for cell in ((column + c, row + r) for c in (0, -1, 1) for r in (0, -1, 1))
            if cell in cells and dist((x, y), window.at(cells[cell][0].point)) < _APART
        )
        cells.setdefault(next(near, (column, row)), []).append(spot)
    marks = [(spots, sum(counts[spot] for spot in spots)) for spots in cells.values()]
    return sorted(marks, key=lambda mark: (-mark[1], mark[0][0].id)), outside


def _beyond(places: int, labels: Labels) -> Svg:
    labels.keep_free(Bounds(0, 0, 240, 24))
    words = f"{places} {'place lies' if places == 1 else 'places lie'} outside this map"
    return element("text", words, class_="credit", x=8, y=16, font_size=11, fill=SOFT)


def _at(spots: Sequence[PlaceMarker], window: Viewport) -> Point:
    """Return where a group's mark stands: at its largest place, clear of the edge."""
    x, y = window.at(spots[0].point)
    return Point(min(max(x, 20), WIDTH - 20), min(max(y, 20), HEIGHT - 20))


def _radius(count: int) -> float:
    return min(_APART / 2, 8 + 2.2 * sqrt(count))


def _mark(
    spots: Sequence[PlaceMarker], count: int, at: Point, radius: float, address: Address
) -> Svg:
    rough = all(spot.radius for spot in spots)
    circle = element(
        "circle", cx=at.x, cy=at.y, r=radius, class_="mark rough" if rough else "mark",
        fill=PAPER if rough else PLACE, stroke=PLACE if rough else PAPER,
        stroke_width=1.5, stroke_dasharray="4 3" if rough else None,
    )  # fmt: skip
    figure = element(
        "text", str(count), class_="count", x=at.x, y=at.y + 4, text_anchor="middle",
        font_weight="bold", fill=PLACE if rough else PAPER,
    )  # fmt: skip
    events = f"{count} event{'' if count == 1 else 's'}"
    title = element("title", f"{_words(spots)}: {events}")
    if len(spots) > 1:
        return element("g", title, circle, figure)
    return element("a", title, circle, figure, href=address(spots[0].id))


def _words(spots: Sequence[PlaceMarker]) -> str:
    more = len(spots) - 1
    name = one_line(spots[0].name)
    return f"{name} and {more} more" if more else name
