"""Facets of a page: the places, years, sources and actors by which the search can filter pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...analysis.mentions import Mention
from ...analysis.spans import possible
from ...corpus import Corpus
from ...corpus.claimed import actors_in
from ...messages import gettext as _
from ...messages import marked
from ...records.dates import Date
from ...records.days import year_words
from ...records.entities import Event

YEARS = 50
"""If a date spans at most this number of years, each of its years becomes a facet value."""


UNDATED = marked("undated")
"""The facet value of an event without a date."""


class SearchFacets(NamedTuple):
    """A page's facets: the number of occurrences of each place, year, source and actor."""

    place: Counter[str]
    year: Counter[str]
    """The keys are results of ``years``, such as ``2015``. The keys of all other fields are ids."""
    source: Counter[str]
    actor: Counter[str]


def no_facets() -> SearchFacets:
    """Return facets without any value."""
    return SearchFacets(Counter(), Counter(), Counter(), Counter())


def of_event(corpus: Corpus, id_: str, mentioned: Sequence[Mention]) -> SearchFacets:
    """Return the facets of an event.

    The places are the event's locations and all locations that contain them. ``mentioned``: the
    sources that mention the event.
    """
    event = corpus.events[id_]
    return SearchFacets(
        # A dictionary, not a set: the order must be the same in every build.
        Counter(dict.fromkeys(_locations(corpus, event), 1)),
        Counter(years(event.date)),
        Counter(mention.source for mention in mentioned),
        Counter(list(corpus.roles_in.get(id_, ()))),
    )


def told_inside(corpus: Corpus) -> dict[str, SearchFacets]:
    """Return location id -> facets of what sources tell about the location or places inside it.

    The facet ``source`` counts a source once for each of its claims about one of these places, and
    once more if the source has names for them. The facet ``actor`` counts the actors in these
    claims. The facets ``place`` and ``year`` are empty.
    """
    found: dict[str, SearchFacets] = {}

    def around(locations: Iterable[str]) -> Iterator[SearchFacets]:
        """Yield the facets of each location and of each place that contains it, each only once."""
        for id_ in {one: None for near in locations for one in (near, *corpus.within(near))}:
            yield found.setdefault(id_, no_facets())

    for placed in corpus.claims:
        actors = actors_in(placed.claim)
        for facets in around(placed.claim.locations):
            facets.source[placed.source.id] += 1
            facets.actor.update(actors)
    for id_, source in corpus.sources.items():
        words_for = source.summary.names.locations
        for facets in around(place for place, words in words_for.items() if words):
            facets.source[id_] += 1
    return found


def _locations(corpus: Corpus, event: Event) -> Iterator[str]:
    for place in event.locations:
        yield place
        yield from corpus.within(place)


def years(when: Date | None) -> list[str]:
    """Return the years of a date as texts that are no more precise than the date.

    A certain year becomes ``2015``. A year that is only possible becomes ``2015, perhaps``. A date
    without an end becomes ``2011 or later``, and a date without a start ``2016 or earlier``. A date
    that spans more than ``YEARS`` years becomes two texts, such as ``1901 or later`` and
    ``2000 or earlier``. None becomes ``undated``.
    """
    if when is None:
        return [_(UNDATED)]
    first, last, sure = possible(when)
    if sure and first.year == last.year:
        return [year_words(first.year)]
    if when.start and when.end and last.year - first.year <= YEARS:
        lasted = range(when.start.last.year, when.end.first.year + 1)
        certain = lasted if when.lasts and sure else range(0)
        perhaps = _("{year}, perhaps")
        return [
            words if year in certain else perhaps.format(year=words)
            for year in range(first.year, last.year + 1)
            for words in [year_words(year)]
        ]
    found: list[str] = []
    if when.earliest:
        found.append(_("{year} or later").format(year=year_words(first.year)))
    if when.latest:
        found.append(_("{year} or earlier").format(year=year_words(last.year)))
    return found
