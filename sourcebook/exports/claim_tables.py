"""The tables of claims, of links from claims to records, and of the names that sources use."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isinf
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ..analysis.stances import role_stance, stance
from ..corpus import Corpus, PlacedClaim
from ..messages import marked
from ..records.base import Link, RecordType
from ..records.figures import Figure
from ..records.folders import FOLDERS
from ..records.sources import Claim, Relation
from .cells import ID_COLUMNS, Cell, CellLink, Column, Table, line_of, table_of
from .field_columns import Get, columns_of

_TO_PARAGRAPH = CellLink(("source", "paragraph"), "paragraphs", ("source", "paragraph"))

_CLAIM = Column(
    "claim", "The claim's address: source-id#claim-id.", itemgetter(0), required=True,
    link="claims", link_to="address",
)  # fmt: skip
"""The first column of all tables with rows about claims, except the table ``claims`` itself."""


def tables(corpus: Corpus) -> Iterator[Table]:
    """Yield the tables of claims; each comes after the tables that its foreign keys refer to."""
    claims = corpus.claims
    yield _claims(claims)
    yield table_of(
        "claim_paragraphs",
        marked("Where each claim is made."),
        [_CLAIM, *_place(itemgetter(1), itemgetter(2))],
        [(p.address, p.source.id, str(place)) for p in claims for place in p.claim.locators],
        ("claim", "source", "paragraph"),
        [_TO_PARAGRAPH],
    )
    yield from _in_events(corpus)
    yield from _about(claims)
    yield from _listed(claims)
    yield from _names(corpus)


def claim_columns() -> list[Column]:
    """Return the columns of the table ``claims``; each takes a PlacedClaim."""
    return [
        Column("address", "What the claim is called everywhere: source-id#claim-id.",
               attrgetter("address"), required=True),
        Column("source", "The source that makes it.", attrgetter("source.id"), required=True,
               link="sources"),
        *columns_of(Claim, "claim", first=("id", "says", "kind")),
    ]  # fmt: skip


def _claims(claims: Iterable[PlacedClaim]) -> Table:
    says = marked("Each thing that a source says, by source, then in order of writing.")
    return table_of("claims", says, claim_columns(), claims, ("address",))


def _in_events(corpus: Corpus) -> Iterator[Table]:
    """Yield the tables of the events that claims are about, and of the actors' roles in them.

    A claim can assert, dispute or foretell an event or a role, so each table has a column for this.
    """
    pairs = [(placed, event) for placed in corpus.claims for event in placed.claim.event]
    yield table_of(
        "claim_events",
        marked("The events that each claim is about."),
        [
            _CLAIM, _id("event"),
            Column("stance", "What the claim does for the event: `asserts`, `disputes` or "
                   "`foretells` it.", itemgetter(2), required=True),
        ],
        [(placed.address, event, stance(corpus, placed, event)) for placed, event in pairs],
        ("claim", "event"),
    )  # fmt: skip
    yield table_of(
        "claim_roles",
        marked("Who does what in which event, according to each claim."),
        [
            _CLAIM, _id("event"), _id("actor", 2),
            Column("role", "What it does there.", line_of(itemgetter(3)), required=True),
            Column("stance", "What the claim does for the role: `asserts`, `disputes` or "
                   "`foretells` it; `objects` where the actor itself disputes it.",
                   itemgetter(4), required=True),
        ],
        [
            (placed.address, event, actor, role, role_stance(corpus, placed, event, actor, role))
            for placed, event in pairs
            for actor, role in placed.claim.roles_in(event).items()
        ],
        ("claim", "event", "actor"),
    )  # fmt: skip


def _about(claims: Iterable[PlacedClaim]) -> Iterator[Table]:
    """Yield the tables that link claims to other records or claims, with one row for each link."""
    yield _table("claim_actors",
                 marked("The actors to which each claim gives a role. Relations are in a table of "
                        "their own."),
                 claims,
                 lambda claim: ((id_, roles[0]) for id_, roles in claim.cast.items()),
                 [_id("actor"),
                  Column("role", "What it does, according to the claim; the first, where that "
                         "differs by event.", line_of(itemgetter(2)), required=True)],
                 ("actor",))  # fmt: skip
    yield _table("claim_locations", marked("The locations that each claim is about."), claims,
                 lambda claim: ((id_,) for id_ in claim.locations),
                 [_id("location")], ("location",))  # fmt: skip
    yield _table("answers", marked("How claims answer questions."), claims,
                 lambda claim: ((id_, position, words) for id_, answer in claim.answers.items()
                                for position, words in answer.items()),
                 [_id("question"),
                  Column("position", "The id of the position that it takes; a hyphen for none.",
                         lambda item: item[2] or "-", required=True),
                  Column("answer", "The claim's answer.", line_of(itemgetter(3)), required=True)],
                 ("question", "position"))  # fmt: skip
    yield _table("disputes", marked("Which claim a source sets against which."), claims,
                 lambda claim: ((address,) for address in claim.disputes),
                 [Column("disputed", "The address of the claim that it is set against.",
                         itemgetter(1), required=True, link="claims", link_to="address")],
                 ("disputed",))  # fmt: skip


class _Listed(NamedTuple):
    """An item of a list in a claim.

    ``claim``: the claim's address. ``position``: the item's number in the list, starting at 1.
    ``listed``: the item itself.
    """

    claim: str
    position: int
    listed: Any


def _listed(claims: Sequence[PlacedClaim]) -> Iterator[Table]:
    """Yield a table for each field of claims whose list is ordered or can have an item twice.

    In these tables, the rows of each claim are numbered.
    """
    yield _ordered("claim_origins", marked("Whom sources have claims from, nearest first."),
                   claims, "origin", [_id("actor", 2)])  # fmt: skip
    yield _ordered("figures",
                   marked("The numbers that claims give, each with the range it allows."),
                   claims, "figures", _FIGURE)  # fmt: skip
    yield _ordered("relations", marked("How actors stand to each other, according to claims."),
                   claims, "relation", columns_of(Relation, "listed"))  # fmt: skip
    yield _ordered("claim_links", marked("Pages on the web that bear on claims."),
                   claims, "links", columns_of(Link, "listed"))  # fmt: skip


def _table(
    name: str,
    says: str,
    claims: Iterable[PlacedClaim],
    listed: Callable[[Claim], Iterable[tuple[Any, ...]]],
    columns: Iterable[Column],
    key: tuple[str, ...],
) -> Table:
    """Return a table with a row for each item that ``listed`` returns for a claim.

    A column with the address of the claim is added before ``columns``, and the name of this column
    is added to ``key``.
    """
    items = [(placed.address, *item) for placed in claims for item in listed(placed.claim)]
    return table_of(name, says, [_CLAIM, *columns], items, ("claim", *key))


def _ordered(
    name: str, says: str, claims: Iterable[PlacedClaim], field: str, columns: Iterable[Column]
) -> Table:
    """Return a table with a row for each item of a list in claims.

    ``field``: the field of claims that has the list. The rows of each claim are numbered from 1.
    """
    items = [
        _Listed(placed.address, number, item)
        for placed in claims
        for number, item in enumerate(getattr(placed.claim, field), 1)
    ]
    return table_of(name, says, [_CLAIM, _POSITION, *columns], items, ("claim", "position"))


def _id(record_type: RecordType, place: int = 1) -> Column:
    """Return a column of record ids. ``place``: the id's index in an item, which is a tuple."""
    return Column(
        record_type, ID_COLUMNS[record_type], itemgetter(place), required=True,
        link=FOLDERS[record_type],
    )  # fmt: skip


def _place(source: Get, paragraph: Get) -> Sequence[Column]:
    return (
        Column("source", "The source.", source, required=True),
        Column("paragraph", "The number of the paragraph, the name of the part, or a passage such "
               "as p. 12.", paragraph, required=True),
    )  # fmt: skip


_POSITION = Column(
    "position", "Its place in the claim's list, from 1.", itemgetter(1), "integer", required=True
)

_FIGURE = (
    *columns_of(Figure, "listed", without=["value"]),
    Column("value", "How many, as given.", line_of(attrgetter("listed.value.text")),
           required=True),
    Column("low", "Least that it can mean; a value with > is more than this.",
           lambda item: _number(item.listed.value.low), "number", required=True),
    Column("high", "Most that it can mean; a value with < is less; empty if it has no end.",
           lambda item: _number(item.listed.value.high), "number"),
    Column("unit", "What it is measured in, such as %; empty for a plain count.",
           line_of(attrgetter("listed.value.unit"))),
    Column("approximate", "Whether the source rounds.", attrgetter("listed.value.approximate"),
           "boolean", required=True),
)  # fmt: skip


def _number(value: float) -> Cell:
    if isinf(value):
        return None
    return int(value) if abs(value) < 2**53 and value == int(value) else value


def _names(corpus: Corpus) -> Iterator[Table]:
    by_type: dict[RecordType, str] = {
        "actor": marked("The words that each source uses for each actor, and where."),
        "location": marked("The words that each source uses for each location, and where."),
    }
    for record_type, says in by_type.items():
        yield table_of(
            f"{record_type}_names",
            says,
            [
                _id(record_type, 0),
                Column("words", "The source's words.", line_of(itemgetter(1)), required=True),
                *_place(itemgetter(2), itemgetter(3)),
            ],
            (
                (id_, words, source.id, str(locator))
                for source in corpus.sources.values()
                for id_, used in getattr(source.summary.names, f"{record_type}s").items()
                for words, locators in used.items()
                for locator in locators
            ),
            (record_type, "words", "source", "paragraph"),
            [_TO_PARAGRAPH],
        )
