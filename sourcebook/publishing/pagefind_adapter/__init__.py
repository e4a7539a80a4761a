"""Adapter for Pagefind's internals: the format of its index files, which is not documented.

Only this package knows that format, which is the one of version ``READ_AGAINST``. A test fails
when another version is installed. In that case, compare an index of the new version with the
format described in ``ordering``, adapt this package, and update ``READ_AGAINST``.
"""

from pathlib import Path

from .fragments import lighten
from .ordering import order

__all__ = ["READ_AGAINST", "finalize"]

READ_AGAINST = "1.5.2"
"""The version of Pagefind that this package was written for."""

_UNUSED = ("pagefind-*-ui.*", "pagefind-ui.*", "pagefind-worker.js", "pagefind-highlight.js")
"""Patterns of unneeded files: Pagefind's user interfaces, and scripts that only those load."""


def finalize(bundle: Path) -> None:
    """Make an index small and reproducible. ``bundle``: Pagefind's output folder.

    Raises OSError, and ValueError or KeyError for files in an unknown format.
    """
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    order(bundle)
    lighten(bundle)
