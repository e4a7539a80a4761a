"""Finds a saved page's original address, and the address of the page's copy in a web archive."""

import re
from typing import NamedTuple

_COMMENTS = (
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->"),  # the comment that browsers write
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"),
)
"""Match comments at a page's top in which browsers and SingleFile write the page's address."""

_HEAD = 20_000  # number of characters at a page's top that are searched for its address

_COPY = re.compile(r"https?://([^/\s]+)/(?:[^\s?#]*/)?\d{8,14}(?:[a-z]{2}_)?/(https?:/{1,2}\S+)")
"""Matches the address of a copy in a web archive: host, date (also with time), original address."""

_WAYBACK = "https://web.archive.org/web/"
_REWRITTEN = re.compile(r"(?:https?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)")
_REPLAYED = re.compile(
    r"""__wm\.wombat\(\s*["'](https?://[^"'\s]{1,2000})["']\s*,\s*["'](\d{4,14})["']"""
)
"""Matches a call in the Wayback Machine's script. Groups: original address, time of the copy."""

_CANONICAL = re.compile(r"<link\b[^>]{0,3000}>", re.IGNORECASE)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")
_NAMES = {"web.archive.org": "Wayback Machine"}


class SavedPage(NamedTuple):
    """A saved page. If it was saved from a web archive, the archive's additions are removed.

    ``address``: the page's original address. ``copy_url``: the address of the archive's copy.
    ``copy_from``: the archive's name.
    """

    html: str
    address: str | None = None
    copy_url: str | None = None
    copy_from: str | None = None


def saved_page(html: str, address: str | None = None) -> SavedPage:
    """Return a page with its original address and the address of the copy in a web archive.

    ``address``: the address that was saved with the page; None if there was none.
    """
    head = html[:_HEAD]
    comments = (found[1] for comment in _COMMENTS if (found := comment.search(head)))
    written = address or next(comments, None)
    copy = _COPY.fullmatch(written or "") or _canonical_copy(head)
    replayed = _REPLAYED.search(html)
    if not copy and replayed:
        copy = _COPY.fullmatch(f"{_WAYBACK}{replayed[2]:0<8}/{replayed[1]}")
    if not copy:
        return SavedPage(html, written)
    host = copy[1]
    original = re.sub(r"^(https?:/)(?=[^/])", r"\1/", copy[2])
    # In the Wayback Machine's copies, all links lead to the archive. Restore the original links.
    restored = _REWRITTEN.sub("", _without_toolbar(html)) if host in _NAMES else html
    return SavedPage(
        restored.replace(copy[0], original),
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
