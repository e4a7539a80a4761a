"""Changes files at random: their bytes, their words, or their structure."""

import copy
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

import yaml

from .tokens import FITTING, HUGE, NUMBERS, TEXTS

LARGEST = 400_000
"""Maximum size of an input, in bytes."""

_WORD = re.compile(rb"\w+|\s+|[^\w\s]+")
_FRONT = re.compile(rb"---\n(.*?\n)---\n(.*)", re.DOTALL)


class Vocabulary(NamedTuple):
    """The seeds, tokens and keys from which the files of a format are made.

    ``seeds``: files to damage. ``tokens``: characters and words of the format. ``keys``: names of
    fields. ``tree``: a function that parses bytes into plain data, or returns None if they are
    invalid. ``text``: a function that writes data as bytes.
    """

    seeds: Sequence[bytes]
    tokens: Sequence[str]
    keys: Sequence[str] = ()
    tree: Callable[[bytes], Any] = lambda _: None
    text: Callable[[Any, bytes], bytes] = lambda _, seed: seed


def mutated(seed: bytes, of: Vocabulary, chance: Random) -> bytes:
    """Return a file with a few random changes, which may leave it valid."""
    data = seed
    if chance.random() < 0.65:
        tree = of.tree(seed)
        if isinstance(tree, dict | list) and tree:
            data = of.text(_reshaped(tree, of, chance), seed)
    if data is seed or chance.random() < 0.1:
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            data = chance.choice(_CHANGES)(data, of, chance)
    return data[:LARGEST]


def _flip(data: bytes, _: Vocabulary, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    new = chance.choice((b"%c" % chance.randrange(128), b"", chance.randbytes(3), b"\xc3"))
    return data[:at] + new + data[at + 1 :]


def _cut(data: bytes, _: Vocabulary, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 7, 40, len(data))) :]


def _repeat(data: bytes, _: Vocabulary, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    part = data[at : at + chance.choice((1, 1, 4, 30, 200))]
    times = chance.choice((2, 2, 2, 3, 50, 1000))
    return data[:at] + part * min(times, LARGEST // (len(part) or 1)) + data[at:]


def _splice(data: bytes, of: Vocabulary, chance: Random) -> bytes:
    other = chance.choice(of.seeds)
    start = chance.randrange(len(other) + 1)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start : start + chance.choice((5, 40, 400))] + data[at:]


def _insert(data: bytes, of: Vocabulary, chance: Random) -> bytes:
    at = chance.choice([0, len(data), *(word.start() for word in _WORD.finditer(data[:20_000]))])
    return data[:at] + _token(of, chance) + data[at:]


def _replace(data: bytes, of: Vocabulary, chance: Random) -> bytes:
    words = [word.span() for word in _WORD.finditer(data[:20_000])] or [(0, 0)]
    start, end = chance.choice(words)
    return data[:start] + _token(of, chance) + data[end:]


def _lines(data: bytes, _: Vocabulary, chance: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case _:
            lines[one] = chance.choice((b"  ", b"    ", b"- ", b"\t", b"> ", b"#")) + lines[one]
    return b"\n".join(lines)


_CHANGES = (_flip, _cut, _repeat, _splice, _insert, _insert, _replace, _replace, _lines, _lines)


def _token(of: Vocabulary, chance: Random) -> bytes:
    text = chance.choice(TEXTS if chance.random() < 0.3 else of.tokens)
    return text.encode("utf-8", "surrogatepass")


def _reshaped(tree: Any, of: Vocabulary, chance: Random) -> Any:
    """Return a copy of nested data (``tree``) with up to three random changes."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        places = list(_places(tree))
        if not places:
            break
        fitting = [(holder, key) for holder, key in places
                   if key in FITTING and isinstance(holder[key], str)]  # fmt: skip
        if fitting and chance.random() < 0.5:
            holder, key = chance.choice(fitting)
            holder[key] = chance.choice(FITTING[key])
            continue
        holder, key = chance.choice(places)
        match chance.randrange(10):
            case 0:
                del holder[key]
            case 1:
                other, its = chance.choice(places)
                holder[key] = copy.deepcopy(other[its])
            case 2 if isinstance(holder, dict):
                holder[chance.choice(of.keys or TEXTS)] = holder.pop(key)
            case 3 if isinstance(holder, list):
                holder.insert(0, copy.deepcopy(holder[key]))
            case 4:
                holder[key] = chance.choice(([holder[key]], {"x": holder[key]}, [], {}))
            case 5 if isinstance(holder, dict):
                new = chance.choice(of.keys or TEXTS)
                holder[new] = _value(chance, new)
            case _:
                holder[key] = _value(chance, key)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (mapping, key) or (list, index) for each value in nested data, at any depth."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def _value(chance: Random, key: str | int) -> Any:
    """Return a random value; for a key in ``FITTING``, often a valid one."""
    if key in FITTING and chance.random() < 0.7:
        return chance.choice(FITTING[key])
    match chance.randrange(12):
        case 0:
            return chance.choice(NUMBERS)
        case 1:
            return [chance.choice(TEXTS), chance.choice(TEXTS)]
        case 2:
            return {chance.choice(TEXTS): chance.choice(TEXTS)}
        case 3:
            return chance.choice(TEXTS) + chance.choice(TEXTS)
        case 4 if chance.random() < 0.05:
            return chance.choice(HUGE)
        case _:
            return chance.choice(TEXTS)


@cache
def yaml_tree(data: bytes) -> Any:
    """Return the data of a YAML text, with all scalars as strings; None if it is invalid."""
    try:
        return yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - text, lists and mappings
    except (yaml.YAMLError, UnicodeDecodeError):
        return None


def yaml_text(tree: Any) -> bytes:
    """Return data as YAML."""
    return yaml.dump(
        tree, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, encoding="utf-8"
    )


def record_tree(data: bytes) -> Any:
    """Return the data of a YAML file, or of a Markdown file's front matter; None if invalid."""
    found = _FRONT.match(data)
    return yaml_tree(found[1] if found else data)


def record_text(tree: Any, seed: bytes) -> bytes:
    """Return data as YAML; if ``seed`` is Markdown, as front matter before the body of ``seed``."""
    found = _FRONT.match(seed)
    return b"---\n" + yaml_text(tree) + b"---\n" + found[2] if found else yaml_text(tree)


@cache
def json_tree(data: bytes) -> Any:
    """Return the data of a JSON text; None if it is invalid."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def json_text(tree: Any, _: bytes) -> bytes:
    """Return data as JSON."""
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")
