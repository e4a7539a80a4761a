"""The ego network of an actor: the actor in the middle of an ellipse of related actors."""

from collections.abc import Sequence
from math import sqrt

from .lines import Circle, DrawnEdge, Groups, edge_paths, legend
from .network import Node, hit_area, label, wrapped_name
from .svg import Svg, drawing, element

WIDTH, ROW, ACROSS, SIZE = 440.0, 34.0, 70.0, 12.0
"""Width of the drawing, row height, half the width of the ellipse, font size, in pixels."""

CHARACTERS, OWN = 21, 12
"""Maximum numbers of letters in a line of a related actor's label, and of the middle label."""


def draw(
    actor: Node,
    around: Sequence[Node],
    lines: Sequence[DrawnEdge],
    label_: str,
    more: tuple[str, str],
    groups: Groups,
) -> Svg:
    """Return the drawing of an actor's relations.

    ``around``: related actors, clockwise from the top. ``lines``: the edges. ``label_``: the text
    alternative. ``more``: a note about related actors that are left out (empty if none are), and
    the link to the whole network. ``groups``: all groups of relations.
    """
    right = (len(around) + 1) // 2
    rows = max(right, 2)
    high = rows * ROW
    middle = (WIDTH / 2, high / 2 + 8)
    middle_below = (middle[0], middle[1] + 9 + SIZE)
    spots: dict[str, Circle] = {actor.id: (*middle, 9.0)}
    for place, node in enumerate(around):
        on_right = place < right
        side = right if on_right else len(around) - right
        row = place if on_right else len(around) - 1 - place
        offset = (row - (side - 1) / 2) * ROW
        # The related actor is placed on an ellipse that extends one row beyond the first and last
        # rows.
        out = ACROSS * sqrt(max(0.0, 1 - (offset / (high / 2 + ROW)) ** 2))
        spots[node.id] = (middle[0] + (out if on_right else -out), middle[1] + offset, 5.0)
    key, key_height = legend(lines, groups, 8, high + 30, WIDTH - 16, 11)
    rest = high + 30 + key_height
    said = (
        [element("a", element("text", more[0], x=8, y=rest + 2), href=more[1])] if more[0] else []
    )
    return drawing(
        "surroundings", label_, WIDTH, rest + (16 if said else 0),
        *edge_paths(lines, spots, groups),
        *(_node(node, spots[node.id], middle[0]) for node in around),
        element("circle", cx=middle[0], cy=middle[1], r=9, fill="#3f4f9c"),
        element("g", *label(wrapped_name(actor.name, OWN), *middle_below, SIZE),
                class_="own", text_anchor="middle", font_weight="bold"),
        key, *said,
        links=True,
    )  # fmt: skip


def _node(node: Node, spot: Circle, middle: float) -> Svg:
    x, y, around = spot
    name = wrapped_name(node.name, CHARACTERS)
    on_right = x > middle
    left, right = (x - around, WIDTH) if on_right else (0.0, x + around)
    beside = x + (around + 5) * (1 if on_right else -1)
    return element(
        "a",
        hit_area(left, y - 15, right - left, 30),
        element("circle", cx=x, cy=y, r=around, fill="#3f4f9c"),
        *label(name, beside, y + SIZE * (0.35 - 0.575 * (len(name) - 1)), SIZE),
        class_="node", href=node.address, text_anchor=None if on_right else "end",
    )  # fmt: skip
