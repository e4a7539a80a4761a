"""The legend of timelines: each kind of mark with its meaning, in rows."""

from collections.abc import Iterator

from ..analysis.intervals import Days
from ..analysis.timeline import Axis, Extent
from ..messages import gettext as _
from ..messages import marked
from ..records.days import Day
from .marks import MarkShape, paths_of, width
from .scale import Scale
from .svg import Svg, drawing, element, number

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
    """Return the legend as a drawing: rows of entries, each a mark followed by its meaning.

    On a phone, the theme moves the entries below each other.
    """
    entries: list[Svg] = []
    x, y, right = 4.0, 0.0, 0.0
    for pieces, wide in _entries():
        if x + wide > ROOM:
            x, y = 4.0, y + HEIGHT
        at = f"translate({number(x)} {number(y)})"
        entries.append(element("g", *pieces, transform=at))
        x, right = x + wide + SPACE, max(right, x + wide)
    return drawing("timeline", _("What the marks mean"), right, y + HEIGHT, *entries)


def _entries() -> Iterator[tuple[list[Svg], float]]:
    """Yield each entry of the legend: its drawing, and its width in pixels."""
    shown = [(one, _(words), "event") for one, words in _MEANINGS]
    shown.append((Extent(_DAY), _("source published"), "source"))
    for one, words, kind in shown:
        start = -MarkShape(one, Scale(_AXIS, 0, MARK)).left
        shape = MarkShape(one, Scale(_AXIS, start, start + MARK))
        fill = "#96380f" if kind == "event" else "#6c4585"
        marks = element("g", *paths_of(shape.pieces(HEIGHT / 2)), class_=kind, fill=fill)
        yield [marks, _meaning(words, shape.right)], shape.right + 6 + width(words)
    words = _("far away, on a scale of its own")
    ground = element("rect", y=4.0, width=MARK, height=16.0, class_="far", fill="#f4efe5")
    yield [ground, _meaning(words, MARK)], MARK + 6 + width(words)


def _meaning(words: str, right: float) -> Svg:
    return element("text", words, x=right + 6, y=BASELINE)
