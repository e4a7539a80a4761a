"""Decodes a file's bytes to text, with the declared encoding or, if none is declared, a guess."""

import codecs
import re

from ..tolerance import or_default

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
)  # fmt: skip
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Text labelled with one of these encodings is decoded with a Windows encoding, as in browsers
# (WHATWG, Encoding Standard).
_WINDOWS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
            "ascii": "cp1252", "iso-8859-9": "cp1254"}  # fmt: skip


def decoded(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Return a file's text, and whether its encoding had to be guessed.

    These encodings are tried, in this order: the one that a byte-order mark shows, the one
    ``declared`` by an e-mail or MHTML header, the one that the HTML declares, UTF-8. If none of
    these encodings fits, the encoding is guessed. Line breaks become line feeds.
    """
    by_bom = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    in_page = _CHARSET.search(data[:4000])
    for name in (by_bom, declared, in_page[1].decode("ascii") if in_page else None, "utf-8"):
        try:
            text = data.decode(_WINDOWS.get(name.lower(), name)) if name else None
        except (LookupError, ValueError):  # some codecs raise UnicodeError, which is a ValueError
            continue
        if text is not None:
            return _normalised(text), False
    from trafilatura.utils import decode_file

    text = or_default(lambda: decode_file(data), data.decode("cp1252", errors="replace"))
    return _normalised(text), True


def _normalised(text: str) -> str:
    return re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text).replace("\0", "")
