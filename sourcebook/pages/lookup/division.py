"""An index of thousands divided into pages of a size that can be read."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

LIMIT = 500
"""Most records that one page of an index lists."""


class IndexGroup(NamedTuple):
    """What records that stand together have in common. ``address``: in the part's file name."""

    address: str
    words: str


class IndexPart(NamedTuple):
    """One page of a divided index."""

    address: str
    words: str
    ids: Sequence[str]


IndexLevel = Callable[[str], IndexGroup]
"""Says to which group a record belongs."""


def gathered(ids: Sequence[str], level: IndexLevel) -> list[tuple[IndexGroup, list[str]]]:
    """Return records by their groups, these in order of the first of each.

    Two times of day in different zones can follow each other as they were and be in different
    years the wrong way round: each year has one group nevertheless.
    """
    found: dict[IndexGroup, list[str]] = {}
    for id_ in ids:
        found.setdefault(level(id_), []).append(id_)
    return list(found.items())


def divide(ids: Sequence[str], levels: Sequence[IndexLevel], limit: int = LIMIT) -> list[IndexPart]:
    """Return records in parts of at most ``limit``, in their order.

    ``levels``: ways to group them, ever finer; no two groups may have one address,
    at whatever level. Small groups that follow each other share a part, a large one is
    divided by the next level, and after the last into equal numbers.

    A part's address is that of the first group in it, so parts never share one.
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
