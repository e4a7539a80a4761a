"""Checks that no hand-written page has the name of a generated page."""

from collections.abc import Collection, Iterator

from ..problems import Problem
from ..reading.entry import Entry
from ..records.base import RESERVED_IDS
from ..records.site import WrittenPage


def collisions(
    pages: Collection[Entry[WrittenPage]], reserved: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each hand-written page with a reserved name.

    ``reserved``: the names of the generated pages.
    """
    taken = {page.id for page in pages} | set(reserved) | RESERVED_IDS
    for page in pages:
        # If a page's name is in ``RESERVED_IDS``, ``reading.check_id`` has already reported it.
        if page.id in reserved and page.id not in RESERVED_IDS:
            names = (f"about-{page.id}{number}" for number in ("", *range(2, len(taken) + 3)))
            other = next(name for name in names if name not in taken)
            yield Problem("page-collision", page.place, {"id": page.id, "other": other})
