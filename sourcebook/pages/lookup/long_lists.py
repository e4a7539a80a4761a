"""Divides the long lists of a record among several pages if one page would be too long."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .division import Level, ListPart, divide_steadily, most_telling

T = TypeVar("T")

WHOLE = 120_000
"""Maximum total size, in estimated bytes of HTML, of the lists on a page that isn't divided."""

SHOWN = 10_000
"""Maximum size, in estimated bytes of HTML, of the items of one list on a record's first page."""


def _no_anchors(_item: object) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class LongList(Generic[T]):
    """A list on a record's page.

    If the page is too long, the list is divided: the record's first page shows some items, and
    further pages show the others.

    ``weight``: takes an item and returns the item's estimated size, in bytes of HTML. ``levels``:
    the ways to group the items on further pages. ``rank``: takes an item and returns the item's
    rank. The first page shows the items of the lowest ranks. ``shown``: maximum weight of all items
    on the first page. ``least``: a list of at most this weight isn't divided. By default, ``least``
    is 1.5 times ``shown``, so that no further page has only a few items.

    ``anchors``: takes an item and returns the ids of the item's HTML elements. ``stay``: whether
    the first page repeats the ids of items on further pages, so that old addresses still work.
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
        """Return the anchors of some items, without repetitions."""
        return list(dict.fromkeys(anchor for item in items for anchor in self.anchors(item)))


@dataclass(frozen=True)
class DividedList:
    """A list that is divided: each item is either on the first page or in one of the parts.

    ``shown``: the items on the first page. ``anchors``: for each part, the ids of its items' HTML
    elements, except ids that are already on the first page or in an earlier part. ``stay``: whether
    the first page repeats these ids, so that old addresses still work. ``total``: the number of all
    items.
    """

    shown: Sequence[Any]
    parts: Sequence[ListPart[Any]]
    anchors: Sequence[Sequence[str]]
    stay: bool
    total: int


def divide_lists(
    lists: Mapping[str, LongList[Any]], whole: int = WHOLE, beside: int = 0
) -> dict[str, DividedList]:
    """Return list name -> divided list, for the lists that are too long.

    ``whole``: maximum weight of a page that isn't divided. ``beside``: weight of the page's content
    outside these lists. If the lists and ``beside`` together weigh at most ``whole``, the result is
    empty. Weights are estimates, in bytes of HTML.
    """
    weights = {name: list(map(found.weight, found.items)) for name, found in lists.items()}
    totals = {name: sum(weighed) for name, weighed in weights.items()}
    if sum(totals.values()) + beside <= whole:
        return {}
    return {
        name: _divided(found, weights[name])
        for name, found in lists.items()
        if totals[name] > (found.least or 1.5 * found.shown)
    }


def _divided(found: LongList[T], weights: Sequence[int]) -> DividedList:
    """Divide a list. ``weights``: the estimated size of each item, in bytes of HTML."""
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
