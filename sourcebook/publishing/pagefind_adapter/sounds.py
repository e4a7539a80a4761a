"""Makes keys that stand for the sound of names. With these keys, a search finds misspelt names.

The key of a name is its first letter and the set of its other consonants, with one letter for all
consonants that sound alike. So Mohammed has the same key in every spelling and script, such as محمد
and Мухаммед. The keys are stored as words of the search index. So a search loads only those keys
that begin like the query's key.

The script ``theme/assets/nearest.js`` makes the same keys from a query. A test compares the keys
that both make.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import category, normalize

from .folding import LATIN
from .postings import Place, Word, pack_places

MARK = "ꞏ"
"""The first character of each key, which distinguishes keys from words: no word contains it."""

_GROUPS = "pbпбبپ tdтдتطدضثذ fvвфف kgqcxгкґقكکگغ hхحخه lлل mмم nнن rрر szjжзсцчшщсزسصشجچژظ"
_SOUNDS = {letter: group[0] for group in _GROUPS.split() for letter in group}
_NO_LETTERS = re.compile(r"[\W_]+")
_ARABIC_BEGINNING = re.compile("^و?(ال)?(?=..)")
"""Matches the Arabic for "and" and "the" at the beginning of a word."""
_DIGRAPHS = re.compile("[scz]h|dj|дж")
_MOST_WORDS = 4
"""Names with more words than this have no key: readers don't search for a whole sentence."""
_SHORTEST = 3
"""Minimum number of letters of a word that has a key of its own, beside the whole name's key.

A word's key with more letters than this also gets variants, each of which lacks one of its letters.
"""


def key_words(pages: Iterable[Sequence[str]], place: bytes) -> dict[bytes, Word]:
    """Return the keys for the sound of all names on the pages, as words of a search index.

    ``pages``: the names of each page, in the order of the pages' numbers. ``place``: a key's packed
    positions on a page, which are the same for all keys and pages.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for number, names in enumerate(pages):
        for key in sounds(names):
            found[key].append((number, place))
    return {
        text: Word(text, b"", [(b"", pack_places(places))])
        for text, places in ((key.encode(), places) for key, places in found.items())
    }


def sounds(names: Iterable[str]) -> list[str]:
    """Return the keys for the sound of names, sorted.

    Each name has a key for the whole name and a key for each word of the name. Further keys each
    lack one letter of a word's key. So a word is found even if one consonant is missing or wrong.
    """
    found = set[str]()
    for name in names:
        words = _plain(name).split()
        if len(words) <= _MOST_WORDS:
            found.add(_key("".join(words)))
            found.update(*map(_keys_of_word, words))
    return sorted(MARK + key for key in found if len(key) > 1)


def _plain(name: str) -> str:
    """Return a name without accents, capitals and punctuation."""
    name = name.lower()
    if not name.isascii():
        letters = normalize("NFKD", name.translate(LATIN))
        name = "".join(one for one in letters if not category(one).startswith("M")).lower()
    return _NO_LETTERS.sub(" ", name)


@lru_cache(maxsize=1 << 14)
def _keys_of_word(word: str) -> list[str]:
    if len(word) < _SHORTEST:
        return []
    key = _key(word)
    return [key, *_shortened(key)]


def _key(word: str) -> str:
    word = _DIGRAPHS.sub("s", _ARABIC_BEGINNING.sub("", word)).replace("kh", "h")
    first = _SOUNDS.get(word[:1], "a")  # "a" stands for any vowel
    return first + "".join(sorted({_SOUNDS.get(letter, "") for letter in word[1:]} - {"h"}))


def _shortened(key: str) -> Iterable[str]:
    if len(key) > _SHORTEST:
        for at in range(len(key)):
            yield key[:at] + key[at + 1 :]
