"""The words that every project can use, each with its properties.

A word added here is accepted, offered by editors, listed on the format page, used by the analyses
and collected for translators: no other module has a list of these words. ``make messages`` and
``make site`` then update the committed files that are generated from this module. A project adds
words of its own in ``sources/vocabulary.yml``.

The format page lists the words in the order of this module. Lists of actors are grouped by kind,
in the order of ``ACTOR_KINDS``. A relation that fits several of the ``GROUPS`` is in the first of
these. ``PRECISIONS`` go from the most to the least precise. Nothing else depends on the order.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..messages import gettext, marked, pgettext
from .source_kinds import SOURCE_KINDS, SourceFacts, facts_like
from .vocabulary import (
    ActorKind,
    IdScheme,
    Kind,
    LocationKind,
    RelationGroup,
    Role,
    SourceKind,
    Vocabulary,
)

ACTOR_KINDS: Mapping[str, ActorKind] = {
    "state": ActorKind(),
    "government": ActorKind(schema_type="GovernmentOrganization"),
    "alliance": ActorKind(speaks_as_one=False),
    "organisation": ActorKind(),
    "company": ActorKind(),
    "media": ActorKind(schema_type="NewsMediaOrganization"),
    "platform": ActorKind(speaks=False),
    "person": ActorKind(schema_type="Person", is_group=False),
    # A ``people`` is a group of persons or a whole nation. In schema.org, neither is an
    # organisation. An actor of kind ``other`` need not be an organisation either.
    "people": ActorKind(schema_type="Thing", is_group=False),
    "other": ActorKind(schema_type="Thing"),
}

LOCATION_KINDS: Mapping[str, LocationKind] = {
    "country": LocationKind(radius_km=250, is_country=True),
    "region": LocationKind(radius_km=60),
    "district": LocationKind(radius_km=10),
    "city": LocationKind(radius_km=10),
    "town": LocationKind(radius_km=5),
    "village": LocationKind(radius_km=3),
    "road": LocationKind(radius_km=30),
    "water": LocationKind(radius_km=100),
    "area": LocationKind(radius_km=20),
    "building": LocationKind(radius_km=1),
    "other": LocationKind(radius_km=20),
}

EVENT_KINDS: Mapping[str, Kind] = dict.fromkeys(
    (
        "crisis", "construction", "arrest", "meeting", "negotiation", "agreement", "visit",
        "journey", "appointment", "decision", "statement", "publication", "performance",
        "discovery", "protest", "strike", "election", "trial", "ruling", "crime", "incident",
        "accident", "disaster", "birth", "death", "founding", "opening", "closure", "move",
        "purchase", "sale", "gift", "change", "other",
    ),
    Kind(),
)  # fmt: skip

ROLES: Mapping[str, Role] = {
    "supporter": Role(excludes=("opponent",)),
    "ally": Role(excludes=("opponent",)),
    "opponent": Role(),
    "host": Role(excludes=("visitor",)),
    "visitor": Role(),
}

OTHER, RECORDED = "other", "recorded"

GROUPS: Mapping[str, RelationGroup] = {
    "together": RelationGroup(
        label=marked("Together"), colour="blue", line="long dashes",
        words=(
            "alongside", "allied", "ally of", "allies with", "coordinates", "cooperates",
            "collaborates", "friend", "friends", "partner of", "partners with", "joins", "jointly",
            "agrees with", "unites", "works with", "sides with", "fights for",
        ),
    ),
    "against": RelationGroup(
        label=marked("Against"), colour="red", line="dashes",
        words=(
            "against", "opposes", "opponent", "enemy", "threatens", "attacks", "fights", "kills",
            "accuses", "sues", "prosecutes", "condemns", "criticises", "criticizes", "rejects",
            "blocks", "competes", "rival", "resists", "expels", "betrays",
        ),
    ),
    "command": RelationGroup(
        label=marked("Membership, command"), colour="purple", line="dashes and dots",
        words=(
            "part of", "member", "belongs", "branch of", "offshoot", "leads", "commands", "heads",
            "directs", "controls", "oversees", "owns", "employs", "appoints", "founded", "manages",
            "speaks for", "acts for", "works for", "represents", "sends into", "reports to",
            "answers to", "serves in", "serves under", "chairs",
        ),
    ),
    "support": RelationGroup(
        label=marked("Support"), colour="green", line="solid",
        words=(
            "backs", "supports", "support", "supporter", "supplies", "arms", "funds", "finances",
            "sends", "save", "saves", "advises", "trains", "recruits", "helps", "aids", "assists",
            "protects", "defends", "sponsors", "provides", "donates", "shelters", "endorses",
            "favours", "favors", "lends",
        ),
    ),
    OTHER: RelationGroup(label=marked("Other"), colour="grey", line="dots"),
    RECORDED: RelationGroup(
        label=marked("From a record, not from a claim"), colour="sand", line="solid"
    ),
}  # fmt: skip
"""Groups of relations. A relation is in the first group with a keyword that its words contain.

So "fights alongside" is in ``together``, not in ``against``. ``OTHER`` has the relations without a
keyword. ``RECORDED`` has the relations that follow from a record, not from a claim.
"""

IDS: Mapping[str, IdScheme] = {
    "wikidata": IdScheme(label=marked("Wikidata"), address="https://www.wikidata.org/wiki/{id}"),
    "geonames": IdScheme(label=marked("GeoNames"), address="https://www.geonames.org/{id}"),
    "viaf": IdScheme(label=marked("VIAF"), address="https://viaf.org/viaf/{id}"),
    "gnd": IdScheme(label=marked("GND"), address="https://d-nb.info/gnd/{id}"),
    "isni": IdScheme(label=marked("ISNI"), address="https://isni.org/isni/{id}"),
    "orcid": IdScheme(label=marked("ORCID"), address="https://orcid.org/{id}"),
    "ror": IdScheme(label=marked("ROR"), address="https://ror.org/{id}"),
    "doi": IdScheme(label=marked("DOI"), address="https://doi.org/{id}"),
    "isbn": IdScheme(label=marked("ISBN"), address="https://openlibrary.org/isbn/{id}"),
    "issn": IdScheme(label=marked("ISSN"), address="https://portal.issn.org/resource/ISSN/{id}"),
    "oclc": IdScheme(label=marked("OCLC"), address="https://search.worldcat.org/title/{id}"),
}

ID_FORMS: Mapping[str, tuple[str, str]] = {
    "wikidata": ("Q[1-9][0-9]*", "Q42"),
    "geonames": ("[1-9][0-9]*", "2643743"),
    "viaf": ("[1-9][0-9]*", "75121530"),
    "gnd": ("[0-9X-]+", "118540238"),
    "isni": ("[0-9]{15}[0-9X]", "0000000121032683"),
    "orcid": ("[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", "0000-0002-1825-0097"),
    "ror": ("0[a-z0-9]{6}[0-9]{2}", "02mhbdp94"),
    "doi": (r"10\.[0-9]{4,9}/\S+", "10.1000/182"),
    "isbn": ("[0-9][0-9-]{8,15}[0-9X]", "978-0-306-40615-7"),
    "issn": ("[0-9]{4}-[0-9]{3}[0-9X]", "2049-3630"),
    "oclc": ("[0-9]+", "9321234"),
}
"""Scheme of ids in another database -> a regular expression for such ids, and an example."""

GENERAL = Vocabulary(
    actor_kinds=dict(ACTOR_KINDS), location_kinds=dict(LOCATION_KINDS),
    event_kinds=dict(EVENT_KINDS), roles=dict(ROLES), groups=dict(GROUPS), ids=dict(IDS),
    source_kinds={word: SourceKind(csl=facts.csl) for word, facts in SOURCE_KINDS.items()},
)  # fmt: skip
"""The vocabulary of a project without words of its own."""


def source_facts(vocabulary: Vocabulary) -> dict[str, SourceFacts]:
    """Return kind of source -> its facts, for all kinds of a vocabulary.

    A project's own kind has the facts of an existing kind with the same CSL type.
    """
    return {
        word: facts_like(word, row.csl, row.needs)
        for word, row in vocabulary.source_kinds.items()
    }  # fmt: skip


class Precision(NamedTuple):
    """How precisely the point of a location is known.

    ``is_pinned``: True if the map marks the point with a pin. ``words``: the name of the precision
    in a page's list of facts. ``caution``: what a reader of the map should know about the position.
    """

    is_pinned: bool
    words: str = ""
    caution: str = ""


PRECISIONS: Mapping[str, Precision] = {
    "exact": Precision(True, marked("exact")),
    "town": Precision(
        True,
        marked("the middle of the town or city"),
        marked("The pin stands in the middle of the town or city."),
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
"""All precisions of a location's position, from the most to the least precise."""


def source_kind_name(kind: str) -> str:
    """Return the name of a kind of source, for readers.

    "Report" is also a kind of claim. In some languages, these two kinds have different names.
    """
    return pgettext("a kind of source", "report") if kind == "report" else gettext(kind)


def kind_name(kind: str, otherwise: str) -> str:
    """Return the name of a kind of record, for readers.

    ``otherwise``: the name to return for the kind ``other``.
    """
    return otherwise if kind == OTHER else gettext(kind)
