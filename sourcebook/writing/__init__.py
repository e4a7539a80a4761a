"""Files to disk: only what differs, a whole tree at once, and nothing that isn't ours."""

from .creating import create
from .locking import only_one
from .swapping import replace_tree
from .trees import Changes, write

__all__ = ["Changes", "create", "only_one", "replace_tree", "write"]
