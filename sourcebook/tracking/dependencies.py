"""Facts: what pages look up while they are made, noted, so that they are made anew for no other.

A fact is an entry of a table, or a table's keys, size or whole, or an answer to a question that
is asked of the corpus. Pages see the corpus, and all that is worked out from it, through here
alone; so nothing that a page has read goes unnoted.
"""

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import IntEnum
from functools import cached_property, partial
from typing import Any, TypeVar, overload

from .value_hashes import ValueHasher, marshalled

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class Selector(IntEnum):
    """What of a table is read, where it isn't one entry."""

    KEYS = 0
    SIZE = 1
    ANY = 2
    WHOLE = 3


Dependency = tuple[str, Hashable]
"""A table's or a question's name, with a key, a ``Selector``, or what is asked."""

MISSING = b""
"""Stands for the fingerprint of an entry that isn't there."""


class Tracker:
    """All tables and questions, and what of them is being read."""

    def __init__(self) -> None:
        self._values: dict[str, Callable[[Any], object]] = {}
        self._bases: dict[str, Callable[[], object]] = {}
        self._fingerprints = ValueHasher()
        self._noted: set[Dependency] | None = None

    @contextmanager
    def recording(self) -> Iterator[set[Dependency]]:
        """Give a set to which every fact is added that is read until the end."""
        before, self._noted = self._noted, set()
        try:
            yield self._noted
        finally:
            self._noted = before

    def record(self, name: str, key: Hashable) -> None:
        """Note that a fact is read."""
        if self._noted is not None:
            self._noted.add((name, key))

    def tracked_mapping(self, name: str, content: Mapping[K, V]) -> Mapping[K, V]:
        """Return a mapping that notes what is read of it."""
        self._values[name] = lambda key: _of_table(content, key)
        self._bases[name] = partial(marshalled, content)
        return TrackedMapping(name, content, self)

    def tracked_sequence(self, name: str, content: Sequence[V]) -> Sequence[V]:
        """Return a sequence likewise; it counts as one fact."""
        self._values[name] = lambda _: content
        return TrackedSequence(name, content, self)

    def tracked_function(
        self,
        name: str,
        answer: Callable[[K], V],
        known_by: Callable[[V], object] | None = None,
        basis: Callable[[], object] | None = None,
    ) -> Callable[[K], V]:
        """Return a function that notes what it is asked, and answers.

        ``known_by``: what of an answer to the same question can change, if that is less.
        ``basis``: while it is the same, so are all answers.
        """
        if basis:
            self._bases[name] = basis
        self._values[name] = lambda asked: known_by(answer(asked)) if known_by else answer(asked)

        def ask(asked: K) -> V:
            if self._noted is not None:
                self._noted.add((name, asked))
            return answer(asked)

        return ask

    def tracked_view(self, name: str, whole: T) -> T:
        """Return a thing like the given one, whose mappings and sequences note what is read.

        Of a dataclass, they are its fields and what is worked out from them once; all else
        is left out, and can't be read.
        """
        assert is_dataclass(whole)  # noqa: S101 - called with what is written here
        type_ = type(whole)
        names = [field.name for field in fields(whole)]
        names += [key for key, held in vars(type_).items() if isinstance(held, cached_property)]
        noted: Any = object.__new__(type_)
        for key in names:
            content = getattr(whole, key)
            if isinstance(content, Mapping):
                noted.__dict__[key] = self.tracked_mapping(f"{name}.{key}", content)
            elif isinstance(content, Sequence) and not isinstance(content, str):
                noted.__dict__[key] = self.tracked_sequence(f"{name}.{key}", content)
        made: T = noted
        return made

    def hash_of(self, fact: Dependency) -> bytes:
        """Return the fingerprint of a fact as it is now; ``MISSING`` for what isn't there."""
        name, key = fact
        value = self._values.get(name)
        if value is None:
            return MISSING
        try:
            found = value(key)
        except KeyError:
            return MISSING
        return self._fingerprints.of(found)

    def group_hashes(self) -> dict[str, bytes]:
        """Return a fingerprint for each table or question: while it is the same, all of it is.

        Those of which there is none are left out.
        """
        found = ((name, basis()) for name, basis in self._bases.items())
        return {
            name: self._fingerprints.of(value) for name, value in found if value is not None
        }  # fmt: skip


def _of_table(content: Mapping[Any, object], key: object) -> object:
    if isinstance(key, Selector):
        parts: dict[Selector, Callable[[], object]] = {
            Selector.KEYS: lambda: list(content),
            Selector.SIZE: lambda: len(content),
            Selector.ANY: lambda: bool(content),
            Selector.WHOLE: lambda: content,
        }
        return parts[key]()
    return content[key]


class TrackedMapping(Mapping[K, V]):
    """A mapping that notes what is read of it."""

    __slots__ = ("_content", "_facts", "_name")

    def __init__(self, name: str, content: Mapping[K, V], facts: Tracker) -> None:
        self._name = name
        self._content = content
        self._facts = facts

    def __getitem__(self, key: K) -> V:
        noted = self._facts._noted
        if noted is not None:
            noted.add((self._name, key))
        return self._content[key]

    def __contains__(self, key: object) -> bool:
        self._facts.record(self._name, key)
        return key in self._content

    def __iter__(self) -> Iterator[K]:
        self._facts.record(self._name, Selector.KEYS)
        return iter(self._content)

    def __len__(self) -> int:
        self._facts.record(self._name, Selector.SIZE)
        return len(self._content)

    def __bool__(self) -> bool:
        self._facts.record(self._name, Selector.ANY)
        return bool(self._content)

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        """Return an entry, or ``default``."""
        noted = self._facts._noted
        if noted is not None:
            noted.add((self._name, key))
        return self._content.get(key, default)

    def items(self) -> ItemsView[K, V]:
        """Return all entries."""
        self._facts.record(self._name, Selector.WHOLE)
        return self._content.items()

    def values(self) -> ValuesView[V]:
        """Return all values."""
        self._facts.record(self._name, Selector.WHOLE)
        return self._content.values()


class TrackedSequence(Sequence[V]):
    """A sequence that notes that it is read."""

    __slots__ = ("_content", "_facts", "_name")

    def __init__(self, name: str, content: Sequence[V], facts: Tracker) -> None:
        self._name = name
        self._content = content
        self._facts = facts

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        self._facts.record(self._name, Selector.WHOLE)
        return self._content[at]

    def __iter__(self) -> Iterator[V]:
        self._facts.record(self._name, Selector.WHOLE)
        return iter(self._content)

    def __len__(self) -> int:
        self._facts.record(self._name, Selector.WHOLE)
        return len(self._content)
