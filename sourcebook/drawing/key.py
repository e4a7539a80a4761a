"""The legend of timelines: each kind of mark with its meaning."""

from ..analysis.intervals import Days
from ..analysis.timeline import Axis, Extent
from ..messages import gettext as _
from ..messages import marked
from ..records.days import Day
from .marks import MarkShape, paths_of
from .scale import Scale
from .svg import Svg, drawing, element

_WEEKS = Days(Day(2001, 1, 1), Day(2001, 1, 24))
_DAY = Days(Day(2001, 1, 12), Day(2001, 1, 12))

_MEANINGS = (
    (Extent(_DAY), marked("on one day")),
    (Extent(_WEEKS), marked("from one date to another, or some time between")),
    (Extent(_WEEKS, vague=True), marked("some time in this month or year")),
    (Extent(_WEEKS, vague=True, soft_start=True, soft_end=True), marked("about then: soft edges")),
    (Extent(_WEEKS, vague=True, uncertain=True), marked("uncertain: dashed")),
    (Extent(_DAY, open_start=True), marked("by this day; its beginning isn’t recorded")),
    (Extent(_DAY, open_end=True), marked("since this day; its end isn’t recorded")),
)

WIDTH, ROW, TEXT = 456.0, 24.0, 112.0
"""Width of the drawing, height of a row, and left edge of the text, in pixels."""


def legend() -> Svg:
    """Return the legend as a drawing, one row for each kind of mark."""
    scale = Scale(Axis(None, _WEEKS, None), 42, 66)
    rows = [
        row
        for number, (one, words) in enumerate(_MEANINGS)
        for row in _row(number, MarkShape(one, scale), _(words))
    ]
    middle = ROW * len(_MEANINGS) + ROW / 2
    rows += _row(
        len(_MEANINGS),
        MarkShape(Extent(_DAY), scale),
        _("source published; dotted: that day"),
        "source",
    )
    below = middle + ROW
    rows += [
        element("rect", x=41.0, y=below - 8, width=26.0, height=16.0, class_="far", fill="#f4efe5"),
        element("text", _("dates far away, on a scale of their own"), x=TEXT, y=below + 5),
    ]
    # Large text: on a phone the drawing is scaled down.
    inside = element("g", *rows, font_size=14)
    return drawing("timeline", _("What the marks mean"), WIDTH, below + ROW / 2, inside)


def _row(number: int, shape: MarkShape, words: str, kind: str = "event") -> list[Svg]:
    middle = ROW * number + ROW / 2
    fill = "#96380f" if kind == "event" else "#6c4585"
    return [
        element("g", *paths_of(shape.pieces(middle)), class_=kind, fill=fill),
        element("text", words, x=TEXT, y=middle + 5),
    ]
