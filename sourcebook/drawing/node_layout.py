"""Node layout of the network: related actors close together, without overlaps.

Invariant: the layout is the same on every machine. A spring layout amplifies tiny differences, and
numpy's sums differ in their last bits between processors. Therefore the spring layout runs in short
rounds, and positions are rounded after each round. This rounding is far coarser than the
differences between processors. All other steps are IEEE 754 arithmetic on rounded numbers, which
gives equal results everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import Any, NamedTuple

ROUNDS, STEPS, DIGITS = 24, 5, 3
"""Number of rounds of the spring layout, steps in each round, and decimals after rounding."""

ROOM, SHAPE = 3.0, 1.5
"""Initial size of a connected component.

``ROOM``: the component's area, as a multiple of the total area of its nodes' boxes. ``SHAPE``: the
component's width divided by its height.
"""

Point = tuple[float, float]


class NodeBox(NamedTuple):
    """The box around a node's position, in pixels.

    ``half``: half of the box's width. ``above``, ``below``: the box's height above and below the
    position.
    """

    half: float
    above: float
    below: float


def node_positions(
    boxes: Mapping[str, NodeBox], pairs: Sequence[tuple[str, str]]
) -> dict[str, Point]:
    """Return node id -> position, in whole pixels from the top left of the drawing.

    ``pairs``: the ids of connected nodes. Each connected component is laid out separately. The
    largest component is at the top; the other components are in rows below it.
    """
    # networkx is imported here, because loading it takes longer than the layout, and some corpora
    # have no relations.
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    parts = sorted(
        (sorted(part) for part in networkx.connected_components(graph)),
        key=lambda part: (-len(part), part),
    )
    placed: dict[str, Point] = {}
    right = down = along = lowest = 0.0
    for part in parts:
        inside = {id_: boxes[id_] for id_ in part}
        spots = _apart(_first(graph.subgraph(part), inside), inside)
        width, height = drawing_size(spots, inside)
        if along and along + width > right:
            along, down = 0.0, lowest
        placed |= {id_: (x + along, y + down) for id_, (x, y) in spots.items()}
        along, lowest = along + width + 30, max(lowest, down + height + 16)
        right = max(right, width)
    return placed


def _first(part: Any, boxes: Mapping[str, NodeBox]) -> dict[str, Point]:
    """Return initial positions of a component's nodes; their boxes may still overlap.

    ``part``: a connected component, as a networkx graph.
    """
    if len(boxes) > 3:
        return _spread(spring_positions(part), boxes)
    # If there are at most three nodes, they form one row, and the one with the most edges is in the
    # middle.
    ids = sorted(boxes, key=lambda id_: (-part.degree(id_), id_))
    row = [ids[1], ids[0], *ids[2:]] if len(ids) > 1 else ids
    step = 2 * max(box.half for box in boxes.values()) + 50
    return {id_: (node_positions * step, 0.0) for node_positions, id_ in enumerate(row)}


def spring_positions(
    part: Any, drift: Callable[[float], float] = lambda value: value
) -> dict[str, Point]:
    """Return the nodes' positions in a Fruchterman-Reingold spring layout, in arbitrary units.

    ``part``: a connected component, as a networkx graph. ``drift``: a function that changes each
    coordinate before each round. Tests use ``drift`` to simulate the rounding differences of
    processors.
    """
    import networkx

    # The graph is copied, because the order of iteration over a subgraph isn't stable.
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(part))
    for a, b in sorted((min(edge), max(edge)) for edge in part.edges):
        # Edges between well-connected nodes pull less; otherwise these nodes would form one clump.
        graph.add_edge(a, b, weight=1.5 / sqrt(min(part.degree(a), part.degree(b))))
    at: dict[str, Point] | None = None
    for _ in range(ROUNDS):
        start = {id_: (drift(x), drift(y)) for id_, (x, y) in at.items()} if at else None
        found = networkx.spring_layout(
            graph, pos=start, k=1 / sqrt(len(graph)), iterations=STEPS, seed=1, scale=None
        )
        at = {
            id_: (round(float(x), DIGITS), round(float(y), DIGITS)) for id_, (x, y) in found.items()
        }
    return at or {}


def _spread(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> dict[str, Point]:
    """Return the nodes' positions, scaled to an area with room for all boxes."""
    area = ROOM * sum(2 * box.half * (box.above + box.below) for box in boxes.values())
    across = _evened({id_: x for id_, (x, _) in points.items()}, sqrt(area * SHAPE))
    down = _evened({id_: y for id_, (_, y) in points.items()}, sqrt(area / SHAPE))
    return {id_: (across[id_], down[id_]) for id_ in points}


def _evened(values: Mapping[str, float], length: float) -> dict[str, float]:
    """Return the nodes' x (or y) coordinates, more evenly distributed from 0 to ``length``.

    ``values``: node id -> old coordinate. Each new coordinate is the mean of two values, both
    rescaled: the old coordinate, and the old coordinate's rank. The ranks spread crowded nodes and
    close gaps between nodes.
    """
    order = sorted(values, key=lambda id_: (values[id_], id_))
    low, span = values[order[0]], (values[order[-1]] - values[order[0]]) or 1.0
    last = max(1, len(order) - 1)
    return {
        id_: ((values[id_] - low) / span + rank / last) / 2 * length
        for rank, id_ in enumerate(order)
    }


def _apart(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> dict[str, Point]:
    """Return the nodes' positions, moved apart in at most 300 rounds, until no boxes overlap.

    The origin of the returned positions is the top left corner of the area that the boxes take up.
    """
    ids = sorted(points)
    # Coordinates of the boxes' centres, which may lie above or below the nodes.
    x = {i: points[i][0] for i in ids}
    y = {i: points[i][1] + (boxes[i].below - boxes[i].above) / 2 for i in ids}
    high = {i: (boxes[i].above + boxes[i].below) / 2 for i in ids}
    for _ in range(300):
        still = True
        for a, b in combinations(ids, 2):
            over = high[a] + high[b] - abs(y[a] - y[b])
            if over <= 0:
                continue
            beside = boxes[a].half + boxes[b].half - abs(x[a] - x[b])
            if beside <= 0:
                continue
            still = False
            if over <= beside:
                step = (over / 2 + 0.5) * (1 if y[a] <= y[b] else -1)
                y[a], y[b] = y[a] - step, y[b] + step
            else:
                step = (beside / 2 + 0.5) * (1 if x[a] <= x[b] else -1)
                x[a], x[b] = x[a] - step, x[b] + step
        if still:
            break
    left = min(x[i] - boxes[i].half for i in ids)
    top = min(y[i] - high[i] for i in ids)
    return {
        i: (
            float(round(x[i] - left)),
            float(round(y[i] - top - (boxes[i].below - boxes[i].above) / 2)),
        )
        for i in ids
    }


def _extent(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> Point:
    """Return width and height of the area that boxes take up."""
    return (
        max(points[i][0] + box.half for i, box in boxes.items()),
        max(points[i][1] + box.below for i, box in boxes.items()),
    )


def drawing_size(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> Point:
    """Return the width and height of the area that boxes take up; zeros if there are no boxes."""
    return _extent(points, boxes) if points else (0.0, 0.0)
