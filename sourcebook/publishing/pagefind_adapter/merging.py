"""Merges several of Pagefind's indexes, each of some pages of a site, into a reproducible index.

Pagefind numbers pages in the order in which the file system lists them. It writes filters in the
order of its hash tables, which changes from run to run. This module sorts pages, words and filters.
So a merged index depends only on its pages, and not on which pages were indexed together.

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
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from ...writing import link_or_copy
from .folding import fold_words, replace_words
from .packing import name_of, pack, unknown_format, unpack
from .pages import NAMES, IndexedPage, name_pages, read_page
from .postings import Word, read_words
from .sounds import key_words
from .words import Source, divide, merge_words, renumber_filter

IndexedPages = Mapping[str, Sequence[IndexedPage]]
"""Maps each language of an index to the index's pages in that language, sorted by URL."""

ENTRY = "pagefind-entry.json"
"""The name of the entry file, which a search loads first.

The entry file identifies the other files by hashes of their content. So if two indexes have equal
entry files, the indexes are equal.
"""

_FOLDERS = ("filter", "fragment", "index")
_PROGRAMS = ("pagefind.js", "wasm.unknown.pagefind")
_VERSION, _PAGES, _CHUNKS, _FILTERS, _SORTS, _FIELDS = range(6)
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


class _Part(NamedTuple):
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
    parts: Mapping[str, _Part]


def read_index(folder: Path, unwanted: str = "") -> NewIndex:
    """Read an index that Pagefind has just made, for ``merge_index``.

    ``unwanted``: the URL of a page to leave out. Large fragments lose their filter values. Raises
    OSError. Raises ValueError, KeyError or IndexError if the format of a file is unknown.
    """
    entry = _read_entry(folder)
    parts = {
        language: _new_part(folder, language, meta["hash"], unwanted)
        for language, meta in entry["languages"].items()
    }
    return NewIndex(folder, entry, parts)


def merge_index(
    new: Sequence[NewIndex], bundle: Path, old: OldIndex | None = None
) -> dict[str, list[IndexedPage]]:
    """Merge Pagefind's output and an old index into a new index; return the new index's pages.

    ``new``: Pagefind's output, in one or more indexes; their files are moved. ``bundle``: the
    folder for the merged index. The result maps each language to its pages. A new file that equals
    an old file becomes a hard link to it.

    Raises OSError and UnmergeableError. Raises ValueError, KeyError or IndexError if the format of
    a file is unknown.
    """
    output = _Output(bundle, old.folder if old else None)
    raw, entry = [one.folder for one in new], new[0].entry
    metas: dict[str, Any] = {}
    parts: dict[str, list[_Part]] = defaultdict(list)
    for one in new:
        for language, part in one.parts.items():
            metas.setdefault(language, one.entry["languages"][language])
            parts[language].append(part)
    if old:
        for language, meta in _read_entry(old.folder)["languages"].items():
            metas.setdefault(language, meta)
            parts[language].append(_old_part(old, language, meta["hash"]))
    has_orders = any(part.meta[_SORTS] for those in parts.values() for part in those)
    if has_orders and (old or len(raw) > 1):
        # Whether Pagefind sorts values as numbers depends on the values of all pages. So sort
        # orders that were made from only some of the pages can't be merged.
        raise UnmergeableError("sort orders")
    pages, languages, taken = {}, {}, set[str]()
    for language, those in sorted(parts.items()):
        found = _place_fragments(those, taken, output)
        if found:
            pages[language] = found
            name = f"{language}_{_write_language(language, those, found, output)}"
            languages[language] = {**metas[language], "hash": name, "page_count": len(found)}
    stemming = [f"wasm.{meta['wasm']}.pagefind" for meta in languages.values() if meta["wasm"]]
    for path in (*_PROGRAMS, *stemming):
        has_it = [folder for folder in raw if (folder / path).is_file()]
        output.take(path, f"{[*has_it, raw[0]][0]}/{path}")
    text = json.dumps({**entry, "languages": languages}, ensure_ascii=False, separators=(",", ":"))
    (bundle / ENTRY).write_bytes(text.encode())
    return pages


def _read_entry(folder: Path) -> Any:
    return json.loads((folder / ENTRY).read_bytes())


def _new_part(raw: Path, language: str, hash_: str, unwanted: str) -> _Part:
    meta = _read_meta(raw, hash_)
    pages = [read_page(raw / _fragment(name), words) for name, words in meta[_PAGES]]
    kept = [None if page.url == unwanted else page for page, _ in pages]
    part = _Part(raw, meta, kept, False, {})
    folded = fold_words(_words(part), language)
    if NAMES in meta[_FIELDS]:
        # Pack the positions of a key that stands for the sound of a name (see ``sounds``). The key
        # has no position in the text, and one position in the metadata field ``NAMES``. Pagefind
        # stores a field's number ``n`` as ``-1 - n``.
        place = cbor2.dumps([[], [-1 - meta[_FIELDS].index(NAMES), 0]])[1:]
        folded |= key_words((names for _, names in pages), place)
    return part._replace(folded=folded)


def _old_part(old: OldIndex, language: str, hash_: str) -> _Part:
    meta, pages = _read_meta(old.folder, hash_), old.pages[language]
    if [page.name for page in pages] != [name for name, _ in meta[_PAGES]]:
        raise UnmergeableError("other pages")
    kept = [None if page.url in old.gone else page for page in pages]
    return _Part(old.folder, meta, kept, True, {})


def _read_meta(folder: Path, hash_: str) -> Any:
    path = folder / f"pagefind.{hash_}.pf_meta"
    meta = _read(path)
    if not isinstance(meta, list) or len(meta) != _FIELDS + 1:
        raise unknown_format(path.name)
    return meta


def _read(path: Path) -> Any:
    try:
        return cbor2.loads(unpack(path.read_bytes(), path.name))
    except cbor2.CBORError as error:
        raise unknown_format(path.name) from error


def _fragment(name: str) -> str:
    return f"fragment/{name}.pf_fragment"


def _place_fragments(
    parts: Sequence[_Part], taken: set[str], output: "_Output"
) -> list[IndexedPage]:
    """Put the fragments of a language's pages into the new index; return the pages sorted by URL.

    ``taken``: beginnings of names that are in use for fragments. The beginnings of the new names
    are added to this set (see ``name_pages``).
    """
    found = {}
    for part in parts:
        put = output.link if part.is_old else output.take
        for page, (name, _words) in zip(part.pages, part.meta[_PAGES], strict=True):
            if page:
                found[page.url] = (page, partial(put, file=f"{part.folder}/{_fragment(name)}"))
    if len(found) < sum(page is not None for part in parts for page in part.pages):
        raise UnmergeableError("pages with one URL")
    pages = name_pages((page for _, (page, _) in sorted(found.items())), taken)
    for page in pages:
        found[page.url][1](_fragment(page.name))
    return pages


def _write_language(
    language: str, parts: Sequence[_Part], pages: Sequence[IndexedPage], output: "_Output"
) -> str:
    """Write a language's index files, filter files and ``pf_meta``; return ``pf_meta``'s hash.

    ``parts``: the parts of all merged indexes. ``pages``: the merged pages, sorted by URL.
    """
    number = {page.url: n for n, page in enumerate(pages)}
    numbers = [[number[page.url] if page else None for page in part.pages] for part in parts]
    fields = sorted({field for page in pages for field in page.fields})
    sources = [
        Source(_folded(part), moved, _moved_fields(part, fields), part.is_old)
        for part, moved in zip(parts, numbers, strict=True)
    ]
    chunks = divide(merge_words(sources))
    filters = []
    for key in sorted({key for part in parts for key, _ in part.meta[_FILTERS]}):
        values = renumber_filter(
            (_filter(part, key), moved) for part, moved in zip(parts, numbers, strict=True)
        )
        if values:
            filters.append((key, cbor2.dumps([key, values])))
    index_names = output.write("index/{}.pf_index", [chunk.content for chunk in chunks])
    filter_names = output.write("filter/{}.pf_filter", [content for _, content in filters])
    meta = [
        parts[0].meta[_VERSION],
        [[page.name, page.words] for page in pages],
        [[chunk.first, chunk.last, name] for chunk, name in zip(chunks, index_names, strict=True)],
        [[key, name] for (key, _), name in zip(filters, filter_names, strict=True)],
        sorted(
            [key, [moved[page] for page in those if moved[page] is not None]]
            for part, moved in zip(parts, numbers, strict=True)
            for key, those in part.meta[_SORTS]
        ),
        fields,
    ]
    (hash_,) = output.write(f"pagefind.{language}_{{}}.pf_meta", [cbor2.dumps(meta)])
    return hash_


def _folded(part: _Part) -> Iterator[Word]:
    """Yield the words of a part (one index's pages in one language), folded and sorted."""
    return replace_words(_words(part), part.folded) if part.folded else _words(part)


def _words(part: _Part) -> Iterator[Word]:
    """Yield the words of a part (one index's pages in one language), sorted."""
    for _first, _last, name in part.meta[_CHUNKS]:
        path = part.folder / "index" / f"{name}.pf_index"
        try:
            yield from read_words(unpack(path.read_bytes(), path.name))
        except IndexError as error:
            raise unknown_format(path.name) from error


def _moved_fields(part: _Part, fields: Sequence[str]) -> list[int] | None:
    """Return the new number of each metadata field of a part; None if the fields are the same.

    ``part``: one index's pages in one language. ``fields``: the names of the new index's fields. A
    field that no page has any more gets the number 0.
    """
    before = part.meta[_FIELDS]
    return (
        None if before == fields else [fields.index(key) if key in fields else 0 for key in before]
    )


def _filter(part: _Part, key: str) -> Mapping[str, Sequence[int]]:
    for found, name in part.meta[_FILTERS]:
        if found == key:
            _, values = _read(part.folder / "filter" / f"{name}.pf_filter")
            return dict(values)
    return {}


class _Output:
    """The folder of a new index. A file that the old index has too becomes a hard link."""

    def __init__(self, folder: Path, old: Path | None) -> None:
        self._folder = folder
        self._old = old
        self._taken: set[str] = set()
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True)

    def write(self, pattern: str, contents: Sequence[bytes]) -> list[str]:
        """Pack each of ``contents`` into a file, named by a hash; return these hashes.

        ``pattern``: the files' path in the index, with ``{}`` in place of the hash.
        """
        paths = [name_of(content, pattern, self._taken) for content in contents]

        def write_one(path: str, content: bytes) -> None:
            if self._has_old(path, content):
                self.link(path, f"{self._old}/{path}")
            else:
                (self._folder / path).write_bytes(pack(content))

        # Compressing takes longest, and several threads can compress at the same time.
        with ThreadPoolExecutor() as threads:
            list(threads.map(write_one, paths, contents))
        start = pattern.index("{}")
        return [path[start : len(path) - len(pattern) + start + 2] for path in paths]

    def _has_old(self, path: str, content: bytes) -> bool:
        if self._old is None or not (self._old / path).is_file():
            return False
        return unpack((self._old / path).read_bytes(), path) == content

    def take(self, path: str, file: str) -> None:
        """Put ``file`` of Pagefind's output into the new index, at ``path``.

        If the old index has the same file at ``path``, or if Pagefind didn't write ``file``, take
        the old index's file instead.
        """
        if self._old and (self._old / path).is_file():
            old = self._old / path
            if not Path(file).is_file() or old.read_bytes() == Path(file).read_bytes():
                file = str(old)
        self.link(path, file)

    def link(self, path: str, file: str) -> None:
        """Put a file into the index: as a hard link or, if this is impossible, as a copy."""
        place = f"{self._folder}/{path}"  # pathlib would take longer than making the link
        link_or_copy(file, place)
