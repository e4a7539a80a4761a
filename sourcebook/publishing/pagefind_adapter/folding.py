"""Folds words: reduces the spellings of a word to one form, so that a search finds all spellings.

Pagefind removes accents, and reduces words in the language of a page to their stems. It doesn't
reduce words in other scripts on that page, and treats a Chinese, Japanese or Thai sentence as a
single word. So this module folds the words of Pagefind's output before they are merged:

- Special Latin letters become plain letters: "ß" becomes "ss", and "ø" becomes "o".
- Arabic words lose their article. Letters that Arabic and Persian write differently get one form.
- Cyrillic words lose their endings.
- Texts without spaces are divided into pairs of letters: 停火协议 becomes 停火, 火协 and 协议.

The script ``theme/assets/folding.js`` folds queries in the same way; a test compares the two.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from operator import attrgetter

import cbor2

from .postings import Word, pack_places, read_places

LATIN = str.maketrans(
    {"ß": "ss", "œ": "oe", "æ": "ae", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, kana and Chinese characters."""
_PIECE = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_ARABIC_LETTERS = str.maketrans("ةىیک", "هييك", "\u0640")
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENDING = re.compile(
    r"^(.{3,}?)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иеи|иям|иях|ов|ев|еи|ои|ии|ыи|ая|яя|ое|ее"
    r"|ые|ие|ом|ем|ам|ям|ах|ях|ым|им|ую|юю|ия|ию|[аеиоуыэюяіь])$"
)
_text = attrgetter("text")
_STEMMED = {"ar": _ARABIC, "ru": _CYRILLIC}
"""Languages whose words Pagefind reduces to stems: language -> pattern of the language's script."""


def fold(word: str, language: str) -> tuple[str, ...]:
    """Return the folded forms of a word: usually one form.

    A word in a script without spaces, such as Chinese, has a form for each pair of neighbouring
    letters, and one for the last letter. If only parts of a word are in such a script, each part is
    folded by itself.

    ``word``: a word of an index, from which Pagefind has removed accents. ``language``: the
    language of the index's pages, as Pagefind writes it.
    """
    word = word.translate(LATIN)
    stemmed = _STEMMED.get(language.partition("-")[0])
    if not _HAS_UNSPACED.search(word):
        return (_fold_word(word, stemmed),)
    found: dict[str, None] = {}
    for piece in _PIECE.findall(word):
        if _HAS_UNSPACED.match(piece):
            # A query of a single letter finds the pairs that begin with the letter. No pair begins
            # with the last letter, so add the last letter as a word.
            found.update(dict.fromkeys(map("".join, pairwise(piece))))
            found[piece[-1]] = None
        else:
            found[_fold_word(piece, stemmed)] = None
    return tuple(found)


def _fold_word(word: str, stemmed: re.Pattern[str] | None) -> str:
    if _ARABIC.search(word) and stemmed is not _ARABIC:
        return _ARTICLE.sub("", word.translate(_ARABIC_LETTERS))
    if _CYRILLIC.search(word) and stemmed is not _CYRILLIC:
        return _ENDING.sub(r"\1", word)
    return word


def fold_words(words: Iterable[Word], language: str) -> dict[bytes, Word | None]:
    """Return the changes that folding makes to the words of an index.

    If a word must be removed, the result maps it to None. Each folded form is mapped to a ``Word``
    with the places of all words that have this form. Words that folding doesn't change are left
    out.
    """
    folded: dict[bytes, Word | None] = {}
    becoming: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        if word.text.isascii():
            continue
        text = word.text.decode()
        becomes = fold(text, language)
        if becomes != (text,):
            folded[word.text] = None
            # After folding, a word's spellings aren't distinguished. So give the places of all
            # spellings to the main spelling, whose text is empty.
            places = [(b"", packed) for _, packed in word.spellings]
            for one in becomes:
                becoming[one].append(word._replace(spellings=places))
    for one, those in becoming.items():
        folded[one.encode()] = _join(one.encode(), those)
    return folded


def replace_words(words: Iterable[Word], folded: Mapping[bytes, Word | None]) -> Iterator[Word]:
    """Yield the words of an index after folding, sorted.

    ``words``: the words before folding, sorted. ``folded``: the changes, as ``fold_words`` returns
    them.
    """
    new = sorted(filter(None, folded.values()), key=_text)
    kept = (word for word in words if word.text not in folded or folded[word.text])
    for text, group in groupby(heapq.merge(kept, new, key=_text), _text):
        same = list(group)
        yield same[0] if len(same) == 1 else _join(text, same)


def _join(text: bytes, words: Iterable[Word]) -> Word:
    """Return one word that has the places (positions on pages) of several words.

    The words may be on the same pages. ``text``: the text of the returned word.
    """
    found: dict[bytes, dict[int, list[bytes]]] = {b"": {}}
    for word in words:
        for spelling, packed in word.spellings:
            pages = found.setdefault(spelling, {})
            for page, positions in read_places(packed):
                pages.setdefault(page, []).append(positions)
    spellings = [
        (spelling, pack_places([(page, _union(those)) for page, those in sorted(pages.items())]))
        for spelling, pages in sorted(found.items())
    ]
    return Word(text, b"", spellings)


def _union(packed: Iterable[bytes]) -> bytes:
    """Merge the packed positions of several words on one page, as if they were one word.

    A word's positions are two lists of integers: one for the text, one for the metadata. A negative
    integer ``-1 - n`` begins a group of positions: in the text, those with the weight ``n``; in the
    metadata, those in the field ``n``. In a group, each position is given as its distance from the
    previous position.
    """
    first, *others = packed
    if not others:
        return first
    merged = []
    decoded = [cbor2.loads(b"\x82" + positions) for positions in (first, *others)]
    for part in range(2):
        groups: dict[int, set[int]] = defaultdict(set)
        for positions in decoded:
            group, at = 0, 0
            for value in positions[part]:
                if value < 0:
                    group, at = value, 0
                else:
                    at += value
                    groups[group].add(at)
        values: list[int] = []
        for group, found in sorted(groups.items(), reverse=True):
            ordered = sorted(found)
            values += [group, ordered[0], *(after - before for before, after in pairwise(ordered))]
        merged.append(values)
    return cbor2.dumps(merged)[1:]
