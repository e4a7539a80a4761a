"""Finds the positions of values in a JSON text, so that problems can point to them."""

import json
import re
from typing import Any, NamedTuple

from .yaml_text import Loc

DEPTH = 100
"""Maximum depth of nesting at which values are located; GeoJSON needs about twelve."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_NO_NUMBER = ("NaN", "Infinity", "-Infinity")


class Places(NamedTuple):
    """Positions of values and mistakes in a JSON text, as indexes of characters, from 0.

    ``values``: path -> position of the value. ``twice``: each repeated key of an object, with the
    positions of the repetition and of the first occurrence. ``no_numbers``: the positions of
    ``NaN`` and ``Infinity``. ``deep``: the position where nesting exceeds ``DEPTH``; None if it
    never does.
    """

    values: dict[Loc, int]
    twice: list[tuple[str, int, int]]
    no_numbers: list[int]
    deep: int | None


def places(text: str) -> Places:
    """Return the positions of values and mistakes in a JSON text, up to its first syntax error."""
    finder, before = _Finder(), ""
    for token in _TOKEN.finditer(text):
        word, at = token[0], token.start()
        if word in ("}", "]"):
            finder.close()
        elif word == ",":
            finder.next()
        elif word != ":":
            if finder.in_object and before != ":":
                try:
                    finder.key(json.loads(word, strict=False), at)
                except ValueError:
                    return finder.found  # the rest isn't JSON
            else:
                finder.value(word, at)
            if len(finder.keys) > DEPTH:
                return finder.found._replace(deep=at)
        before = word
    return finder.found


class _Finder:
    """Collects the positions of values while a JSON text is read token by token.

    ``way``: the current key or index in each open object or list. ``keys``: for each open object,
    the keys read so far, with their positions; for each open list, None.
    """

    def __init__(self) -> None:
        self.found = Places({}, [], [], None)
        self.way: list[str | int] = []
        self.keys: list[dict[str, int] | None] = []

    @property
    def in_object(self) -> bool:
        """Whether the innermost open container is an object, not a list."""
        return bool(self.keys) and self.keys[-1] is not None

    def close(self) -> None:
        """Leave the innermost open object or list, as its closing bracket is read."""
        del self.keys[-1:], self.way[-1:]

    def next(self) -> None:
        """If the innermost open container is a list, count one more item."""
        if self.keys and not self.in_object:
            self.way[-1] = int(self.way[-1]) + 1

    def key(self, key: str, at: int) -> None:
        """Record the position of an object's key, and whether the object has the key already."""
        seen_keys = self.keys[-1]
        if seen_keys is not None and seen_keys.setdefault(key, at) != at:
            self.found.twice.append((key, at, seen_keys[key]))
        self.way[-1] = key

    def value(self, word: str, at: int) -> None:
        """Record a value's position. An object or a list becomes the innermost open container.

        ``word``: the value in JSON; of an object or a list, only the opening bracket. ``at``: its
        position.
        """
        holds = word in ("{", "[")
        # Don't record the numbers and strings in lists: a map may have a million numbers.
        if holds or not self.keys or self.in_object:
            self.found.values.setdefault(tuple(self.way), at)
        if word in _NO_NUMBER:
            self.found.no_numbers.append(at)
        if holds:
            self.keys.append({} if word == "{" else None)
            self.way.append("" if word == "{" else 0)


def nearest_place(found: Places, loc: Loc) -> int:
    """Return the index of the value at ``loc``, or else of the nearest object or list around it.

    ``found``: the positions in the JSON text.
    """
    while loc and loc not in found.values:
        loc = loc[:-1]
    return found.values.get(loc, 0)


def named(data: Any, *keys: str) -> Any:
    """Return the value at a path of keys in nested dictionaries; None if there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
