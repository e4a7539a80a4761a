"""Divides a long index into pages of a readable size."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

LIMIT = 500
"""Maximum number of records on one page of an index."""


class IndexGroup(NamedTuple):
    """A group of records, such as one letter. ``address``: for file names. ``words``: its label."""

    address: str
    words: str


class IndexPart(NamedTuple):
    """One page of a divided index."""

    address: str
    words: str
    ids: Sequence[str]


IndexLevel = Callable[[str], IndexGroup]
"""A function that returns the group of a record."""


def gathered(ids: Sequence[str], level: IndexLevel) -> list[tuple[IndexGroup, list[str]]]:
    """Return the records of each group; the groups are in the order of their first records.

    Records of one group need not be adjacent: around New Year, times in different time zones
    can be in order although their local years aren't.
    """
    found: dict[IndexGroup, list[str]] = {}
    for id_ in ids:
        found.setdefault(level(id_), []).append(id_)
    return list(found.items())


def divide(ids: Sequence[str], levels: Sequence[IndexLevel], limit: int = LIMIT) -> list[IndexPart]:
    """Return the records, in order, divided into parts of at most ``limit`` records.

    ``levels``: ways to group them, from coarse to fine. Consecutive small groups share a part; a
    group that is too large is divided by the next level or, after the last level, into runs of
    ``limit`` records. A part has the address of its first group; runs also have a number.

    Invariant: the addresses of groups are unique across all levels; so are those of parts.
    Raises ValueError if there are no levels.
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
