"""Suggestions: for a word that is none of a list, the one on the list that is most like it."""

from collections.abc import Iterable

from rapidfuzz import process

NEAR = 70
"""How alike two words must be, of 100, for one to be suggested for the other."""

_COMPARISONS = 500_000
"""How many words one list's suggestions may look at: about half a second."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that is most like the given one, if one is near enough."""
    found = process.extractOne(word, words, score_cutoff=NEAR)
    return found[0] if found else None


class Suggestions:
    """Suggests words of one list, for many mistakes.

    A suggestion looks at the whole list, so that ten thousand mistakes among ten thousand words
    would take hours. Each mistaken word is looked up once; after half a million comparisons
    no more suggestions are made.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)
        self._found: dict[str, str | None] = {}
        self._left = max(1, _COMPARISONS // max(1, len(self._words)))

    def nearest(self, word: str) -> str | None:
        """Return the word on the list that is most like the given one, if one is near enough."""
        if word not in self._found and self._left:
            self._left -= 1
            self._found[word] = nearest(word, self._words)
        return self._found.get(word)
