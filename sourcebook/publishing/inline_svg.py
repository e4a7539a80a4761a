"""Drawings become part of the page they stand on: then they take its colours, and links work."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

# In its words a bracket may stand, escaped.
_PICTURE = re.compile(r"^!\[(?:\\.|[^\]\\\n])*\]\(([\w./-]+\.svg)\)$", re.MULTILINE)
_PLACE = re.compile(r'<div class="drawing" data-file="([\w./-]+)"></div>')
_LINK = re.compile(r' href="([\w./-]+\.md)(#[^"]*)?"')


def reserve(markdown: str) -> str:
    """Return a page's Markdown with a place kept for each drawing that stands on a line alone.

    MkDocs takes a picture's file into the site, and complains of one that isn't there.
    """
    if ".svg)" not in markdown:
        return markdown
    return _PICTURE.sub(r'<div class="drawing" data-file="\1"></div>', markdown)


def inline(html: str, page: str, docs: Path, address: Callable[[str], str]) -> str:
    """Return a page's HTML with its drawings in their places.

    ``page``: its path in ``docs``. ``address`` gives, of the path of another page,
    its address as seen from this one. Raises OSError where a drawing can't be read.
    """
    if 'class="drawing"' not in html:
        return html

    def drawn(place: re.Match[str]) -> str:
        path = normpath(join(dirname(page), place[1]))
        folder = dirname(path)

        def led(link: re.Match[str]) -> str:
            target = normpath(join(folder, unescape(link[1])))
            return f' href="{address(target)}{link[2] or ""}"'

        return f'<div class="drawing">{_LINK.sub(led, _read(docs / path))}</div>'

    return _PLACE.sub(drawn, html)


def files(markdown: str, page: str) -> list[str]:
    """Return the paths in ``docs/`` of the drawings that have a place in a page's Markdown."""
    if 'class="drawing"' not in markdown:
        return []
    return [normpath(join(dirname(page), path)) for path in _PLACE.findall(markdown)]


def links(path: Path) -> list[str]:
    """Return the pages that a drawing's file links to, as seen from it; none if it isn't there."""
    try:
        return [unescape(address) for address, _ in _LINK.findall(_read(path))]
    except OSError:
        return []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
