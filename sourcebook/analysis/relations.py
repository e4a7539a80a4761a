"""Sort relations into groups (together, against, command, support) by their verb phrases.

The type of a relation is a verb phrase that a researcher writes in their own words. Keywords in the
phrase decide the group. A phrase without a keyword is put in the group ``other``; its group is
never guessed.
"""

from functools import lru_cache
from typing import NamedTuple

from ..messages import marked


class RelationGroup(NamedTuple):
    """A group of relations.

    ``name``: the group's name, which is a message. ``words``: keywords. A relation belongs to the
    group if the relation's type contains any of these keywords.
    """

    id: str
    name: str
    words: tuple[str, ...]


OTHER, RECORDED = "other", "recorded"

GROUPS: tuple[RelationGroup, ...] = (
    RelationGroup("together", marked("Together"), (
        "alongside", "allied", "ally of", "allies with", "coordinates", "cooperates",
        "collaborates", "friend", "friends", "partner of", "partners with", "joins", "jointly",
        "agrees with", "shares intelligence", "unites", "works with", "sides with", "fights for",
    )),
    RelationGroup("against", marked("Against"), (
        "against", "opposes", "opponent", "enemy", "threatens", "attacks", "fights", "bombs",
        "shells", "kills", "accuses", "sues", "prosecutes", "condemns", "criticises",
        "criticizes", "rejects", "blocks", "competes", "rival", "resists", "expels", "besieges",
        "betrays",
    )),
    RelationGroup("command", marked("Membership, command"), (
        "part of", "member", "belongs", "branch of", "offshoot", "leads", "commands", "heads",
        "directs", "controls", "oversees", "owns", "employs", "appoints", "founded", "manages",
        "speaks for", "acts for", "works for", "represents", "sends into", "reports to",
        "answers to", "serves in", "serves under", "chairs",
    )),
    RelationGroup("support", marked("Support"), (
        "backs", "supports", "support", "supporter", "supplies", "arms", "funds", "finances",
        "sends", "save", "saves", "advises", "trains", "recruits", "helps", "aids", "assists",
        "protects", "defends", "sponsors", "provides", "donates", "shelters", "endorses",
        "favours", "favors", "lends",
    )),
    RelationGroup(OTHER, marked("Other"), ()),
    RelationGroup(RECORDED, marked("From a record, not from a claim"), ()),
)  # fmt: skip
"""The groups in order of precedence: "fights alongside" is in ``together``, not ``against``."""

_UNSURE = frozenset(
    ["not", "no", "never", "neither", "former", "formerly", "once", "ex", "without"]
)
"""Words that may reverse a phrase's meaning. A phrase with such a word is in group ``other``."""


@lru_cache(maxsize=65536)
def group_of(type_: str) -> str:
    """Return the id of the group that a relation's type belongs to; ``other`` if none fits."""
    words = type_.casefold().replace("-", " ").split()
    if not _UNSURE.isdisjoint(words):
        return OTHER
    phrase = f" {' '.join(words)} "
    for group in GROUPS:
        if any(f" {word} " in phrase for word in group.words):
            return group.id
    return OTHER
