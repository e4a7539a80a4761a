"""The words that a record's `kind` and `precision` can have, each with its properties.

A word added here is accepted, offered by editors, listed on the format page, used by the analyses
and collected for translators: no other module has a list of these words. ``make messages`` and
``make site`` then update the committed files that are generated from this module.

The format page lists the words in the order of this module. Actors are also grouped in the order of
their kinds, and precisions go from the most precise to the least. Nothing else depends on the
order.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..messages import marked


class ActorKind(NamedTuple):
    """A kind of actor.

    ``schema_type``: the kind's type at schema.org. ``speaks``: False for a platform, where the
    authors speak instead. ``is_group``: True if other actors can be members of such an actor.
    ``speaks_as_one``: True if statements of the actor's parts count as the actor's own.
    """

    schema_type: str = "Organization"
    speaks: bool = True
    is_group: bool = True
    speaks_as_one: bool = True


ACTOR_KINDS: Mapping[str, ActorKind] = {
    "state": ActorKind(),
    "government": ActorKind("GovernmentOrganization"),
    "armed force": ActorKind(),
    "armed group": ActorKind(),
    "alliance": ActorKind(speaks_as_one=False),
    "organisation": ActorKind(),
    "company": ActorKind(),
    "media": ActorKind("NewsMediaOrganization"),
    "platform": ActorKind(speaks=False),
    "person": ActorKind("Person", is_group=False),
    # A ``people`` is a group of persons or a whole nation. In schema.org, neither is an
    # organisation.
    "people": ActorKind("Thing", is_group=False),
}


class LocationKind(NamedTuple):
    """A kind of location.

    ``radius_km``: minimum radius, in km, of the circle that a map shows instead of a pin, if the
    position is imprecise. ``is_country``: True if the index of locations has a group for each
    location of this kind.
    """

    radius_km: int
    is_country: bool = False


LOCATION_KINDS: Mapping[str, LocationKind] = {
    "country": LocationKind(radius_km=250, is_country=True),
    "region": LocationKind(radius_km=60),
    "governorate": LocationKind(radius_km=50),
    "district": LocationKind(radius_km=10),
    "city": LocationKind(radius_km=10),
    "town": LocationKind(radius_km=5),
    "village": LocationKind(radius_km=3),
    "base": LocationKind(radius_km=5),
    "road": LocationKind(radius_km=30),
    "water": LocationKind(radius_km=100),
    "area": LocationKind(radius_km=20),
    "building": LocationKind(radius_km=1),
}


class Precision(NamedTuple):
    """How precisely the point of a location is known.

    ``is_pinned``: True if the map marks the point with a pin. ``words``: names the precision in a
    list of facts. ``caution``: what a reader of the map should know about the position.
    """

    is_pinned: bool
    words: str = ""
    caution: str = ""


PRECISIONS: Mapping[str, Precision] = {
    "exact": Precision(True, marked("exact")),
    "town": Precision(
        True,
        marked("the middle of the town"),
        marked("The pin stands in the middle of the town."),
    ),
    "area": Precision(
        False, marked("the middle of an area"), marked("The shaded area is only approximate.")
    ),
    "approximate": Precision(
        False,
        marked("approximate"),
        marked("The position is only approximate: the place lies somewhere in the circle."),
    ),
    "none": Precision(False),
}
"""All precisions, from the most to the least precise."""

EVENT_KINDS = (
    "war", "crisis", "offensive", "battle", "siege", "air strike", "shelling", "attack", "capture",
    "defeat", "retreat", "deployment", "withdrawal", "recruitment", "supply", "construction",
    "killing", "arrest", "meeting", "negotiation", "agreement", "ceasefire", "visit",
    "appointment", "decision", "statement", "publication", "performance", "discovery", "protest",
    "strike", "election", "trial", "ruling", "accident", "disaster", "founding", "opening",
    "closure", "move", "purchase", "sale", "gift", "change", "other",
)  # fmt: skip
