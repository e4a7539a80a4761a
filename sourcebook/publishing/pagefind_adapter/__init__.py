"""Adapter for Pagefind's internals: the format of its index files, which is not documented.

Only this package knows that format, which is the one of version ``READ_AGAINST``. A test fails
when another version is installed. In that case, compare an index of the new version with the
formats described in ``merging`` and ``postings``, adapt this package, and update ``READ_AGAINST``.
"""

from .merging import ENTRY, IndexedPages, OldIndex, UnmergeableError, merge_index
from .pages import IndexedPage

__all__ = [
    "ENTRY",
    "READ_AGAINST",
    "IndexedPage",
    "IndexedPages",
    "OldIndex",
    "UnmergeableError",
    "merge_index",
]

READ_AGAINST = "1.5.2"
"""The version of Pagefind that this package was written for."""
