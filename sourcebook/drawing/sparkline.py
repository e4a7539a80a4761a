"""Sparklines: small timelines that label the axis, but not the events.

Up to MOST events are drawn as marks, a larger number of events as a histogram. Sparklines are
narrow enough for a phone.
"""

from collections.abc import Sequence

from ..analysis.timeline import Axis, Count, Extent
from .marks import BAR, MarkShape, paths_of, rectangle
from .scale import LETTER, Scale, Tick
from .svg import Svg, drawing, element, number

WIDTH, MARGIN = 460.0, 38.0
MOST = 16
"""Maximum number of events drawn as single marks; more events are drawn as a histogram."""
ROW = 10.0
"""Height of a row of marks, in pixels."""
COLUMN = 70.0
"""Height of the tallest column, including the number above it, in pixels."""
COLUMNS = 48
"""Maximum number of histogram bins. Each compressed end of the axis adds one bin."""
HEAD = 16.0
FOOT = 24.0
"""Height of the axis, in pixels."""
FONT = 14
TICK_ROOM = 74.0


def marks(label: str, over: Axis, shown: Sequence[Extent], published: Sequence[Extent]) -> Svg:
    """Return a sparkline with a mark for each event and, below the axis, for each source.

    ``shown``: the dates of the events, at least one, sorted. ``published``: the dates of
    publication of the events' sources. ``over``: the axis, which must contain all these dates.
    """
    scale = Scale(over, MARGIN, WIDTH - MARGIN)
    shapes = [MarkShape(one, scale) for one in shown]
    rows = _rows(shapes)
    pieces = (
        piece
        for shape, row in zip(shapes, rows, strict=True)
        for piece in shape.pieces(ROW * row + ROW / 2 + 2, BAR - 1)
    )
    group = element("g", *paths_of(pieces), class_="event", fill="#96380f")
    return _framed(label, scale, ROW * (max(rows) + 1) + 4, [group], published)


def columns(label: str, over: Axis, counted: Count, published: Sequence[Extent]) -> Svg:
    """Return a sparkline that is a histogram: a column for each bin (span of time) of ``counted``.

    The lower part of a column counts the events that are certainly in the bin. The upper part
    counts the events that may be in the bin. ``over``, ``published``: see ``marks``.
    """
    scale = Scale(over, MARGIN, WIDTH - MARGIN)
    most = max(1, *(one.dated + one.maybe for one in counted.bins))
    solid, light = "", ""
    inside: list[Svg] = []
    for one in counted.bins:
        left, right = scale.begin(one.days.first), scale.end(one.days.last)
        width = max(right - left - 1, 1.0)
        low = (COLUMN - HEAD) * one.dated / most
        high = (COLUMN - HEAD) * one.maybe / most
        if one.dated:
            solid += rectangle(left, COLUMN - low, width, low)
        if one.maybe:
            light += rectangle(left, COLUMN - low - high, width, high)
        if one.dated + one.maybe == most and not inside:
            inside.append(
                element("text", str(most), x=left + width / 2, y=HEAD - 3, text_anchor="middle",
                        font_size=FONT)
            )  # fmt: skip
    inside += [
        element("path", d=path, class_="event", fill="#96380f", fill_opacity=opacity)
        for path, opacity in ((solid, None), (light, ".45"))
        if path
    ]
    return _framed(label, scale, COLUMN, inside, published)


def _rows(shapes: Sequence[MarkShape]) -> list[int]:
    """Return the row of each mark: the topmost row with room for the mark. Row 0 is at the top."""
    taken: list[float] = []
    rows = []
    for shape in shapes:
        row = next((n for n, right in enumerate(taken) if right + 3 <= shape.left), len(taken))
        if row == len(taken):
            taken.append(0.0)
        taken[row] = shape.right
        rows.append(row)
    return rows


def _within(tick: Tick) -> float:
    """Return an x coordinate for a tick's label that keeps the whole label in the drawing."""
    width = len(tick.label) * LETTER
    before = {"start": 0.0, "middle": width / 2, "end": width}[tick.anchor]
    return min(max(tick.x, before), WIDTH - (width - before))


def _framed(
    label: str,
    scale: Scale,
    height: float,
    inside: Sequence[Svg],
    published: Sequence[Extent],
) -> Svg:
    """Return a drawing of an axis, with ``inside`` above the axis and marks of sources below it."""
    ticks = scale.ticks(TICK_ROOM)
    rules = "".join(f"M{number(tick.x)} 0v{number(height)}" for tick in ticks)
    names = [
        element("tspan", tick.label, x=_within(tick), text_anchor=tick.anchor) for tick in ticks
    ]
    ground = [
        element("rect", x=part.left - 2, y=0.0, width=part.right - part.left + 4, height=height,
                class_="far", fill="#f4efe5")
        for part in scale.parts if part.far
    ]  # fmt: skip
    line = element(
        "path", d=f"M0 {number(height)}H{number(WIDTH)}", class_="line", stroke="#5c564b"
    )
    parts = [piece for one in published for piece in MarkShape(one, scale).pieces(height + 5, 5)]
    sources = [element("g", *paths_of(parts), class_="source", fill="#6c4585")] if parts else []
    foot = 10.0 if parts else 0.0
    return drawing(
        "timeline", label, WIDTH, height + foot + FOOT,
        *ground, element("path", d=rules, class_="rules", stroke="#ddd5c6"),
        *inside, line, *sources,
        element("text", *names, y=height + foot + 16, class_="ticks", font_size=FONT),
    )  # fmt: skip
