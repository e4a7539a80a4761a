"""The parts that all maps share: land and water, place names, scale bar, attribution."""

from collections.abc import Collection, Iterator
from math import floor, log10

from ..conventions import number_words
from ..messages import gettext as _
from ..text import semicolons
from .basemap import BasemapView
from .labels import Labels, width
from .projection import HEIGHT, WIDTH, Bounds, Viewport
from .svg import Svg, element, number

INK, SOFT, PAPER, LAND, WATER, PLACE = (
    "#211f1b", "#5c564b", "#fdfbf7", "#f3eddf", "#dde8ea", "#2c6a3b",
)  # fmt: skip
"""Colours of a drawing that is opened as a file. On the site, the theme's CSS replaces them."""
EDGE = Bounds(2, 2, WIDTH - 2, HEIGHT - 2)
"""The area of a map, in pixels, in which labels may be placed."""


def below(view: BasemapView) -> Iterator[Svg]:
    """Yield the background, then the land and water on top of it."""
    yield element(
        "rect", class_="sea" if view.is_sea else "land", width=WIDTH, height=HEIGHT,
        fill=WATER if view.is_sea else LAND,
    )  # fmt: skip
    yield view.drawn


def names(view: BasemapView, labels: Labels, known: Collection[str] = ()) -> Iterator[Svg]:
    """Yield the names of outlines for which there is room, except names in ``known``.

    ``known``: names of the places that the map shows.
    """
    wanted = (name for name in view.names if name.words not in known)
    for name in sorted(wanted, key=lambda name: (not name.is_outer, -round(name.room), name.words)):
        stretch = 1.15 if name.is_outer else 0.9
        spot = labels.inside(name.words, name.spots, stretch)
        if spot:
            yield element(
                "text", name.words, class_="outer" if name.is_outer else "inner",
                x=spot.x, y=spot.y, text_anchor="middle", fill=SOFT,
                font_size=13 if name.is_outer else 11,
                letter_spacing=1.2 if name.is_outer else None,
                font_style=None if name.is_outer else "italic",
            )  # fmt: skip


def scale_bar(viewport: Viewport, labels: Labels) -> Svg:
    """Return the scale bar: a round distance, drawn at the scale of the map's middle."""
    most = 110 / viewport.pixels(1)
    ten = 10.0 ** floor(log10(most))
    length = next(ten * step for step in (5, 2, 1) if ten * step <= most)
    wide = viewport.pixels(length)
    if length >= 1:
        shown = _("{length} km").format(length=number_words(length))
    else:
        shown = _("{length} m").format(length=number_words(length * 1000))
    left, below = 10, HEIGHT - 10
    labels.keep_free(Bounds(left, below - 24, left + wide + 10, below + 4))
    return element(
        "g",
        element("path", d=f"M{left} {below - 6}v6h{number(wide)}v-6", fill="none", stroke=INK,
                stroke_width=1.2),
        element("text", shown, x=left + 4, y=below - 5, font_size=11),
        class_="scale",
    )  # fmt: skip


def attribution(view: BasemapView, labels: Labels) -> Svg:
    """Return the attributions of the visible outlines; empty if no map file states any."""
    words = semicolons(view.attributions)
    if not words:
        return Svg("")
    labels.keep_free(Bounds(WIDTH - width(words) * 0.75, HEIGHT - 18, WIDTH, HEIGHT))
    return element("text", words, class_="credit", x=WIDTH - 6, y=HEIGHT - 6, text_anchor="end",
                   font_size=10, fill=SOFT)  # fmt: skip
