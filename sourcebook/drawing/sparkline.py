"""Small timelines: the shape of some events in time, without names.

A page shows them above a list of the same events. Few are marks, many are
counted. Narrow enough to be read on a telephone.
"""

from collections.abc import Sequence

from ..analysis.timeline import Axis, Count, Extent
from .marks import BAR, MarkShape, box, drawn
from .scale import Scale
from .svg import Svg, drawing, element, number

WIDTH, MARGIN = 460.0, 38.0
MOST = 16
"""Events that are drawn one by one; more are counted."""
ROW = 10.0
"""Height of a row of marks."""
COLUMN = 70.0
"""Height of the tallest column, with the number above it."""
COLUMNS = 48
"""Columns at most, or so."""
HEAD = 16.0
FOOT = 24.0
"""Height of the axis below."""
FONT = 14
TICK_ROOM = 74.0


def marks(label: str, over: Axis, shown: Sequence[Extent], published: Sequence[Extent]) -> Svg:
    """Return a strip with a mark for each event, at least one, in order of date.

    ``published``: of sources that tell them. All of these lie on the axis.
    """
    scale = Scale(over, MARGIN, WIDTH - MARGIN)
    shapes = [MarkShape(one, scale) for one in shown]
    rows = _rows(shapes)
    pieces = (
        piece
        for shape, row in zip(shapes, rows, strict=True)
        for piece in shape.pieces(ROW * row + ROW / 2 + 2, BAR - 1)
    )
    group = element("g", *drawn(pieces), class_="event", fill="#96380f")
    return _framed(label, scale, ROW * (max(rows) + 1) + 4, [group], published)


def columns(label: str, over: Axis, counted: Count, published: Sequence[Extent]) -> Svg:
    """Return a strip with a column for each bin: dated events below, possible ones above."""
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
            solid += box(left, COLUMN - low, width, low)
        if one.maybe:
            light += box(left, COLUMN - low - high, width, high)
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
    """Return the row of each shape, the first from the top in which there is room."""
    taken: list[float] = []
    rows = []
    for shape in shapes:
        row = next((n for n, right in enumerate(taken) if right + 3 <= shape.left), len(taken))
        if row == len(taken):
            taken.append(0.0)
        taken[row] = shape.right
        rows.append(row)
    return rows


def _framed(
    label: str,
    scale: Scale,
    height: float,
    inside: Sequence[Svg],
    published: Sequence[Extent],
) -> Svg:
    """Return a drawing of an axis with what stands on it; sources hang below the line."""
    ticks = scale.ticks(TICK_ROOM)
    rules = "".join(f"M{number(tick.x)} 0v{number(height)}" for tick in ticks)
    names = [element("tspan", tick.label, x=tick.x, text_anchor=tick.anchor) for tick in ticks]
    ground = [
        element("rect", x=part.left - 2, y=0.0, width=part.right - part.left + 4, height=height,
                class_="far", fill="#f4efe5")
        for part in scale.parts if part.far
    ]  # fmt: skip
    line = element(
        "path", d=f"M0 {number(height)}H{number(WIDTH)}", class_="line", stroke="#5c564b"
    )
    parts = [piece for one in published for piece in MarkShape(one, scale).pieces(height + 5, 5)]
    sources = [element("g", *drawn(parts), class_="source", fill="#6c4585")] if parts else []
    foot = 10.0 if parts else 0.0
    return drawing(
        "timeline", label, WIDTH, height + foot + FOOT,
        *ground, element("path", d=rules, class_="rules", stroke="#ddd5c6"),
        *inside, line, *sources,
        element("text", *names, y=height + foot + 16, class_="ticks", font_size=FONT),
    )  # fmt: skip
