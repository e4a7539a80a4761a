"""The drawing of the whole network: a circle for each actor, and arrows between them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from textwrap import wrap
from typing import NamedTuple

from ..messages import gettext as _
from ..messages import ngettext
from . import node_layout
from .lines import Circle, DrawnEdge, Groups, edge_paths, legend
from .svg import Svg, drawing, element

SIZE, LETTER, CHARACTERS = 13.0, 7.0, 22
"""Font size and mean letter width of labels, in pixels; maximum number of letters in a line."""

MARGIN = 14.0

KEY = 300.0
"""Maximum width of the legend, in pixels. It fits a phone, even if the drawing doesn't."""

KINDS = ("#3f4f9c", "#7d5600", "#2c6a3b", "#96380f")
"""Colours of the most frequent kinds of actors. Their CSS classes are ``kind-0`` to ``kind-3``."""

OTHER_KIND = "#5c564b"
"""The colour of actors of all other kinds."""


class Node(NamedTuple):
    """An actor to draw.

    ``degree``: number of other actors that share an edge with the actor. ``address``: link to the
    actor's page. ``above``: ids of all actors that the actor is part of, directly or indirectly.
    """

    id: str
    name: str
    kind: str
    degree: int
    address: str
    above: Sequence[str] = ()


def draw(nodes: Sequence[Node], lines: Sequence[DrawnEdge], label: str, groups: Groups) -> Svg:
    """Return the drawing of a network. ``label``: the drawing's text alternative.

    ``lines``: the edges between the nodes; both ends of each must be in ``nodes``. ``groups``:
    all groups of relations, with the look of their edges.
    """
    names = {node.id: wrapped_name(node.name, CHARACTERS) for node in nodes}
    radii = {node.id: radius(node.degree) for node in nodes}
    boxes = {id_: _box(names[id_], radii[id_]) for id_ in names}
    points = node_layout.node_positions(boxes, [(d.line.subject, d.line.object) for d in lines])
    across, down = node_layout.drawing_size(points, boxes)
    key, key_height = legend(lines, groups, MARGIN, MARGIN + 6, KEY, SIZE)
    kinds = _kinds(nodes)
    shown = kinds if {node.kind for node in nodes} == set(kinds) else [*kinds, _("all others")]
    circles, circles_height = _kinds_key(shown, MARGIN + 6 + key_height, KEY)
    top = MARGIN + key_height + circles_height + 10
    spots: dict[str, Circle] = {
        id_: (x + MARGIN, y + top, radii[id_]) for id_, (x, y) in points.items()
    }
    return drawing(
        "network", label, max(across, KEY) + 2 * MARGIN, top + down + MARGIN,
        key, circles, *edge_paths(lines, spots, groups, whole=True),
        element("g", *(_node(node, names[node.id], spots, boxes[node.id], kinds) for node in nodes),
                class_="nodes", font_size=SIZE, text_anchor="middle"),
        links=True,
    )  # fmt: skip


def _kinds(nodes: Sequence[Node]) -> list[str]:
    """Return the kinds of actors that get a colour of their own, the most frequent first."""
    count = Counter(node.kind for node in nodes)
    return sorted(count, key=lambda kind: (-count[kind], kind))[: len(KINDS)]


def _coloured(kind: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Return the CSS class and colour for a kind of actor.

    ``kinds``: the kinds that have a colour of their own.
    """
    if kind not in kinds:
        return "kind-other", OTHER_KIND
    place = kinds.index(kind)
    return f"kind-{place}", KINDS[place]


def _kinds_key(kinds: Sequence[str], y: float, room: float) -> tuple[Svg, float]:
    """Return the legend of the actors' colours, and its height.

    ``kinds``: the kinds with a colour of their own and, if there are other kinds, a word for these.
    ``y``: the centre of the legend's first row. ``room``: its maximum width. Both are in pixels.
    """
    entries, across, down = [], 0.0, 0.0
    for kind in kinds:
        class_, colour = _coloured(kind, kinds[: len(KINDS)])
        letters = max(len(kind), 5)  # short words can have wide letters, as Arabic ones do
        wide = 18 + letters * LETTER + 18
        if across and across + wide > room:
            across, down = 0.0, down + SIZE * 1.6
        left, middle = MARGIN + across, y + down
        entries.append(element(
            "g",
            element("circle", cx=left + 6, cy=middle, r=6.0, fill=colour),
            element("text", kind, x=left + 18, y=middle + SIZE * 0.35),
            class_=f"node-key {class_}",
        ))  # fmt: skip
        across += wide
    return element("g", *entries, font_size=SIZE), down + SIZE * 1.6


def radius(degree: int) -> float:
    """Return the radius of an actor's circle in pixels: at most 20, for 36 or more neighbours."""
    return float(round(min(20.0, 4 + 2.6 * sqrt(degree))))


def wrapped_name(name: str, characters: int) -> list[str]:
    """Return a name in one or two lines of at most ``characters`` letters.

    A longer name is truncated with an ellipsis.
    """
    return wrap(name, characters, max_lines=2, placeholder=" …", break_on_hyphens=False) or [name]


def _box(name: Sequence[str], around: float) -> node_layout.NodeBox:
    half = max(around, max(map(len, name)) * LETTER / 2)
    return node_layout.NodeBox(half + 5, around + 5, around + 5 + len(name) * SIZE * 1.15 + 4)


def _node(
    node: Node, name: Sequence[str], spots: Mapping[str, Circle], box: node_layout.NodeBox,
    kinds: Sequence[str],
) -> Svg:  # fmt: skip
    x, y, around = spots[node.id]
    class_, colour = _coloured(node.kind, kinds)
    tooltip = ngettext(
        "{name}: {kind}, related to {count} actor",
        "{name}: {kind}, related to {count} actors",
        node.degree,
    ).format(name=node.name, kind=node.kind, count=node.degree)
    return element(
        "a",
        element("title", tooltip),
        hit_area(x - box.half, y - box.above, 2 * box.half, box.above + box.below),
        element("circle", cx=x, cy=y, r=around, fill=colour, stroke="#fdfbf7", stroke_width=1.5),
        *label(name, x, y + around + SIZE, SIZE),
        class_=f"node {class_}", href=node.address, data_id=node.id,
        data_above=" ".join(node.above) or None,
    )  # fmt: skip


def hit_area(x: float, y: float, width: float, height: float) -> Svg:
    """Return an invisible rectangle that can be tapped: a circle alone is too small for fingers."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill="none", pointer_events="all"
    )  # fmt: skip


def label(name: Sequence[str], x: float, y: float, size: float) -> list[Svg]:
    """Return the lines of a label, outlined to stay readable where an edge crosses them."""
    return [
        element("text", words, x=x, y=y + place * size * 1.15,
                stroke="#fdfbf7", stroke_width=3, paint_order="stroke")
        for place, words in enumerate(name)
    ]  # fmt: skip
