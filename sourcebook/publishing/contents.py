"""Keeps dates and other groups of words on one line in a page's table of contents."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.toc import AnchorLink

_HEADING = re.compile(r'<h([1-6]) id="([^"<>]*)"[^<>]*>(.*?)</h\1>', re.DOTALL)
_NOT_TEXT = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
_NO_BREAK = re.compile("[\u00a0\u202f]")
_BLANKS = re.compile("[ \t\r\n]+")


def keep_together(contents: "Iterable[AnchorLink]", html: str) -> None:
    """Put the no-break spaces of a page's headings into the table of contents.

    The extension ``toc`` has replaced them by plain spaces, at which a line could end in the middle
    of a date. ``contents``: changed in place. ``html``: the page's content.
    """
    if _NO_BREAK.search(html):
        _restore(contents, {id_: inner for _, id_, inner in _HEADING.findall(html)})


def _restore(contents: "Iterable[AnchorLink]", headings: Mapping[str, str]) -> None:
    for entry in contents:
        text = _NOT_TEXT.sub("", headings.get(entry.id, ""))
        if " ".join(text.split()) == entry.title:  # a title may also be written by hand
            entry.title = _BLANKS.sub(" ", text).strip(" ")
        _restore(entry.children, headings)
