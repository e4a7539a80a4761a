"""Merges what Pagefind has made of some pages with an index of others, reproducibly.

Pagefind numbers pages in the order in which the disk lists them, and writes filters in the order
of its hash tables, which changes from run to run. Here everything is put in order, so that an
index depends on its pages alone, and not on which of them were indexed together.

Pagefind's files are packed CBOR (RFC 8949); ``postings`` describes ``pf_index``:

- ``pf_meta``: version, pages, chunks, filters, sort orders, fields. A page is (name of its
  fragment, number of words), a chunk (first word, last word, name of its ``pf_index``), a filter
  (its key, name of its ``pf_filter``), a sort order (its key, page numbers).
- ``pf_filter``: the filter's key, and its values as (value, page numbers).
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from ...workers import default_workers, parallel_map
from ...writing import link_or_copy
from .packing import name_of, pack, unknown_format, unpack
from .pages import IndexedPage, name_pages, read_page
from .postings import Word, read_words
from .words import Source, divide, merge_words, renumber_filter

IndexedPages = Mapping[str, Sequence[IndexedPage]]
"""The pages of an index, by language; those of a language in the order of their URLs."""

ENTRY = "pagefind-entry.json"
"""The file that a search loads first. It names the others by hashes of their content, so indexes
with equal entries are equal."""

_SECTIONS, _MIN_CHUNKS = 8, 8
"""Number of sections of the words, and how many files of words are worth a section."""
_Section = tuple[bytes, bytes]
"""A section of the words: its first word, and the first word after it."""
_END = b"\xff"
"""After every word: no UTF-8 has this byte."""

_FOLDERS = ("filter", "fragment", "index")
_PROGRAMS = ("pagefind.js", "wasm.unknown.pagefind")
_VERSION, _PAGES, _CHUNKS, _FILTERS, _SORTS, _FIELDS = range(6)
"""The parts of a ``pf_meta``."""


class UnmergeableError(Exception):
    """An index can't be brought up to date: all pages must be indexed together."""


@dataclass(frozen=True)
class OldIndex:
    """An index that ``merge_index`` has made. ``gone``: the URLs of pages to leave out of it."""

    folder: Path
    pages: IndexedPages
    gone: Set[str]


class _Part(NamedTuple):
    """What one index has for a language. ``pages``: by their numbers; None if left out."""

    folder: Path
    meta: Any
    pages: Sequence[IndexedPage | None]
    is_old: bool


def merge_index(
    raw: Sequence[Path], bundle: Path, old: OldIndex | None = None, unwanted: str = ""
) -> dict[str, list[IndexedPage]]:
    """Make an index of what Pagefind has written and of the pages of an old index.

    ``raw``: Pagefind's output folders, whose files are changed. ``bundle``: the folder for the
    index. Files that stay the same become hard links to those of the old one. ``unwanted``: the
    URL of a page to leave out. Return the pages of the index. Raises OSError, UnmergeableError,
    and ValueError, KeyError or IndexError for files in an unknown format.
    """
    output = _Output(bundle, old.folder if old else None)
    entry = _read_entry(raw[0])
    metas: dict[str, Any] = {}
    parts: dict[str, list[_Part]] = defaultdict(list)
    for folder in raw:
        for language, meta in _read_entry(folder)["languages"].items():
            metas.setdefault(language, meta)
            parts[language].append(_new_part(folder, meta["hash"], unwanted))
    if old:
        for language, meta in _read_entry(old.folder)["languages"].items():
            metas.setdefault(language, meta)
            parts[language].append(_old_part(old, language, meta["hash"]))
    has_orders = any(part.meta[_SORTS] for those in parts.values() for part in those)
    if has_orders and (old or len(raw) > 1):
        # Whether values are sorted as numbers depends on all pages together.
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


def _new_part(raw: Path, hash_: str, unwanted: str) -> _Part:
    meta = _read_meta(raw, hash_)
    pages = [read_page(raw / _fragment(name), words) for name, words in meta[_PAGES]]
    return _Part(raw, meta, [None if page.url == unwanted else page for page in pages], False)


def _old_part(old: OldIndex, language: str, hash_: str) -> _Part:
    meta, pages = _read_meta(old.folder, hash_), old.pages[language]
    if [page.name for page in pages] != [name for name, _ in meta[_PAGES]]:
        raise UnmergeableError("other pages")
    return _Part(old.folder, meta, [None if page.url in old.gone else page for page in pages], True)


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
    """Place the fragments of a language under their names; return the pages in order of URLs."""
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
    """Write the words, filters and pages of a language; return the hash of its ``pf_meta``."""
    number = {page.url: n for n, page in enumerate(pages)}
    numbers = [[number[page.url] if page else None for page in part.pages] for part in parts]
    fields = sorted({field for page in pages for field in page.fields})
    sections = _sections(parts)

    def merge_section(n: int) -> tuple[int, list[tuple[bytes, bytes]]]:
        sources = [
            Source(_words(part, *sections[n]), moved, _moved_fields(part, fields), part.is_old)
            for part, moved in zip(parts, numbers, strict=True)
        ]
        return n, list(merge_words(sources))

    merged = dict(parallel_map(merge_section, range(len(sections)), default_workers()))
    chunks = divide(word for n in range(len(sections)) for word in merged.pop(n))
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


def _sections(parts: Sequence[_Part]) -> list[_Section]:
    """Divide the words into sections of similar size, which can be merged at the same time."""
    chunks = max((part.meta[_CHUNKS] for part in parts), key=len)
    size = max(len(chunks) // _SECTIONS, _MIN_CHUNKS)
    begins = [first.encode() for first, _, _ in chunks[size::size]]
    return list(pairwise([b"", *begins, _END]))


def _words(part: _Part, begin: bytes, end: bytes) -> Iterator[Word]:
    """Yield the words of a section, in order."""
    chunks = part.meta[_CHUNKS]
    # Each file covers a range of words. All words of a file are at or after the start of its range,
    # which may be shortened; all words of the previous file come before that start.
    begins = [first.encode() for first, _, _ in chunks]
    for n in range(max(bisect_right(begins, begin) - 1, 0), bisect_left(begins, end)):
        path = part.folder / "index" / f"{chunks[n][2]}.pf_index"
        try:
            for word in read_words(unpack(path.read_bytes(), path.name)):
                if begin <= word.text < end:
                    yield word
        except IndexError as error:
            raise unknown_format(path.name) from error


def _moved_fields(part: _Part, fields: Sequence[str]) -> list[int] | None:
    """Return the new number of each field, or 0 if it is gone; None if the fields are the same."""
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
    """The folder of a new index. Files that the old index has too become hard links to those."""

    def __init__(self, folder: Path, old: Path | None) -> None:
        self._folder = folder
        self._old = old
        self._taken: set[str] = set()
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True)

    def write(self, pattern: str, contents: Sequence[bytes]) -> list[str]:
        """Write packed files, named by hashes; return the hashes. ``pattern``: of their paths."""
        paths = [name_of(content, pattern, self._taken) for content in contents]

        def write_one(path: str, content: bytes) -> None:
            if self._has_old(path, content):
                self.link(path, f"{self._old}/{path}")
            else:
                (self._folder / path).write_bytes(pack(content))

        # Compressing takes longest, and threads can do it at the same time.
        with ThreadPoolExecutor() as threads:
            list(threads.map(write_one, paths, contents))
        start = pattern.index("{}")
        return [path[start : len(path) - len(pattern) + start + 2] for path in paths]

    def _has_old(self, path: str, content: bytes) -> bool:
        if self._old is None or not (self._old / path).is_file():
            return False
        return unpack((self._old / path).read_bytes(), path) == content

    def take(self, path: str, file: str) -> None:
        """Put a file of Pagefind's output into the index, or an equal one of the old index."""
        if self._old and (self._old / path).is_file():
            old = self._old / path
            if not Path(file).is_file() or old.read_bytes() == Path(file).read_bytes():
                file = str(old)
        self.link(path, file)

    def link(self, path: str, file: str) -> None:
        """Put a file into the index as a hard link; as a copy if there can be none."""
        place = f"{self._folder}/{path}"  # not pathlib, which would take longer than the rest
        link_or_copy(file, place)
