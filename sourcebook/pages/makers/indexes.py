"""The index of each record type: one page, or several pages for more than ``LIMIT`` records."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from ...analysis.mentions import Mention, sources_on
from ...citing.items import name_parts
from ...corpus import RecordType, Ref
from ...markdown import Md, attribute, sortable
from ...messages import gettext as _
from ...messages import ngettext
from ...records.dates import Date
from ...records.entities import Actor
from ...records.sources import Article
from ...records.types import RECORD_TYPES
from ...records.vocabularies import source_kind_name
from ...text import capitalised, commas
from ..lookup.alphabet import beginning
from ..lookup.division import LIMIT, IndexGroup, IndexLevel, divide, gathered
from ..lookup.gazetteer import Gazetteer
from ..lookup.index_levels import by_date, by_name, decade_of
from ..page_spec import PageSpec
from ..parts import sparklines
from ..parts.common import event_count_cell, role_count_cell
from ..site import Site
from .sources import NO_LENGTH, length_of


@dataclass(frozen=True)
class Listing:
    """The contents of one index: the records of a type, and how they are sorted and grouped."""

    record_type: RecordType
    lead: str
    parts_folder: str
    """Subfolder, in the folder of the records' pages, for the parts of a divided index."""
    ids: Sequence[str]
    """Ids of the records, in the order in which the index lists them under each heading."""
    levels: Sequence[IndexLevel]
    grouping: str
    """Label of the filter that selects the records under one heading of the index.

    It is "Year", for example, if the headings are years; empty if the index has no headings.
    """
    grouped: Callable[[Sequence[str]], Iterable[tuple[str, Sequence[str]]]]
    """Takes the ids on one page; returns (heading, ids) pairs. A heading may be an empty text."""
    cells: Mapping[str, Callable[[str], object]]
    """Maps names of template values to functions that take a record's id and return the value."""
    data: Mapping[str, Any]
    """Further values for the template, by name."""


PATHS = {
    **{f"{info.folder}/index.md": info.plural for info in RECORD_TYPES.values()},
    **{f"{info.folder}/by-*/*.md": "" for info in RECORD_TYPES.values()},
}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each index and, if the index is divided, the page of each part."""
    for folder, listing_of in _LISTINGS.items():
        if site.shows(f"{folder}/index.md"):
            yield from _pages(listing_of(site))


def _pages(listing: Listing) -> Iterator[PageSpec]:
    info = RECORD_TYPES[listing.record_type]
    folder, title = info.folder, _(info.plural)
    shown = {
        "title": title, "lead": listing.lead,
        "folder": folder, "index_title": title, "grouping": listing.grouping,
        "divided": [], "around": [], "groups": [], "plurals": "", **listing.data,
    }  # fmt: skip

    def listed(ids: Sequence[str]) -> dict[str, Any]:
        cells = {name: {id_: cell(id_) for id_ in ids} for name, cell in listing.cells.items()}
        return {**shown, "groups": list(listing.grouped(ids)), **cells}

    index = f"{folder}/index.md"
    if len(listing.ids) <= LIMIT:
        yield PageSpec(index, folder, listed(listing.ids), cacheable=True)
        return
    parts = divide(listing.ids, listing.levels)
    paths = [f"{folder}/{listing.parts_folder}/{part.address}.md" for part in parts]
    links = [(path, part.words) for path, part in zip(paths, parts, strict=True)]
    counts = [len(part.ids) for part in parts]
    divided = list(zip(links, counts, strict=True))
    yield PageSpec(index, folder, {**shown, "divided": divided}, cacheable=True)
    for part, (before, here, after) in zip(parts, _triples(links), strict=True):
        yield PageSpec(
            here[0],
            folder,
            {
                **listed(part.ids),
                "title": _("{index}: {part}").format(index=title, part=part.words),
                "lead": f"{listing.lead} {_share(len(part.ids), len(listing.ids))}",
                "around": [(_("Before:"), before), (_("After:"), after)],
            },
            cacheable=True,
        )


def _share(entries: int, total: int) -> str:
    """Return a sentence that says how many of an index's entries a part of the index has."""
    return ngettext("{count} entry of {total}.", "{count} entries of {total}.", entries).format(
        count=entries, total=total
    )


def _triples(
    links: Sequence[tuple[str, str]],
) -> Iterator[tuple[tuple[str, str] | None, tuple[str, str], tuple[str, str] | None]]:
    """Yield (previous link, link, next link) for each link. A missing link is None."""
    padded = [None, *links, None]
    for (before, here), (_here, after) in pairwise(pairwise(padded)):
        if here:
            yield before, here, after


def _actors(site: Site) -> Listing:
    corpus = site.corpus

    def by_kind(ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        kinds: dict[str, list[str]] = {}
        for id_ in ids:
            kinds.setdefault(corpus.actors[id_].kind, []).append(id_)
        plurals = corpus.kind_plurals["actor"]
        for kind in corpus.actor_kinds:
            if kind in kinds:
                yield capitalised(plurals.get(kind) or _(kind)), kinds[kind]

    def events(id_: str) -> str:
        found = corpus.events_of_actor.get(id_, ())
        return role_count_cell(len(found), sum(not site.took_part(event, id_) for event in found))

    names = {id_: indexed_name(actor) for id_, actor in corpus.actors.items()}
    return Listing(
        "actor",
        _(
            "People, groups and states that the sources write about or cite: the actors, as this "
            "site calls them."
        ),
        "by-name",
        *by_name(names),
        _("Kind"),
        by_kind,
        {
            "link": lambda id_: (Ref("actor", id_), names[id_]),
            "events": events,
            "sources": lambda id_: len(sources_on(corpus, id_)),
        },
        {"dated": False, "has_events": bool(corpus.events)},
    )


def indexed_name(actor: Actor) -> str:
    """Return the name under which an index lists an actor; for a person, the surname first.

    Names that already begin with the surname, and names without a known surname, are unchanged.
    """
    parts = name_parts(actor)
    if not parts or not parts[1] or actor.name.startswith(parts[0]):
        return actor.name
    return _("{surname}, {names}").format(surname=parts[0], names=parts[1])


def _locations(site: Site) -> Listing:
    corpus = site.corpus
    gazetteer = Gazetteer(corpus)
    countries = any(
        corpus.location_kinds[location.kind].is_country for location in corpus.locations.values()
    )
    undivided = len(corpus.locations) <= LIMIT
    names = {id_: location.name for id_, location in corpus.locations.items()}

    def by_country(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        return [
            (names[id_] if id_ else _("In no single country"), list(found))
            for id_, found in groupby(ids, gazetteer.country)
        ]

    def country(id_: str) -> IndexGroup:
        found = gazetteer.country(id_)
        # "no--country" can't be the id of a country, because ids never have two hyphens in a row.
        return (
            IndexGroup(found, names[found])
            if found
            else IndexGroup("no--country", _("In no single country"))
        )

    def letters(length: int) -> IndexLevel:
        def level(id_: str) -> IndexGroup:
            holder, first = country(id_), beginning(names[id_], length)
            return IndexGroup(f"{holder.address}--{first[0]}", commas([holder.words, first[1]]))

        return level

    def events(id_: str) -> str:
        found = corpus.events_inside.get(id_, ())
        return event_count_cell(len(found), sum(not site.happened(event) for event in found))

    # A divided index can't be a tree: a place may be on another page than the places inside it.
    ids, levels = by_name(names)
    if countries:
        ids, levels = gazetteer.as_list(), (country, letters(1), letters(2))
    return Listing(
        "location",
        _("Places, each with the larger place it lies in."),
        "by-place",
        gazetteer.as_tree() if undivided else ids,
        levels,
        _("Country") if countries and not undivided else "",
        by_country if countries and not undivided else _ungrouped,
        {
            "indent": lambda id_: Md("&emsp;" * gazetteer.depth(id_)),
            "holder": gazetteer.country
            if countries and undivided
            else lambda id_: corpus.locations[id_].within,
            "events": events,
        },
        {
            "tree": undivided,
            "column": _("Country") if countries and undivided else _("Lies in"),
            "dated": False,
            "has_events": bool(corpus.events),
            "plurals": _plurals(site, "location"),
        },
    )


def _events(site: Site) -> Listing:
    corpus = site.corpus
    dates = {id_: event.date for id_, event in corpus.events_by_date}
    levels, by_year = by_date(dates)
    overview = sparklines.overview(site)

    def distance(group: tuple[str, Sequence[str]]) -> int:
        """Return 0 for a year in the events' main period, 1 for other years, 2 for no year."""
        return apart(dates[group[1][0]])

    def apart(date: Date | None) -> int:
        if date is None or date.year is None:
            return 2
        first, last = (overview and overview.years) or (date.year, date.year)
        return int(not first <= date.year <= last)

    return Listing(
        "event",
        _("What at least one source reports or foretells, by date."),
        "by-date",
        list(dates),
        levels,
        # The label isn't "Year": an event dated "by 2015-01-05" is listed under 2015, but may have
        # happened earlier.
        _("Listed under"),
        lambda ids: sorted(by_year(ids), key=distance),
        {"mentioned_in": lambda id_: _mentioned_in(site.mentions.get(id_, ()))},
        {
            "dated": True,
            "has_years_apart": any(apart(date) == 1 for date in dates.values()),
            "has_places": bool(corpus.events_at),
            "plurals": _plurals(site, "event"),
        },
    )


def _mentioned_in(mentioned: Sequence[Mention]) -> Md:
    count = len(mentioned)
    if any(mention.asserts for mention in mentioned):
        words = ngettext("{count} source", "{count} sources", count)
    else:
        words = ngettext(
            "{count} source, which doesn’t say that it happened",
            "{count} sources, none of which says that it happened",
            count,
        )
    return sortable(words.format(count=count), count)


def _questions(site: Site) -> Listing:
    corpus = site.corpus
    answers = corpus.claims_on_question
    return Listing(
        "question",
        _("Questions that the sources answer, and whether their answers differ."),
        "by-name",
        *by_name({id_: question.title for id_, question in corpus.questions.items()}),
        "",
        _ungrouped,
        {
            "positions": site.positions_on,
            "sources": lambda id_: len({placed.source.id for placed in answers.get(id_, ())}),
        },
        {"dated": False},
    )


def _sources(site: Site) -> Listing:
    corpus = site.corpus
    articles = dict(corpus.articles.items())
    levels, by_year = by_date({id_: article.published for id_, article in articles.items()})
    years = {article.published.year for article in articles.values() if article.published}
    signed = {id_: _signed(article) for id_, article in articles.items()}

    def by_decade(ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        found = gathered(ids, lambda id_: decade_of(articles[id_].published))
        return [(group.words, listed) for group, listed in found]

    return Listing(
        "source",
        _("The sources that this site is built from, by date of publication."),
        "by-date",
        list(articles),
        levels,
        _("Year") if len(years) <= MANY_YEARS else _("Decade"),
        by_year if len(years) <= MANY_YEARS else by_decade,
        {
            "claims": lambda id_: len(corpus.claims_of_source.get(id_, ())),
            "ref": lambda id_: Ref("source", id_),
            "signed": lambda id_: signed[id_],
        },
        {
            "dated": True,
            "has_authors": any(signed.values()),
            "has_publishers": any(article.publisher for article in articles.values()),
            "has_kinds": len({article.kind for article in articles.values()}) > 1,
            "has_lengths": any(length_of(article) != NO_LENGTH for article in articles.values()),
            "plurals": _plurals(site, "source"),
            "unread": _unread() if "listed" in corpus.states.values() else "",
        },
    )


MANY_YEARS = 40
"""If the sources are from more years than this, the headings of their index are decades."""


def _plurals(site: Site, type_: RecordType) -> str:
    """Return the plurals of kinds as JSON, for a script; empty if no kind has a plural.

    The script filters an index. The JSON is ``{"Kind": {kind: plural}}``, in the words that readers
    see. "Kind" is the heading of a column of the index.
    """
    name = source_kind_name if type_ == "source" else _
    found = {name(kind): words for kind, words in site.corpus.kind_plurals[type_].items()}
    return json.dumps({_("Kind"): found}, ensure_ascii=False) if found else ""


def _unread() -> Md:
    """Return a symbol, as HTML, for a source that the researcher hasn't read yet."""
    words = attribute(_("not yet read"))
    return Md(f'<span role="img" aria-label="{words}" title="{words}">○</span>')


def _signed(article: Article) -> Sequence[str]:
    """Return the ids of a source's authors; empty if the publisher is the only author."""
    return () if article.authors == (article.publisher,) else article.authors


def _ungrouped(ids: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    return [("", ids)] if ids else []


_LISTINGS: Mapping[str, Callable[[Site], Listing]] = {
    "actors": _actors, "locations": _locations, "events": _events, "questions": _questions,
    "sources": _sources,
}  # fmt: skip
"""Maps the folder of each index to the function that returns the contents of the index."""
