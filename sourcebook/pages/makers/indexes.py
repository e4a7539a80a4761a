"""The index of each kind: one page, or, above a limit, one that leads to its parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from ...analysis.disagreement import positions
from ...corpus import Corpus, Ref
from ...markdown import Md
from ...records.dates import MONTHS, Date
from ...records.days import year_address, year_words
from ...records.sources import NO_POSITION
from ...records.types import RECORD_TYPES
from ...records.vocabularies import ACTOR_KINDS, LOCATION_KINDS
from ..lookup.alphabet import beginning, filed
from ..lookup.division import LIMIT, IndexGroup, IndexLevel, divide, gathered
from ..lookup.gazetteer import Gazetteer
from ..parts.common import plural
from ..site import Site


@dataclass(frozen=True)
class Listing:
    """How the records of a kind are listed."""

    folder: str
    lead: str
    by: str
    """The folder of its parts. No record's page is ever inside it, whatever the ids."""
    ids: Sequence[str]
    """In the order of the parts: what ``levels`` group stands together."""
    levels: Sequence[IndexLevel]
    grouping: str
    """What the headings are, in a word; empty if there are none."""
    grouped: Callable[[Sequence[str]], Iterable[tuple[str, Sequence[str]]]]
    """Puts the records of one page under headings; an empty heading is none."""
    data: Mapping[str, Any]
    """What the template shows of each record."""


PATHS = {
    **{f"{info.folder}/index.md": info.plural for info in RECORD_TYPES.values()},
    **{f"{info.folder}/by-*/*.md": "" for info in RECORD_TYPES.values()},
}


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each index, and for each part of one that is divided."""
    for made in (_actors, _locations, _events, _questions, _sources):
        yield from _drafts(made(site))


def _drafts(listing: Listing) -> Iterator[tuple[str, str, dict[str, Any]]]:
    title = listing.folder.capitalize()
    shown = {
        "title": title, "lead": listing.lead, "places_written": [], "plural": plural,
        "folder": listing.folder, "grouping": listing.grouping, "dated": False,
        "divided": [], "around": [], "groups": [], **listing.data,
    }  # fmt: skip
    index = f"{listing.folder}/index.md"
    if len(listing.ids) <= LIMIT:
        yield index, listing.folder, {**shown, "groups": listing.grouped(listing.ids)}
        return
    parts = divide(listing.ids, listing.levels)
    paths = [f"{listing.folder}/{listing.by}/{part.address}.md" for part in parts]
    links = [(path, part.words) for path, part in zip(paths, parts, strict=True)]
    counts = [len(part.ids) for part in parts]
    yield index, listing.folder, {**shown, "divided": list(zip(links, counts, strict=True))}
    for part, (before, here, after) in zip(parts, _triples(links), strict=True):
        yield here[0], listing.folder, {
            **shown,
            "title": f"{title}: {part.words}",
            "lead": f"{listing.lead} {plural(len(part.ids), 'entry', 'entries')} of "
            f"{len(listing.ids)}.",
            "groups": listing.grouped(part.ids),
            "around": [("Before", before), ("After", after)],
        }  # fmt: skip


def _triples(
    links: Sequence[tuple[str, str]],
) -> Iterator[tuple[tuple[str, str] | None, tuple[str, str], tuple[str, str] | None]]:
    """Yield each link with those before and after it."""
    padded = [None, *links, None]
    for (before, here), (_, after) in pairwise(pairwise(padded)):
        if here:
            yield before, here, after


def _actors(site: Site) -> Listing:
    corpus = site.corpus

    def by_kind(ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        kinds: dict[str, list[str]] = {}
        for id_ in ids:
            kinds.setdefault(corpus.actors[id_].kind, []).append(id_)
        yield from ((kind.capitalize(), kinds[kind]) for kind in ACTOR_KINDS if kind in kinds)

    return Listing(
        "actors",
        "Who: everyone of whom a source tells, or whose word it gives.",
        "by-name",
        *_by_name({id_: actor.name for id_, actor in corpus.actors.items()}),
        "Kind",
        by_kind,
        {
            "events": {id_: len(corpus.events_of_actor.get(id_, ())) for id_ in corpus.actors},
            "unsaid": {
                id_: sum(1 for event in events if not site.took_part(event, id_))
                for id_, events in corpus.events_of_actor.items()
            },
            "sources": {id_: len(_telling(corpus, id_)) for id_ in corpus.actors},
        },
    )


def _telling(corpus: Corpus, actor: str) -> set[str]:
    """Return the sources that tell of an actor or name it, give its word, or are its own."""
    told = (*corpus.claims_on_actor.get(actor, ()), *corpus.claims_from_actor.get(actor, ()))
    named = (source for source, _ in corpus.words_for_actor.get(actor, ()))
    return {placed.source.id for placed in told} | {*named, *corpus.published_by.get(actor, ())}


def _locations(site: Site) -> Listing:
    corpus = site.corpus
    gazetteer = Gazetteer(corpus)
    countries = any(
        LOCATION_KINDS[location.kind].is_country for location in corpus.locations.values()
    )
    whole = len(corpus.locations) <= LIMIT
    names = {id_: location.name for id_, location in corpus.locations.items()}

    def by_country(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        return [
            (names[id_] if id_ else "In no one country", list(found))
            for id_, found in groupby(ids, gazetteer.country)
        ]

    def country(id_: str) -> IndexGroup:
        found = gazetteer.country(id_)
        # No id has two hyphens in a row.
        return (
            IndexGroup(found, names[found])
            if found
            else IndexGroup("no--country", "In no one country")
        )

    def letters(length: int) -> IndexLevel:
        def level(id_: str) -> IndexGroup:
            holder, first = country(id_), beginning(names[id_], length)
            return IndexGroup(f"{holder.address}--{first[0]}", f"{holder.words}, {first[1]}")

        return level

    counts = corpus.events_inside
    # In a part, what a place lies in may be on another page: no tree there.
    ids, levels = _by_name(names)
    if countries:
        ids, levels = gazetteer.as_list(), (country, letters(1), letters(2))
    return Listing(
        "locations",
        "Where: each place with the one that it lies in.",
        "by-place",
        gazetteer.as_tree() if whole else ids,
        levels,
        "Country" if countries and not whole else "",
        by_country if countries and not whole else _together,
        {
            "tree": whole,
            "indent": lambda id_: Md("&emsp;" * gazetteer.depth(id_)),
            "column": "Country" if countries and whole else "Lies in",
            "holder": gazetteer.country
            if countries and whole
            else lambda id_: corpus.locations[id_].within,
            "counts": {id_: len(counts.get(id_, ())) for id_ in corpus.locations},
            "unsaid": {
                id_: sum(1 for event in events if not site.happened(event))
                for id_, events in counts.items()
            },
        },
    )


def _events(site: Site) -> Listing:
    corpus = site.corpus
    dates = {id_: event.date for id_, event in corpus.events_by_date}
    levels, by_year = _by_date(dates)
    return Listing(
        "events", "What at least one source reports or foretells, by date.", "by-date",
        # Of "or earlier" and the like, the year that a heading gives is only where it stands.
        list(dates), levels, "Listed under", by_year, {"mentions": site.mentions, "dated": True},
    )  # fmt: skip


def _questions(site: Site) -> Listing:
    corpus = site.corpus
    answers = corpus.claims_on_question
    taken = {id_: positions(corpus, id_, found) for id_, found in answers.items()}
    return Listing(
        "questions",
        "What the sources answer, and whether they differ.",
        "by-name",
        *_by_name({id_: question.title for id_, question in corpus.questions.items()}),
        "",
        _together,
        {
            "positions": {
                id_: len(taken.get(id_, {}).keys() - {NO_POSITION}) for id_ in corpus.questions
            },
            "sources": {
                id_: len({placed.source.id for placed in answers.get(id_, ())})
                for id_ in corpus.questions
            },
        },
    )


def _sources(site: Site) -> Listing:
    corpus = site.corpus
    levels, by_year = _by_date({i: s.article.published for i, s in corpus.sources.items()})
    return Listing(
        "sources", "What this site is built from, in the order of the dates of publication.",
        "by-date",
        list(corpus.sources), levels, "Year", by_year,
        {
            "claims": {id_: len(found) for id_, found in corpus.claims_of_source.items()},
            "ref": Ref,
            "dated": True,
        },
    )  # fmt: skip


def _together(ids: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    return [("", ids)] if ids else []


def _by_name(names: Mapping[str, str]) -> tuple[list[str], tuple[IndexLevel, ...]]:
    """Return records in order of their names, and how they are grouped by first letters."""
    return sorted(names, key=lambda id_: (filed(names[id_]), names[id_], id_)), (
        lambda id_: IndexGroup(*beginning(names[id_], 1)),
        lambda id_: IndexGroup(*beginning(names[id_], 2)),
    )


def _by_date(
    dates: Mapping[str, Date | None],
) -> tuple[tuple[IndexLevel, IndexLevel], Callable[[Sequence[str]], list[tuple[str, list[str]]]]]:
    """Return how records in order of date are grouped: into parts, and under headings."""

    def year(id_: str) -> IndexGroup:
        date = dates[id_]
        found = date.year if date else None
        if found is None:
            return IndexGroup("undated", "Undated")
        return IndexGroup(year_address(found), year_words(found))

    def month(id_: str) -> IndexGroup:
        date = dates[id_]
        day = date and (date.earliest or date.latest)
        if not day:
            return year(id_)
        return IndexGroup(
            f"{year_address(day.year)}-{day.month:02}",
            f"{MONTHS[day.month - 1]} {year_words(day.year)}",
        )

    def by_year(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        return [(group.words, found) for group, found in gathered(ids, year)]

    return (year, month), by_year
