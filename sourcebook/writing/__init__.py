"""Writes only changed files, replaces folders in one step, never overwrites a user's files."""

from .atomic_swap import recover, swap_tree
from .cache import Cache, user_key
from .file_hashes import StatSignatures, hashes, stat_signatures
from .generated_tree import MANIFEST, TreeChanges, foreign_files, manifest, write
from .new_files import create
from .overwriting import overwrite
from .project_lock import UnwritableError, hold_lock
from .spool import Spool
from .staging_tree import clone_tree, link_or_copy, remove_file, write_file

__all__ = [
    "MANIFEST",
    "Cache",
    "Spool",
    "StatSignatures",
    "TreeChanges",
    "UnwritableError",
    "clone_tree",
    "create",
    "foreign_files",
    "hashes",
    "hold_lock",
    "link_or_copy",
    "manifest",
    "overwrite",
    "recover",
    "remove_file",
    "stat_signatures",
    "swap_tree",
    "user_key",
    "write",
    "write_file",
]
