"""What a page is about, so that a search can be narrowed down to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...analysis.mentions import Mention
from ...analysis.spans import possible
from ...corpus import Corpus
from ...records.dates import Date
from ...records.days import year_words
from ...records.entities import Event

YEARS = 50
"""How many years one date may count for: of a longer one, no more is said than its ends."""


class SearchFacets(NamedTuple):
    """What a page is about, by id, as often as it is."""

    place: Counter[str]
    year: Counter[str]
    """In words: see ``years``."""
    source: Counter[str]
    actor: Counter[str]


def of_event(corpus: Corpus, id_: str, mentioned: Sequence[Mention]) -> SearchFacets:
    """Return what an event is about: its places with all they lie in, its years, who tells of it.

    ``mentioned``: the sources that mention it.
    """
    event = corpus.events[id_]
    return SearchFacets(
        # In an order that is the same each time; sets have none.
        Counter(dict.fromkeys(_around(corpus, event), 1)),
        Counter(years(event.date)),
        Counter(mention.source for mention in mentioned),
        Counter(list(corpus.roles_in.get(id_, ()))),
    )


def _around(corpus: Corpus, event: Event) -> Iterator[str]:
    for place in event.locations:
        yield place
        yield from corpus.within(place)


def years(when: Date | None) -> list[str]:
    """Return the years of a date, in words that say no more than it does.

    ``2015`` if it allows no other year, ``2015, perhaps`` for each that it allows; ``2016 or
    earlier``, ``2011 or later`` where it is open or reaches far.
    """
    if when is None:
        return ["undated"]
    first, last, sure = possible(when)
    if sure and first.year == last.year:
        return [year_words(first.year)]
    if when.earliest and when.latest and last.year - first.year <= YEARS:
        return [f"{year_words(year)}, perhaps" for year in range(first.year, last.year + 1)]
    found = [f"{year_words(first.year)} or later"] if when.earliest else []
    return [*found, f"{year_words(last.year)} or earlier"] if when.latest else found
