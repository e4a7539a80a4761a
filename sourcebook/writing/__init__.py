"""Files to disk: only what differs, a whole tree at once, and nothing that isn't ours."""

from .creating import create
from .hashing import Signs, hashes, signs
from .keeping import Shelf, own_key
from .locking import UnwritableError, only_one
from .mirroring import mirror, put, take_out
from .swapping import recover, replace_tree
from .trees import MANIFEST, Changes, listing, write

__all__ = [
    "MANIFEST",
    "Changes",
    "Shelf",
    "Signs",
    "UnwritableError",
    "create",
    "hashes",
    "listing",
    "mirror",
    "only_one",
    "own_key",
    "put",
    "recover",
    "replace_tree",
    "signs",
    "take_out",
    "write",
]
