"""Divides long indexes and long lists into pages of a readable size."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

LIMIT = 500
"""Maximum number of records on one page of an index."""


PAGE = 300_000
"""Maximum size of a page, in bytes of HTML."""

PART = 120_000
"""Maximum estimated size, in bytes of HTML, of a part of a list on a further page.

It is lower than ``PAGE`` for two reasons: the size is only estimated, and the page also has content
outside the list.
"""


class IndexGroup(NamedTuple):
    """A group of records or list items, such as the records whose names begin with the same letter.

    ``address``: the text that stands for the group in file names. ``words``: the group's label.
    """

    address: str
    words: str


class IndexPart(NamedTuple):
    """One page of a divided index.

    ``address``: the page's name in URLs. ``words``: the page's label. ``ids``: ids of the records
    on the page.
    """

    address: str
    words: str
    ids: Sequence[str]


IndexLevel = Callable[[str], IndexGroup]
"""A function that takes the id of a record and returns the record's group."""


def gathered(ids: Sequence[str], level: IndexLevel) -> list[tuple[IndexGroup, list[str]]]:
    """Return (group, ids of its records) for each group, in the order of their first records.

    The records of a group need not be adjacent in ``ids``. For example, ``ids`` may be sorted by
    time, and ``level`` may group events by local year. Around New Year, events in different time
    zones may then alternate between two years.
    """
    found: dict[IndexGroup, list[str]] = {}
    for id_ in ids:
        found.setdefault(level(id_), []).append(id_)
    return list(found.items())


def divide(ids: Sequence[str], levels: Sequence[IndexLevel], limit: int = LIMIT) -> list[IndexPart]:
    """Return the records, in order, divided into parts of at most ``limit`` records.

    ``levels``: ways to group the records, from coarse to fine. Consecutive small groups share a
    part, which has the address of its first group. A group of more than ``limit`` records is
    divided by the next level. After the last level, the group is divided into runs of ``limit``
    records. The address of a run is the group's address, followed by a number.

    Invariant: if the addresses of groups are unique across all levels, the addresses of parts are
    unique too. Raises ValueError if there are no levels.
    """
    if not levels:
        raise ValueError("nothing to divide by")
    return list(_divide(ids, levels, limit))


def _divide(ids: Sequence[str], levels: Sequence[IndexLevel], limit: int) -> Iterator[IndexPart]:
    waiting: list[tuple[IndexGroup, list[str]]] = []
    for group, found in gathered(ids, levels[0]):
        if waiting and sum(len(listed) for _, listed in waiting) + len(found) > limit:
            yield _together(waiting)
            waiting = []
        if len(found) <= limit:
            waiting.append((group, found))
        elif levels[1:]:
            yield from _divide(found, levels[1:], limit)
        else:
            yield from _runs(group, found, limit)
    if waiting:
        yield _together(waiting)


def _together(groups: Sequence[tuple[IndexGroup, list[str]]]) -> IndexPart:
    first, last = groups[0][0], groups[-1][0]
    words = first.words if first == last else f"{first.words} – {last.words}"
    return IndexPart(first.address, words, [id_ for _, ids in groups for id_ in ids])


def _runs(group: IndexGroup, ids: list[str], limit: int) -> Iterator[IndexPart]:
    for number, start in enumerate(range(0, len(ids), limit), 1):
        yield IndexPart(
            f"{group.address}--{number}", f"{group.words} ({number})", ids[start : start + limit]
        )


Level = Callable[[T], IndexGroup]
"""A function that takes an item of a list and returns the item's group."""


class ListPart(NamedTuple, Generic[T]):
    """A part of a divided list, which has a page of its own.

    ``address``: the page's name in URLs. ``words``: the part's label.
    """

    address: str
    words: str
    items: Sequence[T]


def divide_steadily(
    items: Iterable[T],
    levels: Sequence[Level[T]],
    weight: Callable[[T], int],
    limit: int = PART,
) -> list[ListPart[T]]:
    """Divide a list into parts so that adding an item usually changes only one part.

    ``levels``: ways to group the items, from coarse to fine. ``weight``: takes an item and returns
    the item's estimated size, in bytes of HTML. Each group of the first level is a part, unless its
    total size exceeds ``limit``. Then the group is divided by the next level. After the last level,
    the group is divided into runs of consecutive items.

    Unlike in ``divide``, small groups don't share a part. If they did, a new item could move the
    boundaries of all later parts.

    Invariant: if the addresses of groups are unique across all levels, the addresses of parts are
    unique too. Raises ValueError if there are no levels.
    """
    if not levels:
        raise ValueError("nothing to divide by")
    return list(_steadily(items, levels, weight, limit))


def _steadily(
    items: Iterable[T], levels: Sequence[Level[T]], weight: Callable[[T], int], limit: int
) -> Iterator[ListPart[T]]:
    groups: dict[IndexGroup, list[T]] = {}
    for item in items:
        groups.setdefault(levels[0](item), []).append(item)
    for group, found in groups.items():
        if sum(map(weight, found)) <= limit:
            yield ListPart(group.address, group.words, found)
        elif levels[1:]:
            yield from _steadily(found, levels[1:], weight, limit)
        else:
            for number, run in enumerate(_weighed_runs(found, weight, limit), 1):
                yield ListPart(f"{group.address}--{number}", f"{group.words} ({number})", run)


def _weighed_runs(
    items: Iterable[T], weight: Callable[[T], int], limit: int
) -> Iterator[Sequence[T]]:
    run: list[T] = []
    total = 0
    for item in items:
        heavy = weight(item)
        if run and total + heavy > limit:
            yield run
            run, total = [], 0
        run.append(item)
        total += heavy
    yield run


def most_telling(
    items: Sequence[T], rank: Callable[[T], Any], weight: Callable[[T], int], limit: int
) -> tuple[list[T], list[T]]:
    """Return two lists: the items with the lowest ranks, up to a total weight, and all other items.

    ``limit``: maximum total weight of the first list. Both lists are in the order of ``items``.
    Items of the same rank stay together. There is one exception: if the items of the lowest rank
    weigh more than ``limit``, only the first of these items are chosen.
    """
    ranks = [rank(item) for item in items]
    ranked: dict[object, list[int]] = {}
    for position in sorted(range(len(items)), key=ranks.__getitem__):
        ranked.setdefault(ranks[position], []).append(position)
    chosen: set[int] = set()
    total = 0
    for positions in ranked.values():
        heavy = sum(weight(items[position]) for position in positions)
        if total + heavy > limit:
            if not chosen:
                chosen.update(_within(positions, items, weight, limit))
            break
        chosen.update(positions)
        total += heavy
    shown = [item for position, item in enumerate(items) if position in chosen]
    return shown, [item for position, item in enumerate(items) if position not in chosen]


def _within(
    positions: Iterable[int], items: Sequence[T], weight: Callable[[T], int], limit: int
) -> Iterator[int]:
    total = 0
    for position in positions:
        total += weight(items[position])
        if total > limit:
            return
        yield position
