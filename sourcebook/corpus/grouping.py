"""Groups pairs by key, and lists the parents of each id in a hierarchy."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def group(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return key -> all values that are paired with the key, in the order of the pairs."""
    grouped: dict[K, list[V]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def chains(above: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Return id -> the chain of the id's parents, nearest first.

    ``above``: id -> the id of its parent, or None. If an id is its own parent's parent, and the
    like, the chains of these ids end somewhere.
    """
    found: dict[str, list[str]] = {}
    for id_ in above:
        path: dict[str, None] = {}
        here: str | None = id_
        while here is not None and here not in found and here not in path:
            path[here] = None
            here = above[here]
        for inner in reversed(path):
            found[inner] = [here, *found.get(here, ())] if here is not None else []
            here = inner
    return found
