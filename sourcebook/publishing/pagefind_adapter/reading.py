"""Reads search indexes: those that Pagefind has just made, and those merged in earlier builds.

Pagefind's files are packed CBOR (RFC 8949). The module ``postings`` describes the ``pf_index``
files, which contain the words. The content of the other files is an array:

- ``pf_meta``: version, pages, chunks, filters, sort orders, fields.

  - A page is (name of its fragment, number of words).
  - A chunk is (first word, last word, name of its ``pf_index`` file).
  - A filter is (its key, name of its ``pf_filter`` file).
  - A sort order is (its key, page numbers).

- ``pf_filter``: the filter's key, and its values. Each value is (value, page numbers).
"""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from .folding import fold_words, replace_words
from .packing import unknown_format, unpack
from .pages import NAMES, IndexedPage, read_page
from .postings import Word, read_words
from .sounds import key_words

IndexedPages = Mapping[str, Sequence[IndexedPage]]
"""Maps each language of an index to the index's pages in that language, sorted by URL."""


ENTRY = "pagefind-entry.json"
"""The name of the entry file, which a search loads first.

The entry file identifies the other files by hashes of their content. So if two indexes have equal
entry files, the indexes are equal.
"""


VERSION, PAGES, CHUNKS, FILTERS, SORTS, FIELDS = range(6)
"""The positions of the items in the array that a ``pf_meta`` file contains."""


class UnmergeableError(Exception):
    """The indexes can't be merged. Instead, all pages must be indexed in one run of Pagefind."""


@dataclass(frozen=True)
class OldIndex:
    """An index that ``merge_index`` has made before.

    ``pages``: all pages of this index. ``gone``: the URLs of those pages that the next index
    doesn't take from this index, because they were changed or deleted.
    """

    folder: Path
    pages: IndexedPages
    gone: Set[str]


class Part(NamedTuple):
    """The pages and words in one language of one index to merge.

    ``is_old``: True if ``merge_index`` made this index in an earlier build; False if Pagefind has
    just made it. ``folder``: the index's folder. ``meta``: the content of the ``pf_meta`` file.
    ``pages``: the pages, in the order of their page numbers, with None for each page to leave out.
    ``folded``: the results of ``fold_words`` and ``key_words``; empty for an old index, which
    contains these words already.
    """

    folder: Path
    meta: Any
    pages: Sequence[IndexedPage | None]
    is_old: bool
    folded: Mapping[bytes, Word | None]


class NewIndex(NamedTuple):
    """An index that Pagefind has just made. ``folder``: its folder. ``entry``: its entry file.

    ``parts``: maps each language to the pages and words in this language.
    """

    folder: Path
    entry: Any
    parts: Mapping[str, Part]


def read_index(folder: Path, urls: Mapping[str, str] | None = None) -> NewIndex:
    """Read an index that Pagefind has just made, for ``merge_index``.

    ``urls``: maps the URL of a page in this index to the URL that the page gets in the merged
    index, which leaves out all other pages. If ``urls`` is None, all pages keep their URLs. The
    fragments are written again (see ``read_page``). Raises OSError. Raises ValueError, KeyError or
    IndexError if the format of a file is unknown.
    """
    entry = read_entry(folder)
    parts = {
        language: _new_part(folder, language, meta["hash"], urls)
        for language, meta in entry["languages"].items()
    }
    return NewIndex(folder, entry, parts)


def read_entry(folder: Path) -> Any:
    """Return the content of an index's entry file. Raises OSError, ValueError."""
    return json.loads((folder / ENTRY).read_bytes())


def _new_part(raw: Path, language: str, hash_: str, urls: Mapping[str, str] | None) -> Part:
    meta = _read_meta(raw, hash_)
    pages = [read_page(raw / fragment_path(name), words, urls) for name, words in meta[PAGES]]
    kept = [page for page, _ in pages]
    part = Part(raw, meta, kept, False, {})
    folded = fold_words(_words(part), language)
    if NAMES in meta[FIELDS]:
        # Pack the positions of a key that stands for the sound of a name (see ``sounds``). The key
        # has no position in the text, and one position in the metadata field ``NAMES``. Pagefind
        # stores a field's number ``n`` as ``-1 - n``.
        place = cbor2.dumps([[], [-1 - meta[FIELDS].index(NAMES), 0]])[1:]
        folded |= key_words((names for _, names in pages), place)
    return part._replace(folded=folded)


def old_part(old: OldIndex, language: str, hash_: str) -> Part:
    """Return the pages in one language of an index that was made in an earlier build.

    ``hash_``: the hash in the name of the language's ``pf_meta`` file. Raises UnmergeableError if
    the index has other pages than ``old`` says.
    """
    meta, pages = _read_meta(old.folder, hash_), old.pages[language]
    if [page.name for page in pages] != [name for name, _ in meta[PAGES]]:
        raise UnmergeableError("other pages")
    kept = [None if page.url in old.gone else page for page in pages]
    return Part(old.folder, meta, kept, True, {})


def _read_meta(folder: Path, hash_: str) -> Any:
    path = folder / f"pagefind.{hash_}.pf_meta"
    meta = _read(path)
    if not isinstance(meta, list) or len(meta) != FIELDS + 1:
        raise unknown_format(path.name)
    return meta


def _read(path: Path) -> Any:
    try:
        return cbor2.loads(unpack(path.read_bytes(), path.name))
    except cbor2.CBORError as error:
        raise unknown_format(path.name) from error


def fragment_path(name: str) -> str:
    """Return the path, in an index, of the fragment with a name: the content of one page."""
    return f"fragment/{name}.pf_fragment"


def folded_words(part: Part) -> Iterator[Word]:
    """Yield the words of a part (one index's pages in one language), folded and sorted."""
    return replace_words(_words(part), part.folded) if part.folded else _words(part)


def _words(part: Part) -> Iterator[Word]:
    """Yield the words of a part (one index's pages in one language), sorted."""
    for _first, _last, name in part.meta[CHUNKS]:
        path = part.folder / "index" / f"{name}.pf_index"
        try:
            yield from read_words(unpack(path.read_bytes(), path.name))
        except IndexError as error:
            raise unknown_format(path.name) from error


def moved_fields(part: Part, fields: Sequence[str]) -> list[int] | None:
    """Return the new number of each metadata field of a part; None if the fields are the same.

    ``part``: one index's pages in one language. ``fields``: the names of the new index's fields. A
    field that no page has any more gets the number 0.
    """
    before = part.meta[FIELDS]
    return (
        None if before == fields else [fields.index(key) if key in fields else 0 for key in before]
    )


def filter_values(part: Part, key: str) -> Mapping[str, Sequence[int]]:
    """Return value -> page numbers, for a filter of a part; empty if the part lacks the filter."""
    for found, name in part.meta[FILTERS]:
        if found == key:
            _, values = _read(part.folder / "filter" / f"{name}.pf_filter")
            return dict(values)
    return {}
