"""What the search can find a page by, beside its text: names, and what narrows results down.

Stands last on a page, in an element without text: nothing of it shows, in ``docs/`` or on
the site. ``publishing/searching.py`` hands it to the search index.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from typing import NamedTuple, TypeVar

from ..corpus import Corpus, PlacedClaim, Ref
from ..corpus.model import NamedBy, actors_in
from ..markdown import Md
from ..records.dates import Date
from ..text import one_line
from .common import events_inside

V = TypeVar("V", str, int)

KEPT = 400
"""How many values of one filter a page may have: the most frequent. Nobody narrows down to a page
on which everything stands."""

YEARS = 50
"""How many years of one date count: it is the first and last that are said of a longer one."""


class Concerns(NamedTuple):
    """What a page is about, by id, as often as it is: to narrow results down to it."""

    place: Counter[str]
    year: Counter[int]
    source: Counter[str]
    actor: Counter[str]


class Finding:
    """What each page of a corpus is found by."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._within: dict[str, list[str]] = {}
        self._events: dict[str, Concerns] = {}

    def mark(self, own: Ref | None) -> Md:
        """Return the element for a record's page, or, for None, for one written by hand."""
        if own is None:
            return Md('<div class="finding" data-kind="page"></div>')
        corpus, concerns = self._corpus, self._concerns(own)
        values: dict[str, Iterable[str]] = {
            # Not in the order of the articles, whose text they might give away side by side.
            "names": sorted(set(self._names(own)), key=lambda name: (name.casefold(), name)),
            "place": (corpus.locations[id_].name for id_ in _most(concerns.place)),
            "year": (str(year) for year in _most(concerns.year)),
            "source": (corpus.source_label(id_) for id_ in _most(concerns.source)),
            "actor": (corpus.actors[id_].name for id_ in _most(concerns.actor)),
        }
        written = "".join(f' data-{key}="{text}"' for key, of in values.items()
                          if (text := _listed(of)))  # fmt: skip
        return Md(f'<div class="finding" data-kind="{own.kind}"{written}></div>')

    def _names(self, own: Ref) -> Iterator[str]:
        """Yield every name of a record: its own, and the words that sources use for it."""
        corpus = self._corpus
        yield corpus.label(own)
        if own.kind == "source":
            yield corpus.sources[own.id].article.title
        elif own.kind == "event":
            yield from corpus.events[own.id].aliases
        elif own.kind == "actor":
            yield from corpus.actors[own.id].aliases
            yield from _words(corpus.words_for_actor, own.id)
        elif own.kind == "location":
            yield from corpus.locations[own.id].aliases
            yield from _words(corpus.words_for_location, own.id)

    def _concerns(self, own: Ref) -> Concerns:
        corpus, id_ = self._corpus, own.id
        if own.kind == "event":
            return self._of_event(id_)
        if own.kind == "actor":
            claims = corpus.claims_on_actor.get(id_, ())
            found = self._together(corpus.events_of_actor.get(id_, ()), claims)
            return found._replace(actor=Counter([id_]))
        if own.kind == "location":
            claims = corpus.claims_at_location.get(id_, ())
            found = self._together(self._inside.get(id_, ()), claims)
            return found._replace(place=Counter(self._chain(id_)))
        if own.kind == "source":
            claims = corpus.claims_of_source.get(id_, ())
            events = {id_ for placed in claims for id_ in placed.claim.event}
            found = self._together(events, claims)
            when = corpus.sources[id_].article.published
            return found._replace(source=Counter([id_]), year=Counter(_years(when)))
        about, claims = corpus.questions[id_].about, corpus.claims_on_question.get(id_, ())
        found = self._together(about.events, claims)
        found.actor.update(about.actors)
        found.place.update(place for near in about.locations for place in self._chain(near))
        return found

    def _of_event(self, id_: str) -> Concerns:
        found = self._events.get(id_)
        if found is None:
            event, claims = self._corpus.events[id_], self._corpus.claims_on_event.get(id_, ())
            found = self._events[id_] = Concerns(
                Counter({place for near in event.locations for place in self._chain(near)}),
                Counter(_years(event.date)),
                Counter(placed.source.id for placed in claims),
                Counter(list(self._corpus.roles_in.get(id_, ()))),
            )
        return found

    def _together(self, events: Iterable[str], claims: Iterable[PlacedClaim]) -> Concerns:
        """Return what events, and claims beside them, are about."""
        found = Concerns(Counter(), Counter(), Counter(), Counter())
        for id_ in events:
            event = self._of_event(id_)
            found.place.update(event.place.keys())
            found.year.update(event.year.keys())
            found.source.update(event.source.keys())
            found.actor.update(event.actor.keys())
        for placed in claims:
            claim = placed.claim
            found.source[placed.source.id] += 1
            found.actor.update(actors_in(claim))
            found.place.update({place for near in claim.locations for place in self._chain(near)})
        return found

    @cached_property
    def _inside(self) -> Mapping[str, set[str]]:
        return events_inside(self._corpus)

    def _chain(self, id_: str) -> list[str]:
        """Return a location and all that it lies in."""
        if id_ not in self._within:
            self._within[id_] = [id_, *self._corpus.within(id_)]
        return self._within[id_]


def _words(named: NamedBy, id_: str) -> Iterator[str]:
    for _, words in named.get(id_, ()):
        yield from words


def _most(counted: Counter[V]) -> list[V]:
    """Return what is counted, in order; of too much, the most frequent."""
    if len(counted) <= KEPT:
        return sorted(counted)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return sorted(value for value, _ in ranked[:KEPT])


def _years(when: Date | None) -> list[int]:
    """Return the years that a date may lie in."""
    if when is None:
        return []
    first, last = (day.year if day else None for day in (when.earliest, when.latest))
    if first is None or last is None or last - first > YEARS:
        return sorted({year for year in (first, last) if year is not None})
    return list(range(first, last + 1))


def _listed(values: Iterable[str]) -> str:
    """Return values in a row for an attribute; a bar parts them, so none has one."""
    return escape(" | ".join(one_line(value).replace("|", "/") for value in values))
