"""Search metadata of each page: additional names for the search, and values for its filters.

The metadata are attributes of an empty element at the end of the page. This element shows nothing
in ``docs/`` or on the site. ``publishing/search_index.py`` puts the metadata into the search index.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from ...analysis.mentions import actors_of, sources_on, told_alone
from ...corpus import PlacedClaim, Ref
from ...corpus.claimed import NamedBy, actors_in
from ...markdown import Md
from ...messages import gettext as _
from ...records.base import Described
from ...records.vocabularies import source_kind_name
from ...text import one_line
from ..lookup.search_facets import SearchFacets, no_facets, years
from ..site import Site
from . import described
from .labels import alone_words

KEPT = 400
"""Maximum number of values that a page has for one filter.

If a page has more values, the rarest are left out, because a page that matches nearly every value
of a filter would be useless as a search result.
"""


class SearchMetadata:
    """Makes the search metadata of each page of a corpus."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def mark(self, own: Ref | None) -> Md:
        """Return the element with a page's search metadata.

        ``own``: the record that the page is about; None for a hand-written page.
        """
        if own is None:
            return Md('<div class="finding" data-kind="page"></div>')
        corpus, facets = self._site.corpus, self._facets(own)
        values: dict[str, Iterable[str]] = {
            # Sort the names: their order in the articles could reveal parts of the articles' text.
            "names": sorted(set(self._names(own)), key=lambda name: (name.casefold(), name)),
            "place": (corpus.label(Ref("location", id_)) for id_ in _most(facets.place)),
            "year": _most(facets.year),
            "source": (corpus.source_label(id_) for id_ in _most(facets.source)),
            "actor": self._actor_names(own, facets.actor),
        }
        values["tag"], facts = described.facets(self._site, self._record(own))
        if own.type == "source" and (kind := corpus.articles[own.id].kind) != "article":
            facts.append(_("Kind of source: {kind}").format(kind=source_kind_name(kind)))
        values["fact"] = facts
        return _element(own.type, values)

    def _record(self, own: Ref) -> Described:
        corpus = self._site.corpus
        if own.type == "source":
            return corpus.articles[own.id]
        return corpus.records(own.type)[own.id]

    def mark_part(self, own: Ref, claims: Sequence[PlacedClaim]) -> Md:
        """Return the element with the search metadata of a further page of a record.

        ``own``: the record. ``claims``: the claims on the further page.

        The kind of the element is ``part``, not the type of the record. A search by type therefore
        finds each record only once, by its own page. The values for filters come from ``claims``
        alone. With values from the whole record, each new claim would change all further pages.
        """
        corpus = self._site.corpus
        events = dict.fromkeys(id_ for placed in claims for id_ in placed.claim.event)
        dates = [corpus.events[id_].date for id_ in events]
        if own.type == "source":
            dates = [corpus.articles[own.id].published]
        elif own.type == "event":
            dates = [corpus.events[own.id].date]
        near = [place for placed in claims for place in placed.claim.locations]
        near += [place for id_ in events for place in corpus.events[id_].locations]
        sources = {placed.source.id for placed in claims}
        values: dict[str, Iterable[str]] = {
            "place": (
                corpus.label(Ref("location", id_))
                for id_ in sorted({place for inner in near for place in self._chain(inner)})
            ),
            "year": sorted({year for date in dates for year in years(date)}),
            "source": (corpus.source_label(id_) for id_ in sorted(sources)),
            "actor": self._actor_names(
                own, Counter(id_ for placed in claims for id_ in actors_in(placed.claim))
            ),
        }
        return _element("part", values)

    def _names(self, own: Ref) -> Iterator[str]:
        """Yield every name of a record: label, aliases, and the words that sources use for it."""
        corpus = self._site.corpus
        yield corpus.label(own)
        if own.type == "source":
            yield corpus.articles[own.id].title
            if told_alone(corpus, self._site.mentions, own.id):
                yield alone_words(corpus, own.id)
        elif own.type == "event":
            yield from corpus.events[own.id].aliases
        elif own.type == "actor":
            yield from corpus.actors[own.id].aliases
            yield from _words(corpus.words_for_actor, own.id)
        elif own.type == "location":
            yield from corpus.locations[own.id].aliases
            yield from _words(corpus.words_for_location, own.id)

    def _facets(self, own: Ref) -> SearchFacets:
        corpus, id_ = self._site.corpus, own.id
        if own.type == "event":
            return self._site.concerns(id_)
        if own.type == "actor":
            claims = corpus.claims_on_actor.get(id_, ())
            found = self._combined(corpus.events_of_actor.get(id_, ()), claims)
            # Leave out sources that report the actor's events but say nothing about the actor.
            return found._replace(actor=Counter([id_]), source=sources_on(corpus, id_))
        if own.type == "location":
            found = self._combined(corpus.events_inside.get(id_, ()), ())
            # Add sources that report no event at the location, but make claims about it or name it.
            if inside := self._site.told_inside.get(id_):
                found.source.update(inside.source)
                found.actor.update(inside.actor)
            return found._replace(place=Counter(self._chain(id_)))
        if own.type == "source":
            claims = corpus.claims_of_source.get(id_, ())
            events = {id_ for placed in claims for id_ in placed.claim.event}
            article, summary = corpus.articles[id_], corpus.sources[id_].summary
            named = [near for near, words in summary.names.locations.items() if words]
            found = self._combined(events, claims)
            found.place.update({place for near in named for place in self._chain(near)})
            return found._replace(
                source=Counter([id_]),
                year=Counter(years(article.published)),
                # Count only the actors that this source refers to. The events that the source
                # mentions may have other actors too.
                actor=actors_of(corpus, id_),
            )
        about, claims = corpus.questions[id_].about, corpus.claims_on_question.get(id_, ())
        # Count only the sources and actors of the answers, and the actors that the question is
        # about. The question's events may have other sources and actors.
        found = self._combined(about.events, claims)._replace(
            source=Counter(placed.source.id for placed in claims),
            actor=Counter(about.actors),
        )
        for placed in claims:
            found.actor.update({*actors_in(placed.claim), *corpus.chain(placed)})
        # Add the years of the answers' events, which may be other events than the question's.
        answering = dict.fromkeys(id_ for placed in claims for id_ in placed.claim.event)
        for event in answering:
            found.year.update(self._site.concerns(event).year.keys())
        found.place.update(place for near in about.locations for place in self._chain(near))
        return found

    def _combined(self, events: Iterable[str], claims: Iterable[PlacedClaim]) -> SearchFacets:
        """Count the values for the search filters (facets) in several events and claims."""
        found = no_facets()
        for id_ in events:
            event = self._site.concerns(id_)
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

    def _actor_names(self, own: Ref, actors: Counter[str]) -> Iterator[str]:
        """Yield the names of actors and of the larger actors that they are part of.

        On an event's page, an actor that has parts also gets a second value: its name, followed by
        "without its parts". A search for this value finds only events in which the actor itself has
        a role. Other pages have no such values, because they would make the search index a third
        larger.
        """
        corpus, found = self._site.corpus, Counter(actors)
        for id_ in actors:
            found.update(corpus.belongs_to.get(id_, ()))
        for id_ in _most(found):
            name = corpus.label(Ref("actor", id_))
            yield name
            if own.type == "event" and id_ in actors and id_ in corpus.members:
                yield _("{actor}, without its parts").format(actor=name)

    def _chain(self, id_: str) -> list[str]:
        """Return a location and all locations that it lies in, nearest first."""
        return [id_, *self._site.corpus.within(id_)]


def _element(kind: str, values: Mapping[str, Iterable[str]]) -> Md:
    written = "".join(f' data-{key}="{text}"' for key, found in values.items()
                      if (text := _listed(found)))  # fmt: skip
    return Md(f'<div class="finding" data-kind="{kind}"{written}></div>')


def _words(named: NamedBy, id_: str) -> Iterator[str]:
    for _source, words in named.get(id_, ()):
        yield from words


def _most(counted: Counter[str]) -> list[str]:
    """Return the most frequent values, at most ``KEPT`` of them, sorted by value."""
    if len(counted) <= KEPT:
        return sorted(counted)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return sorted(value for value, _ in ranked[:KEPT])


def _listed(values: Iterable[str]) -> str:
    """Return values as the text of an attribute, separated by ``|``.

    A ``|`` inside a value becomes a slash.
    """
    return escape(" | ".join(one_line(value).replace("|", "/") for value in values))
