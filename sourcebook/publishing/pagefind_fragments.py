"""Makes Pagefind's fragments lighter: each is loaded whole for a result that is shown.

A fragment is JSON: a page's words, anchors and the values of its filters. The values are in the
filters' own files too, and the search asks for them only there.
"""

import json
from pathlib import Path

from .pagefind_files import pack, unpack

LARGE = 3000
"""From how many bytes on it is worth the time. On pages that much goes on, values are many."""


def lighten(bundle: Path) -> None:
    """Rewrite the large fragments of a search index. ``bundle``: Pagefind's folder.

    Names stay: they go by what Pagefind wrote. Raises ValueError for files of another form,
    OSError.
    """
    for path in (bundle / "fragment").iterdir():
        if path.stat().st_size >= LARGE:
            path.write_bytes(_lightened(path.read_bytes(), path.name))


def _lightened(fragment: bytes, name: str) -> bytes:
    page = {**json.loads(unpack(fragment, name)), "filters": {}}
    return pack(json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode())
