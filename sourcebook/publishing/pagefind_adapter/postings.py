"""Reads and writes Pagefind's ``pf_index`` files, which list the places where each word occurs.

The files are CBOR (RFC 8949). Decoding all numbers in the files would take hundreds of megabytes of
memory, and most of the time of a build after an edit. So this module splits the bytes only into
words and places. It doesn't decode a word's positions on a page.

The content of a file is an array of one item: the array of the file's words. Words, spellings and
places are arrays too:

- a word: its text, its places, its other spellings;
- another spelling: its text, its places;
- a place: the page number minus the page number of the previous place, the positions in the page's
  text, the positions in the page's metadata.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_ARRAY, _TEXT, _UNSIGNED = 4, 3, 0
"""The CBOR major types of arrays, texts and unsigned integers.

The major type is the upper three bits of an item's first byte.
"""

_HEAD = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)"
"""Matches the head of a CBOR array. The head contains the number of the array's items."""
_INTEGERS = rb"(?:[\x00-\x17\x20-\x37]++|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)*+"
_NUMBER = rb"[\x00-\x17]|\x18.|\x19..|\x1a...."
_POSITIONS = _HEAD + _INTEGERS + _HEAD + _INTEGERS
_PLACE = re.compile(rb"\x83(%s)(%s)" % (_NUMBER, _POSITIONS), re.DOTALL)
_STEP = re.compile(rb"\x83(%s)%s" % (_NUMBER, _POSITIONS), re.DOTALL)
_PLACES = re.compile(rb"(?:\x83(?:%s)%s)*+" % (_NUMBER, _POSITIONS), re.DOTALL)

Place = tuple[int, bytes]
"""A page number, and the packed positions of a word on that page."""


class Word(NamedTuple):
    """A word of a search index.

    ``text``: the word in UTF-8. ``packed``: the word, its places and other spellings as CBOR.
    ``spellings``: pairs of (spelling, packed places). The first spelling is empty and stands for
    ``text`` itself.
    """

    text: bytes
    packed: bytes
    spellings: list[tuple[bytes, bytes]]


def read_words(chunk: bytes) -> Iterator[Word]:
    """Yield a ``pf_index`` file's words. Raises ValueError or IndexError for an unknown format.

    ``chunk``: the file's uncompressed content, without Pagefind's signature.
    """
    outer, at = _read_head(chunk, 0, _ARRAY)
    count, at = _read_head(chunk, at, _ARRAY)
    for _ in range(count):
        start = at
        parts, at = _read_head(chunk, at, _ARRAY)
        text, at = _read_text(chunk, at)
        places, at = _read_places(chunk, at)
        spellings = [(b"", places)]
        others, at = _read_head(chunk, at, _ARRAY)
        for _ in range(others):
            pair, at = _read_head(chunk, at, _ARRAY)
            spelling, at = _read_text(chunk, at)
            places, at = _read_places(chunk, at)
            spellings.append((spelling, places))
            if pair != 2:
                raise ValueError(pair)
        if parts != 3:
            raise ValueError(parts)
        yield Word(text, chunk[start:at], spellings)
    if (outer, at) != (1, len(chunk)):
        raise ValueError(at)


def read_places(packed: bytes) -> list[Place]:
    """Return the places of a word or spelling. ``packed``: the places as CBOR.

    Each place is returned as (page number, packed positions).
    """
    page = 0
    return [
        (page := page + _NUMBERS[step], positions) for step, positions in _PLACE.findall(packed)
    ]


def read_page_numbers(packed: bytes) -> Iterator[int]:
    """Yield the numbers of the pages on which a word or spelling occurs.

    ``packed``: the places of the word or spelling as CBOR.
    """
    return accumulate(map(_NUMBERS.__getitem__, _STEP.findall(packed)))


class _Numbers(dict[bytes, int]):
    """Maps the bytes of an unsigned CBOR integer to its value. Computed values are cached."""

    def __missing__(self, item: bytes) -> int:
        self[item] = number = int.from_bytes(item[1:] or item, "big")
        return number


_NUMBERS = _Numbers()


def pack_word(text: bytes, spellings: Sequence[tuple[bytes, Sequence[Place]]]) -> bytes:
    """Return a word as CBOR. ``text``: the word in UTF-8.

    ``spellings``: pairs as in ``Word``, but with places that aren't packed, sorted by page number.
    """
    (_, places), *others = spellings
    parts = [_head(_ARRAY, 3), _head(_TEXT, len(text)), text, *_place_parts(places)]
    parts.append(_head(_ARRAY, len(others)))
    for spelling, found in others:
        parts += [_head(_ARRAY, 2), _head(_TEXT, len(spelling)), spelling, *_place_parts(found)]
    return b"".join(parts)


def pack_chunk(words: Sequence[bytes]) -> bytes:
    """Return the uncompressed content of a ``pf_index`` file. ``words``: its packed words."""
    return b"".join([_head(_ARRAY, 1), _head(_ARRAY, len(words)), *words])


def pack_places(places: Sequence[Place]) -> bytes:
    """Return places as CBOR, without the array's head. ``places``: sorted by page number."""
    return b"".join(_place_parts(places)[1:])


def _place_parts(places: Sequence[Place]) -> list[bytes]:
    parts, previous = [_head(_ARRAY, len(places))], 0
    for page, positions in places:
        parts += (_step(page - previous), positions)
        previous = page
    return parts


@lru_cache(maxsize=1024)
def _step(pages: int) -> bytes:
    return _head(_ARRAY, 3) + _head(_UNSIGNED, pages)


def _head(major: int, value: int) -> bytes:
    """Return the head of a CBOR item in the shortest form: its major type and a number.

    For a text or an array, ``value`` is the length.
    """
    first = major << 5
    if value < 24:
        return bytes([first | value])
    for size in range(3):
        if value < 256 ** (1 << size):
            return bytes([first | 24 + size]) + value.to_bytes(1 << size, "big")
    raise OverflowError(value)


def _read_head(data: bytes, at: int, major: int) -> tuple[int, int]:
    """Return the number in the head of a CBOR item, and the index of the byte after the head.

    ``at``: the index of the head's first byte. Raises ValueError if the major type isn't ``major``.
    """
    value = data[at] & 31
    if data[at] >> 5 != major or value > 26:
        raise ValueError(data[at])
    if value < 24:
        return value, at + 1
    end = at + 1 + (1 << value - 24)
    return int.from_bytes(data[at + 1 : end], "big"), end


def _read_text(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = _read_head(data, at, _TEXT)
    return data[at : at + length], at + length


def _read_places(data: bytes, at: int) -> tuple[bytes, int]:
    _, at = _read_head(data, at, _ARRAY)
    found = _PLACES.match(data, at)
    end = found.end() if found else at
    return data[at:end], end
