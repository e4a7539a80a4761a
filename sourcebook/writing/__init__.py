"""Files to disk: only what differs, a whole tree at once, and nothing that isn't ours."""

from .creating import create
from .hashing import Signs, hashes, signs
from .keeping import Shelf
from .locking import only_one
from .swapping import mirror, put, recover, replace_tree, take_out
from .trees import MANIFEST, Changes, listing, write

__all__ = [
    "MANIFEST",
    "Changes",
    "Shelf",
    "Signs",
    "create",
    "hashes",
    "listing",
    "mirror",
    "only_one",
    "put",
    "recover",
    "replace_tree",
    "signs",
    "take_out",
    "write",
]
