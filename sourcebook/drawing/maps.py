"""Maps: a place or several on the outlines, what lies near, and how far to trust it."""

from collections.abc import Iterable, Sequence

from ..text import one_line
from .basemap import Basemap, main_part, outline
from .frame import EDGE, LAND, PAPER, PLACE, SOFT, bar, below, credit, names
from .labels import Labels, width
from .place_markers import Address, Near, PlaceMarker
from .projection import HEIGHT, WIDTH, Bounds, Point, Viewport, about, around, fit, union, wider
from .svg import Svg, drawing, element, number

WIDENED = 8
"""Steps by which a map may show more than it must, to show something of the outlines."""
NAMES = 10
"""Most places near a map's own that are named."""

_PIN = "m0 0c-2-5-9-9-9-16a9 9 0 0 1 18 0c0 7-7 11-9 16z"


def place_map(
    spots: Sequence[PlaceMarker],
    near: Near,
    grounds: Basemap,
    seen: float,
    label: str,
    address: Address,
) -> Svg:
    """Return a map of places, of which there is one at least. ``label``: what it shows, in words.

    ``near`` gives the places in a window. ``seen``: kilometres that the map of a single
    point is wide, at least. If a map has several places of its own, their names are links.
    """
    window = _window(spots, grounds, seen)
    ground = grounds.ground(window)
    labels = Labels(EDGE)
    several = len(spots) > 1
    own = {spot.id for spot in spots}
    scale, whose = bar(window, labels), credit(ground, labels)
    areas = [_area(spot, window) for spot in spots if spot.radius]
    pins = [_pin(window.at(spot.point), labels) for spot in spots if not spot.radius]
    named = [_named(spot, window, labels, address if several else None) for spot in spots]
    dots = [spot for spot in near(window) if spot.id not in own]
    known = {one_line(name) for spot in spots for name in (spot.name, spot.outline_name)}
    shown = _dots(dots, window, labels, address)
    linked = several or any("<a " in dot for dot in shown)
    return drawing(
        "map", label, WIDTH, HEIGHT,
        *below(ground), *areas, *names(ground, labels, known), *shown, *pins, *named,
        scale, whose, links=linked,
    )  # fmt: skip


def _window(spots: Sequence[PlaceMarker], grounds: Basemap, seen: float) -> Viewport:
    if len(spots) == 1 and not spots[0].radius:
        window = about(spots[0].point, seen)
    else:
        window = fit(union(_extent(spot, seen) for spot in spots))
    # Without anything true around it, a place may as well stand on white paper.
    widened = window
    for steps in range(1, WIDENED + 1):
        if not grounds.ground(widened).is_coarse:
            return widened
        widened = wider(window, steps)
    return widened if not grounds.ground(widened).is_coarse else window


def _extent(spot: PlaceMarker, seen: float) -> Bounds:
    if spot.shape and spot.shape.is_area:
        return main_part(spot.shape)
    if spot.shape:
        return spot.shape.box
    return around(spot.point, spot.radius or seen / 4)


def _area(spot: PlaceMarker, window: Viewport) -> Svg:
    """Return where a place known only roughly must be looked for."""
    look: dict[str, str | float | None] = {
        "class_": "area", "fill": PLACE, "fill_opacity": "0.16",
        "stroke": PLACE, "stroke_width": 1.5, "stroke_dasharray": "5 4",
    }  # fmt: skip
    if spot.shape:
        look["stroke_dasharray"] = None
        if not spot.shape.is_area:
            look |= {"class_": "area line", "fill": "none", "stroke_width": 4}
        return outline(spot.shape, window, **look)
    x, y = window.at(spot.point)
    return element("circle", cx=x, cy=y, r=max(8.0, window.pixels(spot.radius)), **look)


def _pin(at: Point, labels: Labels) -> Svg:
    x, y = at
    labels.keep_free(Bounds(x - 9, y - 26, x + 9, y + 1))
    return element(
        "g",
        element("path", d=_PIN, fill=PLACE, stroke=PAPER, stroke_width=1.5),
        element("circle", cy=-16, r=3.2, fill=PAPER),
        class_="pin", transform=f"translate({number(x)} {number(y)})",
    )  # fmt: skip


def _named(spot: PlaceMarker, window: Viewport, labels: Labels, address: Address | None) -> Svg:
    """Return a place's name, a link if there is an address to give."""
    name, (x, y) = one_line(spot.name), window.at(spot.point)
    placed: tuple[Point, str] | None
    if spot.radius:
        rows = [Point(x, y + 4 + step) for step in (0, 24, -24, 48, -48)]
        edge = width(name) / 2 + 3
        inward = Point(min(max(x, edge), WIDTH - edge), min(max(y, 24), HEIGHT - 60))
        middle = labels.inside(name, [*rows, inward], 1)
        placed = (middle, "middle") if middle else None
    else:
        placed = labels.beside(name, Point(x, y - 12), 13)
    if not placed:
        return Svg("")
    return _text("own", name, *placed, address(spot.id) if address else None)


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
    # Room for a finger around it.
    room = element("rect", x=left, y=at.y - 18, width=wide, height=27, fill="none",
                   pointer_events="all")  # fmt: skip
    return element("a", room, text, href=address)


def _dots(
    spots: Iterable[PlaceMarker], window: Viewport, labels: Labels, address: Address
) -> Sequence[Svg]:
    drawn, named = [], 0
    for spot in spots:
        at = window.at(spot.point)
        labels.keep_free(Bounds(at.x - 4, at.y - 4, at.x + 4, at.y + 4))
        drawn.append((spot, at))
    made = []
    for spot, at in drawn:
        dot = element("circle", class_="near", cx=at.x, cy=at.y, r=3, fill=SOFT)
        name = one_line(spot.name)
        place = labels.beside(name, at, 6) if named < NAMES else None
        named += bool(place)
        made.append(dot)
        if place:
            made.append(_text("near", name, *place, address(spot.id)))
    return made
