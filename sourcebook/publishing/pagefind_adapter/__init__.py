"""Adapter for the format of Pagefind's index files, which is not documented.

Only this package depends on the format. It was written for version ``READ_AGAINST`` of Pagefind,
and a test fails if another version is installed. In that case, compare an index of the new version
with the formats described in ``reading`` and ``postings``, adapt this package, and update
``READ_AGAINST``.
"""

from .merging import merge_index
from .pages import IndexedPage
from .reading import ENTRY, IndexedPages, NewIndex, OldIndex, UnmergeableError, read_index

__all__ = [
    "ENTRY",
    "READ_AGAINST",
    "IndexedPage",
    "IndexedPages",
    "NewIndex",
    "OldIndex",
    "UnmergeableError",
    "merge_index",
    "read_index",
]

READ_AGAINST = "1.5.2"
"""The version of Pagefind that this package was written for."""
