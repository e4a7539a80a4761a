"""Maps of one or more places, with nearby places and the precision of each position."""

from collections.abc import Iterable, Sequence

from ..text import one_line
from .basemap import Basemap, largest_part_bounds, outline
from .frame import EDGE, LAND, PAPER, PLACE, SOFT, attribution, below, names, scale_bar
from .labels import Labels, width
from .place_markers import Address, NearbyPlaces, PlaceMarker
from .projection import (
    HEIGHT,
    WIDTH,
    Bounds,
    Point,
    Viewport,
    around,
    union,
    viewport_around,
    viewport_at,
    zoomed_out,
)
from .svg import Svg, drawing, element, number

WIDENED = 8
"""A map is zoomed out by at most this many levels to make its outlines look detailed enough."""
MAX_LABELS = 10
"""Maximum number of labelled nearby places."""

_PIN = "m0 0c-2-5-9-9-9-16a9 9 0 0 1 18 0c0 7-7 11-9 16z"


def place_map(
    markers: Sequence[PlaceMarker],
    near: NearbyPlaces,
    basemap: Basemap,
    seen: float,
    label: str,
    address: Address,
) -> Svg:
    """Return a map of one or more places. ``label``: the map's text alternative.

    ``near``: a function that takes a viewport and returns nearby places. ``seen``: minimum width of
    a map of a single point, in km. ``address``: a function that returns the link to a location's
    page. On a map of several places, the names of these places are such links.
    """
    viewport = _viewport(markers, basemap, seen)
    view = basemap.view(viewport)
    labels = Labels(EDGE)
    several = len(markers) > 1
    own = {marker.id for marker in markers}
    scale, whose = scale_bar(viewport, labels), attribution(view, labels)
    areas = [_area(marker, viewport) for marker in markers if marker.radius]
    pins = [_pin(viewport.at(marker.point), labels) for marker in markers if not marker.radius]
    named = [_named(marker, viewport, labels, address if several else None) for marker in markers]
    dots = [marker for marker in near(viewport) if marker.id not in own]
    known = {one_line(name) for marker in markers for name in (marker.name, marker.outline_name)}
    shown = _dots(dots, viewport, labels, address)
    linked = several or any("<a " in dot for dot in shown)
    return drawing(
        "map", label, WIDTH, HEIGHT,
        *below(view), *areas, *names(view, labels, known), *shown, *pins, *named,
        scale, whose, links=linked,
    )  # fmt: skip


def _viewport(markers: Sequence[PlaceMarker], basemap: Basemap, seen: float) -> Viewport:
    if len(markers) == 1 and not markers[0].radius:
        viewport = viewport_at(markers[0].point, seen)
    else:
        viewport = viewport_around(union(_extent(marker, seen) for marker in markers))
    # If the outlines are too coarse at every level tried, don't zoom out at all.
    widened = viewport
    for steps in range(1, WIDENED + 1):
        if not basemap.view(widened).is_coarse:
            return widened
        widened = zoomed_out(viewport, steps)
    return widened if not basemap.view(widened).is_coarse else viewport


def _extent(marker: PlaceMarker, seen: float) -> Bounds:
    if marker.shape and marker.shape.is_area:
        return largest_part_bounds(marker.shape)
    if marker.shape:
        return marker.shape.box
    return around(marker.point, marker.radius or seen / 4)


def _area(marker: PlaceMarker, viewport: Viewport) -> Svg:
    """Return, as SVG, the area in which an imprecisely located place lies."""
    look: dict[str, str | float | None] = {
        "class_": "area", "fill": PLACE, "fill_opacity": "0.16",
        "stroke": PLACE, "stroke_width": 1.5, "stroke_dasharray": "5 4",
    }  # fmt: skip
    if marker.shape:
        look["stroke_dasharray"] = None
        if not marker.shape.is_area:
            look |= {"class_": "area line", "fill": "none", "stroke_width": 4}
        return outline(marker.shape, viewport, **look)
    x, y = viewport.at(marker.point)
    return element("circle", cx=x, cy=y, r=max(8.0, viewport.pixels(marker.radius)), **look)


def _pin(at: Point, labels: Labels) -> Svg:
    x, y = at
    labels.keep_free(Bounds(x - 9, y - 26, x + 9, y + 1))
    return element(
        "g",
        element("path", d=_PIN, fill=PLACE, stroke=PAPER, stroke_width=1.5),
        element("circle", cy=-16, r=3.2, fill=PAPER),
        class_="pin", transform=f"translate({number(x)} {number(y)})",
    )  # fmt: skip


def _named(marker: PlaceMarker, viewport: Viewport, labels: Labels, address: Address | None) -> Svg:
    """Return a place's label, as a link if ``address`` is given; empty if there is no room."""
    name, (x, y) = one_line(marker.name), viewport.at(marker.point)
    placed: tuple[Point, str] | None
    if marker.radius:
        rows = [Point(x, y + 4 + step) for step in (0, 24, -24, 48, -48)]
        edge = width(name) / 2 + 3
        inward = Point(min(max(x, edge), WIDTH - edge), min(max(y, 24), HEIGHT - 60))
        middle = labels.inside(name, [*rows, inward], 1)
        placed = (middle, "middle") if middle else None
    else:
        placed = labels.beside(name, Point(x, y - 12), 13)
    if not placed:
        return Svg("")
    return _text("own", name, *placed, address(marker.id) if address else None)


def _text(kind: str, words: str, at: Point, anchor: str, address: str | None) -> Svg:
    own = kind == "own"
    text = element(
        "text", words, class_=kind, x=at.x, y=at.y,
        text_anchor=None if anchor == "start" else anchor,
        font_size=14 if own else 12, font_weight="bold" if own else None,
        stroke=LAND, stroke_width=3, stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip
    if address is None:
        return text
    wide = width(words)
    left = at.x - (0 if anchor == "start" else wide if anchor == "end" else wide / 2)
    # This rectangle gives the link a larger area to touch.
    room = element("rect", x=left, y=at.y - 18, width=wide, height=27, fill="none",
                   pointer_events="all")  # fmt: skip
    return element("a", room, text, href=address)


def _dots(
    markers: Iterable[PlaceMarker], viewport: Viewport, labels: Labels, address: Address
) -> Sequence[Svg]:
    drawn, named = [], 0
    for marker in markers:
        at = viewport.at(marker.point)
        labels.keep_free(Bounds(at.x - 4, at.y - 4, at.x + 4, at.y + 4))
        drawn.append((marker, at))
    made = []
    for marker, at in drawn:
        dot = element("circle", class_="near", cx=at.x, cy=at.y, r=3, fill=SOFT)
        name = one_line(marker.name)
        place = labels.beside(name, at, 6) if named < MAX_LABELS else None
        named += bool(place)
        made.append(dot)
        if place:
            made.append(_text("near", name, *place, address(marker.id)))
    return made
