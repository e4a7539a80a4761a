"""Adapter for Pagefind's internals: the format of its index files, which is not documented.

Nothing outside this package knows that format. It was read from version ``READ_AGAINST``; a test
fails when another is installed. Then compare an index of the new version with ``ordering``,
change what differs, and set ``READ_AGAINST``.
"""

from pathlib import Path

from .fragments import lighten
from .ordering import order

__all__ = ["READ_AGAINST", "finalize"]

READ_AGAINST = "1.5.2"
"""The version of Pagefind that this package was written for."""

_UNUSED = ("pagefind-*-ui.*", "pagefind-ui.*", "pagefind-worker.js", "pagefind-highlight.js")
"""Files not needed: ready-made user interfaces, and the scripts that only they load."""


def finalize(bundle: Path) -> None:
    """Make an index small and reproducible. ``bundle``: Pagefind's output folder.

    Raises ValueError or KeyError for files in an unknown format, OSError.
    """
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    order(bundle)
    lighten(bundle)
