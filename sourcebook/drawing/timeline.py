"""Timelines: lanes one below the other; each event or source is a mark with a label and a link.

A timeline is wider than a phone's screen, so the page shows it in a scrollable box.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..analysis.timeline import Axis, Extent
from .marks import MarkShape, paths_of, truncated, width
from .scale import Scale, Tick
from .svg import Svg, drawing, element, number

WIDTH, MARGIN = 880.0, 40.0
"""Width of the drawing and of each side margin, in pixels. The margins are for faded ends."""
ROW, NAME, TICKS, GAP = 24.0, 24.0, 16.0, 10.0
"""Heights, in pixels, of an event's row, a lane's name, the axis, and the gap below a lane."""
TICK_ROOM = 62.0
LABEL_ROOM, LABEL_LEAST = 400.0, 200.0
"""Maximum width of a label, and minimum width of a truncated label, in pixels."""


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
    """A lane.

    ``note``: says what has been left out of the lane. ``kind``: ``event`` or ``source``.
    """

    name: str
    href: str
    marks: Sequence[EventMark]
    note: str = ""
    kind: str = "event"


def draw(label: str, axis: Axis, lanes: Sequence[LaneDrawing]) -> Svg:
    """Return a timeline. ``label``: the drawing's text alternative."""
    scale = Scale(axis, MARGIN, WIDTH - MARGIN)
    ticks = scale.ticks(TICK_ROOM)
    below = [element("text", *[_tick(tick) for tick in ticks], class_="ticks", y=NAME + 11.0)]
    shown, y = [], 4.0
    for lane in lanes:
        shown.append(_lane(lane, scale, y, below))
        y += _height(lane)
    height = y
    return drawing(
        "timeline", label, WIDTH, height,
        *_ground(scale, ticks, height), *_published(lanes, scale, height), *shown,
        links=True,
    )  # fmt: skip


def _height(lane: LaneDrawing) -> float:
    return NAME + TICKS + ROW * (len(lane.marks) + bool(lane.note)) + GAP


def _tick(tick: Tick) -> Svg:
    return element("tspan", tick.label, x=tick.x, text_anchor=tick.anchor)


def _ground(scale: Scale, ticks: Sequence[Tick], height: float) -> Iterator[Svg]:
    """Yield the background: shading for the compressed ends, and vertical lines at the ticks."""
    for part in scale.parts:
        if part.far:
            yield element(
                "rect", x=part.left - MARGIN if part.left == MARGIN else part.left, y=0.0,
                width=part.right - part.left + MARGIN, height=height, class_="far", fill="#f4efe5",
            )  # fmt: skip
    path = "".join(f"M{number(tick.x)} 0v{number(height)}" for tick in ticks)
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


def _lane(lane: LaneDrawing, scale: Scale, y: float, below: Sequence[Svg]) -> Svg:
    name = element("text", lane.name, y=15.0, x=4.0, font_size=14, font_weight="bold")
    heading = element("a", name, href=lane.href, class_="name") if lane.href else name
    rows = [_row(mark, scale, NAME + TICKS + ROW * n) for n, mark in enumerate(lane.marks)]
    marks = element(
        "g", *rows, class_=lane.kind, fill="#96380f" if lane.kind == "event" else "#6c4585"
    )
    note = NAME + TICKS + ROW * len(lane.marks) + 16
    notes = [element("text", lane.note, x=4.0, y=note, class_="note")] if lane.note else []
    return element(
        "g", heading, *below, marks, *notes, class_="lane", transform=f"translate(0 {number(y)})"
    )


def _row(mark: EventMark, scale: Scale, y: float) -> Svg:
    shape, middle = MarkShape(mark.extent, scale), ROW / 2
    after, before = WIDTH - shape.right - 6, shape.left - 6
    long = min(width(mark.label), LABEL_ROOM)
    if after >= long or (after >= LABEL_LEAST and after >= before):
        shown = truncated(mark.label, min(after, LABEL_ROOM))
        text = element("text", shown, x=shape.right + 6, y=16.0)
    elif before >= min(long, LABEL_LEAST):
        shown = truncated(mark.label, min(before, LABEL_ROOM))
        text = element("text", shown, x=shape.left - 6, y=16.0, text_anchor="end")
    else:
        # There is no room beside a long bar, so the label is placed above it.
        shown = truncated(mark.label, LABEL_ROOM)
        text = element("text", shown, x=max(shape.left, 4.0), y=11.0)
        middle = 18.0
    title = element("title", f"{truncated(mark.label, 600)}, {mark.when}")
    place = f"translate(0 {number(y)})"
    shapes = paths_of(shape.pieces(middle))
    return element("a", title, *shapes, text, href=mark.href, transform=place)
