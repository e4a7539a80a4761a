"""What each claim does for an event: asserts it, disputes it, or foretells it."""

from typing import Literal

from ..corpus import Corpus, PlacedClaim

Stance = Literal["asserts", "disputes", "foretells"]

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
