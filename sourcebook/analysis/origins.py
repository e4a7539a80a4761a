"""Independent origins: on how many different words an event rests.

Every claim has a chain of voices: who speaks in the source, then whom it has the claim from,
nearest first. The last is the root, those before it are relays. What supports an event are the
claims that assert it; its independent origins are their roots, but for voices that are relays
in a chain on the same event: they pass on another's word there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..corpus import Corpus, PlacedClaim
from .stances import stance

Chain = tuple[str, ...]
"""Actors from who speaks in the source to the root, as the source gives them."""

Chains = dict[Chain, list[PlacedClaim]]

OriginKind = Literal["first hand", "named", "unnamed", "nobody cited"]


@dataclass(frozen=True)
class Origin:
    """An independent origin.

    ``voice``: the actor it counts as. ``roots``: the actors on whose word it is, which all
    count as that one. ``kind``: how much is known of it; with ``nobody cited`` it is a source
    that names nobody for what it says. ``chains``: the ways that lead to it, with their claims.
    """

    voice: str
    roots: Sequence[str]
    kind: OriginKind
    chains: Chains

    @property
    def name(self) -> str:
        """The actor to call it by: its only root, or else the one that all of them count as."""
        return self.roots[0] if len(self.roots) == 1 else self.voice


@dataclass(frozen=True)
class Support:
    """How well an event is supported.

    ``sources``: ids of those that assert it, in order of publication. ``relayed``: chains that
    end in a voice that only passes on what others say of the event. ``disputing``,
    ``foretelling``: claims that don't support it.
    """

    sources: Sequence[str]
    origins: Sequence[Origin]
    relayed: Chains
    disputing: Sequence[PlacedClaim]
    foretelling: Sequence[PlacedClaim]

    @property
    def unnamed_alone(self) -> bool:
        """Tell whether all origins are voices that no source names."""
        return bool(self.origins) and all(origin.kind == "unnamed" for origin in self.origins)


def voices(corpus: Corpus) -> Mapping[str, str]:
    """Return as whom each actor counts: whom it speaks for, or what it is part of, and so on.

    Members of an alliance speak for themselves: an alliance isn't a voice.
    """
    found: dict[str, str] = {}
    for id_ in corpus.actors:
        path = []
        above: str | None = id_
        while above is not None and above not in found:
            path.append(above)
            above = _above(corpus, above)
        voice = found[above] if above is not None else path[-1]
        found.update(dict.fromkeys(path, voice))
    return found


def _above(corpus: Corpus, id_: str) -> str | None:
    """Return whom an actor counts as: whom it speaks for first, then what it is part of."""
    actor = corpus.actors[id_]
    if actor.speaks_for:
        return actor.speaks_for[0]
    return next((a for a in actor.part_of if corpus.actors[a].kind != "alliance"), None)


def support(corpus: Corpus, voices: Mapping[str, str], event: str) -> Support:
    """Return the sources and the independent origins of an event.

    ``voices``: as whom each actor counts. An event that a claim asserts has one origin at
    least, even where all its sources pass on each other's word.
    """
    asserting: Chains = {}
    against: list[PlacedClaim] = []
    foretelling: list[PlacedClaim] = []
    sources: dict[str, None] = {}
    for placed in corpus.claims_on_event.get(event, ()):
        taken = stance(corpus, placed, event)
        if taken == "asserts":
            sources.setdefault(placed.source.id)
            asserting.setdefault(corpus.chain(placed), []).append(placed)
        else:
            (foretelling if taken == "foretells" else against).append(placed)
    relays = {
        voices[relay]
        for chain in asserting
        for relay in chain[:-1]
        if voices[relay] != voices[chain[-1]]
    }
    counted: dict[str, Chains] = {}
    relayed: Chains = {}
    for chain, claims in asserting.items():
        voice = voices[chain[-1]]
        own = [p for p in claims if p.claim.first_hand] if voice in relays else claims
        if own:
            counted.setdefault(voice, {})[chain] = own
        if len(own) < len(claims):
            relayed[chain] = [p for p in claims if p not in own]
    if asserting and not counted:
        counted[voices[next(iter(asserting))[-1]]] = asserting
        relayed = {}
    origins = [_origin(corpus, voice, chains) for voice, chains in counted.items()]
    return Support(list(sources), origins, relayed, against, foretelling)


def _origin(corpus: Corpus, voice: str, chains: Chains) -> Origin:
    roots = list(dict.fromkeys(chain[-1] for chain in chains))
    kind: OriginKind = "named"
    if any(placed.claim.first_hand for claims in chains.values() for placed in claims):
        kind = "first hand"
    elif any(len(chain) == 1 for chain in chains):
        kind = "nobody cited"
    elif all(corpus.actors[root].unnamed for root in roots):
        kind = "unnamed"
    return Origin(voice, roots, kind, chains)
