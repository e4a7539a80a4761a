"""Results of an analysis by record: computed for one record on demand, or for all at once."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class OnDemand(Generic[K, V]):
    """A function that returns the result of an analysis for a record.

    ``one``: computes the result for one record. ``every``: computes the results for all records,
    which is faster if most are needed; a record without a result is left out. ``none``: the result
    for such a record.
    """

    def __init__(self, one: Callable[[K], V], every: Callable[[], Mapping[K, V]], none: V) -> None:
        self._one = cache(one)
        self._every = every
        self._none = none
        self._found: Mapping[K, V] | None = None

    def __call__(self, record: K) -> V:
        """Return the result for a record."""
        return self._one(record) if self._found is None else self._found.get(record, self._none)

    def prepare(self) -> None:
        """Compute the results for all records."""
        if self._found is None:
            self._found = self._every()
