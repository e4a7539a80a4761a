"""Hand-written pages: their Markdown, with links and citations followed, and no HTML."""

import re
from collections.abc import Iterator
from html import escape as escape_html
from typing import Any

from ...markdown import Md, escape, inline
from ...records.prose import CODE, Citation, Link, Token, tokens
from ...text import visible
from ..page_context import PageContext
from ..parts.common import written_at
from ..site import Site

OWN = frozenset(["home", "data"])
"""Pages that are more than what is written for them."""

_FENCE = re.compile(r"```[^\n]*\n(.*?)\n?(?:```)?", re.DOTALL)

PATHS = {"*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each page that is no more than its text."""
    for id_, page in site.corpus.pages.items():
        if id_ not in OWN:
            yield f"{id_}.md", "written", {
                "title": page.title,
                "lead": page.description or page.title,
                "body": page.body,
                "render": render,
                "places_written": written_at((site.corpus.page_places[id_],)),
            }  # fmt: skip


def render(page: PageContext, body: str) -> Md:
    """Return a body with its formatting; its HTML shows as text, its citations are numbered."""
    lines = "\n".join(visible(line) for line in body.split("\n"))
    parts = CODE.split(lines)
    parts[::2] = ["".join(_shown(page, token) for token in tokens(part)) for part in parts[::2]]
    parts[1::2] = [_code(part) for part in parts[1::2]]
    # The number of a citation follows the word it belongs to.
    return Md("".join(parts).replace(" <sup>", "<sup>").replace("</sup><sup>", ", "))


def _code(written: str) -> str:
    """Return code as it is, or as HTML where it would be more than text if it weren't code."""
    if "<" not in written and "![" not in written:
        return written
    fenced = _FENCE.fullmatch(written)
    if fenced:
        return f"<pre><code>{escape_html(fenced[1])}</code></pre>"
    return f"<code>{inline(written.strip('`'))}</code>"


def _shown(page: PageContext, token: Token) -> str:
    if isinstance(token, str):
        # Pictures would be fetched from elsewhere: they become links.
        return re.sub(r"!(?=\[|$)", "&#33;", token.replace("<", "&lt;"))
    if isinstance(token, Citation):
        return page.cite(token.source, token.locators)
    if isinstance(token, Link) and (ref := page.site.target(token)):
        return page.to(ref, token.words)
    return escape(token.written)
