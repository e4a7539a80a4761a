"""What sort of relation a verb phrase tells, as far as its words show.

Researchers write the types of relations in words of their own. Common words put
them into a few groups; whatever they don't show is left open, never guessed.
"""

from functools import lru_cache
from typing import NamedTuple


class RelationGroup(NamedTuple):
    """Relations of one sort. ``words``: whole words or phrases that tell it."""

    id: str
    name: str
    words: tuple[str, ...]


OTHER, RECORDED = "other", "recorded"

GROUPS: tuple[RelationGroup, ...] = (
    RelationGroup("together", "Together", (
        "alongside", "allied", "ally of", "allies with", "coordinates", "cooperates",
        "collaborates", "friend", "friends", "partner of", "partners with", "joins", "jointly",
        "agrees with", "shares intelligence", "unites", "works with", "sides with", "fights for",
    )),
    RelationGroup("against", "Against", (
        "against", "opposes", "opponent", "enemy", "threatens", "attacks", "fights", "bombs",
        "shells", "kills", "accuses", "sues", "prosecutes", "condemns", "criticises",
        "criticizes", "rejects", "blocks", "competes", "rival", "resists", "expels", "besieges",
        "betrays",
    )),
    RelationGroup("command", "Belonging, command", (
        "part of", "member", "belongs", "branch of", "offshoot", "leads", "commands", "heads",
        "directs", "controls", "oversees", "owns", "employs", "appoints", "founded", "manages",
        "speaks for", "acts for", "works for", "represents", "sends into", "reports to",
        "answers to", "serves in", "serves under", "chairs",
    )),
    RelationGroup("support", "Support", (
        "backs", "supports", "support", "supporter", "supplies", "arms", "funds", "finances",
        "sends", "save", "saves", "advises", "trains", "recruits", "helps", "aids", "assists",
        "protects", "defends", "sponsors", "provides", "donates", "shelters", "endorses",
        "favours", "favors", "lends",
    )),
    RelationGroup(OTHER, "Other", ()),
    RelationGroup(RECORDED, "By record, not by a claim", ()),
)  # fmt: skip
"""In the order in which words are looked for: who "fights alongside" fights with, not against."""

_UNSURE = frozenset(
    ["not", "no", "never", "neither", "former", "formerly", "once", "ex", "without"]
)
"""Words after which the others can't be taken as they stand."""


@lru_cache(maxsize=65536)
def group_of(type_: str) -> str:
    """Return the id of the group of a relation's type; ``other`` where its words don't show it."""
    words = type_.casefold().replace("-", " ").split()
    if not _UNSURE.isdisjoint(words):
        return OTHER
    phrase = f" {' '.join(words)} "
    for group in GROUPS:
        if any(f" {word} " in phrase for word in group.words):
            return group.id
    return OTHER
