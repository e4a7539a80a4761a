"""Hand-written pages: their Markdown, with links and citations followed, and no HTML."""

import re
from collections.abc import Iterator
from typing import Any

from ..markdown import Md, escape
from ..records.prose import Citation, Link, Token, tokens
from ..text import visible
from .common import written_at
from .page import Page
from .site import Site

_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each page but the home page, which is more than its text."""
    for id_, page in site.corpus.pages.items():
        if id_ != "home":
            yield f"{id_}.md", "written", {
                "title": page.title,
                "lead": page.description or page.title,
                "body": page.body,
                "render": render,
                "places_written": written_at((site.corpus.page_places[id_],)),
            }  # fmt: skip


def render(page: Page, body: str) -> Md:
    """Return a body with its formatting; its HTML shows as text, its citations are numbered."""
    lines = "\n".join(visible(line) for line in body.split("\n"))
    parts = _CODE.split(lines)
    # Code stays as it is; what stands between is read for links and citations.
    parts[::2] = ["".join(_shown(page, token) for token in tokens(part)) for part in parts[::2]]
    return Md("".join(parts))


def _shown(page: Page, token: Token) -> str:
    if isinstance(token, str):
        return token.replace("<", "&lt;")
    if isinstance(token, Citation):
        return page.cite(token.source, token.locators)
    if isinstance(token, Link) and (ref := page.site.names.target(token)):
        return page.to(ref, token.words)
    return escape(token.written)
