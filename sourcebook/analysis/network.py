"""Who is related to whom, by whose word: actors and their relations as a network.

Nodes are actors. Edges go from a subject to an object: relations that claims
state, each with its claims, and ties that an actor's own record states, which
have none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim
from .relations import RECORDED, group_of

PART_OF, SPEAKS_FOR = "is part of", "speaks for"
"""What the ties that an actor's record states are called."""


class EdgeRelation(NamedTuple):
    """How one actor stands to another. ``claims``: by whose word; none for a tie."""

    subject: str
    type: str
    object: str
    claims: Sequence[PlacedClaim]

    @property
    def group(self) -> str:
        """What sort of relation it is: one of ``relations.GROUPS``."""
        return group_of(self.type) if self.claims else RECORDED


class Edge(NamedTuple):
    """The relations of one group from one actor to another, which are shown as one."""

    subject: str
    group: str
    object: str
    relations: Sequence[EdgeRelation]

    @property
    def id(self) -> str:
        """A name for the line, which no other has."""
        # Two hyphens never stand side by side in an id.
        return f"{self.subject}--{self.group}--{self.object}"

    @property
    def weight(self) -> int:
        """How many claims state it."""
        return sum(len(relation.claims) for relation in self.relations)

    @property
    def sources(self) -> list[str]:
        """Which sources state it, in order of publication."""
        claims = (placed for relation in self.relations for placed in relation.claims)
        found = {placed.source.id: placed.source for placed in claims}
        return sorted(found, key=lambda id_: found[id_].sort_key)


@dataclass(frozen=True)
class Network:
    """All relations, in order of subject, object and type, and all ties likewise."""

    relations: Sequence[EdgeRelation]
    ties: Sequence[EdgeRelation]

    @cached_property
    def lines(self) -> Sequence[Edge]:
        """Relations and ties by subject, object and group, in that order."""
        found: dict[tuple[str, str, str], list[EdgeRelation]] = {}
        for relation in (*self.relations, *self.ties):
            key = (relation.subject, relation.object, relation.group)
            found.setdefault(key, []).append(relation)
        return [Edge(s, group, o, found[s, o, group]) for s, o, group in sorted(found)]

    @cached_property
    def edges_of(self) -> Mapping[str, Sequence[Edge]]:
        """The lines that begin or end at each actor that has any."""
        return edges_of(self.lines)

    @cached_property
    def related(self) -> Mapping[str, int]:
        """The actors to whom claims give relations, with how many."""
        return Counter(
            end for relation in self.relations for end in (relation.subject, relation.object)
        )

    @cached_property
    def neighbours(self) -> Mapping[str, Sequence[str]]:
        """The actors that each actor is related to, in order of id."""
        return {
            actor: sorted({end for line in lines for end in (line.subject, line.object)} - {actor})
            for actor, lines in self.edges_of.items()
        }

    def most_related(self, count: int) -> list[str]:
        """Return the ids of the actors with most neighbours, then most claims; most first."""

        def rank(actor: str) -> tuple[int, int, str]:
            lines = self.edges_of[actor]
            return (-self.degree(actor), -sum(line.weight for line in lines), actor)

        return sorted(self.edges_of, key=rank)[:count]

    def degree(self, actor: str) -> int:
        """Return how many other actors an actor is related to."""
        return len(self.neighbours.get(actor, ()))


def build(corpus: Corpus) -> Network:
    """Return the network of a corpus. Nobody is related to themselves."""
    stated: dict[tuple[str, str, str], list[PlacedClaim]] = {}
    for placed in corpus.claims:
        for relation in dict.fromkeys(placed.claim.relation):
            key = (relation.subject, relation.object, relation.type)
            stated.setdefault(key, []).append(placed)
    ties = {
        (subject, object_, type_)
        for subject, actor in corpus.actors.items()
        for type_, objects in ((PART_OF, actor.part_of), (SPEAKS_FOR, actor.speaks_for))
        for object_ in objects
    }
    return Network(
        [
            EdgeRelation(s, type_, o, stated[s, o, type_])
            for s, o, type_ in sorted(stated)
            if s != o
        ],
        [EdgeRelation(s, type_, o, ()) for s, o, type_ in sorted(ties) if s != o],
    )


def edges_of(lines: Iterable[Edge]) -> Mapping[str, Sequence[Edge]]:
    """Return the lines that begin or end at each actor."""
    found: dict[str, list[Edge]] = {}
    for line in lines:
        found.setdefault(line.subject, []).append(line)
        found.setdefault(line.object, []).append(line)
    return found
