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
from ..records.sources import Claim

Stance = Literal["asserts", "disputes", "foretells"]

RoleStance = Literal[Stance, "objects"]
"""The stance of a claim towards a role that the claim gives to an actor.

``objects`` means that the actor itself disputes the role.
"""

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
"""Maps each standing of an event or role to its label on pages; empty for ``asserted``."""


def stance(corpus: Corpus, placed: PlacedClaim, event: str) -> Stance:
    """Return the stance of a claim towards an event that the claim is about.

    A forecast foretells the event. A doubt or a denial disputes the event. A claim that disputes
    another claim about the event also disputes the event, unless the other claim is a doubt or a
    denial. Any other claim asserts the event.
    """
    claim = placed.claim
    if claim.kind == "forecast":
        return "foretells"
    return "disputes" if claim.kind in AGAINST or _rivals(corpus, placed, event) else "asserts"


def _rivals(corpus: Corpus, placed: PlacedClaim, event: str) -> list[Claim]:
    """Return the claims about an event that a given claim disputes, except doubts and denials."""
    if not placed.claim.disputes:
        return []  # as for most claims
    disputed = (corpus.claims_by_address[address].claim for address in placed.claim.disputes)
    return [one for one in disputed if event in one.event and one.kind not in AGAINST]


def role_stance(
    corpus: Corpus, placed: PlacedClaim, event: str, actor: str, role: str
) -> RoleStance:
    """Return the stance of a claim towards a role that it gives to an actor in an event.

    The result is the claim's stance towards the event, with two exceptions. A claim that disputes
    other claims disputes only the roles that these other claims give. (A doubt or denial that
    doesn't name the disputed claims disputes every role that it gives.) If the actor itself makes
    the doubt or denial, the result is ``objects`` instead of ``disputes``: the actor may have been
    present as a witness, or may be the accused.
    """
    taken = stance(corpus, placed, event)
    if taken != "disputes":
        return taken
    rivals = _rivals(corpus, placed, event)
    given = [one.roles_in(event) for one in rivals]
    if placed.claim.kind not in AGAINST:
        doubtful = any(roles.get(actor) == role for roles in given)
    else:
        doubtful = not rivals or any(actor in roles for roles in given)
    if doubtful:
        root = corpus.chain(placed)[-1]
        objecting = placed.claim.kind in AGAINST and (
            actor == root or actor in corpus.actors[root].speaks_for
        )
        return "objects" if objecting else "disputes"
    return "foretells" if all(one.kind == "forecast" for one in rivals) else "asserts"


def standing(stances: Iterable[RoleStance]) -> Standing:
    """Return whether several claims together assert, foretell or dispute an event or role.

    ``stances``: the stance of each claim. The result is ``disputed`` if no stance is ``asserts`` or
    ``foretells``.
    """
    taken = set(stances)
    if "asserts" in taken:
        return "asserted"
    if taken == {"foretells"}:
        return "foretold"
    return "foretold or disputed" if "foretells" in taken else "disputed"


def events(corpus: Corpus) -> Mapping[str, Standing]:
    """Return event id -> standing: whether claims assert, foretell or dispute the event.

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
    return {event: parts_in(corpus, event) for event, cast in corpus.roles_in.items() if cast}


def parts_in(corpus: Corpus, event: str) -> dict[str, Standing]:
    """Return actor id -> the standing of the actor's role in an event. See ``parts``."""
    return {
        actor: standing(
            role_stance(corpus, placed, event, actor, role)
            for role, claims in roles.items()
            for placed in claims
        )
        for actor, roles in corpus.roles_in.get(event, {}).items()
    }


def standing_label(standing: Standing) -> str:
    """Return a standing's translated label, such as ``foretold``; empty for ``asserted``."""
    # Don't translate an empty text: gettext would return the header of the message catalogue.
    return _(STANDINGS[standing]) if STANDINGS[standing] else ""


def marked_title(title: str, standing: Standing) -> str:
    """Return an event's title, followed by a mark if no source says that the event happened."""
    mark = standing_label(standing)
    return f"{title} ({mark})" if mark else title
