"""The lists on the pages of analyses: how each is sorted and divided, and its size estimated."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ...analysis import coverage, matrix, vocabulary
from ...analysis.coverage import SourceCoverage
from ...analysis.disagreement import KINDS, Disagreement
from ...analysis.matrix import Cell
from ...analysis.origins import Origin, Support
from ...collation import filed
from ...corpus import Ref
from ...messages import marked
from ...records.dates import Date
from ...records.locators import Locator
from ..lookup.division import Level
from ..site import Site
from .accounts import CITED, RELAYED, SIDES
from .divided_analyses import LINK, AnalysisList, by_dates, by_letters, heavy_apart

USED, MEANT, ORIGINS = 6, 12, 12
"""Maximum numbers of items that one entry of a divided list shows.

``USED`` limits names, uses of a name, and paragraphs. ``MEANT`` limits the records that share a
name. ``ORIGINS`` limits the origins of an event.
"""

VOICES = 60
"""Maximum number of voices named on the first page of the analysis of the events' origins.

The page names voices if the list of events with a single origin is divided, because all entries of
this list are then on other pages. The voices named are the single origins of the most events.
"""

EXCERPT_EVENTS, EXCERPT_SOURCES = 24, 8
"""Maximum numbers of events (rows) and sources (columns) on a divided matrix's first page."""

_CITATION = 4 * LINK
"""Estimated size of a citation, in bytes of HTML.

A citation is a number, a note at the foot of the page, and the speaker's name.
"""


_MENTION = 2 * LINK
"""Estimated size, in bytes of HTML, of a source's mention of an event in the matrix.

It includes the mention's cell and a share of the row headings and empty cells.
"""


class Rested(NamedTuple):
    """An event with only one independent origin, and this origin."""

    event: str
    origin: Origin


class Named(NamedTuple):
    """The names that one source uses for an actor. ``source``: the source's id."""

    ref: Ref
    source: str
    used: Sequence[vocabulary.Use]


class Mentioned(NamedTuple):
    """A source's mention of an event: the ids of both, and the mention's cell in the matrix.

    ``rank``: the position of the event in the order of all events.
    """

    source: str
    event: str
    cell: Cell
    rank: int


class EventThere(NamedTuple):
    """An event at a place on the map. ``place``: the place's id. ``note``: see ``MappedPlace``.

    The place itself has the ids of all events there, of which there may be hundreds.
    """

    place: str
    note: str
    event: str


Word = tuple[str, Mapping[Ref, Sequence[vocabulary.Use]]]
"""A name that stands for several records, and a mapping from each record to the name's uses."""


def differences(site: Site) -> list[AnalysisList[Disagreement]]:
    """Return one list for each kind of disagreement that occurs in the corpus."""
    by_kind: dict[str, list[Disagreement]] = {}
    for found in site.disagreements:
        by_kind.setdefault(found.kind, []).append(found)

    def name(found: Disagreement) -> str:
        return site.corpus.label(found.subject)

    def weight(sides: int | None, cited: int | None) -> Callable[[Disagreement], int]:
        def whole(found: Disagreement) -> int:
            claims = [side.claims[:cited] for side in found.sides[:sides]]
            return 3 * LINK + sum(LINK + _CITATION * len(of_side) for of_side in claims)

        return whole

    return [
        AnalysisList(
            kind,
            facts.heading,
            sorted(by_kind[kind], key=_most_sources),
            lambda found: (filed(name(found)), _key(found)),
            by_letters(name),
            _most_sources,
            weight(SIDES, CITED),
            weight(None, None),
            macro="differences",
            telling=marked("Shown here: {shown} of {count}, those with the most sources."),
        )
        for kind, facts in KINDS.items()
        if kind in by_kind
    ]


def _most_sources(found: Disagreement) -> tuple[Any, ...]:
    """Return a sort key by which disagreements between the most sources come first."""
    return -len(found.sources), -len(found.claims), _key(found)


def _key(found: Disagreement) -> tuple[Any, ...]:
    """Return a sort key that no other disagreement of the same kind has."""
    return found.subject, found.actor, found.counts, tuple(p.address for p in found.claims)


def supported(site: Site) -> list[AnalysisList[Any]]:
    """Return four lists of events, chosen by the independent origins of the events' accounts.

    The lists are: events with several origins, events that only unnamed voices report, events that
    no source says happened, and events with a single origin.
    """
    corpus = site.corpus
    supports = {event: site.support(event) for event, _date in corpus.events_by_date}
    single = [
        Rested(event, found.origins[0])
        for event, found in supports.items()
        if len(found.origins) == 1
    ]
    resting = Counter(one.origin.voice for one in single)
    several = [(event, found) for event, found in supports.items() if len(found.origins) > 1]
    several.sort(key=lambda item: -len(item[1].origins))

    def weight(most: int | None) -> Callable[[tuple[str, Support]], int]:
        return lambda item: 2 * LINK + sum(map(_origin_weight, item[1].origins[:most]))

    def voice(one: Rested) -> str:
        return corpus.actors[one.origin.voice].name

    def weight_of(one: Rested) -> int:
        return LINK + _origin_weight(one.origin)

    levels = heavy_apart(
        single,
        lambda one: (one.origin.voice, voice(one)),
        lambda one: _date_of(site, one.event),
        weight_of,
        by_letters(voice),
    )

    return [
        AnalysisList(
            "several", marked("Events on several independent origins"), several,
            lambda item: corpus.event_rank[item[0]],
            by_dates(lambda item: _date_of(site, item[0])),
            lambda item: (-len(item[1].origins), corpus.event_rank[item[0]]),
            weight(ORIGINS), weight(None),
            telling=marked("Shown here: {shown} of {count} events, those on the most origins."),
        ),
        events(
            site, "unnamed", marked("Events that rest only on unnamed voices"),
            [event for event, found in supports.items() if found.unnamed_alone],
        ),
        events(
            site, "unasserted", marked("Events that no source says happened"),
            [event for event, found in supports.items() if not found.origins],
        ),
        AnalysisList(
            "single", marked("Events on a single origin"),
            sorted(single, key=lambda one: (-resting[one.origin.voice], one.origin.voice)),
            lambda one: (filed(voice(one)), one.origin.voice, corpus.event_rank[one.event]),
            levels,
            lambda one: 0,
            weight_of,
            pinned=lambda one: False,
        ),
    ]  # fmt: skip


def _origin_weight(origin: Origin) -> int:
    """Return the estimated size, in bytes of HTML, of an origin's name and relayed chains.

    A relayed chain is a chain of more than one voice.
    """
    chains = [chain for chain in origin.chains if len(chain) > 1]
    return 2 * LINK + LINK * sum(map(len, chains[:RELAYED]))


def events(site: Site, id_: str, heading: str, listed: Sequence[str]) -> AnalysisList[str]:
    """Return a list of the events ``listed``. The list can be divided among pages by date."""
    corpus = site.corpus
    return AnalysisList(
        id_,
        heading,
        listed,
        corpus.event_rank.__getitem__,
        by_dates(lambda event: _date_of(site, event)),
        lambda event: (-len(corpus.claims_on_event.get(event, ())), event),
        lambda event: LINK + len(corpus.events[event].title),
        macro="events",
        telling=marked("Shown here: {shown} of {count} events, those with the most claims."),
    )


def voices(entries: Sequence[Rested]) -> tuple[list[tuple[str, int]], int]:
    """Return the voices that are the only origin of the most events, and the number of the others.

    At most ``VOICES`` voices are returned, each with the number of events whose only origin it is.
    """
    counted = Counter(one.origin.voice for one in entries)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:VOICES], len(ranked[VOICES:])


def mentions(site: Site) -> AnalysisList[Mentioned]:
    """Return the list of all mentions of events, sorted by source.

    The list can be divided among pages by the sources' dates of publication.
    """
    corpus = site.corpus
    place = {id_: number for number, id_ in enumerate(corpus.sources)}
    found = [
        Mentioned(source, event, cell, corpus.event_rank[event])
        for event, cells in matrix.build(corpus, site.mentions).items()
        for source, cell in cells.items()
    ]

    def published(entry: Mentioned) -> Date | None:
        return corpus.articles[entry.source].published

    levels = heavy_apart(
        found,
        lambda entry: (entry.source, corpus.source_label(entry.source)),
        lambda entry: _date_of(site, entry.event),
        lambda entry: _MENTION,
        by_dates(published),
    )
    return AnalysisList(
        "mentions", marked("Mentions"),
        sorted(found, key=lambda entry: (place[entry.source], entry.rank)),
        lambda entry: (place[entry.source], entry.rank),
        levels,
        lambda entry: 0,
        lambda entry: _MENTION,
        pinned=lambda entry: False,
        macro="matrix",
    )  # fmt: skip


def excerpt(entries: Sequence[Mentioned]) -> list[Mentioned]:
    """Return the mentions for the table on the first page of a divided matrix.

    The table has a row for each of the ``EXCERPT_EVENTS`` most mentioned events. It has a column
    for each of the ``EXCERPT_SOURCES`` sources that mention the most of these events. All mentions
    of these events in these sources are returned.
    """
    events = _most(Counter(entry.event for entry in entries), EXCERPT_EVENTS)
    sources = _most(
        Counter(entry.source for entry in entries if entry.event in events), EXCERPT_SOURCES
    )
    return [entry for entry in entries if entry.event in events and entry.source in sources]


def _most(counted: Counter[str], count: int) -> set[str]:
    return set(sorted(counted, key=lambda id_: (-counted[id_], id_))[:count])


def _date_of(site: Site, event: str) -> Date | None:
    return site.corpus.events[event].date


def names(site: Site) -> list[AnalysisList[Any]]:
    """Return three lists of names.

    The first list has each word that sources use for several records. The second has each name that
    several records have. The third has the words that sources use for each actor.
    """
    corpus = site.corpus
    uses = vocabulary.uses(corpus)
    order = {kind: n for n, kind in enumerate(corpus.actor_kinds)}
    words = {
        ref: len({use.words.casefold() for used in by_source.values() for use in used})
        for ref, by_source in uses.items()
    }
    actors = sorted(
        (ref for ref in uses if ref.type == "actor"),
        key=lambda ref: (order[corpus.actors[ref.id].kind], filed(corpus.actors[ref.id].name)),
    )

    def shared_weight(refs: int | None, most: int | None) -> Callable[[Word], int]:
        def whole(item: Word) -> int:
            used = [use for found in list(item[1].values())[:refs] for use in found[:most]]
            return LINK * (1 + len(item[1])) + sum(LINK + _use_weight(use, most) for use in used)

        return whole

    def row_weight(most: int | None) -> Callable[[Named], int]:
        return lambda row: 2 * LINK + sum(_use_weight(use, most) for use in row.used)

    return [
        AnalysisList(
            "shared", marked("One word for several"), list(vocabulary.shared_words(corpus).items()),
            lambda item: (filed(item[0]), item[0]),
            by_letters(lambda item: item[0]),
            lambda item: (-len(item[1]), item[0]),
            shared_weight(MEANT, USED), shared_weight(None, None),
            telling=marked("Shown here: {shown} of {count}, those that stand for the most."),
        ),
        AnalysisList(
            "borne", marked("Names that several bear"), list(corpus.shared_names.items()),
            lambda item: (filed(item[0]), item[0]),
            by_letters(lambda item: item[0]),
            lambda item: (-len(item[1]), item[0]),
            lambda item: LINK * (1 + len(item[1][:MEANT])), lambda item: LINK * (1 + len(item[1])),
            telling=marked("Shown here: {shown} of {count}, those that the most bear."),
        ),
        AnalysisList(
            "actors", marked("By person or group"),
            [Named(ref, source, used) for ref in actors for source, used in uses[ref].items()],
            lambda row: (filed(corpus.actors[row.ref.id].name), row.ref.id),
            by_letters(lambda row: corpus.actors[row.ref.id].name),
            lambda row: (-words[row.ref], -len(uses[row.ref]), row.ref.id, row.source),
            row_weight(USED), row_weight(None),
            telling=marked(
                "Shown here: {shown} of {count} rows, for the actors with the most names."
            ),
        ),
    ]  # fmt: skip


def _use_weight(use: vocabulary.Use, most: int | None) -> int:
    return LINK // 2 + LINK * len(use.locators[:most])


def gaps(site: Site) -> list[AnalysisList[Any]]:
    """Return the lists of gaps in the corpus, such as paragraphs that no claim cites."""
    corpus = site.corpus
    found = coverage.find(corpus)
    sources = list(corpus.sources)
    place = {id_: number for number, id_ in enumerate(sources)}

    def in_order(item: tuple[str, object]) -> int:
        return place[item[0]]

    published: list[Level[tuple[str, object]]] = by_dates(
        lambda item: corpus.articles[item[0]].published
    )

    def paragraphs_weight(most: int | None) -> Callable[[tuple[str, SourceCoverage]], int]:
        return lambda item: (
            2 * LINK + sum(LINK + len(why) for why in list(item[1].unused.values())[:most])
        )

    def names_weight(
        most: int | None,
    ) -> Callable[[tuple[str, Mapping[str, Sequence[Locator]]]], int]:
        return lambda item: (
            LINK
            + sum(
                LINK // 4 + LINK * len(locators[:most])
                for locators in list(item[1].values())[:most]
            )
        )

    return [
        AnalysisList(
            "paragraphs", marked("Paragraphs"), [
                (id_, one) for id_, one in found.sources.items() if one.paragraphs or one.unused
            ],
            in_order, published, lambda item: (-len(item[1].unused), item[0]),
            paragraphs_weight(USED), paragraphs_weight(None),
            telling=marked(
                "Shown here: {shown} of {count} sources, those with the most paragraphs without "
                "a claim."
            ),
        ),
        AnalysisList(
            "unknown", marked("Names without a record"), list(found.unknown_names.items()),
            in_order, published, lambda item: (-len(item[1]), item[0]),
            names_weight(USED), names_weight(None),
            telling=marked(
                "Shown here: {shown} of {count} sources, those with the most such names."
            ),
        ),
        AnalysisList(
            "inactive", marked("Actors without a role in any event"), list(found.inactive_actors),
            lambda id_: (filed(corpus.actors[id_].name), id_),
            by_letters(lambda id_: corpus.actors[id_].name),
            lambda id_: (-len(corpus.claims_on_actor.get(id_, ())), id_),
            lambda id_: LINK + len(corpus.actors[id_].name),
            macro="actors_only",
            telling=marked("Shown here: {shown} of {count} actors, those with the most claims."),
        ),
        events(
            site, "single", marked("Events that only one source mentions"),
            list(found.single_source_events),
        ),
    ]  # fmt: skip
