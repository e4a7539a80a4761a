"""What each claim does for an event: asserts it, disputes it, or foretells it.

What no claim asserts is shown as what it is, and never counted with what is said to have
happened: so for an event as a whole, and for the part that an actor has in it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from ..corpus import Corpus, PlacedClaim

Stance = Literal["asserts", "disputes", "foretells"]

Standing = Literal["asserted", "foretold", "disputed", "foretold or disputed"]
"""Whether any of some claims asserts what they are about, and if none does, what they do."""

AGAINST = frozenset(["doubt", "denial"])
"""The kinds of claims that never assert what they are about."""


def stance(corpus: Corpus, placed: PlacedClaim, event: str) -> Stance:
    """Return what a claim does for one of its events.

    A claim disputes an event if it is a doubt or a denial, or is made against a claim that
    asserts the event. One that is made against a doubt or a denial asserts it.
    """
    claim = placed.claim
    if claim.kind == "forecast":
        return "foretells"
    if claim.kind in AGAINST:
        return "disputes"
    disputed = (corpus.claims_by_address[address].claim for address in claim.disputes)
    if any(event in other.event and other.kind not in AGAINST for other in disputed):
        return "disputes"
    return "asserts"


def standing(stances: Iterable[Stance]) -> Standing:
    """Return what the stances of some claims come to; ``disputed`` if there are none."""
    taken = set(stances)
    if "asserts" in taken:
        return "asserted"
    if taken == {"foretells"}:
        return "foretold"
    return "foretold or disputed" if "foretells" in taken else "disputed"


def events(corpus: Corpus) -> Mapping[str, Standing]:
    """Return the standing of each event on which, or on a part of which, there is a claim."""
    found: dict[str, set[Stance]] = {}
    for event, claims in corpus.claims_on_event.items():
        taken = {stance(corpus, placed, event) for placed in claims}
        for holder in (event, *corpus.event_chains[event]):
            found.setdefault(holder, set()).update(taken)
    return {event: standing(taken) for event, taken in found.items()}


def parts(corpus: Corpus) -> Mapping[str, Mapping[str, Standing]]:
    """Return, for each event, the standing of the part that each actor has in it.

    A claim that asserts an event may give an actor no role there: only those that give one
    count.
    """
    return {
        event: {
            actor: standing(
                stance(corpus, placed, event) for claims in roles.values() for placed in claims
            )
            for actor, roles in cast.items()
        }
        for event, cast in corpus.roles_in.items()
        if cast
    }
