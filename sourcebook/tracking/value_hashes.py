"""A fingerprint of any value that pages are made from: another value, another fingerprint.

Only what is known here has one, so that nothing is left out of it unseen.
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
"""Bytes of a fingerprint: of a thousand million, two are the same by chance once in 10^11."""

# The form of marshal that knows nothing of which objects are the same: values alone count.
_FORM = 2


def marshalled(content: Mapping[Any, object]) -> bytes | None:
    """Return a mapping as bytes, all at once; None if anything in it is more than plain data."""
    keys: Iterable[object] = content
    if isinstance(next(iter(content), None), tuple):
        keys = map(tuple, content)
    try:
        return marshal.dumps([list(keys), list(content.values())], _FORM)
    except ValueError:
        return None


class ValueHasher:
    """Gives fingerprints; those of records are kept, with the records, so that each is read once.

    A claim's has in it what a claim's source is, and not what else that source says: pages
    must not go from a claim to its source's paragraphs or other claims.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._heads: dict[int, tuple[Source, bytes]] = {}
        self._plain: dict[type, Callable[[Any], object]] = {
            PlacedClaim: self._claim,
            Date: lambda when: when.text,
            Quantity: lambda quantity: quantity.text,
            range: lambda numbers: (numbers.start, numbers.stop, numbers.step),
            Day: tuple,
        }
        self._plain |= dict.fromkeys((str, int, float, bool, bytes, type(None)), _same)
        self._plain |= dict.fromkeys((tuple, list), self._row)
        self._plain[dict] = self._pairs

    def of(self, value: object) -> bytes:
        """Return the fingerprint of a value. Raises TypeError for a type that isn't known."""
        return _digest(self._reduced(value))

    def _reduced(self, value: object) -> object:
        """Return a value as marshal has it, the same for equal values."""
        type_ = type(value)
        reduce = self._plain.get(type_)
        if reduce is None:
            reduce = self._plain[type_] = self._way(value)
        return reduce(value)

    def _way(self, value: object) -> Callable[[Any], object]:
        if isinstance(value, str):
            return str.__str__
        if isinstance(value, int):
            return int
        if isinstance(value, tuple):
            return self._row
        if isinstance(value, Mapping):
            return self._pairs
        if isinstance(value, Set):
            return lambda members: sorted(self.of(member) for member in members)
        if isinstance(value, BaseModel):
            return lambda record: self._kept(record, record.__dict__)
        if is_dataclass(value):
            names = [field.name for field in fields(value)]
            return lambda one: self._kept(one, {name: getattr(one, name) for name in names})
        raise TypeError(f"a {type(value).__name__} has no fingerprint")

    def _row(self, values: tuple[object, ...] | list[object]) -> object:
        return [self._reduced(value) for value in values]

    def _pairs(self, values: Mapping[object, object]) -> object:
        return ["pairs", *((self._reduced(k), self._reduced(v)) for k, v in values.items())]

    def _claim(self, placed: PlacedClaim) -> object:
        known = self._known.get(id(placed))
        if known is not None:
            return known[1]
        return self._kept(placed, {"claim": placed.claim, "source": self._head(placed.source)})

    def _head(self, source: Source) -> bytes:
        """Return the fingerprint of what a source is: its record, without its paragraphs."""
        known = self._heads.get(id(source))
        if known is None:
            record: dict[Any, object] = dict(source.article.__dict__, paragraphs=(), id=source.id)
            known = self._heads[id(source)] = (source, _digest(self._pairs(record)))
        return known[1]

    def _kept(self, record: object, content: Mapping[Any, object]) -> bytes:
        known = self._known.get(id(record))
        if known is None:
            made = _digest([type(record).__name__, self._pairs(content)])
            known = self._known[id(record)] = (record, made)
        return known[1]


def _same(value: object) -> object:
    return value


def _digest(reduced: Any) -> bytes:
    return hashlib.blake2b(marshal.dumps(reduced, _FORM), digest_size=SIZE).digest()
