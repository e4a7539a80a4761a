"""What names sound like, in whatever script: by this the search finds names that are misspelt.

A key of a name consists of its consonants, with one letter for all that sound alike. So every
spelling of Hezbollah has the key "hlps", and so have حزب الله and Хезболла. The keys are words of
the search index (see ``search_index``), so a search loads only those near the key it looks for.

The script ``theme/assets/nearest.js`` makes the same keys of what a reader types. A test compares
the two.
"""

import re
from collections.abc import Iterable
from unicodedata import category, normalize

from .pagefind_adapter.folding import LATIN

MARK = "ꞏ"
"""The first letter of each key. It sets the keys apart: no language has words with this letter."""

_GROUPS = "pbпбبپ tdтдتطدضثذ fvвфف kgqcxгкґقكکگغ hхحخه lлل mмم nнن rрر szjжзсцчшщсزسصشجچژظ"
_SOUNDS = {letter: group[0] for group in _GROUPS.split() for letter in group}
_MOST_WORDS = 4
"""Longer names are left out: nobody misspells a whole sentence."""
_SHORTEST = 3
"""Shorter words are left out, and keys of fewer letters aren't shortened any further."""


def sounds(names: Iterable[str]) -> list[str]:
    """Return the keys of names, sorted.

    A name has a key, each of its words has one, and so has each of these words without any one of
    its consonants. So a word is found even if one consonant is missing, or wrong.
    """
    found = set()
    for name in names:
        words = _plain(name).split()
        if len(words) <= _MOST_WORDS:
            found.add(_key("".join(words)))
            for key in {_key(word) for word in words if len(word) >= _SHORTEST}:
                found |= {key, *_shortened(key)}
    return sorted(MARK + key for key in found if len(key) > 1)


def _plain(name: str) -> str:
    """Return a name without accents, capitals and punctuation."""
    letters = normalize("NFKD", name.lower().translate(LATIN))
    plain = "".join(letter for letter in letters if not category(letter).startswith("M"))
    return re.sub(r"[\W_]+", " ", plain.lower())


def _key(word: str) -> str:
    word = re.sub("^و?(ال)?(?=..)", "", word)  # "and", and the article
    word = re.sub("[scz]h|dj|дж", "s", word).replace("kh", "h")
    first = _SOUNDS.get(word[:1], "a")  # any vowel
    return first + "".join(sorted({_SOUNDS.get(letter, "") for letter in word[1:]} - {"h"}))


def _shortened(key: str) -> Iterable[str]:
    if len(key) > _SHORTEST:
        for at in range(len(key)):
            yield key[:at] + key[at + 1 :]
