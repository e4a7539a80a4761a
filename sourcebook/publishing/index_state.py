"""The cache entry about the published search index, by which the index is brought up to date."""

from dataclasses import dataclass, replace
from pathlib import Path

from ..writing import Cache, StatSignatures, stat_signatures
from .pagefind_adapter import IndexedPages
from .staging import INDEX


@dataclass(frozen=True)
class IndexState:
    """The pages of a search index, and the signatures of the files that were indexed.

    ``entry``: the content of the index's entry file, which identifies the index. ``pages``: the
    pages in the index. ``signatures``: maps the path of each HTML file of the site to its
    signature.
    """

    entry: bytes
    pages: IndexedPages
    signatures: StatSignatures

    CACHE_KEY = "site.index"


@dataclass(frozen=True)
class OldState:
    """An index to bring up to date.

    ``folder``: the folder of the index. Its files must be unchanged since the index was made.
    """

    folder: Path
    state: IndexState


def index_signatures(site: Path) -> StatSignatures:
    """Return path -> signature, for each file of a site's search index.

    The paths are relative to the site.
    """
    found = stat_signatures(site / INDEX)
    return {f"{INDEX}/{path}": signature for path, signature in found.items()}


def old_index(site: Path, cache: Cache) -> OldState | None:
    """Return the published search index with its ``IndexState``, which is needed to update it.

    Return None if the cache has no ``IndexState``. The caller must have checked that the index is
    unchanged since the last publish.
    """
    state: IndexState | None = cache.get(IndexState.CACHE_KEY)
    return OldState(site / INDEX, state) if state else None


def keep_index_state(state: IndexState | None, site: StatSignatures, cache: Cache) -> None:
    """Write the data for updating the published search index into the cache, for ``old_index``.

    ``state``: these data; None if the index can't be updated later. ``site``: path -> signature,
    for each published file. These signatures replace those in ``state``, because the published
    files may be copies of the files that were indexed.
    """
    if state:
        pages = {path: site[path] for path in state.signatures if path in site}
        state = replace(state, signatures=pages)
    cache.set(IndexState.CACHE_KEY, state)
