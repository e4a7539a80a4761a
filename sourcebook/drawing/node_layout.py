"""Where the nodes of a network go: those that are tied close together, no two on each other.

Forces magnify the smallest difference, and the last bits of numpy's sums differ
from one processor to another. So the forces work in short rounds, and between
rounds all positions are rounded far more coarsely than they can have drifted
apart: each round begins alike everywhere. What follows is plain arithmetic on
round numbers, which is alike everywhere by the standard (IEEE 754).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import Any, NamedTuple

ROUNDS, STEPS, DIGITS = 24, 5, 3
"""Rounds of forces, steps in each, and the decimal places that are kept between them."""

ROOM, SHAPE = 3.0, 1.5
"""How much more area a network takes than its boxes, and how much wider it is than high."""

Point = tuple[float, float]


class NodeBox(NamedTuple):
    """What a node takes up around its position, in pixels: half its width, and above, below."""

    half: float
    above: float
    below: float


def place(boxes: Mapping[str, NodeBox], pairs: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Return a position for each node, in whole pixels from the top left corner of all boxes.

    ``pairs``: which nodes are tied. What hangs together is placed by itself; the
    largest part comes on top, the others in rows beneath it.
    """
    # Loading takes longer than placing, and not every corpus has relations.
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
        width, height = extent(spots, inside)
        if along and along + width > right:
            along, down = 0.0, lowest
        placed |= {id_: (x + along, y + down) for id_, (x, y) in spots.items()}
        along, lowest = along + width + 30, max(lowest, down + height + 16)
        right = max(right, width)
    return placed


def _first(part: Any, boxes: Mapping[str, NodeBox]) -> dict[str, Point]:
    """Return positions in which boxes may still overlap."""
    if len(boxes) > 3:
        return _spread(forced(part), boxes)
    # Two or three stand in a row, who holds them together in the middle.
    ids = sorted(boxes, key=lambda id_: (-part.degree(id_), id_))
    row = [ids[1], ids[0], *ids[2:]] if len(ids) > 1 else ids
    step = 2 * max(box.half for box in boxes.values()) + 50
    return {id_: (place * step, 0.0) for place, id_ in enumerate(row)}


def forced(part: Any, drift: Callable[[float], float] = lambda value: value) -> dict[str, Point]:
    """Return positions, in no unit, by the forces of Fruchterman and Reingold.

    ``drift``: what the machine does to a number before each round; for tests.
    """
    import networkx

    # A part of a graph iterates in an order of its own.
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(part))
    for a, b in sorted((min(edge), max(edge)) for edge in part.edges):
        # Where many are tied to many, each tie pulls less: else they would end in a knot.
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
    """Return the points spread over an area that has room for their boxes."""
    area = ROOM * sum(2 * box.half * (box.above + box.below) for box in boxes.values())
    across = _evened({id_: x for id_, (x, _) in points.items()}, sqrt(area * SHAPE))
    down = _evened({id_: y for id_, (_, y) in points.items()}, sqrt(area / SHAPE))
    return {id_: (across[id_], down[id_]) for id_ in points}


def _evened(values: Mapping[str, float], length: float) -> dict[str, float]:
    """Return values from 0 to a length: half where they were, half by their rank.

    That gives room where they crowd, and takes it where few are.
    """
    order = sorted(values, key=lambda id_: (values[id_], id_))
    low, span = values[order[0]], (values[order[-1]] - values[order[0]]) or 1.0
    last = max(1, len(order) - 1)
    return {
        id_: ((values[id_] - low) / span + rank / last) / 2 * length
        for rank, id_ in enumerate(order)
    }


def _apart(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> dict[str, Point]:
    """Return the points moved until no two boxes overlap, and the first begins at 0, 0."""
    ids = sorted(points)
    # By the middle of the box, not by the point that it belongs to.
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


def extent(points: Mapping[str, Point], boxes: Mapping[str, NodeBox]) -> Point:
    """Return width and height of the area that boxes take up."""
    return _extent(points, boxes) if points else (0.0, 0.0)
