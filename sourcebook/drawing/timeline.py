"""Draws timelines: lanes below each other. Each event or source is a row: its label and mark.

Labels are in a column at the left, marks in an area at the right. A long label takes several lines,
which make its row higher. The axis is a separate drawing of the same width, which stays in view
above the timeline. On paper, the names of the axis are printed above the timeline instead.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ..analysis.timeline import Axis, Extent
from ..messages import gettext as _
from ..text import commas
from .marks import MarkShape, paths_of, truncated, width, wrapped
from .scale import Scale, Tick
from .svg import Svg, drawing, element, number

WIDTH, LABELS, MARGIN = 1100.0, 350.0, 40.0
"""Width, in pixels, of the drawing, of the column of labels, and of each margin of the axis.

The faded ends of marks, which mean "about", may lie in these margins.
"""
ROW, NAME, AXIS, GAP = 24.0, 26.0, 24.0, 12.0
"""Heights, in pixels, of an event's row, a lane's name, the axis, and the gap below a lane."""
LINE, LINES = 14.0, 3
"""Height of each further line of a label, in pixels, and maximum number of lines of a label."""
TICK_ROOM = 62.0
INDENT = 14.0
"""Left edge of labels, in pixels."""


class EventMark(NamedTuple):
    """An event or a source. ``href``: link to the page of the event or source.

    ``extent``: the days of the event's date, or of the source's date of publication, and how
    precise the date is.
    """

    extent: Extent
    label: str
    when: str
    href: str


class LaneDrawing(NamedTuple):
    """A lane: rows of events, or of sources, under a common name.

    ``note``: a text that says what the lane leaves out. ``kind``: ``event`` or ``source``.
    """

    name: str
    href: str
    marks: Sequence[EventMark]
    note: str = ""
    kind: str = "event"


def draw(label: str, axis: Axis, lanes: Sequence[LaneDrawing]) -> Svg:
    """Return a timeline. ``label``: the drawing's text alternative.

    The names of the axis are above the drawing's visible area, see ``styles/timeline.css``.
    """
    scale = _scale(axis)
    shown, y = [], 4.0
    for lane in lanes:
        shown.append(_lane(lane, scale, y))
        y += NAME + sum(map(_row_height, lane.marks)) + ROW * bool(lane.note) + GAP
    return drawing(
        "timeline", label, WIDTH, y,
        *_ground(scale, y), *_published(lanes, scale, y), *shown,
        element("g", _names(scale), class_="on-paper", transform=f"translate(0 {number(-AXIS)})"),
        links=True,
    )  # fmt: skip


def draw_axis(axis: Axis) -> Svg:
    """Return the axis of a timeline: names of months, years or days above vertical lines."""
    scale = _scale(axis)
    return drawing("timeline", _("Axis of time"), WIDTH, AXIS, *_ground(scale, AXIS), _names(scale))


def _names(scale: Scale) -> Svg:
    names = [
        element("tspan", tick.label, x=tick.x, text_anchor=tick.anchor) for tick in _ticks(scale)
    ]
    return element("text", *names, class_="ticks", y=16.0)


def _scale(axis: Axis) -> Scale:
    return Scale(axis, LABELS + MARGIN, WIDTH - MARGIN)


def _ticks(scale: Scale) -> list[Tick]:
    return scale.ticks(TICK_ROOM)


def _ground(scale: Scale, height: float) -> Iterator[Svg]:
    """Yield the background: shading for the compressed ends, and vertical lines at the ticks."""
    for part in scale.parts:
        if part.far:
            left = part.left - MARGIN if part == scale.parts[0] else part.left
            yield element(
                "rect", x=left, y=0.0, width=part.right - part.left + MARGIN, height=height,
                class_="far", fill="#f4efe5",
            )  # fmt: skip
    path = "".join(f"M{number(tick.x)} 0v{number(height)}" for tick in _ticks(scale))
    yield element("path", d=path, class_="rules", stroke="#ddd5c6")


def _published(lanes: Sequence[LaneDrawing], scale: Scale, height: float) -> Iterator[Svg]:
    """Yield vertical lines through all lanes, one for each day on which a source was published."""
    days = {
        mark.extent.days.first
        for lane in lanes
        for mark in lane.marks
        if lane.kind == "source" and mark.extent.days.first == mark.extent.days.last
    }
    if days:
        places = [(scale.begin(day) + scale.end(day)) / 2 for day in sorted(days)]
        path = "".join(f"M{number(x)} 0v{number(height)}" for x in places)
        yield element(
            "path",
            d=path,
            class_="published",
            stroke="#6c4585",
            stroke_dasharray="2 4",
            stroke_opacity=".6",
        )


def _lane(lane: LaneDrawing, scale: Scale, y: float) -> Svg:
    name = element("text", lane.name, y=17.0, x=4.0, font_size=14, font_weight="bold")
    heading = element("a", name, href=lane.href, class_="name") if lane.href else name
    *tops, end = accumulate(map(_row_height, lane.marks), initial=NAME)
    rows = [_row(mark, scale, top) for mark, top in zip(lane.marks, tops, strict=True)]
    marks = element(
        "g", *rows, class_=lane.kind, fill="#96380f" if lane.kind == "event" else "#6c4585"
    )
    notes = [element("text", lane.note, x=INDENT, y=end + 16, class_="note")] if lane.note else []
    return element(
        "g", heading, marks, *notes, class_="lane", transform=f"translate(0 {number(y)})"
    )


def _label(mark: EventMark) -> list[str]:
    return wrapped(mark.label, LABELS - INDENT, LINES)


def _row_height(mark: EventMark) -> float:
    return ROW + LINE * (len(_label(mark)) - 1)


def _row(mark: EventMark, scale: Scale, y: float) -> Svg:
    """Return the row of an event or a source: its label, its mark, and its date beside the mark.

    The date is invisible, but the theme shows it while the row is hovered or focused. On a phone, a
    script removes the date and moves the label to the date's position.
    """
    shape = MarkShape(mark.extent, scale)
    lines, height = _label(mark), _row_height(mark)
    before, after = shape.left - LABELS - 6, WIDTH - shape.right - 6
    when = width(mark.when)
    is_after = after >= when and (after >= max(map(width, lines)) or before < when)
    return element(
        "a",
        element("title", commas([truncated(mark.label, 600), mark.when])),
        element("rect", class_="row", width=WIDTH, height=height, fill_opacity="0"),
        *paths_of(shape.pieces(height / 2)),
        *(
            element("text", words, x=INDENT, y=16 + LINE * place)
            for place, words in enumerate(lines)
        ),
        element(
            "text", mark.when, class_="when", opacity="0", y=height / 2 + 4,
            x=shape.right + 6 if is_after else shape.left - 6,
            text_anchor=None if is_after else "end",
        ),
        href=mark.href,
        transform=f"translate(0 {number(y)})",
    )  # fmt: skip
