"""The network of actors: who is related to whom, according to which claims.

Nodes are actors. A directed edge stands for all relations from one actor to another that are in the
same group, such as ``support``. Some relations are stated in claims. Other relations, called ties,
come from an actor's own record (``part_of``, ``speaks_for``) and have no claims. If a relation from
a record is also stated in claims, in the same words, the relation is not a tie, so it counts only
once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim
from ..messages import marked
from ..records.vocabularies import RECORDED
from .relations import group_finder

PART_OF, SPEAKS_FOR = marked("is part of"), marked("speaks for")
"""The verb phrases of ties: relations that actors' records state and no claim states."""


class EdgeRelation(NamedTuple):
    """A relation of one actor to another.

    ``claims``: the claims that state the relation; empty if only an actor's record states it.
    ``group``: the id of the relation's group, a key of ``Corpus.relation_groups``.
    """

    subject: str
    type: str
    object: str
    claims: Sequence[PlacedClaim]
    group: str


class Edge(NamedTuple):
    """All relations of one group from one actor to another, drawn as one line."""

    subject: str
    group: str
    object: str
    relations: Sequence[EdgeRelation]

    @property
    def id(self) -> str:
        """Unique id of the edge."""
        # Record ids never contain two hyphens in a row, so two edges never have the same id.
        return f"{self.subject}--{self.group}--{self.object}"

    @property
    def weight(self) -> int:
        """The number of claims that state the edge's relations.

        A claim that states several of these relations counts once.
        """
        claims = (placed for relation in self.relations for placed in relation.claims)
        return len({placed.address for placed in claims})

    @property
    def sources(self) -> list[str]:
        """Ids of the sources that state the edge's relations, by date of publication."""
        claims = (placed for relation in self.relations for placed in relation.claims)
        found = {placed.source.id: placed.source for placed in claims}
        return sorted(found, key=lambda id_: found[id_].sort_key)


@dataclass(frozen=True)
class Network:
    """The network of actors.

    ``relations``: the relations stated in claims. ``ties``: the relations stated only in records.
    Both are sorted by subject, object and type.
    """

    relations: Sequence[EdgeRelation]
    ties: Sequence[EdgeRelation]

    @cached_property
    def edges(self) -> Sequence[Edge]:
        """All edges, sorted by subject, group and object."""
        found: dict[tuple[str, str, str], list[EdgeRelation]] = {}
        for relation in (*self.relations, *self.ties):
            key = (relation.subject, relation.object, relation.group)
            found.setdefault(key, []).append(relation)
        return [Edge(s, group, o, found[s, o, group]) for s, o, group in sorted(found)]

    @cached_property
    def edges_of(self) -> Mapping[str, Sequence[Edge]]:
        """Actor id -> the edges that start or end at the actor.

        Actors without edges are left out.
        """
        return edges_of(self.edges)

    @cached_property
    def related(self) -> Mapping[str, int]:
        """Actor id -> number of the actor's relations that are stated in claims.

        Actors without such relations are left out.
        """
        return Counter(
            end for relation in self.relations for end in (relation.subject, relation.object)
        )

    @cached_property
    def neighbours(self) -> Mapping[str, Sequence[str]]:
        """Actor id -> sorted ids of the other actors that share an edge with this actor."""
        return {
            actor: sorted({end for edge in edges for end in (edge.subject, edge.object)} - {actor})
            for actor, edges in self.edges_of.items()
        }

    def most_related(self, count: int) -> list[str]:
        """Return the ids of the ``count`` actors with the most neighbours.

        If fewer actors have edges, all of them are returned. If actors have equally many
        neighbours, the actor with more claims on its edges comes first.
        """

        def rank(actor: str) -> tuple[int, int, str]:
            edges = self.edges_of[actor]
            return (-self.degree(actor), -sum(edge.weight for edge in edges), actor)

        return sorted(self.edges_of, key=rank)[:count]

    def degree(self, actor: str) -> int:
        """Return the number of other actors with which an actor shares an edge."""
        return len(self.neighbours.get(actor, ()))


def build(corpus: Corpus) -> Network:
    """Return the network of a corpus, without relations of an actor to itself."""
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
    ties -= stated.keys()
    group_of = group_finder(corpus.relation_types, corpus.relation_groups)
    return Network(
        [
            EdgeRelation(s, type_, o, stated[s, o, type_], group_of(type_))
            for s, o, type_ in sorted(stated)
            if s != o
        ],
        [EdgeRelation(s, type_, o, (), RECORDED) for s, o, type_ in sorted(ties) if s != o],
    )


def edges_of(edges: Iterable[Edge]) -> Mapping[str, Sequence[Edge]]:
    """Return actor id -> the edges that start or end at the actor."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.subject, []).append(edge)
        found.setdefault(edge.object, []).append(edge)
    return found
