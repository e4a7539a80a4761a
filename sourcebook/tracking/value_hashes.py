"""Hashes values that pages depend on. Equal values have the same hash in every process.

A value of an unknown type raises TypeError rather than being hashed in part.
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


def marshalled(content: Mapping[Any, object]) -> bytes | None:
    """Serialize a mapping with ``marshal``; return None if it contains more than plain data."""
    keys: Iterable[object] = content
    if isinstance(next(iter(content), None), tuple):
        keys = map(tuple, content)
    try:
        return marshal.dumps([list(keys), list(content.values())], _MARSHAL_VERSION)
    except ValueError:
        return None


_PLAIN: frozenset[type] = frozenset([str, int, float, bool, bytes, type(None)])
"""Types of values that ``marshal`` takes as they are."""


class ValueHasher:
    """Hashes values; remembers the hash of each record, so that it is computed once.

    Invariant: the hash of a PlacedClaim covers only the claim and the metadata of its source. So
    pages must never read paragraphs or other claims through ``placed.source``. test_remaking.py
    checks that they don't.
    """

    def __init__(self) -> None:
        # Maps ``id(record)`` to the record and its hash. The record is stored so that Python can't
        # give its id to another object.
        self._known: dict[int, tuple[object, bytes]] = {}
        self._sources: dict[int, tuple[Source, bytes]] = {}
        self._reducers: dict[type, Callable[[Any], object]] = {
            PlacedClaim: self._claim,
            Date: lambda when: when.text,
            Quantity: lambda quantity: quantity.text,
            range: lambda numbers: (numbers.start, numbers.stop, numbers.step),
            Day: tuple,
        }
        self._reducers |= dict.fromkeys(_PLAIN, _unchanged)
        self._reducers |= dict.fromkeys((tuple, list), self._items)
        self._reducers[dict] = self._pairs

    def of(self, value: object) -> bytes:
        """Return the hash of a value. Raises TypeError for an unknown type."""
        return _digest(self._reduced(value))

    def _reduced(self, value: object) -> object:
        """Return a value as plain data for ``marshal``; equal values give equal data."""
        type_ = type(value)
        reduce = self._reducers.get(type_)
        if reduce is None:
            reduce = self._reducers[type_] = self._reducer(value)
        return reduce(value)

    def _reducer(self, value: object) -> Callable[[Any], object]:
        if isinstance(value, str):
            return str.__str__
        if isinstance(value, int):
            return int
        if isinstance(value, tuple):
            return self._items
        if isinstance(value, Mapping):
            return self._pairs
        if isinstance(value, Set):
            return lambda members: sorted(self.of(member) for member in members)
        if isinstance(value, BaseModel):
            return lambda record: self._record_hash(record, record.__dict__)
        if is_dataclass(value):
            names = [field.name for field in fields(value)]
            return lambda record: self._record_hash(
                record, {name: getattr(record, name) for name in names}
            )
        raise TypeError(f"a {type(value).__name__} can't be hashed")

    def _items(self, values: tuple[object, ...] | list[object]) -> object:
        return [value if type(value) in _PLAIN else self._reduced(value) for value in values]

    def _pairs(self, values: Mapping[object, object]) -> object:
        return ["pairs", self._items(list(values)), self._items(list(values.values()))]

    def _claim(self, placed: PlacedClaim) -> object:
        known = self._known.get(id(placed))
        if known is not None:
            return known[1]
        return self._record_hash(
            placed, {"claim": placed.claim, "source": self._source_metadata(placed.source)}
        )

    def _source_metadata(self, source: Source) -> bytes:
        """Return the hash of a source's metadata: the article's record, without the paragraphs."""
        known = self._sources.get(id(source))
        if known is None:
            record: dict[Any, object] = dict(source.article.__dict__, paragraphs=(), id=source.id)
            known = self._sources[id(source)] = (source, _digest(self._pairs(record)))
        return known[1]

    def _record_hash(self, record: object, content: Mapping[Any, object]) -> bytes:
        known = self._known.get(id(record))
        if known is None:
            hash_ = _digest([type(record).__name__, self._pairs(content)])
            known = self._known[id(record)] = (record, hash_)
        return known[1]


def _unchanged(value: object) -> object:
    return value


def _digest(reduced: Any) -> bytes:
    return hashlib.blake2b(marshal.dumps(reduced, _MARSHAL_VERSION), digest_size=SIZE).digest()
