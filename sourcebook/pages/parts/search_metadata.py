"""What the search can find a page by, beside its text: names, and what narrows results down.

Stands last on a page, in an element without text: nothing of it shows, in ``docs/`` or on
the site. ``publishing/searching.py`` hands it to the search index.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from ...corpus import PlacedClaim, Ref
from ...corpus.claimed import NamedBy, actors_in
from ...markdown import Md
from ...text import one_line
from ..lookup.search_facets import SearchFacets, years
from ..site import Site

KEPT = 400
"""How many values of one filter a page may have: the most frequent. Nobody narrows down to a page
on which everything stands."""


class SearchMetadata:
    """What each page of a corpus is found by."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def mark(self, own: Ref | None) -> Md:
        """Return the element for a record's page, or, for None, for one written by hand."""
        if own is None:
            return Md('<div class="finding" data-kind="page"></div>')
        corpus, concerns = self._site.corpus, self._concerns(own)
        values: dict[str, Iterable[str]] = {
            # Not in the order of the articles, whose text they might give away side by side.
            "names": sorted(set(self._names(own)), key=lambda name: (name.casefold(), name)),
            "place": (corpus.label(Ref("location", id_)) for id_ in _most(concerns.place)),
            "year": _most(concerns.year),
            "source": (corpus.source_label(id_) for id_ in _most(concerns.source)),
            "actor": self._acting(own, concerns.actor),
        }
        written = "".join(f' data-{key}="{text}"' for key, of in values.items()
                          if (text := _listed(of)))  # fmt: skip
        return Md(f'<div class="finding" data-kind="{own.type}"{written}></div>')

    def _names(self, own: Ref) -> Iterator[str]:
        """Yield every name of a record: its own, and the words that sources use for it."""
        corpus = self._site.corpus
        yield corpus.label(own)
        if own.type == "source":
            yield corpus.sources[own.id].article.title
        elif own.type == "event":
            yield from corpus.events[own.id].aliases
        elif own.type == "actor":
            yield from corpus.actors[own.id].aliases
            yield from _words(corpus.words_for_actor, own.id)
        elif own.type == "location":
            yield from corpus.locations[own.id].aliases
            yield from _words(corpus.words_for_location, own.id)

    def _concerns(self, own: Ref) -> SearchFacets:
        corpus, id_ = self._site.corpus, own.id
        if own.type == "event":
            return self._site.concerns[id_]
        if own.type == "actor":
            claims = corpus.claims_on_actor.get(id_, ())
            found = self._together(corpus.events_of_actor.get(id_, ()), claims)
            return found._replace(actor=Counter([id_]))
        if own.type == "location":
            claims = corpus.claims_at_location.get(id_, ())
            found = self._together(corpus.events_inside.get(id_, ()), claims)
            return found._replace(place=Counter(self._chain(id_)))
        if own.type == "source":
            claims = corpus.claims_of_source.get(id_, ())
            events = {id_ for placed in claims for id_ in placed.claim.event}
            found = self._together(events, claims)
            when = corpus.sources[id_].article.published
            return found._replace(source=Counter([id_]), year=Counter(years(when)))
        about, claims = corpus.questions[id_].about, corpus.claims_on_question.get(id_, ())
        found = self._together(about.events, claims)
        # Not who tells of the events that it is about, but who answers.
        found = found._replace(source=Counter(placed.source.id for placed in claims))
        found.actor.update(about.actors)
        found.place.update(place for near in about.locations for place in self._chain(near))
        return found

    def _together(self, events: Iterable[str], claims: Iterable[PlacedClaim]) -> SearchFacets:
        """Return what events, and claims beside them, are about."""
        found = SearchFacets(Counter(), Counter(), Counter(), Counter())
        for id_ in events:
            event = self._site.concerns[id_]
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

    def _acting(self, own: Ref, acting: Counter[str]) -> Iterator[str]:
        """Yield the names of actors, and of those that they are part of.

        On an event's page, one that has parts is there a second time, to be found by what it
        does itself. Pages on much would make the index a third larger with that.
        """
        corpus, found = self._site.corpus, Counter(acting)
        for id_ in acting:
            found.update(corpus.belongs_to.get(id_, ()))
        for id_ in _most(found):
            name = corpus.label(Ref("actor", id_))
            yield name
            if own.type == "event" and id_ in acting and id_ in corpus.members:
                yield f"{name}, without its parts"

    def _chain(self, id_: str) -> list[str]:
        """Return a location and all that it lies in."""
        return [id_, *self._site.corpus.within(id_)]


def _words(named: NamedBy, id_: str) -> Iterator[str]:
    for _, words in named.get(id_, ()):
        yield from words


def _most(counted: Counter[str]) -> list[str]:
    """Return what is counted, in order; of too much, the most frequent."""
    if len(counted) <= KEPT:
        return sorted(counted)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return sorted(value for value, _ in ranked[:KEPT])


def _listed(values: Iterable[str]) -> str:
    """Return values in a row for an attribute; a bar parts them, so none has one."""
    return escape(" | ".join(one_line(value).replace("|", "/") for value in values))
