"""The lists that several types of records have on their pages, for dividing them.

The weights are estimates in bytes of HTML, from pages of the benchmarks' corpora.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ..analysis.disagreement import Disagreement
from ..corpus import Corpus, PlacedClaim, Ref
from ..records.sources import Locator, Words
from .lookup.alphabet import beginning, letter_range
from .lookup.division import IndexGroup, Level
from .lookup.index_levels import decade_of, month_of, others, year_of
from .lookup.long_lists import SHOWN, LongList
from .page_context import NUMBERS
from .parts.accounts import SIDE
from .site import Site

T = TypeVar("T")

FEW = 120
"""Number of entries below which a page is never divided: its lists aren't even weighed."""

CITED = 190
"""The weight of a citation: its number after a statement, and its line at the foot of the page."""

ABOVE = 2_500
"""Weight of what a divided page shows of the questions, which are above all other lists."""

IN_FACTS = 2_000
"""Weight of what a divided page shows of a list in the box of facts, where there is little room."""

NameRow = tuple[str, str, Sequence[Locator]]
"""The id of a source or of a record, words that are used for a record, and where."""


def is_small(*lists: Sequence[object] | Mapping[Any, object], heavy: int = 0) -> bool:
    """Tell whether lists have so few entries together that their page needn't be divided.

    ``heavy``: the number of further entries that are as large as four others, such as differences.
    """
    return sum(map(len, lists)) + 4 * heavy < FEW


def citations(claims: Sequence[object]) -> int:
    """Return the weight of the citations of some claims after one statement."""
    return CITED * min(len(claims), NUMBERS)


def length(text: str | None) -> int:
    """Return the size of a text in bytes."""
    return len(text.encode()) if text else 0


def claim_weight(placed: PlacedClaim) -> int:
    """Return the weight of a claim with its details and its citation."""
    claim = placed.claim
    return (
        200
        + 2 * length(claim.says)
        + length(claim.quote)
        + length(claim.note)
        + CITED * (len(claim.paragraph) + len(claim.disputes))
        + 90 * (len(claim.origin) + len(claim.event))
    )


def by_source(corpus: Corpus, source: Callable[[T], str]) -> tuple[Level[T], ...]:
    """Return levels by the date of an item's source, then by the source itself."""

    def published(item: T) -> IndexGroup:
        return month_of(corpus.sources[source(item)].article.published)

    def single(item: T) -> IndexGroup:
        id_ = source(item)
        # No other group's address has two hyphens in a row before an id.
        return IndexGroup(f"{published(item).address}--{id_}", corpus.source_label(id_))

    return (
        others,
        lambda item: decade_of(corpus.sources[source(item)].article.published),
        lambda item: year_of(corpus.sources[source(item)].article.published),
        published,
        single,
    )


def by_letter(label: Callable[[T], str]) -> tuple[Level[T], ...]:
    """Return levels by the range of an item's first letter, by this letter, by the first two."""
    return (
        others,
        lambda item: IndexGroup(*letter_range(label(item))),
        lambda item: IndexGroup(*beginning(label(item), 1)),
        lambda item: IndexGroup(*beginning(label(item), 2)),
    )


def rank_of_source(
    items: Sequence[T], source: Callable[[T], str]
) -> Callable[[T], tuple[int, int]]:
    """Return a rank for items: those of the source with most of them come first."""
    counted = Counter(source(item) for item in items)
    order = {id_: position for position, id_ in enumerate(counted)}
    return lambda item: (-counted[source(item)], order[source(item)])


def claims(
    corpus: Corpus,
    found: Sequence[PlacedClaim],
    weight: Callable[[PlacedClaim], int] = claim_weight,
    anchors: Callable[[PlacedClaim], Iterable[str]] = lambda _: (),
) -> LongList[PlacedClaim]:
    """Return a list of claims, by source."""
    return LongList(
        found,
        weight,
        by_source(corpus, _source_of),
        rank_of_source(found, _source_of),
        anchors,
        shown=2 * SHOWN,
    )


def _source_of(placed: PlacedClaim) -> str:
    return placed.source.id


def name_rows(named: Iterable[tuple[str, Words]]) -> list[NameRow]:
    """Return a row for each word that a source uses for a record."""
    return [(id_, word, list(where)) for id_, words in named for word, where in words.items()]


def names(corpus: Corpus, rows: Sequence[NameRow]) -> LongList[NameRow]:
    """Return the words that sources use for a record, by source."""
    return LongList(
        rows, _row_weight, by_source(corpus, _first), rank_of_source(rows, _first)
    )  # fmt: skip


def _row_weight(row: NameRow) -> int:
    return 130 + length(row[1]) + 60 * len(row[2])


def _first(item: tuple[str, object] | NameRow) -> str:
    return item[0]


def sources(corpus: Corpus, ids: Sequence[str]) -> LongList[str]:
    """Return sources by date; those with most claims come first in rank."""
    return LongList(
        ids,
        lambda id_: 130 + length(corpus.sources[id_].article.title),
        by_source(corpus, str),
        lambda id_: -len(corpus.claims_of_source.get(id_, ())),
    )


def mentions(
    corpus: Corpus, rows: Sequence[tuple[str, list[Locator]]]
) -> LongList[tuple[str, list[Locator]]]:
    """Return the paragraphs that name a record, by source."""
    return LongList(
        rows,
        lambda row: 100 + 50 * len(row[1]),
        by_source(corpus, _first),
        lambda row: -len(row[1]),
    )


def uncited(
    rows: Iterable[tuple[str, list[Locator]]], claims: Iterable[PlacedClaim]
) -> list[tuple[str, list[Locator]]]:
    """Return the paragraphs that name a record, without those that claims cite."""
    cited = {(placed.source.id, where) for placed in claims for where in placed.claim.paragraph}
    left = [(id_, [where for where in found if (id_, where) not in cited]) for id_, found in rows]
    return [(id_, found) for id_, found in left if found]


def events(
    site: Site,
    ids: Sequence[str],
    weight: Callable[[str], int] = lambda _: 220,
    shown: int = 2 * SHOWN,
) -> LongList[str]:
    """Return events, by date; those that most sources mention come first in rank."""
    corpus = site.corpus

    def month(id_: str) -> IndexGroup:
        return month_of(corpus.events[id_].date)

    def letter(id_: str) -> IndexGroup:
        address, words = beginning(corpus.events[id_].title, 1)
        group = month(id_)
        return IndexGroup(f"{group.address}--{address}", f"{group.words}, {words}")

    return LongList(
        ids,
        weight,
        (
            others,
            lambda id_: decade_of(corpus.events[id_].date),
            lambda id_: year_of(corpus.events[id_].date),
            month,
            letter,
        ),
        lambda id_: (-len(site.mentions.get(id_, ())), corpus.event_rank[id_]),
        shown=shown,
    )


def named(
    items: Sequence[T],
    label: Callable[[T], str],
    rank: Callable[[T], object],
    weight: Callable[[T], int] = lambda _: 120,
    anchors: Callable[[T], Iterable[str]] = lambda _: (),
    shown: int = SHOWN,
) -> LongList[T]:
    """Return items by name. ``label``: their names. ``anchors``: only drawings lead to these."""
    return LongList(
        items,
        weight,
        by_letter(label),
        lambda item: (rank(item), label(item)),
        anchors,
        stay=False,
        shown=shown,
    )


def records(corpus: Corpus, refs: Sequence[Ref]) -> LongList[Ref]:
    """Return records by name."""
    return named(refs, corpus.label, lambda _: 0)


def questions(corpus: Corpus, ids: Sequence[str]) -> LongList[str]:
    """Return questions by name; those with most answers come first in rank."""
    return named(
        ids,
        lambda id_: corpus.questions[id_].title,
        lambda id_: -len(corpus.claims_on_question.get(id_, ())),
        shown=ABOVE,
    )


def differences(corpus: Corpus, found: Sequence[Disagreement]) -> LongList[Disagreement]:
    """Return disagreements by the name of their subject; those of most sources come first."""
    return named(
        found,
        lambda one: corpus.label(one.subject),
        lambda one: (-len(one.sources), one.kind, one.counts, one.actor),
        _difference_weight,
    )


def _difference_weight(found: Disagreement) -> int:
    sides = sum(
        160 + length(side.value) + (CITED + 110) * min(len(side.claims), SIDE)
        for side in found.sides
    )
    return 250 + sides
