"""Orders the locations for their index: as a tree of places, or by country and name."""

from functools import cached_property

from ...collation import Order, filed
from ...corpus import Corpus


class Gazetteer:
    """Orders the locations of a corpus.

    The country of a location is the location itself if its kind is a country. Otherwise it is the
    innermost country that contains this location.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def _visited(self) -> dict[str, tuple[str | None, int]]:
        """Maps each location to its country and its depth (how many locations contain it).

        Each location comes before the places inside it.
        """
        corpus = self._corpus
        found: dict[str, tuple[str | None, int]] = {}
        roots = [id_ for id_, location in corpus.locations.items() if not location.within]
        waiting: list[tuple[str, str | None, int]] = [
            (id_, None, 0) for id_ in self.by_name(roots)[::-1]
        ]
        while waiting:
            id_, country, depth = waiting.pop()
            if corpus.location_kinds[corpus.locations[id_].kind].is_country:
                country = id_
            found[id_] = country, depth
            inside = self.by_name(corpus.inside.get(id_, []))
            waiting += [(inner, country, depth + 1) for inner in inside[::-1]]
        return found

    def by_name(self, ids: list[str]) -> list[str]:
        """Return ids of locations, sorted by the locations' names."""
        return sorted(ids, key=self._name)

    def _name(self, id_: str) -> tuple[Order, str]:
        return filed(self._corpus.locations[id_].name), id_

    def country(self, id_: str) -> str | None:
        """Return the id of a location's country; None if the location is in no country."""
        return self._visited[id_][0]

    def depth(self, id_: str) -> int:
        """Return a location's depth: the number of locations that it lies in."""
        return self._visited[id_][1]

    def as_tree(self) -> list[str]:
        """Return all locations as a tree: each location is followed by the places inside it.

        Locations directly inside the same place are sorted by name.
        """
        return list(self._visited)

    def as_list(self) -> list[str]:
        """Return all locations by country, then by name. Locations without a country come last."""
        return sorted(self._visited, key=lambda id_: (self._country_name(id_), self._name(id_)))

    def _country_name(self, id_: str) -> tuple[bool, tuple[Order, str]]:
        country = self.country(id_)
        return (country is None, self._name(country) if country else ((0, ""), ""))
