"""The tables of actors, locations, events, questions and sources, and of what they list."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pydantic import BaseModel

from ..analysis import stances
from ..analysis.stances import Standing
from ..corpus import Corpus, Source
from ..records.entities import Actor, Event, Location, Question
from ..records.sources import PARTS, Article, Locator, Summary
from .cells import DAYS, CellLink, Column, Row, Table, days, distinct, line, taken, to

_ID = Column("id", "The record's id; part of its page's address.", required=True)
_BOTH = ("summary", "note")
_NAMED = (*_BOTH, "wikidata", "website")


def tables(corpus: Corpus) -> Iterator[Table]:
    """Yield them, what is linked to before what links to it."""
    yield from _actors(corpus.actors)
    yield from _locations(corpus.locations)
    yield from _events(corpus.events, stances.events(corpus))
    yield from _questions(corpus.questions)
    yield from _sources(corpus.sources)


def _flags(model: type[BaseModel], *names: str) -> list[Column]:
    return [column._replace(type="boolean", required=True) for column in taken(model, *names)]


def _actors(actors: Mapping[str, Actor]) -> Iterator[Table]:
    yield Table(
        "actors", "Who: states, forces, groups, organisations, persons, unnamed sources.",
        [_ID, *taken(Actor, "name", "kind"), *_flags(Actor, "unnamed", "plural"),
         *taken(Actor, "in_text", *_NAMED)], ("id",), [],
        [(id_, line(a.name), a.kind, a.unnamed, a.plural, line(a.in_text),
          line(a.summary), line(a.note), a.wikidata, line(a.website))
         for id_, a in actors.items()],
    )  # fmt: skip
    yield _pairs(
        "actor_part_of",
        "Which actor is a part of which, one step up. No table counts what a part does as done by "
        "what it is part of.",
        ("actor", "actors"),
        ("part_of", "actors"),
        {i: a.part_of for i, a in actors.items()},
    )
    yield _pairs(
        "actor_speaks_for",
        "Which actor gives the word of which.",
        ("actor", "actors"),
        ("speaks_for", "actors"),
        {i: a.speaks_for for i, a in actors.items()},
    )
    yield _aliases("actor", actors)


def _locations(locations: Mapping[str, Location]) -> Iterator[Table]:
    columns = [
        _ID, *taken(Location, "name", "kind", "within"),
        Column("latitude", "Degrees north, WGS 84.", "number"),
        Column("longitude", "Degrees east, WGS 84.", "number"),
        *taken(Location, "precision", "in_text", *_NAMED),
    ]  # fmt: skip
    yield Table(
        "locations", "Where: places, and how precisely each is known.",
        columns, ("id",), [to("within", "locations")],
        [(id_, line(p.name), p.kind, p.within, *(p.coordinates or (None, None)), p.precision,
          line(p.in_text), line(p.summary), line(p.note), p.wikidata, line(p.website))
         for id_, p in locations.items()],
    )  # fmt: skip
    yield _aliases("location", locations)


def _events(events: Mapping[str, Event], standings: Mapping[str, Standing]) -> Iterator[Table]:
    columns = [
        _ID, *taken(Event, "title", "kind", "date"), *DAYS,
        Column("standing", "Whether a claim on it, or on a part of it, says that it happened "
                           "(asserted), or what all of them do instead: foretold, disputed, or "
                           "foretold or disputed."),
        *taken(Event, "dated_by", "part_of", *_NAMED),
    ]  # fmt: skip
    yield Table(
        "events", "What at least one claim reports, foretells or disputes.",
        columns, ("id",), [to("part_of", "events")],
        [(id_, line(e.title), e.kind, *days(e.date), standings.get(id_), line(e.dated_by),
          e.part_of, line(e.summary), line(e.note), e.wikidata, line(e.website))
         for id_, e in events.items()],
    )  # fmt: skip
    yield _pairs(
        "event_locations",
        "Where each event is placed.",
        ("event", "events"),
        ("location", "locations"),
        {i: e.locations for i, e in events.items()},
    )
    yield _aliases("event", events)


def _questions(questions: Mapping[str, Question]) -> Iterator[Table]:
    yield Table(
        "questions", "What the sources answer.",
        [_ID, *taken(Question, "title", *_BOTH)], ("id",), [],
        [(id_, line(q.title), line(q.summary), line(q.note)) for id_, q in questions.items()],
    )  # fmt: skip
    yield Table(
        "positions", "The answers between which sources part, by question.",
        [Column("question", "The question's id.", required=True),
         Column("position", "The position's id.", required=True),
         Column("words", "The answer in words.", required=True)],
        ("question", "position"), [to("question", "questions")],
        [(id_, position, line(words)) for id_, q in questions.items()
         for position, words in q.positions.items()],
    )  # fmt: skip
    for kind in ("actor", "location", "event"):
        yield _pairs(
            f"question_{kind}s",
            f"The {kind}s that each question is about.",
            ("question", "questions"),
            (kind, f"{kind}s"),
            {id_: getattr(q.about, f"{kind}s") for id_, q in questions.items()},
        )


def _sources(sources: Mapping[str, Source]) -> Iterator[Table]:
    columns = [
        _ID, *taken(Article, "title", "publisher", "published"), *DAYS,
        *taken(Article, "dated_by", "language", "url", "copy_from", "copy_url"),
        *taken(Article, "text", "licence", "note"), *taken(Summary, "abstract"),
    ]  # fmt: skip
    rows: list[Row] = []
    for id_, source in sources.items():
        a = source.article
        rows.append((
            id_, line(a.title), a.publisher, *days(a.published), line(a.dated_by), a.language,
            line(a.url), line(a.copy_from), line(a.copy_url), a.text, line(a.licence), line(a.note),
            line(source.summary.abstract),
        ))  # fmt: skip
    yield Table("sources", "The articles, in order of publication.",
                columns, ("id",), [to("publisher", "actors")], rows)  # fmt: skip
    yield _pairs(
        "source_authors",
        "Who signed each source.",
        ("source", "sources"),
        ("actor", "actors"),
        {i: s.article.authors for i, s in sources.items()},
    )
    yield Table(
        "paragraphs",
        "Every part of every source that can be cited. Text of digests is this site’s, not the "
        "source’s.",
        [Column("source", "The source.", required=True),
         Column("paragraph", "Its number, from 1, or: title, standfirst, caption.", required=True),
         Column("text", "What it says: a digest, or its own words if the source’s text is full.",
                required=True),
         Column("unused", "Why no claim is drawn from it, where none is.")],
        ("source", "paragraph"), [to("source", "sources")],
        list(chain.from_iterable(map(_paragraphs, sources.values()))),
    )  # fmt: skip


def _paragraphs(source: Source) -> Iterator[Row]:
    article, unused = source.article, source.summary.unused
    texts: list[tuple[Locator, str]] = [
        (part, article.title if part == "title" else getattr(article, part))
        for part in PARTS if article.has(part)
    ]  # fmt: skip
    for place, text in chain(texts, enumerate(article.paragraphs, 1)):
        yield source.id, str(place), line(text), line(unused.get(place))


def _aliases(kind: str, records: Mapping[str, Actor | Location | Event]) -> Table:
    return Table(
        f"{kind}_aliases", f"Other names of {kind}s.",
        [Column(kind, f"The {kind}.", required=True),
         Column("alias", "A name that means it and nothing else.", required=True)],
        (kind, "alias"), [to(kind, f"{kind}s")],
        distinct((id_, line(alias)) for id_, r in records.items() for alias in r.aliases),
    )  # fmt: skip


def _pairs(
    name: str,
    says: str,
    of: tuple[str, str],
    listed: tuple[str, str],
    ids: Mapping[str, Iterable[str]],
) -> Table:
    """Return the table of what records list. ``of``, ``listed``: a column and its table each."""
    links: list[CellLink] = [to(*of), to(*listed)]
    columns = [
        Column(column, f"An id of {table}.", required=True) for column, table in (of, listed)
    ]
    rows = distinct((id_, other) for id_, others in ids.items() for other in others)
    return Table(name, says, columns, (of[0], listed[0]), links, rows)
