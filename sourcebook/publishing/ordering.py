"""Puts Pagefind's filters in order: it writes them as its hash tables have them, each time anew.

Its files are gzip over a mark and CBOR (RFC 8949), of which it uses whole numbers, texts and
arrays of known length. A file is named after what it holds, so names change with it.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4


def order(bundle: Path) -> None:
    """Rewrite the filters of a search index, and what names them. ``bundle``: Pagefind's folder.

    Raises ValueError for files of another form, OSError.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text("utf-8"))
    for language in entry["languages"].values():
        old = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(old)
        filters = meta[3]
        for one in filters:
            one[1] = _ordered(bundle / "filter", one[1])
        filters.sort()
        language["hash"] = _replace(old, meta, "pagefind.")
    ordered = dict(sorted(entry["languages"].items()))
    text = json.dumps({**entry, "languages": ordered}, ensure_ascii=False, separators=(",", ":"))
    entry_file.write_text(text, "utf-8")


def _ordered(folder: Path, hash_: str) -> str:
    """Sort the values of a filter, each with its pages; return its new name."""
    old = folder / f"{hash_}.pf_filter"
    name, values = _read(old)
    return _replace(old, [name, sorted(values)], "")


def _read(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(f"{path.name} is not of a form that is known")
    value, end = _value(data, len(_MARK))
    if end != len(data):
        raise ValueError(f"{path.name} has more in it than is known")
    return value


def _replace(old: Path, value: Any, before: str) -> str:
    """Write a value in place of a file; return its name without what stands before and after."""
    # Without a time in it, and named as Pagefind does: the language, then the hash.
    data = gzip.compress(_MARK + _bytes(value), mtime=0)
    language, _, hash_ = old.stem.removeprefix(before).rpartition("_")
    name = f"{language}_{hashlib.sha256(data).hexdigest()[: len(hash_)]}"
    old.unlink()
    (old.parent / f"{before}{name}{old.suffix}").write_bytes(data)
    return name


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and the place behind it."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:
        length = 1 << (size - 24)
        if length > 8:
            raise ValueError("an array or a text of no known length")
        size = int.from_bytes(data[at : at + length], "big")
        at += length
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _ARRAY:
        raise ValueError(f"a value of kind {kind}")
    values = []
    for _ in range(size):
        value, at = _value(data, at)
        values.append(value)
    return values, at


def _bytes(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(_bytes, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    for more in range(4):
        if size < 1 << (8 << more):
            return bytes([kind << 5 | 24 + more]) + size.to_bytes(1 << more, "big")
    raise ValueError(f"{size} is too large")
