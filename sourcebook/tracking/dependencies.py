"""Records a page's dependencies: every lookup that is made while the page is rendered.

A dependency is one of these:

- one entry of a mapping, or the mapping's keys, size or whole content;
- a whole sequence;
- the result of a function for one argument.

A page is rendered again only if one of its dependencies has changed. Invariant: pages see the
corpus, and data derived from the corpus, only through tracked views. So every lookup is recorded.
"""

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import IntEnum
from functools import cached_property, partial
from typing import Any, TypeVar, overload

from .value_hashes import ValueHasher

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class Selector(IntEnum):
    """A part of a mapping or sequence that a page can read, other than a single entry.

    ``ANY``: whether there are any entries. ``WHOLE``: all entries.
    """

    KEYS = 0
    SIZE = 1
    ANY = 2
    WHOLE = 3


Dependency = tuple[str, Hashable]
"""The name of a mapping, sequence or function, and the part of it that a page reads.

The part is a mapping's key, a ``Selector`` or a function's argument.
"""

MISSING = b""
"""The value used as the hash of a mapping's entry that doesn't exist."""


class Tracker:
    """Makes tracked views of mappings, sequences and functions.

    A tracked view records every read as a dependency.
    """

    def __init__(self) -> None:
        self._values: dict[str, Callable[[Any], object]] = {}
        self._hasher = ValueHasher()
        self._recorded: set[Dependency] | None = None

    @contextmanager
    def recording(self) -> Iterator[set[Dependency]]:
        """Context manager: yield a set that collects each dependency read in the ``with`` block."""
        before, self._recorded = self._recorded, set()
        try:
            yield self._recorded
        finally:
            self._recorded = before

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Context manager: record no lookups inside the ``with`` block.

        If a page uses results of the block, the caller must record a dependency on these results.
        """
        before, self._recorded = self._recorded, None
        try:
            yield
        finally:
            self._recorded = before

    def record(self, name: str, key: Hashable) -> None:
        """Record that the dependency ``(name, key)`` is read."""
        if self._recorded is not None:
            self._recorded.add((name, key))

    def tracked_mapping(self, name: str, content: Mapping[K, V]) -> Mapping[K, V]:
        """Return a view of a mapping. The view records every read as a dependency.

        ``name``: the mapping's name in dependencies.
        """
        self._values[name] = lambda key: _part(content, key)
        return TrackedMapping(name, content, self)

    def tracked_sequence(self, name: str, content: Sequence[V]) -> Sequence[V]:
        """Return a view of a sequence. Any read is recorded as a dependency on all its items."""
        self._values[name] = lambda _: content
        return TrackedSequence(name, content, self)

    def tracked_function(
        self,
        name: str,
        function: Callable[[K], V],
        changing: Callable[[V], object] | None = None,
    ) -> Callable[[K], V]:
        """Return ``function``, wrapped to record each argument that it is called with.

        ``changing``: a function that takes a result and returns the part of the result that can
        differ between builds for the same argument. If it is None, the whole result can differ.
        """
        self._values[name] = (
            (lambda argument: changing(function(argument))) if changing else function
        )

        def tracked(argument: K) -> V:
            self.record(name, argument)
            return function(argument)

        return tracked

    def tracked_view(self, name: str, instance: T) -> T:
        """Return a view of a dataclass instance, with tracked views of its mappings and sequences.

        A cached property is computed when it is first read. Reading a field or cached property of
        another type raises TypeError, because this can't be recorded.
        """
        assert is_dataclass(instance)  # noqa: S101 - all callers are in this package
        type_ = type(instance)

        def content(key: str, part: Hashable) -> object:
            return _part(getattr(instance, key), part)

        def tracked(key: str, _view: object) -> object:
            found = getattr(instance, key)
            if isinstance(found, Mapping):
                return self.tracked_mapping(f"{name}.{key}", found)
            if isinstance(found, Sequence) and not isinstance(found, str):
                return self.tracked_sequence(f"{name}.{key}", found)
            raise TypeError(f"pages can't read {name}.{key}: it has no tracked view")

        names = [*(field.name for field in fields(instance)), *cached_properties(type_)]
        self._values |= {f"{name}.{key}": partial(content, key) for key in names}
        views = {key: cached_property(partial(tracked, key)) for key in names}
        view: T = object.__new__(type(type_.__name__, (type_,), views))
        return view

    def hash_of(self, dependency: Dependency) -> bytes:
        """Return the hash of a dependency's current value; ``MISSING`` if there is no value."""
        name, key = dependency
        value_of = self._values.get(name)
        if value_of is None:
            return MISSING
        try:
            value = value_of(key)
        except KeyError:
            return MISSING
        return self._hasher.of(value)

    def hash_of_value(self, value: object) -> bytes:
        """Return the hash of a value. Raises TypeError for a value of an unknown type."""
        return self._hasher.of(value)


def cached_properties(type_: type) -> list[str]:
    """Return the names of a class's own cached properties."""
    return [name for name, held in vars(type_).items() if isinstance(held, cached_property)]


def _part(content: Mapping[Any, object], key: object) -> object:
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
    """A view of a mapping. The view records every read as a dependency."""

    __slots__ = ("_content", "_name", "_tracker")

    def __init__(self, name: str, content: Mapping[K, V], tracker: Tracker) -> None:
        self._name = name
        self._content = content
        self._tracker = tracker

    def __getitem__(self, key: K) -> V:
        self._tracker.record(self._name, key)
        return self._content[key]

    def __contains__(self, key: object) -> bool:
        self._tracker.record(self._name, key)
        return key in self._content

    def __iter__(self) -> Iterator[K]:
        self._tracker.record(self._name, Selector.KEYS)
        return iter(self._content)

    def __len__(self) -> int:
        self._tracker.record(self._name, Selector.SIZE)
        return len(self._content)

    def __bool__(self) -> bool:
        self._tracker.record(self._name, Selector.ANY)
        return bool(self._content)

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        """Return the value of a key, or ``default``, and record that it is read."""
        self._tracker.record(self._name, key)
        return self._content.get(key, default)

    def items(self) -> ItemsView[K, V]:
        """Return all entries of the mapping, and record that they are read."""
        self._tracker.record(self._name, Selector.WHOLE)
        return self._content.items()

    def values(self) -> ValuesView[V]:
        """Return all values of the mapping, and record that they are read."""
        self._tracker.record(self._name, Selector.WHOLE)
        return self._content.values()


class TrackedSequence(Sequence[V]):
    """A view of a sequence. It records any read as a dependency on the whole sequence."""

    __slots__ = ("_content", "_name", "_tracker")

    def __init__(self, name: str, content: Sequence[V], tracker: Tracker) -> None:
        self._name = name
        self._content = content
        self._tracker = tracker

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        self._tracker.record(self._name, Selector.WHOLE)
        return self._content[at]

    def __iter__(self) -> Iterator[V]:
        self._tracker.record(self._name, Selector.WHOLE)
        return iter(self._content)

    def __len__(self) -> int:
        self._tracker.record(self._name, Selector.WHOLE)
        return len(self._content)
