"""Puts a search index in order.

Pagefind numbers pages as the disk lists them, and writes filters as its hash tables have them,
each time anew. Its files are gzip over a mark and CBOR (RFC 8949), and are named after what they
hold, so names change with it. What they hold is arrays, here in the order in which they stand:

- ``pf_meta``: version; pages (name of the fragment, words); chunks (first word, last, name of the
  index); filters (what it is called, its name); orders (what it is called, pages); fields.
- ``pf_filter``: what it is called; values (value, pages).
- ``pf_index``: words (word, places, other spellings of it, each with places); a place is how much
  greater the page's number is than the one before, and where on the page the word stands.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import cbor2

from .pagefind_files import MARK, pack, unpack

_URL = re.compile(rb'"url":("(?:[^"\\]|\\.)*")')
_START = 4096
"""Bytes of a fragment in which its address stands, which comes first."""


def order(bundle: Path) -> None:
    """Rewrite a search index, so that it is the same for the same pages. ``bundle``: its folder.

    Raises ValueError for files of another form, OSError.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text("utf-8"))
    for language in entry["languages"].values():
        meta_file = bundle / f"pagefind.{language['hash']}.pf_meta"
        try:
            language["hash"] = _order(bundle, meta_file)
        except (TypeError, IndexError, cbor2.CBORError) as error:
            raise ValueError(f"{meta_file.name} is not of a form that is known: {error}") from error
    ordered = dict(sorted(entry["languages"].items()))
    text = json.dumps({**entry, "languages": ordered}, ensure_ascii=False, separators=(",", ":"))
    entry_file.write_bytes(text.encode())


def _order(bundle: Path, meta_file: Path) -> str:
    """Put the pages of a language in order, and all that speaks of them; return its new name."""
    meta = _read(meta_file)
    _, pages, chunks, filters, orders, _ = meta
    urls = [_url(bundle / "fragment" / f"{name}.pf_fragment") for name, _ in pages]
    by_url = sorted(range(len(pages)), key=urls.__getitem__)
    numbers = [0] * len(pages)
    for number, before in enumerate(by_url):
        numbers[before] = number
    meta[1] = [pages[before] for before in by_url]
    for chunk in chunks:
        file = bundle / "index" / f"{chunk[2]}.pf_index"
        chunk[2] = _rewritten(file, partial(_index, numbers))
    for one in filters:
        one[1] = _rewritten(bundle / "filter" / f"{one[1]}.pf_filter", partial(_filter, numbers))
    filters.sort()
    for one in orders:
        one[1] = [numbers[page] for page in one[1]]
    orders.sort()
    return _replace(meta_file, meta, "pagefind.")


def _url(fragment: Path) -> str:
    start = zlib.decompressobj(wbits=31).decompress(fragment.read_bytes(), _START)
    found = _URL.search(start)
    if not found:
        raise ValueError(f"{fragment.name} is not of a form that is known")
    return str(json.loads(found[1]))


def _index(numbers: Sequence[int], index: Any) -> Any:
    (words,) = index
    for word in words:
        word[1] = _places(numbers, word[1])
        word[2] = [[spelling, _places(numbers, places)] for spelling, places in word[2]]
    return index


def _places(numbers: Sequence[int], places: list[Any]) -> list[Any]:
    """Give the places of a word to the pages' new numbers."""
    page = 0
    for place in places:
        page += place[0]
        place[0] = numbers[page]
    places.sort()
    before = 0
    for place in places:
        place[0], before = place[0] - before, place[0]
    return places


def _filter(numbers: Sequence[int], filter_: Any) -> Any:
    name, values = filter_
    ordered = ([value, sorted(numbers[page] for page in pages)] for value, pages in values)
    return [name, sorted(ordered)]


def _rewritten(file: Path, new: Callable[[Any], Any]) -> str:
    return _replace(file, new(_read(file)), "")


def _read(path: Path) -> Any:
    return cbor2.loads(unpack(path.read_bytes(), path.name))


def _replace(old: Path, value: Any, before: str) -> str:
    """Write a value in place of a file; return its name without what stands before and after."""
    # Named as Pagefind does: the language, then the hash.
    data = cbor2.dumps(value)
    language, _, hash_ = old.stem.removeprefix(before).rpartition("_")
    name = f"{language}_{hashlib.sha256(MARK + data).hexdigest()[: len(hash_)]}"
    old.unlink()
    (old.parent / f"{before}{name}{old.suffix}").write_bytes(pack(data))
    return name
