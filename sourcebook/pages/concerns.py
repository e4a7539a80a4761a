"""What a page is about, so that a search can be narrowed down to it."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..corpus import Corpus
from ..records.dates import Date
from ..records.entities import Event

YEARS = 50
"""How many years of one date count: it is the first and last that are said of a longer one."""


class Concerns(NamedTuple):
    """What a page is about, by id, as often as it is."""

    place: Counter[str]
    year: Counter[int]
    source: Counter[str]
    actor: Counter[str]


def of_event(corpus: Corpus, id_: str) -> Concerns:
    """Return what an event is about: its places with all that they lie in, its years, who tells."""
    event, claims = corpus.events[id_], corpus.claims_on_event.get(id_, ())
    return Concerns(
        # In an order that is the same each time; sets have none.
        Counter(dict.fromkeys(_around(corpus, event), 1)),
        Counter(years(event.date)),
        Counter(placed.source.id for placed in claims),
        Counter(list(corpus.roles_in.get(id_, ()))),
    )


def _around(corpus: Corpus, event: Event) -> Iterator[str]:
    for place in event.locations:
        yield place
        yield from corpus.within(place)


def years(when: Date | None) -> list[int]:
    """Return the years that a date may lie in."""
    if when is None:
        return []
    first, last = (day.year if day else None for day in (when.earliest, when.latest))
    if first is None or last is None or last - first > YEARS:
        return sorted({year for year in (first, last) if year is not None})
    return list(range(first, last + 1))
