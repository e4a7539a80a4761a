"""The pages of a search index, and their fragments.

A fragment is a file with the data of one page, as JSON: the page's URL, text, anchors, metadata and
filter values. A search loads the fragment of a page to show the page as a result.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...text import content_hash
from ...writing import overwrite
from .packing import name_of, pack, unpack

NAMES = "names"
"""Name of the metadata field that holds all names of a page's record, separated by ``|``."""

_GROUP = 16
"""Average number of pages in a group. A group consists of neighbouring pages of one kind.

The names of a group's fragments begin alike. So the compressed list of all fragments' names, which
a search loads first, is a quarter smaller.
"""
_KIND = re.compile(r"([a-z])[a-z]([a-z])")


class IndexedPage(NamedTuple):
    """A page of a search index.

    ``words``: the number of words on the page. ``fields``: the sorted names of the page's metadata
    fields. ``kind``: the first and the third letter of the page's value for the filter ``kind``;
    "--" if there is no such value. ``digest``: the hash of the page's fragment. ``name``: the name
    of the fragment, which ``name_pages`` sets. This name begins with ``kind``, so a search can sort
    its results by kind without loading the filter.
    """

    url: str
    words: int
    fields: tuple[str, ...]
    kind: str
    digest: bytes
    name: str = ""


def read_page(
    fragment: Path, words: int, urls: Mapping[str, str] | None = None
) -> tuple[IndexedPage | None, list[str]]:
    """Read the fragment that Pagefind wrote for a page; return the page and its record's names.

    The fragment is written again without filter values, which the search reads from the index's
    filter files instead. ``words``: the number of words on the page. ``urls``: maps the page's URL
    in the fragment to the URL that it gets; a page that is missing there is returned as None. If
    ``urls`` is None, the URL is kept.

    Raises OSError. Raises ValueError or KeyError if the format is unknown.
    """
    page = json.loads(unpack(fragment.read_bytes(), fragment.name))
    url = page["url"] if urls is None else urls.get(page["url"])
    if url is None:
        return None, []
    kind = _KIND.match(" ".join(page["filters"].get("kind", [])))
    light = {**page, "url": url, "filters": {}}
    data = json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode()
    overwrite(fragment, pack(data))
    fields = tuple(sorted(page["meta"]))
    letters = f"{kind[1]}{kind[2]}" if kind else "--"
    names = page["meta"].get(NAMES)
    indexed = IndexedPage(url, words, fields, letters, content_hash(data))
    return indexed, names.split(" | ") if names else []


def name_pages(pages: Iterable[IndexedPage], taken: set[str]) -> list[IndexedPage]:
    """Return the pages, with names for their fragments. ``pages``: the pages, sorted by URL.

    Each name contains a hash of all fragments of the page's group (see ``_groups``). So if one of
    these fragments changes, the names of all fragments of the group change. ``taken``: beginnings
    of names that are in use. The names of a group share a beginning, which is added to this set.
    """
    named: list[IndexedPage] = []
    for group in _groups(pages):
        name = name_of(b"".join(page.digest for page in group), group[0].kind + "{}", taken)
        named += [page._replace(name=f"{name}{n:x}") for n, page in enumerate(group)]
    return named


def _groups(pages: Iterable[IndexedPage]) -> Iterator[list[IndexedPage]]:
    """Divide pages into groups of neighbouring pages of the same kind.

    Apart from the kind, only a page's own URL decides whether a group begins with that page. So a
    new page doesn't change the groups before and after its own group.
    """
    group: list[IndexedPage] = []
    for page in pages:
        if group and (page.kind != group[0].kind or zlib.crc32(page.url.encode()) % _GROUP == 0):
            yield group
            group = []
        group.append(page)
    if group:
        yield group
