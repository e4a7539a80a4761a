"""Finds the word in a list that is most similar to a misspelt word.

The functions import ``rapidfuzz`` themselves: only builds with a problem need it.
"""

from collections.abc import Iterable

NEAR = 70
"""Minimum similarity, from 0 to 100, that a word needs to be suggested."""

SHORT, LONG = 4, 8
"""Minimum lengths of a misspelt word: for suggestions that differ in one letter, and in two."""

_COMPARISONS = 500_000
"""Maximum number of comparisons with words of one list: these take about half a second."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the item of ``words`` most similar to ``word``; None if none is similar enough."""
    from rapidfuzz import process

    found = process.extractOne(word, [*words], score_cutoff=NEAR)
    return found[0] if found else None


def _alike(word: str, words: Iterable[str]) -> str | None:
    if len(word) < SHORT:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    letters = 1 if len(word) < LONG else 2
    found = process.extractOne(word, words, scorer=OSA.distance, score_cutoff=letters)
    return found[0] if found else None


def nearest_few(word: str, words: Iterable[str], limit: int) -> list[str]:
    """Return the items of ``words`` similar to ``word``, the most similar first."""
    from rapidfuzz import process, utils

    found = process.extract(
        word, list(words), processor=utils.default_process, score_cutoff=NEAR, limit=limit
    )
    return [item for item, _score, _index in found]


class Suggestions:
    """Suggests words from one list for any number of misspelt words.

    Each lookup searches the whole list, so it would take very long to look up ten thousand misspelt
    words in a list of ten thousand words. Therefore each misspelt word is looked up only once.
    After half a million comparisons, no more suggestions are made.
    """

    def __init__(self, words: Iterable[str], *, alike: bool = False) -> None:
        """Prepare to suggest words of the list ``words``.

        ``alike``: True to suggest only words that differ from the misspelt word in one or two
        letters; False to suggest any similar word, even a word that is part of the misspelt word.
        """
        self._words = sorted(words)
        self._nearest = _alike if alike else nearest
        self._found: dict[str, str | None] = {}
        self._left = max(1, _COMPARISONS // max(1, len(self._words)))

    def nearest(self, word: str) -> str | None:
        """Return the most similar word of the list; None if none is similar enough."""
        if word not in self._found and self._left:
            self._left -= 1
            self._found[word] = self._nearest(word, self._words)
        return self._found.get(word)
