"""Independent origins: on how many different words an event rests.

A claim's root is the last of its origin chain, or the source's publisher where
it cites nobody. Roots that are one voice count once: an actor that speaks for
another, or is part of it, counts as that other. Members of an alliance speak
for themselves: an alliance isn't a voice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..corpus import Corpus, PlacedClaim

Chain = tuple[str, ...]
"""Actors from the source's publisher to the root, as the source gives them."""


@dataclass(frozen=True)
class Support:
    """How well something is supported.

    ``sources``: ids, in order of publication. ``origins``: for each independent
    origin, by the actor it counts as, the chains that lead to it with their claims.
    """

    sources: Sequence[str]
    origins: dict[str, dict[Chain, list[PlacedClaim]]]


@dataclass(frozen=True)
class Origins:
    """The origins of a corpus's claims. ``voices``: as whom each actor counts."""

    voices: Mapping[str, str]

    @classmethod
    def of(cls, corpus: Corpus) -> "Origins":
        """Return the origins of a corpus."""
        voices: dict[str, str] = {}
        for id_ in corpus.actors:
            path = []
            above: str | None = id_
            while above is not None and above not in voices:
                path.append(above)
                above = _above(corpus, above)
            voice = voices[above] if above is not None else path[-1]
            voices.update(dict.fromkeys(path, voice))
        return cls(voices)

    def voice(self, actor: str) -> str:
        """Return the actor that another counts as when origins are counted."""
        return self.voices[actor]

    def chain(self, placed: PlacedClaim) -> Chain:
        """Return the claim's way from its publisher to its root."""
        return (placed.source.article.publisher, *placed.claim.origin)

    def root(self, placed: PlacedClaim) -> str:
        """Return the independent origin that a claim rests on."""
        return self.voice(self.chain(placed)[-1])

    def support(self, claims: Iterable[PlacedClaim]) -> Support:
        """Return the sources and the independent origins of some claims."""
        sources: dict[str, None] = {}
        origins: dict[str, dict[Chain, list[PlacedClaim]]] = {}
        for placed in claims:
            sources.setdefault(placed.source.id)
            chains = origins.setdefault(self.root(placed), {})
            chains.setdefault(self.chain(placed), []).append(placed)
        return Support(list(sources), origins)


def _above(corpus: Corpus, id_: str) -> str | None:
    """Return whom an actor counts as: whom it speaks for first, then what it is part of."""
    actor = corpus.actors[id_]
    if actor.speaks_for:
        return actor.speaks_for[0]
    return next((a for a in actor.part_of if corpus.actors[a].kind != "alliance"), None)
