"""The tables of actors, locations, events, questions and sources, and of lists in these records."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ..analysis import stances
from ..corpus import Corpus, Ref, Source
from ..messages import marked
from ..records.base import RecordType
from ..records.entities import Entity, Question
from ..records.folders import FOLDERS
from ..records.locators import PARTS, Locator, Passage
from ..records.sources import Article, Summary
from ..records.types import ENTITY_TYPES, RECORD_TYPES
from .cells import ID_COLUMNS, Column, Row, Table, line, line_of, table_of
from .field_columns import ListedField, columns_of, lists_of

WITHOUT = frozenset(["was", "original", "standfirst", "caption", "paragraphs", "state", "tags"])
"""Fields of records for which the tables have no column.

These are a record's former ids, the layout of the researcher's copy, and the parts of an article,
which are rows of the table ``paragraphs``. Tags are in a table that all record types share.
"""

_SAYS = {
    "actors": marked("Who: states, forces, groups, organisations, persons, unnamed sources."),
    "locations": marked("Where: places, and how precisely each is known."),
    "events": marked("What at least one claim reports, foretells or disputes."),
    "questions": marked("What the sources answer."),
    "sources": marked("The articles, in order of publication."),
    "actor_part_of": marked(
        "Which actor is a part of which, one step up. No table counts what a part "
        "does as done by what it is part of."
    ),
    "actor_speaks_for": marked("Which actor gives the word of which."),
    "event_locations": marked("Where each event is placed."),
    "question_actors": marked("The actors that each question is about."),
    "question_locations": marked("The locations that each question is about."),
    "question_events": marked("The events that each question is about."),
    "source_authors": marked("Who signed each source."),
    "actor_aliases": marked("Other names of actors."),
    "location_aliases": marked("Other names of locations."),
    "event_aliases": marked("Other names of events."),
}
"""Maps the name of a table to the table's description.

Any other table has the description of its record type or of its list field.
"""

_TEXTS = {"aliases": Column("alias", "A name that means it and nothing else.", itemgetter(1))}
"""Maps a list field to the column for the list's items, if this isn't named after the field."""

_ID = Column("id", "The record's id; part of its page's address.", attrgetter("id"), required=True)


_SharedRow = tuple[Ref, *tuple[str | None, ...]]


class _Entity(NamedTuple):
    id: str
    record: Entity


def tables(corpus: Corpus) -> Iterator[Table]:
    """Yield the tables of records; each comes after the tables that its foreign keys refer to."""
    for type_, info in ENTITY_TYPES.items():
        items = [_Entity(id_, record) for id_, record in corpus.records(type_).items()]
        columns = columns_of(info.model, "record", without=WITHOUT)
        if type_ == "event":
            columns.insert(_place(columns, "latest") + 1, _standing(corpus))
        yield _main(type_, columns, items)
        if type_ == "question":
            yield _positions(corpus.questions)
        yield from _lists(type_, lists_of(info.model, "record", WITHOUT), items)
    yield from _sources(corpus.sources, corpus.passages)
    yield from _shared(corpus)


def _sources(
    sources: Mapping[str, Source], passages: Mapping[str, Sequence[Passage]]
) -> Iterator[Table]:
    items = list(sources.values())
    columns = [
        *columns_of(Article, "article", without=WITHOUT),
        *columns_of(Summary, "summary"),
        Column("state", "How much of it has been read: listed, partly read, read.",
               attrgetter("state"), required=True),
    ]  # fmt: skip
    yield _main("source", columns, items)
    yield from _lists("source", lists_of(Article, "article", WITHOUT), items)
    yield table_of(
        "paragraphs",
        marked(
            "Every part of every source that can be cited. Text of digests is this site’s, not the "
            "source’s."
        ),
        [
            Column("source", "The source.", itemgetter(0), required=True, link="sources"),
            Column(
                "paragraph",
                "Its number, from 1, or: title, standfirst, caption, or a passage such as p. 12.",
                itemgetter(1),
                required=True,
            ),
            Column(
                "kind",
                "What it is: paragraph, title, standfirst, caption, page, section, time and so on.",
                itemgetter(4),
                required=True,
            ),
            Column(
                "text",
                "What it says: a digest, or its own words if the source’s text is full. Without a "
                "text, its claims say what it says.",
                itemgetter(2),
            ),
            Column("unused", "Why no claim is drawn from it, where none is.", itemgetter(3)),
        ],
        chain.from_iterable(
            _paragraphs(source, passages.get(id_, ())) for id_, source in sources.items()
        ),
        ("source", "paragraph"),
    )


def _main(type_: RecordType, columns: Sequence[Column], items: Sequence[Any]) -> Table:
    """Return the table that has a row for each record of a type."""
    info = RECORD_TYPES[type_]
    says = _SAYS.get(info.folder, info.model.__doc__ or "")
    return table_of(info.folder, says, [_ID, *columns], items)


def _lists(
    type_: RecordType, fields: Sequence[ListedField], items: Sequence[Any]
) -> Iterator[Table]:
    """Yield a table for each list field of a record type."""
    for field in fields:
        name = f"{type_}_{field.name}"
        if field.refers_to:
            folder = FOLDERS[field.refers_to]
            column = field.refers_to if field.refers_to != type_ else field.name
            listed = Column(
                column, ID_COLUMNS[field.refers_to], itemgetter(1), required=True, link=folder
            )
        else:
            listed = _TEXTS.get(field.name, Column(field.name, field.says, itemgetter(1)))
            listed = listed._replace(value=line_of(itemgetter(1)), required=True)
        own = Column(type_, ID_COLUMNS[type_], itemgetter(0), required=True, link=FOLDERS[type_])
        pairs = [(item.id, one) for item in items for one in field.get(item)]
        says = _SAYS.get(name, field.says)
        yield table_of(name, says, [own, listed], pairs, (own.name, listed.name))


def _shared(corpus: Corpus) -> Iterator[Table]:
    """Yield the tables that all record types share, such as that of tags, except empty tables."""
    described = list(corpus.described)
    rows: Mapping[str, tuple[str, tuple[Column, ...], list[_SharedRow]]] = {
        "record_data": (
            marked("Further facts on records of all types, by what they are."),
            (
                Column("key", "What sort of fact it is.", line_of(itemgetter(1)), required=True),
                Column("value", "The fact, with its citations.", line_of(itemgetter(2)),
                       required=True),
            ),
            [(ref, *pair) for ref, one in described for pair in one.data.items()],
        ),
        "record_ids": (
            marked("The ids that records of all types have elsewhere."),
            (
                Column("scheme", "Whose id it is.", line_of(itemgetter(1)), required=True),
                Column("identifier", "The id there.", line_of(itemgetter(2)), required=True),
            ),
            [(ref, *pair) for ref, one in described for pair in one.identifiers.items()],
        ),
        "record_links": (
            marked("Other sites that have something on a record."),
            (
                Column("title", "What it leads to.", line_of(itemgetter(1)), required=True),
                Column("url", "Its address.", line_of(itemgetter(2)), required=True),
            ),
            [(ref, link.title, link.url) for ref, one in described for link in one.links],
        ),
        "record_images": (
            marked("The pictures of records of all types."),
            (
                Column("file", "The picture’s name.", line_of(itemgetter(1)), required=True),
                Column("path", "Where it is on the site, from its first page.", itemgetter(2),
                       required=True),
                Column("alt", "What it shows.", line_of(itemgetter(3)), required=True),
                Column("credit", "Who made it, and where it comes from.", line_of(itemgetter(4)),
                       required=True),
                Column("licence", "The terms under which it is published.",
                       line_of(itemgetter(5)), required=True),
                Column("caption", "What is said below it, with its citations.",
                       line_of(itemgetter(6))),
            ),
            [
                (ref, image.file, corpus.pictures[image.file].large.path, image.alt, image.credit,
                 image.licence, image.caption)
                for ref, one in described for image in one.images
            ],
        ),
        "record_media": (
            marked("The video and audio of records of all types."),
            (
                Column("file", "The recording’s name.", line_of(itemgetter(1)), required=True),
                Column("path", "Where it is on the site, from its first page.", itemgetter(2),
                       required=True),
                Column("title", "What it is.", line_of(itemgetter(3)), required=True),
                Column("captions", "Where its captions are on the site.", itemgetter(4)),
                Column("transcript", "What is said in it.", line_of(itemgetter(5))),
                Column("language", "The language that is spoken, if it isn’t that of the source.",
                       itemgetter(6)),
                Column("credit", "Who made it, and where it comes from.", line_of(itemgetter(7)),
                       required=True),
                Column("licence", "The terms under which it is published.",
                       line_of(itemgetter(8)), required=True),
            ),
            [
                (ref, one.file, corpus.media[one.file].made, one.title,
                 corpus.media[one.captions].made if one.captions else None, one.transcript,
                 one.language, one.credit, one.licence)
                for ref, record in described for one in record.media
            ],
        ),
        "record_tags": (
            marked("The tags of records of all types."),
            (Column("tag", "The tag.", line_of(itemgetter(1)), required=True),),
            [(ref, tag) for ref, one in described for tag in one.tags],
        ),
    }  # fmt: skip
    for name, (says, columns, pairs) in rows.items():
        if pairs:
            own = (
                Column("type", "The record's type.", lambda row: row[0].type, required=True),
                Column("id", "The record's id.", lambda row: row[0].id, required=True),
            )
            listed = [*own, *columns]
            yield table_of(
                name,
                says,
                listed,
                pairs,
                tuple(column.name for column in listed if column.required),
            )


def _standing(corpus: Corpus) -> Column:
    standings = stances.events(corpus)
    return Column(
        "standing",
        "Whether a claim on it, or on a part of it, says that it happened (asserted), or what all "
        "of them do instead: foretold, disputed, or foretold or disputed.",
        lambda item: standings.get(item.id),
    )


def _place(columns: Sequence[Column], name: str) -> int:
    return next(at for at, column in enumerate(columns) if column.name == name)


def _positions(questions: Mapping[str, Question]) -> Table:
    return table_of(
        "positions",
        marked("The different answers to each question."),
        [
            Column("question", "The question's id.", itemgetter(0), required=True,
                   link="questions"),
            Column("position", "The position's id.", itemgetter(1), required=True),
            Column("words", "The answer in words.", line_of(itemgetter(2)), required=True),
        ],
        [
            (id_, position, words)
            for id_, question in questions.items()
            for position, words in question.positions.items()
        ],
        ("question", "position"),
    )  # fmt: skip


def _paragraphs(source: Source, passages: Sequence[Passage]) -> Iterator[Row]:
    article, unused = source.article, source.summary.unused
    texts: list[tuple[Locator, str]] = [
        (part, article.title if part == "title" else getattr(article, part))
        for part in PARTS if article.has(part)
    ]  # fmt: skip
    for place, text in chain(texts, enumerate(article.paragraphs, 1)):
        kind = "paragraph" if isinstance(place, int) else str(place)
        yield source.id, str(place), line(text), line(unused.get(place)), kind
    for passage in passages:
        yield source.id, str(passage), None, line(unused.get(passage)), passage.kind
