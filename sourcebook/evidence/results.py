"""What came of checking a source's quotes and names, and how pages ask for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from ..corpus import PlacedClaim, Source
from ..reading.yaml_text import KEY, Loc
from ..records.sources import Claim, Locator
from .wording import fingerprint, normalised

State = Literal["found", "elsewhere", "absent", "unchecked"]
STATES: tuple[State, ...] = get_args(State)


class Result(NamedTuple):
    """``found`` in a paragraph it is given for; ``elsewhere``: in another, ``where``; or neither.

    ``unchecked``: nobody has looked, or it has been changed since. ``times``: how
    often a name that is found stands in its paragraph, if that has been counted.
    """

    state: State
    where: Locator | None = None
    times: int | None = None


UNCHECKED = Result("unchecked")


class Key(NamedTuple):
    """What a result is about. It is another's once the words or the places are others.

    ``kind``: ``quote``, or ``actor`` or ``location``, whose name it is. ``id``: the
    claim's, the actor's or the location's. ``at``: where the words are said to
    stand, in one of these. ``words``: their fingerprint.
    """

    source: str
    kind: str
    id: str
    at: tuple[Locator, ...]
    words: str


@dataclass(frozen=True)
class Evidence:
    """The results that hold for the corpus as it is written; all else is unchecked."""

    results: Mapping[Key, Result] = field(default_factory=dict)

    def quote(self, placed: PlacedClaim) -> Result:
        """Return the result for a claim's quote; ``unchecked`` if it has none."""
        if not self.results or not placed.claim.quote:
            return UNCHECKED
        return self.result(quote_key(placed.source.id, placed.claim))

    def name(self, source: str, kind: str, id_: str, words: str, locator: Locator) -> Result:
        """Return the result for a source's words for an actor or location in one paragraph."""
        if not self.results:
            return UNCHECKED
        return self.result(name_key(source, kind, id_, words, locator))

    def times(
        self, source: str, kind: str, id_: str, words: str, locators: Iterable[Locator]
    ) -> int | None:
        """Return how often a source's words stand in all these places; None if not all is known."""
        total = 0
        for locator in set(locators):
            times = self.name(source, kind, id_, words, locator).times
            if times is None:
                return None
            total += times
        return total

    def result(self, key: Key) -> Result:
        """Return the result stored under a key."""
        return self.results.get(key, UNCHECKED)


NOTHING_CHECKED = Evidence()


class Wording(NamedTuple):
    """Words ascribed to a source. ``text``: as they are looked for; ``loc``: in the summary."""

    key: Key
    words: str
    text: str
    loc: Loc


def plain(kind: str, words: str) -> str:
    """Return words as they are compared: names without regard to case, quotes with it."""
    same = normalised(words)
    return same if kind == "quote" else same.casefold()


def quote_key(source: str, claim: Claim) -> Key:
    """Return the key of the result of checking a claim's quote."""
    words = fingerprint(plain("quote", claim.quote or ""))
    return Key(source, "quote", claim.id, claim.paragraph, words)


def name_key(source: str, kind: str, id_: str, words: str, locator: Locator) -> Key:
    """Return the key of the result of checking a name in one place."""
    return Key(source, kind, id_, (locator,), fingerprint(plain(kind, words)))


def wordings(source: Source) -> Iterator[Wording]:
    """Yield every quote of a source, with all its places, and every name in each of its places."""
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
