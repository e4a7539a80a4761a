"""Data that all pages share: paths of records' pages, and cached results of the analyses."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from posixpath import relpath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..analysis import disagreement, origins, spans, stances, timeline
from ..analysis.disagreement import Disagreement, DisagreementFinder
from ..analysis.loaded import loaded_finder
from ..analysis.mentions import Mention
from ..analysis.mentions import mentions as mentions_of
from ..analysis.neighbours import NeighbourFinder, Neighbours, neighbours
from ..analysis.network import Network, build
from ..analysis.place_geometry import PlaceGeometry
from ..analysis.relations import group_finder
from ..cancelling import checkpoint
from ..citing.citations import Citation, Citations
from ..corpus import Corpus, Ref
from ..drawing.basemap import Basemap
from ..drawing.place_markers import NearbyPlaces, PlaceMarker, PlaceMarkers
from ..evidence import NOTHING_CHECKED, Evidence
from ..markdown import Md
from ..reading.git_history import NO_HISTORY, History
from ..records.folders import FOLDERS
from ..records.locators import Locator
from ..records.sources import NO_POSITION
from ..records.vocabulary import Vocabulary
from ..tracking.dependencies import Selector, Tracker, cached_properties
from .lookup import presence
from .lookup.name_index import NameIndex, changing
from .lookup.on_demand import OnDemand
from .lookup.record_mentions import RecordMentions
from .lookup.search_facets import SearchFacets, no_facets, of_event, told_inside

if TYPE_CHECKING:
    from .divisions import Divisions

K = TypeVar("K")
V = TypeVar("V")

_FOLDERS_WITH_LINKS = 16
"""Maximum number of folders whose links are kept."""

Mentions = Mapping[Ref, Mapping[str, list[Locator]]]


def path_of(ref: Ref) -> str:
    """Return the path of a record's page inside ``docs/``."""
    return f"{FOLDERS[ref.type]}/{ref.id}.md"


def relative(path: str, start: str) -> str:
    """Convert a path in ``docs/`` to a path relative to the page at ``start``."""
    folder, _, name = path.rpartition("/")
    return _way(folder, start.rpartition("/")[0]) + name


# Cached: there are few folders, but many links between them.
@lru_cache(maxsize=1024)
def _way(folder: str, start: str) -> str:
    return "" if folder == start else f"{relpath(folder or '.', start or '.')}/"


class OfferedFile(NamedTuple):
    """A file to download. ``path``: the file's path in ``docs/``.

    ``group``: the id of the file's group on the page of downloads. ``heading``: the heading of this
    group, as a message to translate. ``says``: a description of the file, in Markdown. ``size``:
    size in bytes. ``rows``: number of rows; None if the file isn't a table.
    """

    path: str
    group: str
    heading: str
    says: str
    size: int
    rows: int | None


MOST_MENTIONED = 40
"""Number of best known events. A source's page shows those of them that it doesn't mention."""


class Site:
    """All data that pages read: the corpus, the results of its analyses, and the checked quotes.

    ``tracker`` records every lookup that a page makes, as a dependency of the page. ``downloads``:
    a function that returns the files to download. It is called only for pages that list these
    files. ``citations``: formats citations, and may reuse citations of earlier builds; if None, all
    citations are formatted anew. ``history``: the project's history in Git. Only pages that are
    rendered in every build may read the history.
    """

    def __init__(
        self,
        corpus: Corpus,
        evidence: Evidence = NOTHING_CHECKED,
        downloads: Callable[[], Sequence[OfferedFile]] = tuple,
        citations: Citations | None = None,
        history: History = NO_HISTORY,
    ) -> None:
        self.history = history
        self.tracker = Tracker()
        self.corpus = self.tracker.tracked_view("corpus", corpus)
        self.evidence = self.tracker.tracked_view("evidence", evidence)
        names = NameIndex(corpus)
        self.pieces = self.tracker.tracked_function("pieces", names.pieces, changing)
        """A function that takes a prose text and returns its segments, such as names and links."""
        self.target = self.tracker.tracked_function("target", names.target)
        """A function that takes a researcher's ``[[link]]``; returns the linked record, or None."""
        self.shows = self.tracker.tracked_function("shows", self._shows)
        """A function that takes a page's path; returns whether the page has something to show."""
        self._vocabulary: Callable[[None], Vocabulary] = self.tracker.tracked_function(
            "vocabulary", lambda _: corpus.vocabulary
        )
        self._version: Callable[[None], str] = self.tracker.tracked_function(
            "version", lambda _: corpus.fingerprint
        )
        self.is_loaded: Callable[[str], bool] = self.tracker.tracked_function(
            "is_loaded", loaded_finder(corpus.vocabulary.loaded)
        )
        """A function that takes a name and returns whether the name contains a loaded word."""
        self.relation_group: Callable[[str], str] = self.tracker.tracked_function(
            "relation_group", group_finder(corpus.relation_types, corpus.relation_groups)
        )
        """A function that takes a relation's type and returns the id of the type's group."""
        self._corpus = corpus
        self._evidence = evidence
        self._names = names
        self._downloads = downloads
        self._links: dict[str, dict[Ref, Md]] = {}
        self._citations = citations or Citations(corpus)
        self.citation: Callable[[str], Citation] = self.tracker.tracked_function(
            "citation", self._citations.of
        )
        """A function that takes a source's id and returns the source's citation."""
        self._demanded: list[OnDemand[Any, Any]] = []

    def prepare(self) -> None:
        """Compute all cached properties, citations and divisions for processes that are forked."""
        for shared in (self._corpus, self._evidence, self._network, self):
            for name in cached_properties(type(shared)):
                checkpoint()
                getattr(shared, name)
        for analysis in self._demanded:
            checkpoint()
            analysis.prepare()
        self._citations.make_all()
        self.divisions.prepare(self._corpus.places)

    def _on_demand(
        self, name: str, one: Callable[[K], V], every: Callable[[], Mapping[K, V]], none: V
    ) -> Callable[[K], V]:
        """Return a tracked ``OnDemand``; ``prepare`` computes its results for all records."""
        self._demanded.append(OnDemand(one, every, none))
        return self.tracker.tracked_function(name, self._demanded[-1])

    def links(self, start: str) -> dict[Ref, Md]:
        """Return the links created so far on pages in the folder of ``start``, by record.

        Callers add links to this mapping. All pages of a folder share the mapping, because a link
        to a record is the same on each of these pages. To save memory, only the mappings of the
        folders that were used last are kept.
        """
        folder = start.rpartition("/")[0]
        links = self._links[folder] = self._links.pop(folder, {})
        if len(self._links) > _FOLDERS_WITH_LINKS:
            del self._links[next(iter(self._links))]
        return links

    @property
    def downloads(self) -> Sequence[OfferedFile]:
        """The files that can be downloaded."""
        return self.tracker.tracked_sequence("downloads", self._downloads())

    @property
    def version(self) -> str:
        """The version of the data: a SHA-256 hash of the files that were read, in hexadecimal."""
        return self._version(None)

    @property
    def vocabulary(self) -> Vocabulary:
        """All words of the project's and Sourcebook's vocabularies, for pages that list them."""
        return self._vocabulary(None)

    @cached_property
    def divisions(self) -> "Divisions":
        """The records' pages that would be too long, each divided into several pages."""
        from .divisions import Divisions, divided_lists  # divisions imports this module

        def title_of(ref: Ref) -> str:
            if ref.type == "source":
                return self._corpus.articles[ref.id].title
            return self._corpus.label(ref)

        return Divisions(self.tracker, partial(divided_lists, self), title_of)

    @cached_property
    def voices(self) -> Mapping[str, str]:
        """Maps each actor to the actor that represents it when independent origins are counted."""
        return self.tracker.tracked_mapping("voices", origins.voices(self._corpus))

    def support(self, event: str) -> origins.Support:
        """Return an event's support: its sources, independent origins and opposing claims."""
        return origins.support(self.corpus, self.voices, event)

    @cached_property
    def disagreements(self) -> Sequence[Disagreement]:
        """All disagreements between claims, by kind, then by subject."""
        return self.tracker.tracked_sequence("disagreements", self._disagreements)

    @cached_property
    def _disagreements(self) -> list[Disagreement]:
        return disagreement.find(self._corpus)

    @cached_property
    def differences(self) -> Callable[[Ref], Sequence[Disagreement]]:
        """A function that takes a record and returns the disagreements that concern it.

        The record is an event, a question, an actor or a source.
        """
        return self._on_demand(
            "differences",
            DisagreementFinder(self._corpus).concerning,
            lambda: disagreement.concerning(self._disagreements),
            [],
        )

    @cached_property
    def positions_on(self) -> Callable[[str], int]:
        """A function that takes a question's id; returns how many positions sources take on it."""

        def count(question: str) -> int:
            claims = self._corpus.claims_on_question.get(question, ())
            taken = disagreement.positions(self._corpus, question, claims)
            return len(taken.keys() - {NO_POSITION})

        return self.tracker.tracked_function("positions_on", count)

    @cached_property
    def network(self) -> Network:
        """The network of relations between actors."""
        return self.tracker.tracked_view("network", self._network)

    @cached_property
    def _network(self) -> Network:
        return build(self._corpus)

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[Mention]]:
        """Maps each event to the sources that mention it, in order of publication."""
        return self.tracker.tracked_mapping("mentions", self._mentions)

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[Mention]]:
        return mentions_of(self._corpus)

    @cached_property
    def unmentioned(self) -> Mapping[str, Sequence[str]]:
        """Maps each source to those of the best known events that the source doesn't mention.

        Only sources that the researcher has read to the end are included. The best known events are
        the ``MOST_MENTIONED`` events that the most sources mention, and at least two. They are in
        order of date, not of the number of sources, so that a new claim seldom changes the pages
        that list them.
        """
        counts = {event: len(found) for event, found in self.mentions.items() if len(found) > 1}
        rank = self._corpus.event_rank
        first = sorted(counts, key=lambda event: (-counts[event], rank[event]))[:MOST_MENTIONED]
        listed = sorted(first, key=rank.__getitem__)
        mentioning = {
            event: {mention.source for mention in self.mentions[event]} for event in listed
        }
        found = {
            source: [event for event in listed if source not in mentioning[event]]
            for source, state in self._corpus.states.items()
            if state == "read"
        }
        return self.tracker.tracked_mapping("unmentioned", found)

    @cached_property
    def standings(self) -> Mapping[str, stances.Standing]:
        """Maps each event to its standing, such as ``asserted`` or ``foretold``.

        Only events with claims, on the event itself or on a sub-event, are included.
        """
        return self.tracker.tracked_mapping("standings", self._standings)

    @cached_property
    def _standings(self) -> Mapping[str, stances.Standing]:
        return stances.events(self._corpus)

    @cached_property
    def parts_taken(self) -> Callable[[str], Mapping[str, stances.Standing]]:
        """A function that takes an event's id; returns its actors' standings in it, by actor.

        A standing says whether a claim asserts the role, or only foretells or disputes it.
        """
        one = partial(stances.parts_in, self._corpus)
        return self._on_demand("parts_taken", one, partial(stances.parts, self._corpus), {})

    def happened(self, event: str) -> bool:
        """Return whether a source says that an event, or a sub-event of it, happened.

        Also returns True for an event without claims. The check of the corpus reports such an event
        as an error anyway.
        """
        return self.standings.get(event, "asserted") == "asserted"

    def took_part(self, event: str, actor: str) -> bool:
        """Return whether a claim asserts that the actor has a role in the event."""
        return self.parts_taken(event).get(actor) == "asserted"

    @cached_property
    def neighbours(self) -> Callable[[str], Sequence[Neighbours]]:
        """A function that takes an event's id and returns the event's neighbours.

        There is an item for each place and actor of the event. The neighbours are the nearest
        earlier event and the nearest later event with this place or actor.
        """
        return self._on_demand(
            "neighbours", NeighbourFinder(self._corpus).of, lambda: neighbours(self._corpus), []
        )

    @cached_property
    def extents(self) -> Mapping[str, timeline.Extent]:
        """Maps each dated event to the days that its date names, and how precise the date is."""
        return self.tracker.tracked_mapping("extents", timeline.extents(self._corpus))

    @cached_property
    def allowed(self) -> Mapping[str, spans.Possible]:
        """Maps each dated event to the days on which it may have happened."""
        return self.tracker.tracked_mapping("allowed", timeline.allowed(self._corpus))

    @cached_property
    def _spots(self) -> PlaceMarkers:
        return PlaceMarkers(self._corpus)

    @cached_property
    def whereabouts(self) -> Mapping[str, PlaceGeometry]:
        """Maps each location to its position and shape on maps.

        Only locations that have a position, or lie in a location with a position, are included.
        """
        return self.tracker.tracked_mapping("whereabouts", self._spots.known)

    @cached_property
    def spot(self) -> Callable[[str], PlaceMarker | None]:
        """A function that takes a location's id and returns its marker on maps, or None."""
        return self.tracker.tracked_function("spot", self._spots.spot)

    @cached_property
    def near(self) -> NearbyPlaces:
        """A function that takes a map's viewport and returns markers of places in the viewport.

        At most ``MAX_NEARBY`` places are returned: those with an exact position and the most
        events. The place with the most events comes first.
        """
        return self.tracker.tracked_function("near", self._spots.near)

    @property
    def seen(self) -> float:
        """Minimum width of a map of a single point, in km."""
        return self._seen(None)

    @cached_property
    def _seen(self) -> Callable[[None], float]:
        return self.tracker.tracked_function("seen", lambda _: self._spots.seen)

    @cached_property
    def placed_events(self) -> Mapping[str, frozenset[str]]:
        """Maps each place with a marker to the ids of its events that a source says happened."""
        return self.tracker.tracked_mapping("placed_events", self._placed_events)

    @cached_property
    def _placed_events(self) -> Mapping[str, frozenset[str]]:
        return self._spots.placed(self._corpus, self._standings)

    def _shows(self, path: str) -> bool:
        if path == presence.MAP:
            return bool(self._placed_events)
        test = presence.TESTS.get(path)
        return test is None or test(self._corpus)

    @property
    def grounds(self) -> Basemap:
        """The outlines in the background of maps."""
        self.tracker.record("corpus.outlines", Selector.WHOLE)
        return self._grounds

    @cached_property
    def _grounds(self) -> Basemap:
        return Basemap(self._corpus.outlines)

    @cached_property
    def concerns(self) -> Callable[[str], SearchFacets]:
        """A function that takes an event's id and returns the event's search facets."""
        return self._on_demand(
            "concerns",
            self._concerns,
            lambda: {event: self._concerns(event) for event in self._corpus.events},
            no_facets(),
        )

    def _concerns(self, event: str) -> SearchFacets:
        return of_event(self._corpus, event, self._mentions.get(event, ()))

    @cached_property
    def told_inside(self) -> Mapping[str, SearchFacets]:
        """Maps each location to the search facets of the claims and names that refer to it.

        Claims and names that refer to a place inside the location count too.
        """
        return self.tracker.tracked_mapping("told_inside", told_inside(self._corpus))

    @cached_property
    def mentioned_by_sources(self) -> Mentions:
        """Maps each record to the sources that name it, each with the paragraphs that name it.

        Names in a source's summary count. Names in an article's paragraphs count only if the full
        text is published. Names in digests and claims don't count: these are in the researcher's
        words, and may name a record that the source only implies.
        """
        found: dict[Ref, dict[str, dict[Locator, None]]] = defaultdict(lambda: defaultdict(dict))
        for id_, source in self._corpus.sources.items():
            names = source.summary.names
            used = [(Ref("actor", actor), words) for actor, words in names.actors.items()]
            used += [(Ref("location", place), words) for place, words in names.locations.items()]
            for ref, words in used:
                for locators in words.values():
                    found[ref][id_].update(dict.fromkeys(locators))
            if source.article.text == "full":
                for number, text in enumerate(source.article.paragraphs, 1):
                    for ref in self._names.mentions(text):
                        found[ref][id_].setdefault(number)
        listed = {
            ref: {source: list(locators) for source, locators in where.items()}
            for ref, where in found.items()
        }
        return self.tracker.tracked_mapping("mentioned_by_sources", listed)

    @cached_property
    def mentioned_by_records(self) -> Callable[[Ref], Sequence[Ref]]:
        """A function that takes a record; returns the other records whose summary or note names it.

        For a source that the researcher hasn't read, the records that cite it are returned too.
        """
        named = RecordMentions(self._corpus, self._names)
        return self._on_demand("mentioned_by_records", named.of, named.all, [])
