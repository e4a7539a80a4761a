"""Edges between actors: arrows with a colour and dash pattern for each group of relations."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from ..analysis.network import Edge
from ..messages import gettext as _
from ..records.vocabularies import GROUPS, RECORDED
from ..records.vocabulary import COLOURS, LINES, RelationGroup
from .svg import Svg, element, number

ARROW, BEND = 7.0, 22.0
"""In pixels: an arrowhead's length, and the gap between control points of parallel curves."""

Circle = tuple[float, float, float]
"""A circle: x and y of its centre, and its radius, in pixels."""


Groups = Mapping[str, RelationGroup]
"""Id of a group of relations -> its label, colour and dash pattern.

The group ``RECORDED`` has the relations stated only in records. Its arrowheads are hollow.
"""


class DrawnEdge(NamedTuple):
    """An edge to draw. ``address``: link to the edge's evidence. ``words``: the edge's tooltip."""

    line: Edge
    address: str
    words: str


def edge_paths(
    lines: Sequence[DrawnEdge], spots: dict[str, Circle], groups: Groups, *, whole: bool = False
) -> list[Svg]:
    """Return an SVG element for each group of relations, with the group's edges as links.

    Each edge links to its evidence.

    ``spots``: actor id -> the actor's circle. ``groups``: all groups of relations, in the order in
    which edges are drawn. ``whole``: True for the drawing of the whole network. In this drawing,
    each edge carries the ids of its actors, for the script that filters the edges. The tab key
    skips the edges of this drawing, because there are many.
    """
    between: dict[tuple[str, str], list[DrawnEdge]] = {}
    for drawn in lines:
        ends = sorted((drawn.line.subject, drawn.line.object))
        between.setdefault((ends[0], ends[1]), []).append(drawn)
    bends = {
        drawn.line.id: (place - (len(same) - 1) / 2)
        * BEND
        * (1 if drawn.line.subject == ends[0] else -1)
        for ends, same in between.items()
        for place, drawn in enumerate(same)
    }
    made = []
    for id_, group in groups.items():
        inside = [d for d in lines if d.line.group == id_]
        if inside:
            colour = COLOURS[group.colour] if id_ != RECORDED else "#fdfbf7"
            made.append(element(
                "g",
                *(_edge_path(d, spots, bends[d.line.id], colour, whole=whole) for d in inside),
                class_=f"lines {' '.join(_classes(id_, group))}", fill="none",
                stroke=COLOURS[group.colour], stroke_dasharray=LINES[group.line],
            ))  # fmt: skip
    return made


def _classes(id_: str, group: RelationGroup) -> tuple[str, ...]:
    """Return the CSS classes of a group of relations; the first class is unique to the group.

    If the project defines or recolours the group, the first class is the group's id with a prefix,
    because the id alone could be the name of another class.
    """
    known = GROUPS.get(id_)
    if known and known.colour == group.colour:
        return (id_,)
    return f"of-{id_}", f"{group.colour}-line"


def _edge_path(
    drawn: DrawnEdge, spots: dict[str, Circle], bend: float, solid: str, *, whole: bool
) -> Svg:
    """Return an edge as SVG. ``spots``: actor id -> circle. ``solid``: the arrowhead's colour.

    ``bend``: distance, in pixels, from the control point of the edge's curve to the middle of the
    straight line. ``whole``: True for the drawing of the whole network. In this drawing, the edge
    carries the ids of its actors, and the tab key skips the edge.
    """
    line = drawn.line
    curve, head = _curve(spots[line.subject], spots[line.object], bend)
    return element(
        "a",
        element("title", drawn.words),
        element("path", d=curve, stroke="none", stroke_width=11, pointer_events="stroke"),
        element("path", d=curve, stroke_width=_width(line)),
        element("path", class_="head", d=head, fill=solid, stroke_dasharray="none"),
        class_="line", href=drawn.address, tabindex="-1" if whole else None,
        data_from=line.subject if whole else None, data_to=line.object if whole else None,
    )  # fmt: skip


def _width(line: Edge) -> float:
    """Return an edge's width in pixels. It grows with the number of claims, up to five claims."""
    return 1.0 if not line.weight else 1.0 + 0.5 * min(line.weight, 5)


def _curve(start: Circle, end: Circle, bend: float) -> tuple[str, str]:
    """Return two SVG paths of an arrow between two circles: the line and the arrowhead.

    ``bend``: distance, in pixels, from the curve's control point to the middle of the straight
    line. If ``bend`` is 0, the arrow is straight.
    """
    (ax, ay, ar), (bx, by, br) = start, end
    long = sqrt((bx - ax) ** 2 + (by - ay) ** 2) or 1.0
    # (cx, cy) is the control point of the curve, beside the middle of the straight line.
    cx = (ax + bx) / 2 - (by - ay) / long * bend
    cy = (ay + by) / 2 + (bx - ax) / long * bend
    sx, sy = _towards(ax, ay, cx, cy, ar + 2)
    hx, hy = _towards(bx, by, cx, cy, br + 2 + ARROW)
    tx, ty = _towards(bx, by, cx, cy, br + 2)
    # (wx, wy) is a vector across the arrowhead, half as long as the arrowhead is wide.
    wx, wy = (ty - hy) / 2.2, (hx - tx) / 2.2
    middle = f"Q{number(cx)} {number(cy)} " if bend else "L"
    return (
        f"M{number(sx)} {number(sy)}{middle}{number(hx)} {number(hy)}",
        f"M{number(tx)} {number(ty)}L{number(hx + wx)} {number(hy + wy)}"
        f"L{number(hx - wx)} {number(hy - wy)}Z",
    )


def _towards(x: float, y: float, to_x: float, to_y: float, by: float) -> tuple[float, float]:
    long = sqrt((to_x - x) ** 2 + (to_y - y) ** 2) or 1.0
    return x + (to_x - x) / long * by, y + (to_y - y) / long * by


def legend(
    lines: Iterable[DrawnEdge], groups: Groups, x: float, y: float, width: float, size: float
) -> tuple[Svg, float]:
    """Return the legend of the groups that have edges, and its height.

    ``x``, ``y``: the left end and the middle of the legend's first entry. ``width``: the legend's
    maximum width. ``size``: the font size. All lengths are in pixels.
    """
    used = {drawn.line.group for drawn in lines}
    entries, across, down = [], 0.0, 0.0
    for id_, group in groups.items():
        if id_ not in used:
            continue
        name, classes = _(group.name(id_)), _classes(id_, group)
        wide = 42 + len(name) * size * 0.6 + 18
        if across and across + wide > width:
            across, down = 0.0, down + size * 1.6
        left, middle = x + across, y + down
        entries.append(element(
            "g",
            element("path", d=f"M{number(left)} {number(middle)}h36",
                    stroke=COLOURS[group.colour], stroke_width=1 if id_ == RECORDED else 2,
                    stroke_dasharray=LINES[group.line]),
            element("text", name, x=left + 42, y=middle + size * 0.35),
            class_=f"key {' '.join(classes)}", data_group=classes[0],
        ))  # fmt: skip
        across += wide
    made = element("g", *entries, class_="legend", font_size=size)
    return made, (down + size * 1.6 if entries else 0.0)
