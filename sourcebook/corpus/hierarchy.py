"""Checks that hierarchies have no cycles, and that latitude and longitude aren't swapped."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from math import hypot

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..records.base import Record
from ..records.entities import Location

FAR = 8.0
"""Coordinates within this many degrees of the surrounding place never count as swapped."""


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each location whose coordinates are probably wrong.

    The coordinates are wrong if latitude and longitude are swapped, or if the location states how
    precise they are, but has none.
    """
    yield from _coordinates({entry.id: entry for entry in records.locations})


def circles(records: Records) -> Iterator[Problem]:
    """Yield a problem for each cycle in the fields ``within``, ``part_of`` or ``speaks_for``."""
    actors = {entry.id: entry for entry in records.actors}
    locations = {entry.id: entry for entry in records.locations}
    events = {entry.id: entry for entry in records.events}
    yield from _circles("part_of", {i: (e, e.record.part_of) for i, e in actors.items()})
    yield from _circles("speaks_for", {i: (e, e.record.speaks_for) for i, e in actors.items()})
    yield from _circles(
        "within", {i: (e, _as_tuple(e.record.within)) for i, e in locations.items()}
    )
    yield from _circles("part_of", {i: (e, _as_tuple(e.record.part_of)) for i, e in events.items()})


def _as_tuple(id_: str | None) -> tuple[str, ...]:
    return (id_,) if id_ else ()


def _circles(
    key: str, holders: Mapping[str, tuple[Entry[Record], tuple[str, ...]]]
) -> Iterator[Problem]:
    # Each record's parents are in a list, not a set, because their order decides which cycles are
    # found. These cycles must be the same in every run.
    graph = {
        id_: [parent for parent in parents if parent in holders and parent != id_]
        for id_, (_, parents) in holders.items()
        if parents
    }
    for id_, (entry, parents) in holders.items():
        if id_ in parents:
            yield entry.problem("self-reference", key, parents.index(id_), id=id_, key=key)
    for part in _tangled(graph):
        inside = {id_: [to for to in graph[id_] if to in part] for id_ in sorted(part)}
        for circle in _cycles(inside):
            entry, parents = holders[circle[0]]
            step = parents.index(circle[1])
            path = " → ".join(circle)
            yield entry.problem("circular-reference", key, step, key=key, circle=path)


def _tangled(graph: Mapping[str, Sequence[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected components that have two or more ids.

    Each cycle lies within one component. Searching the components one by one is far quicker than
    searching the whole graph for each cycle.
    """
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        # networkx is imported here because it is slow to import, and few corpora have a cycle.
        from networkx import DiGraph, strongly_connected_components

        parts = strongly_connected_components(DiGraph(graph))
        yield from (part for part in parts if len(part) > 1)


def _cycles(graph: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield cycles, each as a path from an id back to the same id.

    After each cycle, the edges from its first id are removed from ``graph``, to break the cycle.
    The search ends when no cycle is left.
    """
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # graphlib reports one cycle at a time. The cycle is broken at its smallest id, and the
            # search begins again.
            circle: list[str] = error.args[1][::-1]
            start = min(range(len(circle) - 1), key=circle.__getitem__)
            circle = [*circle[start:-1], *circle[:start], circle[start]]
            yield circle
            graph[circle[0]] = []
        else:
            return


def _coordinates(locations: Mapping[str, Entry[Location]]) -> Iterator[Problem]:
    for entry in locations.values():
        place = entry.record
        if place.coordinates is None:
            if place.precision != "none" and entry.whole:
                yield entry.problem(
                    "precision-without-coordinates", "precision", value=place.precision
                )
            continue
        holder = locations.get(place.within or "")
        if holder and holder.record.coordinates:
            (latitude, longitude), (north, east) = place.coordinates, holder.record.coordinates
            distance = hypot(latitude - north, longitude - east)
            swapped = hypot(longitude - north, latitude - east)
            if distance > FAR and swapped < distance / 2:
                shown = f"[{latitude:g}, {longitude:g}]"
                yield entry.problem(
                    "probably-swapped", "coordinates", value=shown, holder=holder.id
                )
