"""Divides the lists of a record's page, if the page would be too long, among several pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .division import Level, ListPart, divide_steadily, most_telling

T = TypeVar("T")

WHOLE = 120_000
"""Maximum weight of all lists of a page that isn't divided, in bytes of HTML."""

SHOWN = 10_000
"""Maximum weight of what a divided page shows of one list."""


def _no_anchors(_item: object) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class LongList(Generic[T]):
    """A list on a record's page.

    ``weight``: returns roughly the size of an item in bytes of HTML. ``rank``: returns what items
    are sorted by to choose those that the first page shows, the lowest first. ``levels``: group
    the other items by page. ``anchors``: returns the ids by which an item can be addressed.
    ``stay``: whether these addresses stay when the list is divided, since readers may have noted
    them. ``shown``: see ``SHOWN``. ``least``: a list of at most this weight isn't divided; by
    default, half as much again as ``shown``, so that no page has only a few items.
    """

    items: Sequence[T]
    weight: Callable[[T], int]
    levels: Sequence[Level[T]]
    rank: Callable[[T], Any]
    anchors: Callable[[T], Iterable[str]] = _no_anchors
    stay: bool = True
    shown: int = SHOWN
    least: int = 0

    def anchors_of(self, items: Iterable[T]) -> list[str]:
        """Return the anchors of items, each once."""
        return list(dict.fromkeys(anchor for item in items for anchor in self.anchors(item)))


@dataclass(frozen=True)
class DividedList:
    """A list that is divided: each item is either shown on the first page or in one of the parts.

    ``anchors``: those of each part that are on no page before. ``stay``: see ``LongList``.
    ``total``: the number of all items.
    """

    shown: Sequence[Any]
    parts: Sequence[ListPart[Any]]
    anchors: Sequence[Sequence[str]]
    stay: bool
    total: int


def divide_lists(lists: Mapping[str, LongList[Any]], whole: int = WHOLE) -> dict[str, DividedList]:
    """Return the lists to divide, by name; none if all together weigh at most ``whole``."""
    weights = {name: list(map(found.weight, found.items)) for name, found in lists.items()}
    totals = {name: sum(weighed) for name, weighed in weights.items()}
    if sum(totals.values()) <= whole:
        return {}
    return {
        name: _divided(found, weights[name])
        for name, found in lists.items()
        if totals[name] > (found.least or 1.5 * found.shown)
    }


def _divided(found: LongList[T], weights: Sequence[int]) -> DividedList:
    """Divide a list. ``weights``: of its items, since each is needed several times."""
    items, weight = found.items, weights.__getitem__
    ranks = list(map(found.rank, items))
    shown, rest = most_telling(range(len(items)), ranks.__getitem__, weight, found.shown)
    levels = [_at(items, level) for level in found.levels]
    parts = [
        ListPart(part.address, part.words, [items[position] for position in part.items])
        for part in divide_steadily(rest, levels, weight)
    ]
    first = [items[position] for position in shown]
    met = set(found.anchors_of(first))
    anchors: list[list[str]] = []
    for part in parts:
        anchors.append([anchor for anchor in found.anchors_of(part.items) if anchor not in met])
        met.update(anchors[-1])
    return DividedList(first, parts, anchors, found.stay, len(items))


def _at(items: Sequence[T], level: Level[T]) -> Level[int]:
    return lambda position: level(items[position])
