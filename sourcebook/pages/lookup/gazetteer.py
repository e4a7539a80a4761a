"""Locations as an index has them: each below what it lies in, or under its country."""

from functools import cached_property

from ...corpus import Corpus
from ...records.vocabularies import LOCATION_KINDS
from .alphabet import filed


class Gazetteer:
    """The order of locations. A country is the nearest one around a location, or itself."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def _visited(self) -> dict[str, tuple[str | None, int]]:
        """Each location's country and the number of places around it, outermost first."""
        corpus = self._corpus
        found: dict[str, tuple[str | None, int]] = {}
        roots = [id_ for id_, location in corpus.locations.items() if not location.within]
        waiting: list[tuple[str, str | None, int]] = [
            (id_, None, 0) for id_ in self.by_name(roots)[::-1]
        ]
        while waiting:
            id_, country, depth = waiting.pop()
            if LOCATION_KINDS[corpus.locations[id_].kind].is_country:
                country = id_
            found[id_] = country, depth
            inside = self.by_name(corpus.inside.get(id_, []))
            waiting += [(inner, country, depth + 1) for inner in inside[::-1]]
        return found

    def by_name(self, ids: list[str]) -> list[str]:
        """Return locations in order of their names."""
        return sorted(ids, key=self._name)

    def _name(self, id_: str) -> tuple[str, str]:
        return filed(self._corpus.locations[id_].name), id_

    def country(self, id_: str) -> str | None:
        """Return the country that a location lies in; None outside of any, and across several."""
        return self._visited[id_][0]

    def depth(self, id_: str) -> int:
        """Return how many places lie around a location."""
        return self._visited[id_][1]

    def as_tree(self) -> list[str]:
        """Return all locations, each before what lies in it, by name beside each other."""
        return list(self._visited)

    def as_list(self) -> list[str]:
        """Return all locations by country, then by name; last those in no one country."""
        return sorted(self._visited, key=lambda id_: (self._country_name(id_), self._name(id_)))

    def _country_name(self, id_: str) -> tuple[bool, tuple[str, str]]:
        country = self.country(id_)
        return (country is None, self._name(country) if country else ("", ""))
