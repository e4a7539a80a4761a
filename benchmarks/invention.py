"""Made-up words, names, texts and dates: the same ones for the same seed."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_LEXICON = 3000  # words; an article of the real corpus uses some hundreds

_DATES = (
    *["../{day}"] * 6, *["{month}~"] * 5, *["{month}-XX"] * 2, "../{month}~", "{month}~/..",
    "{month}/{later}", "{year}~", "{year}", "{day}", "{day}~",
)  # fmt: skip
"""The forms of dates, about as often as the real corpus has them."""


class Inventor:
    """Invents texts. Every choice comes from one generator of random numbers."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self._lexicon = [self._word(self.random.randint(1, 4)) for _ in range(_LEXICON)]
        self._names: set[str] = set()

    def _word(self, syllables: int) -> str:
        return "".join(
            self.random.choice(_CONSONANTS) + self.random.choice(_VOWELS) for _ in range(syllables)
        )

    def about(self, mean: float) -> int:
        """Return a whole number from half to one and a half times the mean."""
        return int(mean * self.random.uniform(0.5, 1.5) + self.random.random())

    def chance(self, share: float) -> bool:
        """Return True as often as the share says, of 1."""
        return self.random.random() < share

    def pick(self, items: Sequence[T], end: int | None = None) -> T:
        """Return one of the first ``end`` items, the nth about 1/n as often as the first."""
        count = len(items) if end is None else end
        return items[int((count + 1) ** self.random.random()) - 1]

    def name(self, words: float) -> str:
        """Return a name that no other has, each word with a capital."""
        while True:
            count = max(2, self.about(words))
            name = " ".join(self._word(3).capitalize() for _ in range(count))
            if name not in self._names:
                self._names.add(name)
                return name

    def words(self, mean: float) -> str:
        """Return lower-case words, at least one."""
        return " ".join(self.random.choices(self._lexicon, k=max(1, self.about(mean))))

    def title(self, words: float) -> str:
        """Return a title that no other has."""
        return f"{self.name(2)} {self.words(words - 2)}"

    def sentence(self, words: float, named: Sequence[str] = ()) -> str:
        """Return a sentence without its full stop, with the names somewhere in it."""
        parts = self.words(words).split()
        for name in named:
            place = self.random.randint(1, len(parts))
            # A name takes the place of as many words as it has.
            parts[place : place + name.count(" ") + 1] = [name]
        parts[0] = parts[0].capitalize()
        return " ".join(parts)

    def date(self) -> str:
        """Return an EDTF date of the years 2001 to 2020."""
        year = self.random.randint(2001, 2020)
        month = f"{year}-{self.random.randint(1, 12):02}"
        day = f"{month}-{self.random.randint(1, 28):02}"
        form = self.random.choice(_DATES)
        return form.format(year=year, month=month, day=day, later=f"{year + 1}-06")
