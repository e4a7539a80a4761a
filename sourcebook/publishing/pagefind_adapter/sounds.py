"""What names sound like, in whatever script: by this the search finds names that are misspelt.

A key of a name consists of its consonants, with one letter for all that sound alike. So every
spelling of Mohammed has the key "mmt", and so have محمد and Мухаммед. The keys are words of the
index, where the names are, so a search loads only those near the key it looks for.

The script ``theme/assets/nearest.js`` makes the same keys of what a reader types. A test compares
the two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import category, normalize

from .folding import LATIN
from .postings import Place, Word, pack_places

MARK = "ꞏ"
"""The first letter of each key. It sets the keys apart: no language has words with this letter."""

_GROUPS = "pbпбبپ tdтдتطدضثذ fvвфف kgqcxгкґقكکگغ hхحخه lлل mмم nнن rрر szjжзсцчшщсزسصشجچژظ"
_SOUNDS = {letter: group[0] for group in _GROUPS.split() for letter in group}
_NO_LETTERS = re.compile(r"[\W_]+")
_ARABIC_BEGINNING = re.compile("^و?(ال)?(?=..)")
"""Matches "and" and the article."""
_DIGRAPHS = re.compile("[scz]h|dj|дж")
_MOST_WORDS = 4
"""Longer names are left out: nobody misspells a whole sentence."""
_SHORTEST = 3
"""Shorter words are left out, and keys of fewer letters aren't shortened any further."""


def key_words(pages: Iterable[Sequence[str]], place: bytes) -> dict[bytes, Word]:
    """Return the keys of the names of pages as words of an index.

    ``pages``: the names of each page, in the order of the pages' numbers. ``place``: the packed
    positions that a key has on each page.
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
    """Return the keys of names, sorted.

    A name has a key, each of its words has one, and so has each of these words without any one of
    its consonants. So a word is found even if one consonant is missing, or wrong.
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
    first = _SOUNDS.get(word[:1], "a")  # any vowel
    return first + "".join(sorted({_SOUNDS.get(letter, "") for letter in word[1:]} - {"h"}))


def _shortened(key: str) -> Iterable[str]:
    if len(key) > _SHORTEST:
        for at in range(len(key)):
            yield key[:at] + key[at + 1 :]
