"""Removes filter values from Pagefind's fragments, which a browser loads for each result it shows.

A fragment is the JSON of one page: its words, anchors and filter values. The values are in the
filter files too, and the search reads them only there.
"""

import json
from pathlib import Path

from .packing import pack, unpack

LARGE = 3000
"""Minimum size in bytes of a fragment that is rewritten: smaller ones have few filter values."""


def lighten(bundle: Path) -> None:
    """Rewrite the large fragments of a search index. ``bundle``: Pagefind's output folder.

    Files keep their names, which are hashes of their original content. Raises OSError, and
    ValueError for files in an unknown format.
    """
    for path in (bundle / "fragment").iterdir():
        if path.stat().st_size >= LARGE:
            path.write_bytes(_without_filters(path.read_bytes(), path.name))


def _without_filters(fragment: bytes, name: str) -> bytes:
    page = {**json.loads(unpack(fragment, name)), "filters": {}}
    return pack(json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode())
