"""Merges the words of several indexes into one, and divides them into the files of an index."""

import heapq
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import cbor2

from .postings import Place, Word, pack_chunk, pack_word, read_page_numbers, read_places

_SMALLEST, _LARGEST = 6_000, 16_000
"""Sizes of a file in bytes, before compression: it ends at the first suitable word after the one,
or else at the other. A search loads one for each of its words."""
_PREFIX = 3
"""Number of characters: words that share them are in one file, unless that gets too large. So
whoever has typed that many is shown every word that begins with them."""


@dataclass(frozen=True)
class Source:
    """The words of one index, and what becomes of its pages.

    ``words``: in order. ``numbers``: the new number of each page; None if it is left out.
    ``fields``: the new number of each metadata field, if they change. ``is_merged``: whether
    ``merge_words`` has made the words.
    """

    words: Iterable[Word]
    numbers: Sequence[int | None]
    fields: Sequence[int] | None = None
    is_merged: bool = False

    @property
    def gone(self) -> frozenset[int] | None:
        """The pages that are left out; None if other pages get another number."""
        moved = any(new is not None and new != old for old, new in enumerate(self.numbers))
        if moved or self.fields or not self.is_merged:
            return None
        return frozenset(old for old, new in enumerate(self.numbers) if new is None)


class Chunk(NamedTuple):
    """A file of an index: the range of words to load it for, and its content."""

    first: str
    last: str
    content: bytes


def merge_words(sources: Sequence[Source]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each word, in order, and its bytes in the merged index.

    Raises ValueError or IndexError for an unknown format.
    """
    gone = [source.gone for source in sources]
    streams = [_numbered(n, source.words) for n, source in enumerate(sources)]
    for text, group in groupby(heapq.merge(*streams), key=itemgetter(0)):
        found = [(n, word) for _, n, word in group]
        if len(found) == 1:
            ((n, word),) = found
            left_out = gone[n]
            if left_out is not None and not _is_on(left_out, word):
                yield text, word.packed
                continue
        places: dict[bytes, list[Place]] = defaultdict(list, {b"": []})
        for n, word in found:
            for spelling, packed in word.spellings:
                places[spelling] += _moved(sources[n], packed)
        spellings = [(key, sorted(those)) for key, those in sorted(places.items())]
        spellings = [(key, those) for key, those in spellings if those or not key]
        if any(those for _, those in spellings):
            yield text, pack_word(text, spellings)


def _numbered(source: int, words: Iterable[Word]) -> Iterator[tuple[bytes, int, Word]]:
    for word in words:
        yield word.text, source, word


def _is_on(pages: frozenset[int], word: Word) -> bool:
    return any(not pages.isdisjoint(read_page_numbers(packed)) for _, packed in word.spellings)


def _moved(source: Source, packed: bytes) -> Iterator[Place]:
    for page, positions in read_places(packed):
        number = source.numbers[page]
        if number is not None:
            yield number, _renumber_fields(positions, source.fields) if source.fields else positions


def _renumber_fields(packed: bytes, fields: Sequence[int]) -> bytes:
    """Replace the numbers of metadata fields, which are stored as -1 - number, in positions."""
    text, metadata = cbor2.loads(b"\x82" + packed)
    metadata = [-1 - fields[-1 - value] if value < 0 else value for value in metadata]
    return cbor2.dumps([text, metadata])[1:]


def divide(words: Iterable[tuple[bytes, bytes]]) -> list[Chunk]:
    """Return the files of an index. ``words``: as from ``merge_words``.

    Where a file ends depends on the words around alone, so that a change leaves most files as
    they are.
    """
    groups: list[list[tuple[bytes, bytes]]] = [[]]
    size, before = 0, ""
    for text, packed in words:
        prefix = text.decode()[:_PREFIX]
        begins = size >= _SMALLEST and prefix != before and zlib.crc32(prefix.encode()) % 2
        if begins or size >= _LARGEST:
            groups.append([])
            size = 0
        groups[-1].append((text, packed))
        size, before = size + len(packed), prefix
    ranges = _ranges([(group[0][0].decode(), group[-1][0].decode()) for group in groups if group])
    return [
        Chunk(first, last, pack_chunk([packed for _, packed in group]))
        for (first, last), group in zip(ranges, groups, strict=True)
    ]


def _ranges(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the ranges of files by their first and last words, shortened as Pagefind does it.

    A word that is in no file then still falls into a range, and the file shows what is like it.
    """
    firsts, lasts = [first for first, _ in words], [last for _, last in words]
    for n in range(len(words) - 1):
        one, other = lasts[n], firsts[n + 1]
        same = next(k for k in range(len(other)) if one[k : k + 1] != other[k])
        if one[: same + 1] >= firsts[n]:
            lasts[n] = one[: same + 1]
        firsts[n + 1] = other[: same + 1]
    return list(zip(firsts, lasts, strict=True))


def renumber_filter(
    sources: Iterable[tuple[Mapping[str, Sequence[int]], Sequence[int | None]]],
) -> list[tuple[str, list[int]]]:
    """Return the values of a filter in the merged index, each with its pages.

    ``sources``: for each index, the filter's values there with their pages, and the new number of
    each page.
    """
    merged: dict[str, list[int]] = defaultdict(list)
    for values, numbers in sources:
        for value, pages in values.items():
            merged[value] += (new for page in pages if (new := numbers[page]) is not None)
    return [(value, sorted(pages)) for value, pages in sorted(merged.items()) if pages]
