"""Writes files: only those that differ, a whole tree in one step, never over files of others."""

from .atomic_swap import recover, swap_tree
from .cache import Cache, own_key
from .file_hashes import StatSignatures, hashes, stat_signatures
from .generated_tree import MANIFEST, TreeChanges, listing, write
from .new_files import create
from .project_lock import UnwritableError, only_one
from .staging_tree import clone_tree, put, take_out

__all__ = [
    "MANIFEST",
    "Cache",
    "StatSignatures",
    "TreeChanges",
    "UnwritableError",
    "clone_tree",
    "create",
    "hashes",
    "listing",
    "only_one",
    "own_key",
    "put",
    "recover",
    "stat_signatures",
    "swap_tree",
    "take_out",
    "write",
]
