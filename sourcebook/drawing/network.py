"""The network of actors as a drawing: circles, larger with more relations, and lines."""

from collections.abc import Mapping, Sequence
from math import sqrt
from textwrap import wrap
from typing import NamedTuple

from . import node_layout
from .lines import Drawn, Spot, legend, ways
from .svg import Svg, drawing, element

SIZE, LETTER, CHARACTERS = 13.0, 7.0, 22
"""Of a name's text: its height and the mean width of a letter, in pixels; letters to a line."""

MARGIN = 14.0


class Node(NamedTuple):
    """An actor to be drawn.

    ``degree``: how many others it is related to; ``address``: its page; ``above``: what it is
    part of, however deep.
    """

    id: str
    name: str
    kind: str
    degree: int
    address: str
    above: Sequence[str] = ()


def draw(nodes: Sequence[Node], lines: Sequence[Drawn], label: str) -> Svg:
    """Return the drawing of a network. ``label``: what it shows. Every line ends at two nodes."""
    names = {node.id: lines_of_name(node.name, CHARACTERS) for node in nodes}
    radii = {node.id: radius(node.degree) for node in nodes}
    boxes = {id_: _box(names[id_], radii[id_]) for id_ in names}
    points = node_layout.place(boxes, [(d.line.subject, d.line.object) for d in lines])
    across, down = node_layout.extent(points, boxes)
    key, key_height = legend(
        {d.line.group for d in lines}, MARGIN, MARGIN + 6, max(across, 300.0), SIZE
    )
    top = MARGIN + key_height + 10
    spots: dict[str, Spot] = {
        id_: (x + MARGIN, y + top, radii[id_]) for id_, (x, y) in points.items()
    }
    return drawing(
        "network", label, max(across, 300.0) + 2 * MARGIN, top + down + MARGIN,
        key, *ways(lines, spots, whole=True),
        element("g", *(_node(node, names[node.id], spots, boxes[node.id]) for node in nodes),
                class_="nodes", font_size=SIZE, text_anchor="middle"),
        links=True,
    )  # fmt: skip


def radius(degree: int) -> float:
    """Return the radius of an actor's circle, in pixels: up to 20 for 38 others and more."""
    return float(round(min(20.0, 4 + 2.6 * sqrt(degree))))


def lines_of_name(name: str, characters: int) -> list[str]:
    """Return a name on two lines at most; what doesn't fit gives way to a mark."""
    return wrap(name, characters, max_lines=2, placeholder=" …", break_on_hyphens=False) or [name]


def _box(name: Sequence[str], around: float) -> node_layout.NodeBox:
    half = max(around, max(map(len, name)) * LETTER / 2)
    return node_layout.NodeBox(half + 5, around + 5, around + 5 + len(name) * SIZE * 1.15 + 4)


def _node(
    node: Node, name: Sequence[str], spots: Mapping[str, Spot], box: node_layout.NodeBox
) -> Svg:
    x, y, around = spots[node.id]
    said = f"{node.name}: {node.kind}, related to {node.degree}"
    return element(
        "a",
        element("title", said),
        room(x - box.half, y - box.above, 2 * box.half, box.above + box.below),
        element("circle", cx=x, cy=y, r=around, fill="#3f4f9c", stroke="#fdfbf7", stroke_width=1.5),
        *label(name, x, y + around + SIZE, SIZE),
        class_="node", href=node.address, data_id=node.id,
        data_above=" ".join(node.above) or None,
    )  # fmt: skip


def room(x: float, y: float, width: float, height: float) -> Svg:
    """Return an area that can't be seen, but hit: a circle is small for a finger."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill="none", pointer_events="all"
    )  # fmt: skip


def label(name: Sequence[str], x: float, y: float, size: float) -> list[Svg]:
    """Return a name, line by line, on a background that keeps lines behind it apart."""
    return [
        element("text", words, x=x, y=y + place * size * 1.15,
                stroke="#fdfbf7", stroke_width=3, paint_order="stroke")
        for place, words in enumerate(name)
    ]  # fmt: skip
