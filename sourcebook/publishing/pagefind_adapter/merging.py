"""Merges several of Pagefind's indexes, each of some pages of a site, into a reproducible index.

Pagefind numbers pages in the order in which the file system lists them. It writes filters in the
order of its hash tables, which changes from run to run. This module sorts pages, words and filters.
So a merged index depends only on its pages, and not on which pages were indexed together.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import cbor2

from ...cancelling import checkpoint
from ...writing import link_or_copy
from .packing import name_of, pack, unpack
from .pages import IndexedPage, name_pages
from .reading import (
    ENTRY,
    FILTERS,
    PAGES,
    SORTS,
    VERSION,
    NewIndex,
    OldIndex,
    Part,
    UnmergeableError,
    filter_values,
    folded_words,
    fragment_path,
    moved_fields,
    old_part,
    read_entry,
)
from .words import Source, divide, merge_words, ranges, renumber_filter

_FOLDERS = ("filter", "fragment", "index")
_PROGRAMS = ("pagefind.js", "wasm.unknown.pagefind")


def merge_index(
    new: Sequence[NewIndex], bundle: Path, old: OldIndex | None = None
) -> dict[str, list[IndexedPage]]:
    """Merge Pagefind's output and an old index into a new index; return the new index's pages.

    ``new``: Pagefind's output, in one or more indexes. ``bundle``: the
    folder for the merged index. The result maps each language to its pages. A new file that equals
    an old file becomes a hard link to it.

    Raises OSError and UnmergeableError. Raises ValueError, KeyError or IndexError if the format of
    a file is unknown.
    """
    output = _Output(bundle, old.folder if old else None)
    raw, entry = [one.folder for one in new], new[0].entry
    metas: dict[str, Any] = {}
    parts: dict[str, list[Part]] = defaultdict(list)
    for one in new:
        for language, part in one.parts.items():
            metas.setdefault(language, one.entry["languages"][language])
            parts[language].append(part)
    if old:
        for language, meta in read_entry(old.folder)["languages"].items():
            metas.setdefault(language, meta)
            parts[language].append(old_part(old, language, meta["hash"]))
    has_orders = any(part.meta[SORTS] for those in parts.values() for part in those)
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


def _place_fragments(
    parts: Sequence[Part], taken: set[str], output: "_Output"
) -> list[IndexedPage]:
    """Put the fragments of a language's pages into the new index; return the pages sorted by URL.

    ``taken``: beginnings of names that are in use for fragments. The beginnings of the new names
    are added to this set (see ``name_pages``).
    """
    found = {}
    for part in parts:
        put = output.link if part.is_old else output.take
        for page, (name, _words) in zip(part.pages, part.meta[PAGES], strict=True):
            if page:
                found[page.url] = (page, partial(put, file=f"{part.folder}/{fragment_path(name)}"))
    if len(found) < sum(page is not None for part in parts for page in part.pages):
        raise UnmergeableError("pages with one URL")
    pages = name_pages((page for _, (page, _) in sorted(found.items())), taken)
    for page in pages:
        found[page.url][1](fragment_path(page.name))
    return pages


def _write_language(
    language: str, parts: Sequence[Part], pages: Sequence[IndexedPage], output: "_Output"
) -> str:
    """Write a language's index files, filter files and ``pf_meta``; return ``pf_meta``'s hash.

    ``parts``: the parts of all merged indexes. ``pages``: the merged pages, sorted by URL.
    """
    number = {page.url: n for n, page in enumerate(pages)}
    numbers = [[number[page.url] if page else None for page in part.pages] for part in parts]
    fields = sorted({field for page in pages for field in page.fields})
    sources = [
        Source(folded_words(part), moved, moved_fields(part, fields), part.is_old)
        for part, moved in zip(parts, numbers, strict=True)
    ]
    words: list[tuple[str, str]] = []

    def chunks() -> Iterator[bytes]:
        for chunk in divide(merge_words(sources)):
            checkpoint()
            words.append((chunk.first, chunk.last))
            yield chunk.content

    index_names = output.write("index/{}.pf_index", chunks())
    filters = []
    for key in sorted({key for part in parts for key, _ in part.meta[FILTERS]}):
        values = renumber_filter(
            (filter_values(part, key), moved) for part, moved in zip(parts, numbers, strict=True)
        )
        if values:
            filters.append((key, cbor2.dumps([key, values])))
    filter_names = output.write("filter/{}.pf_filter", [content for _, content in filters])
    meta = [
        parts[0].meta[VERSION],
        [[page.name, page.words] for page in pages],
        [[*those, name] for those, name in zip(ranges(words), index_names, strict=True)],
        [[key, name] for (key, _), name in zip(filters, filter_names, strict=True)],
        sorted(
            [key, [moved[page] for page in those if moved[page] is not None]]
            for part, moved in zip(parts, numbers, strict=True)
            for key, those in part.meta[SORTS]
        ),
        fields,
    ]
    (hash_,) = output.write(f"pagefind.{language}_{{}}.pf_meta", [cbor2.dumps(meta)])
    return hash_


class _Output:
    """The folder of a new index. A file that the old index has too becomes a hard link."""

    def __init__(self, folder: Path, old: Path | None) -> None:
        self._folder = folder
        self._old = old
        self._taken: set[str] = set()
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True)

    def write(self, pattern: str, contents: Iterable[bytes]) -> list[str]:
        """Pack each of ``contents`` into a file, named by a hash; return these hashes.

        ``pattern``: the files' path in the index, with ``{}`` in place of the hash.
        """
        paths: list[str] = []

        def write_one(path: str, content: bytes) -> None:
            if self._has_old(path, content):
                self.link(path, f"{self._old}/{path}")
            else:
                (self._folder / path).write_bytes(pack(content))

        # Compressing takes longest. Several threads can compress at the same time, and while the
        # next content is being made.
        with ThreadPoolExecutor() as threads:
            written = []
            for content in contents:
                paths.append(name_of(content, pattern, self._taken))
                written.append(threads.submit(write_one, paths[-1], content))
        for one in written:
            one.result()
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
