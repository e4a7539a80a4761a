"""The corpus: all records, and indexes that follow their references in both directions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..problems import Mark
from ..reading.fields import references_in
from ..records.base import Described, RecordType
from ..records.entities import Actor, Entity, Event, Location, Question
from ..records.folders import HOME
from ..records.locators import Passage
from ..records.media import MediaFile
from ..records.pictures import Picture
from ..records.site import Outlines, WrittenPage
from ..records.source_kinds import SourceFacts
from ..records.sources import Article
from ..records.types import ENTITY_TYPES, RECORD_TYPES
from ..records.vocabularies import GENERAL, source_facts
from ..records.vocabulary import (
    ActorKind,
    DataKey,
    IdScheme,
    Kind,
    LocationKind,
    RelationGroup,
    RelationType,
    Vocabulary,
)
from .claimed import (
    Index,
    NamedBy,
    PlacedClaim,
    Roles,
    Source,
    State,
    actors_in,
    date_key,
    roles,
    words_in,
)
from .grouping import chains as chains_of
from .grouping import group
from .naming import Ref, meant, name_owners
from .passages import passages
from .source_labels import short_labels, source_labels, speakers_of


@dataclass(frozen=True)
class Corpus:
    """All records by id: sources in order of publication, all other records in order of id.

    ``places``: for each record, the file and line at which it begins. A source has one such place
    in each of its files. Derived data is computed when it is first used, and only once. Each index
    lists claims in the order of ``claims``.
    """

    actors: dict[str, Actor]
    locations: dict[str, Location]
    events: dict[str, Event]
    questions: dict[str, Question]
    sources: dict[str, Source]
    pages: dict[str, WrittenPage]
    outlines: dict[str, Outlines]
    places: dict[Ref, tuple[Mark, ...]] = field(default_factory=dict)
    page_places: dict[str, Mark] = field(default_factory=dict)
    fingerprint: str = ""
    """The version of the data: a hexadecimal SHA-256 hash of the files that hold the corpus."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Name of a file in ``sources/images/`` -> picture."""
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    """Name of a recording or a captions file in ``sources/media/`` -> the file."""
    vocabulary: Vocabulary = GENERAL
    """The project's words and Sourcebook's. Pages read these words from the properties below."""

    @cached_property
    def actor_kinds(self) -> Mapping[str, ActorKind]:
        """Kind of actor -> the vocabulary's facts about the kind."""
        return self.vocabulary.actor_kinds

    @cached_property
    def source_kinds(self) -> Mapping[str, SourceFacts]:
        """Kind of source -> facts about the kind, such as its CSL type."""
        return source_facts(self.vocabulary)

    @cached_property
    def role_groups(self) -> Mapping[str, str]:
        """Role -> the role's group, if it has one. Roles are in the vocabulary's order."""
        return {role: row.group for role, row in self.vocabulary.roles.items() if row.group}

    @cached_property
    def location_kinds(self) -> Mapping[str, LocationKind]:
        """Kind of location -> the vocabulary's facts about the kind."""
        return self.vocabulary.location_kinds

    @cached_property
    def relation_types(self) -> Mapping[str, RelationType]:
        """Type of relation (a verb phrase) -> the vocabulary's facts about the type."""
        return self.vocabulary.relations

    @cached_property
    def relation_groups(self) -> Mapping[str, RelationGroup]:
        """Id of a group of relations -> the group's properties. Groups are in order of priority."""
        return self.vocabulary.groups

    @cached_property
    def data_keys(self) -> Mapping[str, DataKey]:
        """Key that the vocabulary allows in a record's ``data`` -> the key's properties."""
        return self.vocabulary.data

    @cached_property
    def id_schemes(self) -> Mapping[str, IdScheme]:
        """Scheme of ids in other databases, such as ``wikidata`` -> the scheme's properties."""
        return self.vocabulary.ids

    @cached_property
    def language_names(self) -> Mapping[str, str]:
        """Language tag -> the language's name, for the languages in the vocabulary."""
        return {tag: row.label for tag, row in self.vocabulary.languages.items()}

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """Tag -> the tag's name for readers, for the tags to which the vocabulary gives a name."""
        return {tag: row.label for tag, row in self.vocabulary.tags.items() if row.label}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Source id -> the source's article, without the summary and its claims.

        A page that reads only this is made again only if the article changes.
        """
        return {id_: source.article for id_, source in self.sources.items()}

    @cached_property
    def tagged(self) -> Mapping[str, list[Ref]]:
        """Tag -> the records that have the tag, ordered by type. Tags are in alphabetical order."""
        found = group((tag, ref) for ref, record in self.described for tag in record.tags)
        return dict(sorted(found.items()))

    @cached_property
    def kind_plurals(self) -> Mapping[RecordType, dict[str, str]]:
        """Type of record -> kind -> the kind's plural, if the vocabulary states a plural."""
        words = self.vocabulary
        kinds: dict[RecordType, Mapping[str, Kind]] = {
            "actor": words.actor_kinds, "location": words.location_kinds,
            "event": words.event_kinds, "source": words.source_kinds,
        }  # fmt: skip
        return {
            type_: {kind: row.plural for kind, row in rows.items() if row.plural}
            for type_, rows in kinds.items()
        }

    @cached_property
    def role_plurals(self) -> Mapping[str, str]:
        """Role -> the role's plural, for roles whose plural the vocabulary states."""
        roles = self.vocabulary.roles.items()
        return {role: facts.plural for role, facts in roles if facts.plural}

    @cached_property
    def exclusive_roles(self) -> Sequence[frozenset[str]]:
        """Pairs of roles; one actor can't have both roles of a pair in the same event."""
        pairs = (
            frozenset([role, other])
            for role, facts in self.vocabulary.roles.items()
            for other in facts.excludes
        )
        return list(dict.fromkeys(pairs))

    citation_style: str = ""
    """The text of the CSL style for citations; empty for the default style."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The site's settings that pages show: ``site_name``, if the site has this setting."""

    @property
    def title(self) -> str:
        """The site's title: the home page's, else the ``site_name`` setting, else "Sourcebook"."""
        if HOME in self.pages:
            return self.pages[HOME].title
        return self.settings.get("site_name") or "Sourcebook"

    @property
    def licence(self) -> str | None:
        """The licence of the data, if the researcher states one."""
        return self.pages["data"].licence if "data" in self.pages else None

    @property
    def sizes(self) -> dict[str, int]:
        """The number of sources, claims, events, actors and locations."""
        kinds = ("sources", "claims", "events", "actors", "locations")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    @cached_property
    def claims(self) -> list[PlacedClaim]:
        """All claims, sorted by source, then in the order in which the source's file lists them."""
        return [
            PlacedClaim(source, claim)
            for source in self.sources.values()
            for claim in source.summary.claims
        ]

    @cached_property
    def claims_by_address(self) -> dict[str, PlacedClaim]:
        """Claim address (``source-id#claim-id``) -> claim."""
        return {placed.address: placed for placed in self.claims}

    @cached_property
    def claims_of_source(self) -> Index:
        """Source id -> the claims that the source makes."""
        return group((placed.source.id, placed) for placed in self.claims)

    @cached_property
    def claims_on_event(self) -> Index:
        """Event id -> the claims about the event."""
        return group((id_, placed) for placed in self.claims for id_ in placed.claim.event)

    @cached_property
    def rank_in_telling(self) -> Mapping[str, int]:
        """Event id -> its rank, from 0, in the order in which sources first tell of events.

        Events without claims are left out.
        """
        return {event: rank for rank, event in enumerate(self.claims_on_event)}

    @cached_property
    def claims_on_actor(self) -> Index:
        """Actor id -> the claims that give the actor a role or a relation."""
        return group((id_, placed) for placed in self.claims for id_ in actors_in(placed.claim))

    @cached_property
    def claims_from_actor(self) -> Index:
        """Actor id -> the claims that sources attribute to the actor, as speaker or as origin."""
        return group((id_, placed) for placed in self.claims for id_ in words_in(placed.claim))

    @cached_property
    def claims_at_location(self) -> Index:
        """Location id -> the claims about the location itself, not about places inside it."""
        return group((id_, placed) for placed in self.claims for id_ in placed.claim.locations)

    @cached_property
    def claims_on_question(self) -> Index:
        """Question id -> the claims that answer the question."""
        return group((id_, placed) for placed in self.claims for id_ in placed.claim.answers)

    @cached_property
    def disputed_by(self) -> Index:
        """Claim address -> the claims that dispute the claim."""
        return group(
            (address, placed) for placed in self.claims for address in placed.claim.disputes
        )

    @cached_property
    def states(self) -> Mapping[str, State]:
        """Source id -> how much of the source the researcher has read."""
        return {id_: source.state for id_, source in self.sources.items()}

    @cached_property
    def read_sources(self) -> list[str]:
        """The ids of sources that the researcher has read to the end, in publication order."""
        return [id_ for id_, state in self.states.items() if state == "read"]

    @cached_property
    def used_sources(self) -> list[str]:
        """The ids of sources that the researcher has at least partly read, in publication order."""
        return [id_ for id_, state in self.states.items() if state != "listed"]

    @cached_property
    def signers(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the actors who together speak in the source.

        Usually, the publisher speaks. The authors, if any, speak instead in three cases: the source
        has no publisher, its publisher is a platform, or the source is of a kind such as letters. A
        source without publisher and authors isn't in the mapping: it has no claims, or each of its
        claims says who speaks.
        """
        found = {
            id_: speakers_of(source, self.actors, self.actor_kinds, self.source_kinds)
            for id_, source in self.sources.items()
        }
        return {id_: speakers for id_, speakers in found.items() if speakers}

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """Source id -> id of the first of the source's ``signers``."""
        return {id_: signers[0] for id_, signers in self.signers.items()}

    def chain(self, placed: PlacedClaim) -> tuple[str, ...]:
        """Return the ids of the actors that passed a claim on, from the speaker to the origin.

        The last actor is the root, from whom the claim comes. The actors before the root are
        relays.
        """
        claim = placed.claim
        return (claim.by or self.speakers[placed.source.id], *claim.origin)

    @cached_property
    def members(self) -> Mapping[str, list[str]]:
        """Actor id -> ids of the actors that are directly part of this actor."""
        return group((parent, id_) for id_, a in self.actors.items() for parent in a.part_of)

    @cached_property
    def belongs_to(self) -> Mapping[str, list[str]]:
        """Actor id -> ids of all actors that this actor is part of, nearest first.

        This includes the actors that this actor is part of only indirectly.
        """
        found: dict[str, list[str]] = {}
        for id_, actor in self.actors.items():
            holders = list(actor.part_of)
            for holder in holders:
                # ``holders`` grows during the loop: it also gets the actors that its own items are
                # part of.
                holders += [one for one in self.actors[holder].part_of if one not in holders]
            if holders:
                found[id_] = list(dict.fromkeys(holders))
        return found

    @cached_property
    def inside(self) -> Mapping[str, list[str]]:
        """Location id -> ids of the locations directly inside this location."""
        return group((a.within, id_) for id_, a in self.locations.items() if a.within)

    @cached_property
    def parts(self) -> Mapping[str, list[str]]:
        """Event id -> ids of the events that are directly part of this event, in order of date."""
        return group((e.part_of, id_) for id_, e in self.events_by_date if e.part_of)

    @cached_property
    def events_by_date(self) -> list[tuple[str, Event]]:
        """All events with their ids, in order of earliest day. Undated events come last."""
        return sorted(self.events.items(), key=lambda item: (*date_key(item[1].date), item[0]))

    @cached_property
    def event_rank(self) -> Mapping[str, int]:
        """Event id -> the event's index in ``events_by_date``, from 0."""
        return {id_: rank for rank, (id_, _) in enumerate(self.events_by_date)}

    @cached_property
    def events_at(self) -> Mapping[str, list[str]]:
        """Location id -> ids of the events at the location itself, in order of date."""
        return group((place, id_) for id_, e in self.events_by_date for place in e.locations)

    @cached_property
    def events_inside(self) -> Mapping[str, list[str]]:
        """Location id -> ids of events at the location or at places inside it, in date order."""
        found: dict[str, dict[str, None]] = {}
        for id_, event in self.events_by_date:
            for place in event.locations:
                for holder in (place, *self.chains[place]):
                    found.setdefault(holder, {})[id_] = None
        return {place: list(events) for place, events in found.items()}

    @cached_property
    def events_of_actor(self) -> Mapping[str, list[str]]:
        """Actor id -> ids of the events in which claims give the actor a role, in date order."""
        return group(
            (actor, id_) for id_, _ in self.events_by_date for actor in self.roles_in.get(id_, ())
        )

    @cached_property
    def roles_in(self) -> Mapping[str, Roles]:
        """Event id -> actor id -> role in the event -> the claims that give the actor this role."""
        return {id_: roles(claims, id_) for id_, claims in self.claims_on_event.items()}

    @cached_property
    def passages(self) -> Mapping[str, Sequence[Passage]]:
        """Source id -> the source's cited passages (places such as pages), in order."""
        records = [one for type_ in ENTITY_TYPES for one in self.records(type_).values()]
        return passages(self.sources, records, self.pages.values())

    @cached_property
    def words_for_actor(self) -> NamedBy:
        """Actor id -> the words that each source uses for the actor."""
        return group(
            (id_, (source.id, words))
            for source in self.sources.values()
            for id_, words in source.summary.names.actors.items()
            if words
        )

    @cached_property
    def words_for_location(self) -> NamedBy:
        """Location id -> the words that each source uses for the location."""
        return group(
            (id_, (source.id, words))
            for source in self.sources.values()
            for id_, words in source.summary.names.locations.items()
            if words
        )

    @cached_property
    def questions_about(self) -> Mapping[Ref, Sequence[str]]:
        """Actor, location or event -> ids of the questions about this record."""
        return group(
            (ref, id_)
            for id_, question in self.questions.items()
            for ref in dict.fromkeys(_about(question))
        )

    @cached_property
    def published_by(self) -> Mapping[str, list[str]]:
        """Actor id -> ids of the sources that the actor published, in order of publication."""
        return group(
            (source.article.publisher, id_)
            for id_, source in self.sources.items()
            if source.article.publisher
        )

    @cached_property
    def written_by(self) -> Mapping[str, list[str]]:
        """Actor id -> ids of the sources that the actor wrote but didn't publish, in date order."""
        return group(
            (author, id_)
            for id_, source in self.sources.items()
            for author in source.article.authors
            if author != source.article.publisher
        )

    @cached_property
    def names(self) -> dict[str, Ref]:
        """Name, title or alias -> the one record that this name means.

        An id is unique only among the records of one type. If an actor and a location have the same
        id and share a name, the name means the actor. Any other name that several records share is
        left out.
        """
        return {name: ref for name, refs in self._name_owners.items() if (ref := meant(refs))}

    @cached_property
    def shared_names(self) -> Mapping[str, Sequence[Ref]]:
        """Ambiguous name -> the records that share this name."""
        owners = sorted(self._name_owners.items())
        return {name: refs for name, refs in owners if meant(refs) is None}

    @cached_property
    def _name_owners(self) -> Mapping[str, Sequence[Ref]]:
        return name_owners(self.actors, self.locations, self.events)

    def label(self, ref: Ref) -> str:
        """Return the label of a link to a record."""
        return self.labels[ref]

    def source_label(self, id_: str) -> str:
        """Return a source's label, such as ``Okello, 1911a``."""
        return self.labels[Ref("source", id_)]

    @cached_property
    def labels(self) -> Mapping[Ref, str]:
        """Record -> the label of a link to the record."""
        found = {
            Ref(type_, id_): record.label
            for type_ in ENTITY_TYPES
            for id_, record in self.records(type_).items()
        }
        labels = source_labels(self.sources, self.actors, self.actor_kinds, self.source_kinds)
        for id_, label in labels.items():
            found[Ref("source", id_)] = label
        return found

    @cached_property
    def short_labels(self) -> Mapping[str, str]:
        """Source id -> the source's short label, for pages that already show the full label."""
        labels = {id_: self.source_label(id_) for id_ in self.sources}
        return short_labels(labels, self.sources, self.actors, self.actor_kinds, self.source_kinds)

    @cached_property
    def in_text(self) -> Mapping[Ref, str]:
        """Actor or location -> the words of a link to it within a sentence: ``the Ministry``."""
        named: tuple[tuple[RecordType, Mapping[str, Actor | Location]], ...] = (
            ("actor", self.actors), ("location", self.locations),
        )  # fmt: skip
        return {
            Ref(kind, id_): record.in_text or record.name
            for kind, records in named
            for id_, record in records.items()
        }

    @cached_property
    def kinds_of_actors(self) -> Mapping[str, str]:
        """Actor id -> the actor's kind."""
        return {id_: actor.kind for id_, actor in self.actors.items()}

    @cached_property
    def takes_plural(self) -> Mapping[str, bool]:
        """Actor id -> whether the actor's name takes a verb in the plural."""
        return {id_: actor.plural for id_, actor in self.actors.items()}

    @cached_property
    def unnamed(self) -> Mapping[str, bool]:
        """Actor id -> whether the actor is anonymous, such as "a diplomat"."""
        return {id_: actor.unnamed for id_, actor in self.actors.items()}

    def records(self, record_type: RecordType) -> Mapping[str, Entity]:
        """Return the records of a type, by id; the type can't be ``source``."""
        found: Mapping[str, Entity] = getattr(self, ENTITY_TYPES[record_type].folder)
        return found

    @property
    def described(self) -> Iterator[tuple[Ref, Described]]:
        """Each record with its ``Ref``, ordered by type. A source is represented by its article."""
        for type_ in ENTITY_TYPES:
            yield from ((Ref(type_, id_), one) for id_, one in self.records(type_).items())
        yield from ((Ref("source", id_), one.article) for id_, one in self.sources.items())

    def has(self, ref: Ref) -> bool:
        """Return whether the corpus has the record that ``ref`` refers to."""
        return ref.id in getattr(self, RECORD_TYPES[ref.type].folder)

    def within(self, location: str) -> list[str]:
        """Return the ids of the places that a location lies in, nearest first."""
        return self.chains[location]

    @cached_property
    def chains(self) -> Mapping[str, list[str]]:
        """Location id -> ids of the places that the location lies in, nearest first."""
        return chains_of({id_: location.within for id_, location in self.locations.items()})

    @cached_property
    def event_chains(self) -> Mapping[str, list[str]]:
        """Event id -> ids of the events that the event is part of, nearest first."""
        return chains_of({id_: event.part_of for id_, event in self.events.items()})


def _about(question: Question) -> Iterator[Ref]:
    for _, mark, id_ in references_in(question.about):
        if mark.type != "claim":
            yield Ref(mark.type, id_)
