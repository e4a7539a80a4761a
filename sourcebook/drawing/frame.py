"""What all maps have: water and land below, a scale, and whose the outlines are."""

from collections.abc import Collection, Iterator
from math import floor, log10

from .basemap import BasemapView
from .labels import Labels, width
from .projection import HEIGHT, WIDTH, Bounds, Viewport
from .svg import Svg, element, number

INK, SOFT, PAPER, LAND, WATER, PLACE = (
    "#211f1b", "#5c564b", "#fdfbf7", "#f3eddf", "#dde8ea", "#2c6a3b",
)  # fmt: skip
"""The colours by daylight; the theme has its own."""
EDGE = Bounds(2, 2, WIDTH - 2, HEIGHT - 2)
"""Inside which names stay."""


def below(ground: BasemapView) -> Iterator[Svg]:
    """Yield water and land."""
    yield element(
        "rect", class_="sea" if ground.is_sea else "land", width=WIDTH, height=HEIGHT,
        fill=WATER if ground.is_sea else LAND,
    )  # fmt: skip
    yield ground.drawn


def names(ground: BasemapView, labels: Labels, known: Collection[str] = ()) -> Iterator[Svg]:
    """Yield the names of what lies there, as far as there is room. ``known``: those not needed."""
    wanted = (name for name in ground.names if name.words not in known)
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


def bar(window: Viewport, labels: Labels) -> Svg:
    """Return the scale: a round number of kilometres, as long as they are in the map's middle."""
    most = 110 / window.pixels(1)
    ten = 10.0 ** floor(log10(most))
    length = next(ten * step for step in (5, 2, 1) if ten * step <= most)
    wide = window.pixels(length)
    shown = f"{length:,.0f} km" if length >= 1 else f"{length * 1000:.0f} m"
    left, below = 10, HEIGHT - 10
    labels.keep_free(Bounds(left, below - 24, left + wide + 10, below + 4))
    return element(
        "g",
        element("path", d=f"M{left} {below - 6}v6h{number(wide)}v-6", fill="none", stroke=INK,
                stroke_width=1.2),
        element("text", shown, x=left + 4, y=below - 5, font_size=11),
        class_="scale",
    )  # fmt: skip


def credit(ground: BasemapView, labels: Labels) -> Svg:
    """Return whose data the outlines are, where their files say it."""
    words = "; ".join(ground.attributions)
    if not words:
        return Svg("")
    labels.keep_free(Bounds(WIDTH - width(words) * 0.75, HEIGHT - 18, WIDTH, HEIGHT))
    return element("text", words, class_="credit", x=WIDTH - 6, y=HEIGHT - 6, text_anchor="end",
                   font_size=10, fill=SOFT)  # fmt: skip
