"""What the marks of timelines mean, in words."""

from ..analysis.intervals import Days
from ..analysis.timeline import Axis, Extent
from ..records.days import Day
from .marks import MarkShape, drawn
from .scale import Scale
from .svg import Svg, drawing, element

_WEEKS = Days(Day(2001, 1, 1), Day(2001, 1, 24))
_DAY = Days(Day(2001, 1, 12), Day(2001, 1, 12))

_MEANINGS = (
    (Extent(_DAY), "on one day"),
    (Extent(_WEEKS), "from one date to another"),
    (Extent(_WEEKS, vague=True), "some time in this month or year"),
    (Extent(_WEEKS, vague=True, soft_start=True, soft_end=True), "about then: soft edges"),
    (Extent(_WEEKS, vague=True, uncertain=True), "uncertain: dashed"),
    (Extent(_DAY, open_start=True), "by this day; nobody says since when"),
    (Extent(_DAY, open_end=True), "since this day; nobody says until when"),
)

WIDTH, ROW, TEXT = 400.0, 24.0, 112.0
"""Pixels."""


def key() -> Svg:
    """Return a drawing with a row for each meaning."""
    scale = Scale(Axis(None, _WEEKS, None), 42, 66)
    rows = [
        row
        for number, (one, words) in enumerate(_MEANINGS)
        for row in _row(number, MarkShape(one, scale), words)
    ]
    middle = ROW * len(_MEANINGS) + ROW / 2
    rows += _row(
        len(_MEANINGS),
        MarkShape(Extent(_DAY), scale),
        "source published; dotted: that day",
        "source",
    )
    below = middle + ROW
    rows += [
        element("rect", x=41.0, y=below - 8, width=26.0, height=16.0, class_="far", fill="#f4efe5"),
        element("text", "far-off years, on a scale of their own", x=TEXT, y=below + 5),
    ]
    # On a telephone the drawing is smaller, and so is its text.
    inside = element("g", *rows, font_size=14)
    return drawing("timeline", "What the marks mean", WIDTH, below + ROW / 2, inside)


def _row(number: int, shape: MarkShape, words: str, kind: str = "event") -> list[Svg]:
    middle = ROW * number + ROW / 2
    fill = "#96380f" if kind == "event" else "#6c4585"
    return [
        element("g", *drawn(shape.pieces(middle)), class_=kind, fill=fill),
        element("text", words, x=TEXT, y=middle + 5),
    ]
