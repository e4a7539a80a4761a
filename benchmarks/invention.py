"""Generates random words, names, texts and dates. The same seed always gives the same results."""

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_LEXICON = 3000
"""Number of words that texts are made of, some of them equal.

One real article has a few hundred different words.
"""

_DATES = (
    *["../{day}"] * 6, *["{month}~"] * 5, *["{month}-XX"] * 2, "../{month}~", "{month}~/..",
    "{month}/{later}", "{year}~", "{year}", "{day}", "{day}~",
)  # fmt: skip
"""Forms of dates, each repeated about as often as it occurs in the real corpus."""


class Inventor:
    """Generates random texts. One random number generator makes every choice."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - not used for security
        self._lexicon = [self._word(self.random.randint(1, 4)) for _ in range(_LEXICON)]
        self._names: set[str] = set()

    def _word(self, syllables: int) -> str:
        return "".join(
            self.random.choice(_CONSONANTS) + self.random.choice(_VOWELS) for _ in range(syllables)
        )

    def about(self, mean: float) -> int:
        """Return a random whole number around ``mean``.

        A random number between 0.5 and 1.5 times ``mean`` is rounded up or down at random.
        """
        return int(mean * self.random.uniform(0.5, 1.5) + self.random.random())

    def chance(self, share: float) -> bool:
        """Return True with the probability ``share``."""
        return self.random.random() < share

    def pick(self, items: Sequence[T], end: int | None = None) -> T:
        """Return a random item among the first ``end`` items; None means all items.

        The nth item is returned about 1/n times as often as the first.
        """
        count = len(items) if end is None else end
        return items[int((count + 1) ** self.random.random()) - 1]

    def name(self, words: float) -> str:
        """Return a new name in capitalised words. ``words``: the mean number of words."""
        while True:
            count = max(2, self.about(words))
            name = " ".join(self._word(3).capitalize() for _ in range(count))
            if name not in self._names:
                self._names.add(name)
                return name

    def words(self, mean: float) -> str:
        """Return lower-case words, at least one. ``mean``: their mean number."""
        return " ".join(self.random.choices(self._lexicon, k=max(1, self.about(mean))))

    def title(self, words: float) -> str:
        """Return a new title. ``words``: the mean number of words."""
        return f"{self.name(2)} {self.words(words - 2)}"

    def sentence(self, words: float, named: Sequence[str] = ()) -> str:
        """Return a sentence without a full stop, with each of ``named`` at a random place.

        ``words``: the mean number of words.
        """
        parts = self.words(words).split()
        for name in named:
            place = self.random.randint(1, len(parts))
            # Replace as many words as the name has, so that the sentence keeps its length.
            parts[place : place + name.count(" ") + 1] = [name]
        parts[0] = parts[0].capitalize()
        return " ".join(parts)

    def date(self) -> str:
        """Return a random EDTF date between 2001 and 2020. Intervals may end in 2021."""
        year = self.random.randint(2001, 2020)
        month = f"{year}-{self.random.randint(1, 12):02}"
        day = f"{month}-{self.random.randint(1, 28):02}"
        form = self.random.choice(_DATES)
        return form.format(year=year, month=month, day=day, later=f"{year + 1}-06")

    def publication(self) -> str:
        """Return a random EDTF date after all that sources tell of, between 2021 and 2041."""
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) + 20), self.date())
