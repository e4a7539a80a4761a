"""``docs/`` to ``site/``, and the preview: MkDocs, called as it wants to be called."""

from .building import publish
from .previewing import serve

__all__ = ["publish", "serve"]
