"""Independent origins: the different voices from which the claims about an event come.

Every claim has a chain of voices (actors): the voice that speaks in the source, then the voice that
the first voice cites, and so on. The last voice of the chain is the root; the voices before the
root are relays. The independent origins of an event are the roots of all claims that assert the
event. A root that is a relay in another chain on the same event may merely repeat what another
voice said, so only its first-hand claims count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..corpus import Corpus, PlacedClaim
from .stances import stance

Chain = tuple[str, ...]
"""A chain of voices: ids of actors, from the voice that speaks in the source to the root."""

Chains = dict[Chain, list[PlacedClaim]]

OriginKind = Literal["first hand", "named", "unnamed", "nobody cited"]


@dataclass(frozen=True)
class Origin:
    """An independent origin of an event.

    ``voice``: id of the actor that the origin counts as (see the function ``voices``). ``chains``:
    the origin's chains, each with its claims. ``roots``: ids of the roots of these chains; every
    root counts as ``voice``.

    ``kind``: the first of these kinds that fits. "first hand": at least one claim is first-hand.
    "nobody cited": for at least one claim, the source cites nobody. "unnamed": no root is named.
    "named": all other origins.
    """

    voice: str
    roots: Sequence[str]
    kind: OriginKind
    chains: Chains

    @property
    def name(self) -> str:
        """Id of the actor that the origin is named after.

        This is the origin's root if there is only one root, else ``voice``.
        """
        return self.roots[0] if len(self.roots) == 1 else self.voice


@dataclass(frozen=True)
class Support:
    """The sources and origins that support an event, and the claims that dispute or foretell it.

    ``sources``: ids of the sources that assert the event, by date of publication. ``relayed``: the
    chains that aren't counted, because their root is a relay in another chain. ``disputing``,
    ``foretelling``: the claims that dispute or foretell the event.
    """

    sources: Sequence[str]
    origins: Sequence[Origin]
    relayed: Chains
    disputing: Sequence[PlacedClaim]
    foretelling: Sequence[PlacedClaim]

    @property
    def unnamed_alone(self) -> bool:
        """Whether the event has origins, and every origin is a voice whose name no source gives."""
        return bool(self.origins) and all(origin.kind == "unnamed" for origin in self.origins)


def voices(corpus: Corpus) -> Mapping[str, str]:
    """Return actor id -> id of the actor that this actor counts as, when origins are counted.

    An actor that speaks for another actor counts as the other. An actor that speaks for nobody
    counts as the first actor that it is part of. Alliances are passed over, and so are actors of
    other kinds whose members don't speak for the whole (see ``ActorKind.speaks_as_one``). Both
    rules are applied repeatedly, until neither applies.

    The rules may lead in a circle: a committee is part of a council, and the council speaks for the
    committee. All actors of the circle then count as the whole: here, the council.
    """
    found: dict[str, str] = {}
    for id_ in corpus.actors:
        path: list[str] = []
        above: str | None = id_
        while above is not None and above not in found and above not in path:
            path.append(above)
            above = _above(corpus, above)
        if above in path:
            voice = _whole(corpus, path[path.index(above) :])
        else:
            voice = found[above] if above is not None else path[-1]
        found.update(dict.fromkeys(path, voice))
    return found


def _whole(corpus: Corpus, circle: Sequence[str]) -> str:
    """Return the actor in a circle that is not part of another actor in the circle.

    In a circle, the rules of ``voices`` lead from each actor to the next, and from the last to the
    first. If several actors in the circle aren't part of another, the first by id is returned; if
    all are part of another, the first of all.
    """
    return min(circle, key=lambda id_: (not {*corpus.actors[id_].part_of}.isdisjoint(circle), id_))


def _above(corpus: Corpus, id_: str) -> str | None:
    """Return the actor that ``id_`` speaks for, or else the first actor that ``id_`` is part of.

    Alliances are passed over, and so are actors of other kinds whose members don't speak for the
    whole (see ``ActorKind.speaks_as_one``). Returns None if no actor is left.
    """
    actor = corpus.actors[id_]
    if actor.speaks_for:
        return actor.speaks_for[0]
    return next(
        (a for a in actor.part_of if corpus.actor_kinds[corpus.actors[a].kind].speaks_as_one), None
    )


def support(corpus: Corpus, voices: Mapping[str, str], event: str) -> Support:
    """Return the sources and the independent origins of an event.

    ``voices``: the result of ``voices(corpus)``. Invariant: an event that any claim asserts has at
    least one origin, even if the sources of the event all cite each other.
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
    joined = _joined(corpus, voices, asserting)

    def voice_of(actor: str) -> str:
        return joined.get(voices[actor], voices[actor])

    relays = {
        voice_of(relay)
        for chain in asserting
        for relay in chain[:-1]
        if voice_of(relay) != voice_of(chain[-1])
    }
    counted: dict[str, Chains] = {}
    relayed: Chains = {}
    for chain, claims in asserting.items():
        voice = voice_of(chain[-1])
        own = [p for p in claims if p.claim.first_hand] if voice in relays else claims
        if own:
            counted.setdefault(voice, {})[chain] = own
        if len(own) < len(claims):
            relayed[chain] = [p for p in claims if p not in own]
    if asserting and not counted:
        counted[voice_of(next(iter(asserting))[-1])] = asserting
        relayed = {}
    origins = [_origin(corpus, voice, chains) for voice, chains in counted.items()]
    return Support(list(sources), origins, relayed, against, foretelling)


def _joined(corpus: Corpus, voices: Mapping[str, str], chains: Chains) -> dict[str, str]:
    """Return voice -> the other voice that this voice counts as.

    If several actors speak together in a source, such as the authors of a letter, the voices of all
    of them count as the first one's. Voices that count only as themselves are left out.
    ``chains``: chains of voices, each with the claims that come through the chain.
    """
    joined: dict[str, str] = {}
    for placed in (placed for claims in chains.values() for placed in claims):
        signers = () if placed.claim.by else corpus.signers[placed.source.id]
        for other in signers[1:]:
            one, into = (joined.get(voices[id_], voices[id_]) for id_ in (other, signers[0]))
            if one != into:
                joined |= dict.fromkeys((one, *(v for v in joined if joined[v] == one)), into)
    return joined


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
