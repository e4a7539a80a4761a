"""Hashes values that pages depend on. Equal values have the same hash in every process.

Hashing a value of an unknown type raises TypeError, so that no value is hashed only in part.
"""

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from ..corpus import PlacedClaim, Source
from ..records.dates import Date
from ..records.days import Day
from ..records.figures import Quantity

SIZE = 12
"""Size of a hash in bytes. Among 10^9 hashes, the chance that any two are equal is 10^-11."""

_MARSHAL_VERSION = 2
"""The version of marshal's format: version 2 has no back-references.

So equal values give equal bytes.
"""


_PLAIN: frozenset[type] = frozenset([str, int, float, bool, bytes, type(None)])
"""Types of values that ``marshal`` can serialise without a conversion."""


_Reducer = Callable[[Any], object]
"""A function that returns a value as plain data for ``marshal``; equal values give equal data."""


class _Reducers(dict[type, _Reducer]):
    """Maps a type to its ``_Reducer``. The function ``find`` makes a reducer that is missing."""

    def __init__(self, find: Callable[[type], _Reducer]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, type_: type) -> _Reducer:
        found = self[type_] = self._find(type_)
        return found


class ValueHasher:
    """Hashes values, and caches the hash of each record.

    Invariant: the hash of a PlacedClaim, which is a claim with its source, covers only the claim
    and the source's metadata. So pages must never read paragraphs or other claims through
    ``placed.source``. test_remaking.py checks this.
    """

    def __init__(self) -> None:
        metadata_of = self._once(_metadata)
        self._reducers = _Reducers(self._reducer)
        self._reducers |= {
            PlacedClaim: self._once(
                lambda placed: {"claim": placed.claim, "source": metadata_of(placed.source)}
            ),
            Date: lambda when: when.text,
            Quantity: lambda quantity: quantity.text,
            range: lambda numbers: (numbers.start, numbers.stop, numbers.step),
            Day: tuple,
        }
        self._reducers |= dict.fromkeys(_PLAIN, _unchanged)

    def of(self, value: object) -> bytes:
        """Return the hash of a value. Raises TypeError for an unknown type."""
        return _digest(self._reducers[type(value)](value))

    def _reducer(self, type_: type) -> _Reducer:
        if issubclass(type_, str):
            return str.__str__
        if issubclass(type_, int):
            return int
        if issubclass(type_, tuple | list):
            return self._items
        if issubclass(type_, Mapping):
            return self._pairs
        if issubclass(type_, Set):
            return lambda members: sorted(self.of(member) for member in members)
        if issubclass(type_, BaseModel):
            return self._once(lambda record: record.__dict__)
        if is_dataclass(type_):
            names = [field.name for field in fields(type_)]
            return self._once(lambda record: {name: getattr(record, name) for name in names})
        raise TypeError(f"a {type_.__name__} can't be hashed")

    def _items(self, values: Iterable[object]) -> list[object]:
        reducers = self._reducers
        return [
            value if type(value) in _PLAIN else reducers[type(value)](value) for value in values
        ]

    def _pairs(self, values: Mapping[Any, object]) -> object:
        return ["pairs", self._items(values), self._items(values.values())]

    def _once(self, content: Callable[[Any], Mapping[Any, object]]) -> _Reducer:
        """Return a function that takes a record and returns its hash, from a cache if possible.

        ``content``: a function that takes a record and returns the data that the hash covers.
        """
        # Maps ``id(record)`` to the record and its hash. The record is stored so that Python can't
        # give its id to another object.
        hashes: dict[int, tuple[object, bytes]] = {}

        def hash_of(record: object) -> bytes:
            known = hashes.get(id(record))
            if known is None:
                hash_ = _digest([type(record).__name__, self._pairs(content(record))])
                known = hashes[id(record)] = (record, hash_)
            return known[1]

        return hash_of


def _metadata(source: Source) -> Mapping[Any, object]:
    """Return a source's metadata: the article's record, without the paragraphs."""
    return dict(source.article.__dict__, paragraphs=(), id=source.id)


def _unchanged(value: object) -> object:
    return value


def _digest(reduced: Any) -> bytes:
    return hashlib.blake2b(marshal.dumps(reduced, _MARSHAL_VERSION), digest_size=SIZE).digest()
