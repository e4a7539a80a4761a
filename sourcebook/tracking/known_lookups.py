"""Numbers the lookups of all pages, and keeps a hash of each lookup's result."""

from collections.abc import Callable, Hashable, Mapping

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


def _full(hash_: bytes) -> bytes:
    """Return a hash with ``SIZE`` bytes. The hash of a missing value is shorter: it is empty."""
    return hash_.ljust(SIZE, b"\0")
