"""The results of checking quotes and names, and the keys by which results are looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from ..corpus import PlacedClaim, Source
from ..reading.yaml_text import KEY, Loc
from ..records.locators import Locator
from ..records.sources import Claim
from .wording import fingerprint, normalised

State = Literal["found", "elsewhere", "absent", "unchecked"]
STATES: tuple[State, ...] = get_args(State)


class Result(NamedTuple):
    """The result of looking for words in an original.

    ``state``: ``found`` if the words are in a cited paragraph; ``elsewhere`` if they are only in
    another part of the original; ``absent`` if they aren't in the original; ``unchecked`` if they
    haven't been checked in their present form. ``where``: the other part, if the state is
    ``elsewhere``. ``times``: how often a name that was found occurs in its paragraph; None if not
    counted.
    """

    state: State
    where: Locator | None = None
    times: int | None = None


UNCHECKED = Result("unchecked")


class Key(NamedTuple):
    """Identifies the words that a result is about.

    A key changes if the words or the cited paragraphs change. ``kind``: ``quote``, or ``actor`` or
    ``location`` for a name. ``id``: the id of the claim, actor or location. ``at``: the cited
    paragraphs, one of which should contain the words. If passages are cited instead, the words may
    be anywhere in the original. ``words``: the fingerprint of the words.
    """

    source: str
    kind: str
    id: str
    at: tuple[Locator, ...]
    words: str


@dataclass(frozen=True)
class Evidence:
    """The valid results of checking quotes and names; words without a result are unchecked."""

    results: Mapping[Key, Result] = field(default_factory=dict)

    def quote(self, placed: PlacedClaim) -> Result:
        """Return the result of checking a claim's quote; ``unchecked`` if there is no quote."""
        if not self.results or not placed.claim.quote:
            return UNCHECKED
        return self.result(quote_key(placed.source.id, placed.claim))

    def name(self, source: str, kind: str, id_: str, words: str, locator: Locator) -> Result:
        """Return the result of checking an actor's or location's name in a source's paragraph."""
        if not self.results:
            return UNCHECKED
        return self.result(name_key(source, kind, id_, words, locator))

    def times(
        self, source: str, kind: str, id_: str, words: str, locators: Iterable[Locator]
    ) -> int | None:
        """Return how often a name occurs in total in the paragraphs ``locators`` of a source.

        ``words``: the name. Returns None if the number is unknown for any of these paragraphs.
        """
        total = 0
        for locator in set(locators):
            times = self.name(source, kind, id_, words, locator).times
            if times is None:
                return None
            total += times
        return total

    def result(self, key: Key) -> Result:
        """Return the result that is stored under a key; ``unchecked`` if there is none."""
        return self.results.get(key, UNCHECKED)


NOTHING_CHECKED = Evidence()


class Wording(NamedTuple):
    """A quote or name.

    ``words``: the quote or name. ``text``: the words, normalised for comparison. ``loc``: the keys
    and indices that lead to the words within the source's summary.
    """

    key: Key
    words: str
    text: str
    loc: Loc


def plain(kind: str, words: str) -> str:
    """Return words normalised for comparison: names in lower case, quotes with their capitals."""
    same = normalised(words)
    return same if kind == "quote" else same.casefold()


def quote_key(source: str, claim: Claim) -> Key:
    """Return the key under which the result of checking a claim's quote is stored.

    The key has the paragraphs that the claim cites or, if there are none, the passages.
    """
    words = fingerprint(plain("quote", claim.quote or ""))
    return Key(source, "quote", claim.id, claim.paragraph or claim.at, words)


def name_key(source: str, kind: str, id_: str, words: str, locator: Locator) -> Key:
    """Return the key under which the result of checking a name in one paragraph is stored."""
    return Key(source, kind, id_, (locator,), fingerprint(plain(kind, words)))


def wordings(source: Source) -> Iterator[Wording]:
    """Yield each quote of a source once, and each name once per paragraph listed for the name."""
    for index, claim in enumerate(source.summary.claims):
        if claim.quote:
            key, text = quote_key(source.id, claim), plain("quote", claim.quote)
            yield Wording(key, claim.quote, text, ("claims", index, "quote"))
    names = source.summary.names
    for kind, named in (("actor", names.actors), ("location", names.locations)):
        for id_, used in named.items():
            for words, locators in used.items():
                text = plain(kind, words)
                for locator in locators:
                    key = Key(source.id, kind, id_, (locator,), fingerprint(text))
                    yield Wording(key, words, text, ("names", f"{kind}s", id_, words, KEY))
