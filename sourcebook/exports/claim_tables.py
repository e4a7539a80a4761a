"""The tables of claims, of what they are about, and of the names that sources use."""

from collections.abc import Callable, Iterable, Iterator
from math import isinf

from ..corpus import Corpus, PlacedClaim
from ..records.figures import Figure
from ..records.sources import Claim, Relation
from .cells import DAYS, CellLink, Column, Row, Table, days, distinct, line, taken, to

_CLAIM = Column("claim", "The claim's address: source-id#claim-id.", required=True)
_TO_CLAIM = to("claim", "claims", "address")
_POSITION = Column("position", "Its place in the claim's list, from 1.", "integer", required=True)
_TO_PARAGRAPH = CellLink(("source", "paragraph"), "paragraphs", ("source", "paragraph"))
_PLACE = (
    Column("source", "The source.", required=True),
    Column("paragraph", "The number of the paragraph, or the name of the part.", required=True),
)

Listed = Callable[[Claim], Iterable[Row]]


def tables(corpus: Corpus) -> Iterator[Table]:
    """Yield them, what is linked to before what links to it."""
    claims = corpus.claims
    yield _claims(claims)
    yield Table(
        "claim_paragraphs", "Where each claim is made.", [_CLAIM, *_PLACE],
        ("claim", "source", "paragraph"), [_TO_CLAIM, _TO_PARAGRAPH],
        distinct((placed.address, placed.source.id, str(locator))
                 for placed in claims for locator in placed.claim.paragraph),
    )  # fmt: skip
    yield from _about(claims)
    yield from _listed(claims)
    yield from _names(corpus)


def _claims(claims: Iterable[PlacedClaim]) -> Table:
    columns = [
        Column("address", "What the claim is called everywhere: source-id#claim-id.",
               required=True),
        Column("source", "The source that makes it.", required=True),
        *taken(Claim, "id", "says", "kind", "date"), *DAYS,
        Column("dates", "Whether the date is that of the event, or of a step in it.",
               required=True),
        Column("by", "The actor who speaks within the source, if not its publisher."),
        Column("first_hand", "Whether the last voice was there.", "boolean", required=True),
        *taken(Claim, "quote", "note"),
    ]  # fmt: skip
    rows: list[Row] = []
    for placed in claims:
        c = placed.claim
        rows.append((
            placed.address, placed.source.id, c.id, line(c.says), c.kind, *days(c.date),
            c.dates, c.by, c.first_hand, line(c.quote), line(c.note),
        ))  # fmt: skip
    says = "Each thing that a source says, by source, then in order of writing."
    return Table(
        "claims", says, columns, ("address",), [to("source", "sources"), to("by", "actors")], rows
    )


def _about(claims: Iterable[PlacedClaim]) -> Iterator[Table]:
    """Yield what links claims to records, each at most once."""
    yield _table("claim_events", "The events that each claim is about.", claims,
                 lambda c: ((id_,) for id_ in c.event), [_id("event")],
                 ("event",), [to("event", "events")])  # fmt: skip
    yield _table("claim_actors", "The actors that each claim is about, each with its role.", claims,
                 lambda c: ((id_, line(roles[0])) for id_, roles in c.cast.items()),
                 [_id("actor"), Column("role", "What it does, according to the claim; the first, "
                                       "where that differs by event.", required=True)],
                 ("actor",), [to("actor", "actors")])  # fmt: skip
    yield _table("claim_roles", "Who does what in which event, according to each claim.", claims,
                 lambda c: ((event, actor, line(role)) for event in c.event
                            for actor, role in c.roles_in(event).items()),
                 [_id("event"), _id("actor"),
                  Column("role", "What it does there.", required=True)],
                 ("event", "actor"), [to("event", "events"), to("actor", "actors")])  # fmt: skip
    yield _table("claim_locations", "The locations that each claim is about.", claims,
                 lambda c: ((id_,) for id_ in c.locations), [_id("location")],
                 ("location",), [to("location", "locations")])  # fmt: skip
    yield _table("answers", "How claims answer questions.", claims,
                 lambda c: ((id_, position or "-", line(words)) for id_, answer in c.answers.items()
                            for position, words in answer.items()),
                 [_id("question"),
                  Column("position", "The id of the position that it takes; a hyphen for none.",
                         required=True),
                  Column("answer", "The claim's answer.", required=True)],
                 ("question", "position"), [to("question", "questions")])  # fmt: skip
    yield _table("disputes", "Which claim contradicts which.", claims,
                 lambda c: ((address,) for address in c.disputes),
                 [Column("disputed", "The address of the claim that it contradicts.",
                         required=True)],
                 ("disputed",), [to("disputed", "claims", "address")])  # fmt: skip


def _listed(claims: Iterable[PlacedClaim]) -> Iterator[Table]:
    """Yield what claims list in an order, or more than once."""
    yield _table("claim_origins", "Whom sources have claims from, nearest first.", claims,
                 lambda c: ((n, id_) for n, id_ in enumerate(c.origin, 1)),
                 [_POSITION, _id("actor")], ("position",), [to("actor", "actors")])  # fmt: skip
    yield _table("figures", "The numbers that claims give, each with the range it allows.", claims,
                 lambda c: ((n, *_figure(figure)) for n, figure in enumerate(c.figures, 1)),
                 [_POSITION, *taken(Figure, "counts"),
                  Column("value", "How many, as given.", required=True),
                  Column("low", "Least that it can mean.", "number", required=True),
                  Column("high", "Most that it can mean; empty if it has no end.", "number"),
                  Column("unit", "What it is measured in, such as %; empty for a plain count."),
                  Column("approximate", "Whether the source rounds.", "boolean", required=True)],
                 ("position",), [])  # fmt: skip
    yield _table("relations", "How actors stand to each other, according to claims.", claims,
                 lambda c: ((n, r.subject, line(r.type), r.object)
                            for n, r in enumerate(c.relation, 1)),
                 [_POSITION, *taken(Relation, "subject", "type", "object")],
                 ("position",), [to("subject", "actors"), to("object", "actors")])  # fmt: skip


def _table(
    name: str,
    says: str,
    claims: Iterable[PlacedClaim],
    listed: Listed,
    columns: Iterable[Column],
    key: tuple[str, ...],
    links: Iterable[CellLink],
) -> Table:
    """Return a table of what claims hold. All but ``listed`` is without the claim itself."""
    rows = distinct((placed.address, *row) for placed in claims for row in listed(placed.claim))
    return Table(name, says, [_CLAIM, *columns], ("claim", *key), [_TO_CLAIM, *links], rows)


def _id(kind: str) -> Column:
    return Column(kind, f"The {kind}'s id.", required=True)


def _figure(figure: Figure) -> Row:
    value = figure.value
    return (line(figure.counts), line(value.text), _number(value.low), _number(value.high),
            line(value.unit), value.approximate)  # fmt: skip


def _number(value: float) -> int | float | None:
    if isinf(value):
        return None
    return int(value) if abs(value) < 2**53 and value == int(value) else value


def _names(corpus: Corpus) -> Iterator[Table]:
    for kind in ("actor", "location"):
        yield Table(
            f"{kind}_names", f"The words that each source uses for each {kind}, and where.",
            [_id(kind), Column("words", "The source's words.", required=True), *_PLACE],
            (kind, "words", "source", "paragraph"), [to(kind, f"{kind}s"), _TO_PARAGRAPH],
            distinct(
                (id_, line(words), source.id, str(locator))
                for source in corpus.sources.values()
                for id_, used in getattr(source.summary.names, f"{kind}s").items()
                for words, locators in used.items()
                for locator in locators
            ),
        )  # fmt: skip
