"""Rewrites a Pagefind index so that the same pages always give the same bytes.

Pagefind numbers pages in the order in which the disk lists them, and writes filters in the order
of its hash tables, which changes from run to run. Its files are packed CBOR (RFC 8949) and are
named by a hash of their content, so the names change too. Each file is an array:

- ``pf_meta``: version, pages, chunks, filters, sort orders, fields. A page is (name of its
  fragment, number of words), a chunk (first word, last word, name of its ``pf_index``), a filter
  (its key, name of its ``pf_filter``), a sort order (its key, page numbers).
- ``pf_filter``: the filter's key, and its values as (value, page numbers).
- ``pf_index``: words as (word, places, other spellings as (spelling, places)). A place is (page
  number minus the page number of the previous place, positions on the page).
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

from .packing import SIGNATURE, pack, unknown_format, unpack

_URL = re.compile(rb'"url":("(?:[^"\\]|\\.)*")')
_URL_WITHIN = 4096
"""Number of bytes at the start of an uncompressed fragment that are searched for its URL."""


def order(bundle: Path) -> None:
    """Put everything in a search index in a fixed order. ``bundle``: Pagefind's output folder.

    Raises OSError, and ValueError for files in an unknown format.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text("utf-8"))
    for language in entry["languages"].values():
        meta_file = bundle / f"pagefind.{language['hash']}.pf_meta"
        try:
            language["hash"] = _order_language(bundle, meta_file)
        except (TypeError, IndexError, cbor2.CBORError) as error:
            raise unknown_format(meta_file.name) from error
    languages = dict(sorted(entry["languages"].items()))
    text = json.dumps({**entry, "languages": languages}, ensure_ascii=False, separators=(",", ":"))
    entry_file.write_bytes(text.encode())


def _order_language(bundle: Path, meta_file: Path) -> str:
    """Renumber a language's pages by URL, in all its files; return the language's new hash."""
    meta = _read(meta_file)
    _, pages, chunks, filters, orders, _ = meta
    urls = [_url(bundle / "fragment" / f"{name}.pf_fragment") for name, _ in pages]
    old_numbers = sorted(range(len(pages)), key=urls.__getitem__)
    new_numbers = [0] * len(pages)
    for new, old in enumerate(old_numbers):
        new_numbers[old] = new
    meta[1] = [pages[old] for old in old_numbers]
    for chunk in chunks:
        file = bundle / "index" / f"{chunk[2]}.pf_index"
        chunk[2] = _rewrite(file, partial(_renumbered_index, new_numbers))
    for entry in filters:
        file = bundle / "filter" / f"{entry[1]}.pf_filter"
        entry[1] = _rewrite(file, partial(_renumbered_filter, new_numbers))
    filters.sort()
    for sort_order in orders:
        sort_order[1] = [new_numbers[page] for page in sort_order[1]]
    orders.sort()
    return _replace(meta_file, meta, "pagefind.")


def _url(fragment: Path) -> str:
    start = zlib.decompressobj(wbits=31).decompress(fragment.read_bytes(), _URL_WITHIN)
    match = _URL.search(start)
    if not match:
        raise unknown_format(fragment.name)
    return str(json.loads(match[1]))


def _renumbered_index(new_numbers: Sequence[int], index: Any) -> Any:
    (words,) = index
    for word in words:
        word[1] = _renumbered_places(new_numbers, word[1])
        word[2] = [
            [spelling, _renumbered_places(new_numbers, places)] for spelling, places in word[2]
        ]
    return index


def _renumbered_places(new_numbers: Sequence[int], places: list[Any]) -> list[Any]:
    """Return a word's places with new page numbers, sorted and again stored as differences."""
    page = 0
    for place in places:
        page += place[0]
        place[0] = new_numbers[page]
    places.sort()
    previous = 0
    for place in places:
        place[0], previous = place[0] - previous, place[0]
    return places


def _renumbered_filter(new_numbers: Sequence[int], filter_: Any) -> Any:
    key, values = filter_
    renumbered = ([value, sorted(new_numbers[page] for page in pages)] for value, pages in values)
    return [key, sorted(renumbered)]


def _rewrite(file: Path, change: Callable[[Any], Any]) -> str:
    return _replace(file, change(_read(file)), "")


def _read(path: Path) -> Any:
    return cbor2.loads(unpack(path.read_bytes(), path.name))


def _replace(old: Path, value: Any, prefix: str) -> str:
    """Replace a file by a new one with ``value``; return ``<language>_<hash>`` of the new name."""
    data = cbor2.dumps(value)
    language, _, hash_ = old.stem.removeprefix(prefix).rpartition("_")
    name = f"{language}_{hashlib.sha256(SIGNATURE + data).hexdigest()[: len(hash_)]}"
    old.unlink()
    (old.parent / f"{prefix}{name}{old.suffix}").write_bytes(pack(data))
    return name
