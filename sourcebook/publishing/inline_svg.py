"""Inlines SVG drawings in HTML, so that they take the page's colours and their links work."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

# The alternative text may have escaped brackets.
_IMAGE = re.compile(r"^!\[(?:\\.|[^\]\\\n])*\]\(([\w./-]+\.svg)\)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r'<div class="drawing" data-file="([\w./-]+)"></div>')
_LINK = re.compile(r' href="([\w./-]+\.md)(#[^"]*)?"')


def insert_placeholders(markdown: str) -> str:
    """Return a page's Markdown with a placeholder in place of each drawing.

    Only a drawing alone on its line is replaced. If a drawing stayed a Markdown image, MkDocs would
    warn that the drawing's file is missing from the site.
    """
    if ".svg)" not in markdown:
        return markdown
    return _IMAGE.sub(r'<div class="drawing" data-file="\1"></div>', markdown)


def insert_drawings(html: str, page: str, docs: Path, address: Callable[[str], str]) -> str:
    """Return a page's HTML with its drawings in place of the placeholders.

    ``page``: the page's path in ``docs``. ``address``: a function that takes the path of another
    page, and returns that page's URL relative to this page. Raises OSError if a drawing can't be
    read.
    """
    if 'class="drawing"' not in html:
        return html

    def drawing(placeholder: re.Match[str]) -> str:
        path = normpath(join(dirname(page), placeholder[1]))
        folder = dirname(path)

        def resolved(link: re.Match[str]) -> str:
            target = normpath(join(folder, unescape(link[1])))
            return f' href="{address(target)}{link[2] or ""}"'

        return f'<div class="drawing">{_LINK.sub(resolved, _read(docs / path))}</div>'

    return _PLACEHOLDER.sub(drawing, html)


def drawing_files(markdown: str, page: str) -> list[str]:
    """Return the paths in ``docs/`` of the drawings whose placeholders are in a page's Markdown."""
    if 'class="drawing"' not in markdown:
        return []
    return [normpath(join(dirname(page), path)) for path in _PLACEHOLDER.findall(markdown)]


def links_of(path: Path) -> list[str]:
    """Return the relative paths that a drawing links to; none if the drawing can't be read."""
    try:
        return [unescape(address) for address, _ in _LINK.findall(_read(path))]
    except OSError:
        return []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
