"""What a source rests on: on whose word it makes its claims, and through whom it has that word."""

from collections.abc import Sequence
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim


class Voice(NamedTuple):
    """A voice on whose word a source makes claims.

    ``root``: id of the actor from whom the claims come. ``relays``: ids of the actors through whom
    the source has them, nearest to the source first. ``claims``: these claims; at least one.
    """

    root: str
    relays: tuple[str, ...]
    claims: Sequence[PlacedClaim]


class Reliance(NamedTuple):
    """The claims of a source, by the word that they rest on.

    ``own``: the claims for which the source cites nobody. ``voices``: the voices on whose word it
    makes the others, those with the most claims first.
    """

    own: Sequence[PlacedClaim]
    voices: Sequence[Voice]

    @property
    def total(self) -> int:
        """The number of all claims of the source."""
        return len(self.own) + sum(len(voice.claims) for voice in self.voices)


def reliance(corpus: Corpus, source: str) -> Reliance:
    """Return what the claims of a source rest on. ``source``: the source's id.

    Who is named as speaking within the source is a voice like those that it cites.
    """
    speaker = corpus.speakers.get(source)
    own: list[PlacedClaim] = []
    voices: dict[tuple[str, ...], list[PlacedClaim]] = {}
    for placed in corpus.claims_of_source.get(source, ()):
        chain = corpus.chain(placed)
        cited = chain[1:] if chain[0] == speaker else chain
        (voices.setdefault(cited, []) if cited else own).append(placed)
    ranked = sorted(voices.items(), key=lambda item: (-len(item[1]), item[0]))
    return Reliance(own, [Voice(chain[-1], chain[:-1], claims) for chain, claims in ranked])
