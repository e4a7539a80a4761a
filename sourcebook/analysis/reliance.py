"""Finds whom a source cites for its claims: the original voices, and the actors who relay them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim


class Voice(NamedTuple):
    """An actor from whom claims of a source come, the actors who relay the claims, and the claims.

    ``root``: id of the actor from whom the claims come. If the claims come from several actors that
    count as one voice, ``root`` is the id under which ``origins.voices`` counts these actors.
    ``relays``: ids of the actors through whom the source has the claims, nearest to the source
    first. ``claims``: at least one claim.
    """

    root: str
    relays: tuple[str, ...]
    claims: Sequence[PlacedClaim]


class Reliance(NamedTuple):
    """The claims of a source, grouped by the voices that the source cites for them.

    ``own``: the claims for which the source cites nobody. ``voices``: the voices of all other
    claims, the voice with the most claims first.
    """

    own: Sequence[PlacedClaim]
    voices: Sequence[Voice]

    @property
    def total(self) -> int:
        """The number of all claims of the source."""
        return len(self.own) + sum(len(voice.claims) for voice in self.voices)


def reliance(corpus: Corpus, voices: Mapping[str, str], source: str) -> Reliance:
    """Return the claims of a source, grouped by the voices that the source cites.

    If a claim's field ``by`` names another speaker than the source's own, this speaker counts as
    cited. Relays that count as the same voice as the root are left out. ``voices``: the result
    of ``origins.voices(corpus)``. ``source``: the source's id.
    """
    speaker = corpus.speakers.get(source)
    own: list[PlacedClaim] = []
    found: dict[tuple[str, ...], list[PlacedClaim]] = {}
    roots: dict[tuple[str, ...], dict[str, None]] = {}
    for placed in corpus.claims_of_source.get(source, ()):
        chain = corpus.chain(placed)
        cited = chain[1:] if chain[0] == speaker else chain
        if not cited:
            own.append(placed)
            continue
        *relays, root = cited
        way = (*(id_ for id_ in relays if voices[id_] != voices[root]), voices[root])
        found.setdefault(way, []).append(placed)
        roots.setdefault(way, {})[root] = None
    ranked = sorted(found, key=lambda way: (-len(found[way]), way))
    return Reliance(
        own,
        [
            Voice(way[-1] if len(roots[way]) > 1 else next(iter(roots[way])), way[:-1], found[way])
            for way in ranked
        ],
    )
