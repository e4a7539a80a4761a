"""The stance of a claim towards an event, and the standing of an event.

A claim's stance is to assert, dispute or foretell the event. A standing is the combined result of
several stances. Invariant: an event, or an actor's role in an event, counts as having happened only
if at least one claim asserts it. Otherwise it is shown as foretold or disputed.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from ..corpus import Corpus, PlacedClaim
from ..messages import gettext as _
from ..messages import marked

Stance = Literal["asserts", "disputes", "foretells"]

Standing = Literal["asserted", "foretold", "disputed", "foretold or disputed"]
"""The combined result of several stances on an event: ``asserted`` if any claim asserts it."""

AGAINST = frozenset(["doubt", "denial"])
"""The kinds of claims that always dispute the events that they are about."""


STANDINGS: Mapping[Standing, str] = {
    "asserted": "",
    "foretold": marked("foretold"),
    "disputed": marked("disputed"),
    "foretold or disputed": marked("foretold or disputed"),
}
"""Maps each standing of an event or role to its mark, which is empty for ``asserted``."""


def stance(corpus: Corpus, placed: PlacedClaim, event: str) -> Stance:
    """Return the stance of a claim towards one of its events.

    A forecast foretells the event. A doubt or a denial disputes the event. So does a claim that
    disputes another claim about the event, unless the other claim is a doubt or a denial. Any other
    claim asserts the event.
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
    """Return the combined result of several stances; ``disputed`` if there are no stances."""
    taken = set(stances)
    if "asserts" in taken:
        return "asserted"
    if taken == {"foretells"}:
        return "foretold"
    return "foretold or disputed" if "foretells" in taken else "disputed"


def events(corpus: Corpus) -> Mapping[str, Standing]:
    """Return the standing of each event.

    Claims about an event's sub-events count for the event too.
    """
    found: dict[str, set[Stance]] = {}
    for event, claims in corpus.claims_on_event.items():
        taken = {stance(corpus, placed, event) for placed in claims}
        for holder in (event, *corpus.event_chains[event]):
            found.setdefault(holder, set()).update(taken)
    return {event: standing(taken) for event, taken in found.items()}


def parts(corpus: Corpus) -> Mapping[str, Mapping[str, Standing]]:
    """Return event id -> actor id -> the standing of the actor's role in the event.

    The standing says whether claims assert, dispute or foretell the role. Only claims that give the
    actor a role in the event count.
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


def standing_label(standing: Standing) -> str:
    """Return the mark for a standing, such as ``foretold``; empty for ``asserted``."""
    # Don't translate an empty text: gettext would return the catalogue's header.
    return _(STANDINGS[standing]) if STANDINGS[standing] else ""
