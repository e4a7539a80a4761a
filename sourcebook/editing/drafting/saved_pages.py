"""Where a saved page is from: its own address, and that of an archive's copy."""

import re
from typing import NamedTuple

_NOTES = (
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->"),  # browsers
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"),
)
"""What programs that save pages note of their address, in a comment above everything."""

_HEAD = 20_000  # characters that are looked through for it

_COPY = re.compile(r"https?://([^/\s]+)/(?:[^\s?#]*/)?\d{8,14}(?:[a-z]{2}_)?/(https?:/{1,2}\S+)")
"""The address of a copy in a web archive: the day, perhaps the second, then the original's."""

_WAYBACK = "https://web.archive.org/web/"
_REWRITTEN = re.compile(r"(?:https?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)")
_REPLAYED = re.compile(
    r"""__wm\.wombat\(\s*["'](https?://[^"'\s]{1,2000})["']\s*,\s*["'](\d{4,14})["']"""
)
"""How a page from the Wayback Machine tells its own scripts what it is a copy of."""

_CANONICAL = re.compile(r"<link\b[^>]{0,3000}>", re.IGNORECASE)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")
_NAMES = {"web.archive.org": "Wayback Machine"}


class Saved(NamedTuple):
    """A page without what an archive added to it.

    ``address``: its own. ``copy_url``, ``copy_from``: the address of the
    archive's copy, and the archive's name.
    """

    html: str
    address: str | None = None
    copy_url: str | None = None
    copy_from: str | None = None


def saved(html: str, address: str | None = None) -> Saved:
    """Return what a page says of where it is from. ``address``: the one it came with, if any."""
    head = html[:_HEAD]
    noted = address or next((found[1] for note in _NOTES if (found := note.search(head))), None)
    copy = _COPY.fullmatch(noted or "") or _canonical_copy(head)
    replayed = _REPLAYED.search(html)
    if not copy and replayed:
        copy = _COPY.fullmatch(f"{_WAYBACK}{replayed[2]:0<8}/{replayed[1]}")
    if not copy:
        return Saved(html, noted)
    host = copy[1]
    original = re.sub(r"^(https?:/)(?=[^/])", r"\1/", copy[2])
    # The archive's links stand where the original's were, its canonical address included.
    plain = _REWRITTEN.sub("", _without_toolbar(html)) if host in _NAMES else html
    return Saved(
        plain.replace(copy[0], original),
        original,
        copy[0],
        _NAMES.get(host, host.removeprefix("www.")),
    )


def _canonical_copy(head: str) -> re.Match[str] | None:
    for link in _CANONICAL.findall(head):
        if "canonical" in link and (found := re.search(r"""href=["']?([^"'\s>]+)""", link)):
            return _COPY.fullmatch(found[1])
    return None


def _without_toolbar(html: str) -> str:
    before, begin, rest = html.partition(_TOOLBAR[0])
    _, end, after = rest.partition(_TOOLBAR[1])
    return before + after if begin and end else html
