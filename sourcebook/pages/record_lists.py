"""Makes the lists that pages of several record types have, as ``LongList`` objects.

If a page is too long, its lists are divided among several pages. The weight of an entry is its
estimated size on the page, in bytes of HTML. The constants for the weights come from measurements
of pages in the benchmarks' corpora.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ..analysis.disagreement import Disagreement
from ..corpus import Corpus, PlacedClaim, Ref
from ..records.base import Described, Image
from ..records.locators import Locator
from ..records.sources import Words
from ..text import commas, range_dash
from .lookup.alphabet import beginning, letter_range
from .lookup.division import IndexGroup, Level
from .lookup.index_levels import decade_of, month_of, others, year_of
from .lookup.long_lists import SHOWN, LongList
from .page_context import NUMBERS
from .parts.accounts import SIDE
from .site import Site

T = TypeVar("T")

FEW = 120
"""A page with fewer entries than this is never divided, so its lists' sizes aren't computed."""

CITED = 190
"""Estimated size of a citation, in bytes of HTML: its number, and its note at the page's foot."""

ABOVE = 2_500
"""Maximum size of the questions on a divided record's first page, in estimated bytes of HTML.

The maximum is low because the questions come before all other lists.
"""

IN_FACTS = 2_000
"""Maximum size of a list in the fact box of a divided record, in estimated bytes of HTML.

The maximum is low because the fact box has little room.
"""

NameRow = tuple[str, str, Sequence[Locator]]
"""A row of a table: an id, a word that a source uses for a record, and the word's paragraphs.

On a record's page, the id is the source's id. On a source's page, it is the record's id.
"""


def is_small(*lists: Sequence[object] | Mapping[Any, object], heavy: int = 0) -> bool:
    """Return whether the lists of a page have fewer than ``FEW`` entries in all.

    Such a page needn't be divided. ``heavy``: the number of large entries, such as differences,
    that aren't in ``lists``. Each large entry counts as four entries.
    """
    return sum(map(len, lists)) + 4 * heavy < FEW


def pictured(record: Described) -> int:
    """Return the number of large entries that a record's pictures and recordings count as.

    The result is for the parameter ``heavy`` of ``is_small``. A recording with a long transcript
    counts as several entries.
    """
    return len(record.images) + recordings_weight(record) // 1_000


def citations(claims: Sequence[object]) -> int:
    """Return the estimated size, in bytes of HTML, of the citations that follow one statement.

    ``claims``: the cited claims.
    """
    return CITED * min(len(claims), NUMBERS)


def length(text: str | None) -> int:
    """Return the size of a text in bytes of UTF-8; 0 for None."""
    return len(text.encode()) if text else 0


def claim_weight(placed: PlacedClaim) -> int:
    """Return a claim's estimated size in bytes of HTML, including its details and citations."""
    claim = placed.claim
    return (
        200
        + 2 * length(claim.says)
        + length(claim.quote)
        + length(claim.note)
        + CITED * (len(claim.locators) + len(claim.disputes))
        + 90 * (len(claim.origin) + len(claim.event))
    )


def by_source(corpus: Corpus, source: Callable[[T], str]) -> tuple[Level[T], ...]:
    """Return ways to group items, from coarse to fine.

    The first way is a single group of all items. The next ways group by decade, year and month of
    publication of the items' sources. The last way groups by source. ``source``: takes an item and
    returns the id of the item's source.
    """

    def published(item: T) -> IndexGroup:
        return month_of(corpus.articles[source(item)].published)

    def single(item: T) -> IndexGroup:
        id_ = source(item)
        # The double hyphen keeps this address different from the addresses of all other groups.
        return IndexGroup(f"{published(item).address}--{id_}", corpus.source_label(id_))

    return (
        others,
        lambda item: decade_of(corpus.articles[source(item)].published),
        lambda item: year_of(corpus.articles[source(item)].published),
        published,
        single,
    )


def by_letter(label: Callable[[T], str]) -> tuple[Level[T], ...]:
    """Return ways to group items by label, from coarse to fine.

    The first way is a single group of all items. The next ways group by a range of first letters,
    by the first letter, and by the first two letters. ``label``: takes an item and returns its
    label.
    """
    return (
        others,
        lambda item: IndexGroup(*letter_range(label(item))),
        lambda item: IndexGroup(*beginning(label(item), 1)),
        lambda item: IndexGroup(*beginning(label(item), 2)),
    )


def rank_of_source(
    items: Sequence[T], source: Callable[[T], str]
) -> Callable[[T], tuple[int, int]]:
    """Return a function that takes an item and returns its rank. The lowest rank comes first.

    The more items a source has, the lower is the rank of its items. ``source``: takes an item and
    returns the id of its source.
    """
    counted = Counter(source(item) for item in items)
    order = {id_: position for position, id_ in enumerate(counted)}
    return lambda item: (-counted[source(item)], order[source(item)])


def claims(
    corpus: Corpus,
    found: Sequence[PlacedClaim],
    weight: Callable[[PlacedClaim], int] = claim_weight,
    anchors: Callable[[PlacedClaim], Iterable[str]] = lambda _: (),
) -> LongList[PlacedClaim]:
    """Return a list of claims. The list can be divided among pages by source.

    ``weight``: takes a claim and returns its weight. ``anchors``: takes a claim and returns the ids
    of its HTML elements.
    """
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
    """Return a row for each word in ``named``.

    ``named``: pairs of an id, and a mapping from each word to the paragraphs that use the word. The
    id is that of a source or of a record; see ``NameRow``.
    """
    return [(id_, word, list(where)) for id_, words in named for word, where in words.items()]


def names(corpus: Corpus, rows: Sequence[NameRow]) -> LongList[NameRow]:
    """Return a list of the words that sources use for a record.

    The list can be divided among pages by source.
    """
    return LongList(
        rows, _row_weight, by_source(corpus, _first), rank_of_source(rows, _first)
    )  # fmt: skip


def _row_weight(row: NameRow) -> int:
    return 250 + 2 * length(row[1]) + 60 * len(row[2])


def _first(item: tuple[str, object] | NameRow) -> str:
    return item[0]


def sources(corpus: Corpus, ids: Sequence[str]) -> LongList[str]:
    """Return a list of sources. The list can be divided among pages by date.

    The first page shows the sources with the most claims.
    """
    return LongList(
        ids,
        lambda id_: 130 + length(corpus.articles[id_].title),
        by_source(corpus, str),
        lambda id_: -len(corpus.claims_of_source.get(id_, ())),
    )


def mentions(
    corpus: Corpus, rows: Sequence[tuple[str, list[Locator]]]
) -> LongList[tuple[str, list[Locator]]]:
    """Return a list of the paragraphs that name a record.

    The list can be divided among pages by source. A row is the id of a source, and the paragraphs
    of this source. The first page shows the rows with the most paragraphs.
    """
    return LongList(
        rows,
        lambda row: 100 + 50 * len(row[1]),
        by_source(corpus, _first),
        lambda row: -len(row[1]),
    )


def uncited(
    rows: Iterable[tuple[str, list[Locator]]], claims: Iterable[PlacedClaim]
) -> list[tuple[str, list[Locator]]]:
    """Return the paragraphs that name a record, except the paragraphs that ``claims`` cite.

    ``rows``: pairs of the id of a source, and the paragraphs of this source that name the record.
    """
    cited = {(placed.source.id, where) for placed in claims for where in placed.claim.locators}
    left = [(id_, [where for where in found if (id_, where) not in cited]) for id_, found in rows]
    return [(id_, found) for id_, found in left if found]


def events(
    site: Site,
    ids: Sequence[str],
    weight: Callable[[str], int] = lambda _: 220,
    shown: int = 2 * SHOWN,
) -> LongList[str]:
    """Return a list of events. The list can be divided among pages by date.

    The first page shows the events that the most sources mention. ``shown``: maximum weight of
    these events, in estimated bytes of HTML.
    """
    corpus = site.corpus

    def month(id_: str) -> IndexGroup:
        return month_of(corpus.events[id_].date)

    def letter(id_: str) -> IndexGroup:
        address, words = beginning(corpus.events[id_].title, 1)
        group = month(id_)
        return IndexGroup(f"{group.address}--{address}", commas([group.words, words]))

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
    """Return a list of items. The list can be divided among pages by the items' names.

    ``label``: takes an item and returns its name. ``rank``: takes an item and returns its rank;
    items of the same rank are ranked by name. ``weight``: takes an item and returns its estimated
    size in bytes of HTML. ``anchors``: takes an item and returns the ids of its HTML elements.
    ``shown``: maximum weight of the items on the first page.

    The first page doesn't repeat the ids of items on the record's further pages, because only
    drawings link to these ids.
    """
    return LongList(
        items,
        weight,
        by_letter(label),
        lambda item: (rank(item), label(item)),
        anchors,
        stay=False,
        shown=shown,
    )


def images(record: Described) -> LongList[Image]:
    """Return a list of a record's pictures.

    The list can be divided among pages in groups of 50 or 10 pictures. The first page shows the
    first pictures.
    """
    places = {image.file: number for number, image in enumerate(record.images)}

    def block(size: int) -> Level[Image]:
        def level(image: Image) -> IndexGroup:
            first = places[image.file] // size * size + 1
            last = min(first + size - 1, len(places))
            return IndexGroup(f"{first}-{first + size - 1}", f"{first}{range_dash()}{last}")

        return level

    return LongList(
        record.images, _image_weight, [block(50), block(10)], lambda image: places[image.file]
    )


def _image_weight(image: Image) -> int:
    """Return a picture's estimated size in bytes of HTML, including its linked data."""
    texts = (image.alt, image.credit, image.caption or "")
    return 700 + 2 * sum(map(length, texts)) + CITED * sum(text.count("[@") for text in texts)


def recordings_weight(record: Described) -> int:
    """Return the estimated size, in bytes of HTML, of a record's video and audio.

    Video and audio are never divided among pages.
    """
    return sum(1_200 + 2 * length(one.transcript) for one in record.media)


def records(corpus: Corpus, refs: Sequence[Ref]) -> LongList[Ref]:
    """Return a list of records. The list can be divided among pages by name."""
    return named(refs, corpus.label, lambda _: 0)


def questions(corpus: Corpus, ids: Sequence[str]) -> LongList[str]:
    """Return a list of questions. The list can be divided among pages by title.

    The first page shows the questions with the most answers.
    """
    return named(
        ids,
        lambda id_: corpus.questions[id_].title,
        lambda id_: -len(corpus.claims_on_question.get(id_, ())),
        shown=ABOVE,
    )


def differences(corpus: Corpus, found: Sequence[Disagreement]) -> LongList[Disagreement]:
    """Return a list of disagreements.

    The list can be divided among pages by the names of the disagreements' subjects. The first page
    shows the disagreements between the most sources.
    """
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
