"""The legend of timelines: each kind of mark with its meaning, in rows."""

from ..analysis.intervals import Days
from ..analysis.timeline import Axis, Extent
from ..messages import gettext as _
from ..messages import marked
from ..records.days import Day
from .marks import MarkShape, paths_of, width
from .scale import Scale
from .svg import Svg, drawing, element

_WEEKS = Days(Day(2001, 1, 1), Day(2001, 1, 24))
_DAY = Days(Day(2001, 1, 12), Day(2001, 1, 12))
_AXIS = Axis(None, _WEEKS, None)

_MEANINGS = (
    (Extent(_DAY), marked("on one day")),
    (Extent(_WEEKS), marked("within these days")),
    (Extent(_WEEKS, vague=True), marked("in this month or year")),
    (Extent(_WEEKS, vague=True, soft_start=True, soft_end=True), marked("about then")),
    (Extent(_WEEKS, vague=True, uncertain=True), marked("uncertain")),
    (Extent(_DAY, open_start=True), marked("by this day")),
    (Extent(_DAY, open_end=True), marked("since this day")),
)

MARK, SPACE, HEIGHT, BASELINE = 24.0, 18.0, 24.0, 16.0
"""Width of a mark, space after a meaning, height of a row, and baseline in a row, in pixels."""

ROOM = 1100.0
"""Maximum width of the legend, in pixels. It is the width of a timeline."""


def legend() -> Svg:
    """Return the legend as a drawing: rows of marks, each mark followed by its meaning."""
    shown = [(one, _(words), "event") for one, words in _MEANINGS]
    shown.append((Extent(_DAY), _("source published"), "source"))
    pieces: list[Svg] = []
    x, y, right = 4.0, 0.0, 0.0
    for one, words, kind in shown:
        if x + MARK + 6 + width(words) > ROOM:
            x, y = 4.0, y + HEIGHT
        start = x - MarkShape(one, Scale(_AXIS, 0, MARK)).left
        shape = MarkShape(one, Scale(_AXIS, start, start + MARK))
        fill = "#96380f" if kind == "event" else "#6c4585"
        end = shape.right + 6 + width(words)
        pieces += [
            element("g", *paths_of(shape.pieces(y + HEIGHT / 2)), class_=kind, fill=fill),
            element("text", words, x=shape.right + 6, y=y + BASELINE),
        ]
        x, right = end + SPACE, max(right, end)
    far = _("far away, on a scale of its own")
    end = MARK + 6 + width(far)
    if x + end > ROOM:
        x, y = 4.0, y + HEIGHT
    pieces += [
        element("rect", x=x, y=y + 4, width=MARK, height=16.0, class_="far", fill="#f4efe5"),
        element("text", far, x=x + MARK + 6, y=y + BASELINE),
    ]
    words = _("What the marks mean")
    return drawing("timeline", words, max(right, x + end), y + HEIGHT, *pieces)
