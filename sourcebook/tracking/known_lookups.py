"""Numbers the lookups of all pages, and keeps a hash of each lookup's result."""

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping
from itertools import count
from typing import NamedTuple

from .dependencies import Dependency
from .value_hashes import SIZE

HashOf = Callable[[Dependency], bytes]
"""A function that takes a lookup and returns the hash of its current result."""


class KnownLookups:
    """All lookups that pages have made. Each has a number and a hash of its result.

    A large corpus has hundreds of thousands of lookups. So there is no object for a lookup other
    than its key and its number, and all hashes are in one sequence of bytes.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, dict[Hashable, int]] = {}
        self._hashes = bytearray()

    def __len__(self) -> int:
        return len(self._hashes) // SIZE

    def copy(self) -> "KnownLookups":
        """Return a copy; changes to the copy don't change this object."""
        copied = KnownLookups()
        copied._numbers = {name: dict(numbers) for name, numbers in self._numbers.items()}
        copied._hashes = bytearray(self._hashes)
        return copied

    def number(self, lookup: Dependency, hash_of: HashOf) -> int:
        """Return a lookup's number. A new lookup is added, with its hash."""
        name, key = lookup
        numbers = self._numbers.setdefault(name, {})
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(self)
            self._hashes += _full(hash_of(lookup))
        return number

    def outdated(self, hash_of: HashOf) -> dict[int, bytes]:
        """Return number -> new hash, for each lookup whose result has another hash now."""
        found, hashes = {}, bytes(self._hashes)
        for name, numbers in self._numbers.items():
            for key, number in numbers.items():
                now, start = _full(hash_of((name, key))), number * SIZE
                if hashes[start : start + SIZE] != now:
                    found[number] = now
        return found

    def update(self, hashes: Mapping[int, bytes]) -> None:
        """Replace the hashes of some lookups. ``hashes``: maps their numbers to the new hashes."""
        for number, now in hashes.items():
            self._hashes[number * SIZE : (number + 1) * SIZE] = now


class SentLookups(NamedTuple):
    """Lookups that one process sends to another.

    ``numbers``: the number of each lookup in the sending process. ``new``: the lookups that it
    sends for the first time. Their numbers begin with ``start``, in order.
    """

    numbers: "array[int]"
    new: list[Dependency]
    start: int


class LookupSender:
    """Sends the lookups of many pages to another process, which has a ``LookupReceiver``.

    Pages have most lookups in common. So a lookup is sent only once, and its number after that.
    """

    _MOST = 100_000
    """Maximum number of lookups to keep in memory. When there are more, all are sent again."""

    def __init__(self) -> None:
        self._numbers: dict[Dependency, int] = {}

    def sent(self, lookups: Collection[Dependency]) -> SentLookups:
        """Return the lookups of a page as they are sent."""
        if len(self._numbers) > self._MOST:
            self._numbers.clear()
        start = len(self._numbers)
        new = [lookup for lookup in lookups if lookup not in self._numbers]
        self._numbers.update(zip(new, count(start), strict=False))
        return SentLookups(array("I", map(self._numbers.__getitem__, lookups)), new, start)


class LookupReceiver:
    """Receives the lookups of many pages from one other process, in the order of sending.

    ``known``: the lookups to which new ones are added. ``hash_of``: see ``HashOf``.
    """

    def __init__(self, known: KnownLookups, hash_of: HashOf) -> None:
        self._known = known
        self._hash_of = hash_of
        self._numbers = array("I")

    def received(self, sent: SentLookups) -> "array[int]":
        """Return the number in ``known`` of each lookup of a page."""
        del self._numbers[sent.start :]
        self._numbers.extend(self._known.number(lookup, self._hash_of) for lookup in sent.new)
        return array("I", map(self._numbers.__getitem__, sent.numbers))


def _full(hash_: bytes) -> bytes:
    """Return a hash with ``SIZE`` bytes. The hash of a missing value is shorter: it is empty."""
    return hash_.ljust(SIZE, b"\0")
