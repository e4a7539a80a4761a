"""Merges the words of several search indexes, and divides the merged words into files."""

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
"""Approximate minimum and maximum size of an index file, in bytes before compression.

Once a file has the minimum size, a new file begins at about every second change of the prefix (see
``_PREFIX``). Once a file has the maximum size, a new file begins at the next word. A search loads
one index file for each word that the reader has typed.
"""
_PREFIX = 3
"""Number of characters in a prefix, by which words are grouped in files.

All words with the same prefix are in the same file, unless the file gets too large. So a reader who
has typed this many characters finds every word that begins with them.
"""


@dataclass(frozen=True)
class Source:
    """The words of one search index, and its pages' numbers in the merged search index.

    ``words``: the words, sorted. ``numbers[old]``: the new number of the page whose number was
    ``old``; None if this page is left out. ``fields[old]``: the new number of the metadata field
    whose number was ``old``. ``fields`` is None if no number of a field changes. ``is_merged``:
    whether an earlier call of ``merge_words`` has made the words.
    """

    words: Iterable[Word]
    numbers: Sequence[int | None]
    fields: Sequence[int] | None = None
    is_merged: bool = False

    @property
    def gone(self) -> frozenset[int] | None:
        """The old numbers of the pages that the merged search index leaves out.

        None if the packed words can't be copied unchanged. This is so if the number of a page or
        metadata field changes, or if Pagefind made the words, not ``merge_words``.
        """
        moved = any(new is not None and new != old for old, new in enumerate(self.numbers))
        if moved or self.fields or not self.is_merged:
            return None
        return frozenset(old for old, new in enumerate(self.numbers) if new is None)


class Chunk(NamedTuple):
    """A file of a search index, with the words from ``first`` to ``last``."""

    first: str
    last: str
    content: bytes


def merge_words(sources: Sequence[Source]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the sorted words of the merged search index, as (word in UTF-8, packed word).

    Raises ValueError or IndexError if the format is unknown.
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
    """Return a word's packed positions on a page, with the new numbers of the metadata fields.

    ``fields[old]``: the new number of the field whose number was ``old``. Among the positions,
    Pagefind stores a field's number ``n`` as ``-1 - n``.
    """
    text, metadata = cbor2.loads(b"\x82" + packed)
    metadata = [-1 - fields[-1 - value] if value < 0 else value for value in metadata]
    return cbor2.dumps([text, metadata])[1:]


def divide(words: Iterable[tuple[bytes, bytes]]) -> Iterator[Chunk]:
    """Divide words into index files, and yield each file. ``words``: pairs from ``merge_words``.

    Where a file ends depends only on the words near the end of the file. So if some words change,
    most files stay the same.
    """
    group: list[tuple[bytes, bytes]] = []
    size, before = 0, ""
    for text, packed in words:
        prefix = text.decode()[:_PREFIX]
        begins = size >= _SMALLEST and prefix != before and zlib.crc32(prefix.encode()) % 2
        if begins or size >= _LARGEST:
            yield _chunk(group)
            group, size = [], 0
        group.append((text, packed))
        size, before = size + len(packed), prefix
    if group:
        yield _chunk(group)


def _chunk(words: Sequence[tuple[bytes, bytes]]) -> Chunk:
    content = pack_chunk([packed for _, packed in words])
    return Chunk(words[0][0].decode(), words[-1][0].decode(), content)


def ranges(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first and the last word of each file, shortened as Pagefind does.

    ``words``: the first and the last word of each file. Shortening makes the range between these
    words larger. So even a word that is in no file often falls into the range of a file with
    similar words, which the search can show instead.
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
    """Return the sorted values of a filter in the merged search index, as (value, page numbers).

    ``sources``: a pair for each index. Its first item maps each value to the old numbers of the
    pages with this value. Its second item gives the new numbers, as in ``Source.numbers``.
    """
    merged: dict[str, list[int]] = defaultdict(list)
    for values, numbers in sources:
        for value, pages in values.items():
            merged[value] += (new for page in pages if (new := numbers[page]) is not None)
    return [(value, sorted(pages)) for value, pages in sorted(merged.items()) if pages]
