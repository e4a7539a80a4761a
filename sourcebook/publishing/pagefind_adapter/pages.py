"""The pages of an index, and the fragments: a file for each page, which a result is shown from.

A fragment is the JSON of a page: its URL, words, anchors, metadata and filter values.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...text import content_hash
from .packing import name_of, pack, unpack

LARGE = 1000
"""Minimum size in bytes of a fragment whose filter values are removed: smaller ones have few.

They are in the filter files too, and the search reads them only there.
"""

_GROUP = 16
"""Average number of neighbouring pages whose fragments have names that begin alike. A search loads
all names before anything else, and compressed they take a quarter less so."""
_KIND = re.compile(r"([a-z])[a-z]([a-z])")


class IndexedPage(NamedTuple):
    """A page of an index.

    ``words``: their number. ``fields``: the names of its metadata, sorted. ``kind``: the first and
    third letter of its value for the filter ``kind``. ``digest``: the hash of its fragment.
    ``name``: the name of its fragment, given by ``name_pages``; it begins with the kind, so that a
    search can sort its results by kind without loading the filter.
    """

    url: str
    words: int
    fields: tuple[str, ...]
    kind: str
    digest: bytes
    name: str = ""


def read_page(fragment: Path, words: int) -> IndexedPage:
    """Return a page by its fragment, as Pagefind wrote it, and make the fragment small.

    Raises OSError, and ValueError or KeyError for an unknown format.
    """
    packed = fragment.read_bytes()
    data = unpack(packed, fragment.name)
    page = json.loads(data)
    kind = _KIND.match(" ".join(page["filters"].get("kind", [])))
    if len(packed) >= LARGE:
        light = {**page, "filters": {}}
        data = json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode()
        fragment.write_bytes(pack(data))
    fields = tuple(sorted(page["meta"]))
    letters = f"{kind[1]}{kind[2]}" if kind else "--"
    return IndexedPage(page["url"], words, fields, letters, content_hash(data))


def name_pages(pages: Iterable[IndexedPage], taken: set[str]) -> list[IndexedPage]:
    """Return pages, in order of their URLs, with names for their fragments.

    A name has a hash of the fragments of a whole group, so it changes if one of them does.
    ``taken``: the names of groups that are in use; those of these pages are added.
    """
    named: list[IndexedPage] = []
    for group in _groups(pages):
        name = name_of(b"".join(page.digest for page in group), group[0].kind + "{}", taken)
        named += [page._replace(name=f"{name}{n:x}") for n, page in enumerate(group)]
    return named


def _groups(pages: Iterable[IndexedPage]) -> Iterator[list[IndexedPage]]:
    """Divide pages into groups of one kind, so that one page more changes one group alone."""
    group: list[IndexedPage] = []
    for page in pages:
        if group and (page.kind != group[0].kind or zlib.crc32(page.url.encode()) % _GROUP == 0):
            yield group
            group = []
        group.append(page)
    if group:
        yield group
