"""Measures how sharply sources disagree: how many pairs of sources state no common value."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from .disagreement import Disagreement


def opposed_pairs(found: Disagreement) -> int:
    """Return the number of pairs of sources that state no common value in a disagreement.

    A source states a value if one of its claims does, even if the source cites somebody for this
    claim.
    """
    sides: dict[str, set[int]] = {}
    for number, side in enumerate(found.sides):
        for placed in side.claims:
            sides.setdefault(placed.source.id, set()).add(number)
    alike = Counter(map(frozenset, sides.values()))
    return sum(
        alike[one] * alike[other] for one, other in combinations(alike, 2) if not one & other
    )


def sharpest(disagreements: Iterable[Disagreement]) -> list[Disagreement]:
    """Return the disagreements between sources, the sharpest first.

    Two sources are an opposed pair if they state no common value. Disagreements are sorted by the
    number of opposed pairs, then of sources, then of claims. Those without an opposed pair are left
    out.
    """
    pairs = [(opposed_pairs(found), found) for found in disagreements]
    ranked = sorted(
        ((count, found) for count, found in pairs if count),
        key=lambda item: (
            -item[0], -len(item[1].sources), -len(item[1].claims), item[1].kind, item[1].subject,
        ),
    )  # fmt: skip
    return [found for _count, found in ranked]
