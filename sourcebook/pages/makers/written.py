"""Hand-written pages: resolves the links and citations in their Markdown, and escapes HTML."""

import re
from collections.abc import Iterator
from html import escape as escape_html
from urllib.parse import quote

from ...markdown import Md, escape, inline
from ...records.folders import HOME
from ...records.prose import CODE, Citation, Escaped, Link, Token, tokens
from ...text import as_words, comma, visible
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts.common import written_at
from ..site import Site

OWN = frozenset([HOME, "data"])
"""Ids of the hand-written texts that have no page of their own but introduce a generated page."""

ABOUT = "about"
"""Id of the hand-written page that also shows the data's version and the number of sources."""

_FENCE = re.compile(r"```[^\n]*\n(.*?)\n?(?:```)?", re.DOTALL)

_FENCE_MARKS = re.compile(r"^( {0,3}(?:`{3,}|~{3,}))(.*)$", re.MULTILINE)

_LINK = re.compile(
    r"(?<!\\)\[(?P<words>(?:[^\[\]\\\n]|\\.)*)\]\((?:\./)?(?P<path>[\w/-]+\.md)(?:#[\w-]*)?\)"
)
"""Matches a link to a page. If the page isn't generated, only the text of the link is shown."""

_BRACKETED = re.compile(r"\]\(<([^<>\n]*)>")
"""Matches the address of a link in angle brackets, which would be escaped as HTML."""

_IN_ADDRESS = "!#$%&'*+,/:;=?@[]~"
"""Characters, besides letters, digits and ``_.-``, that an address has without brackets too."""

PATHS = {"*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield a page for each hand-written text that has a page of its own."""
    for id_, page in site.corpus.pages.items():
        if id_ not in OWN:
            yield PageSpec(f"{id_}.md", "written", {
                "title": page.title,
                "lead": page.description or page.title,
                "body": page.body,
                "render": render,
                "version": site.version if id_ == ABOUT else "",
                "dates": _dates(site),
                "places_written": written_at((site.corpus.page_places[id_],)),
            })  # fmt: skip


def _dates(site: Site) -> tuple[int, str, str]:
    """Return the number of sources, and the dates of the earliest and the latest source.

    Both dates are in words for readers, and empty strings if no source has a date.
    """
    corpus = site.corpus
    found = [article.published for article in corpus.articles.values()]
    dates = sorted(filter(None, found), key=lambda date: date.sort_key)
    words = [dates[0].words, dates[-1].words] if dates else ["", ""]
    return len(found), words[0], words[1]


def render(page: PageContext, body: str) -> Md:
    """Return a hand-written text as Markdown, with links and numbered citations.

    HTML in the text is escaped, so that the page shows it as text.
    """
    lines = "\n".join(visible(line) for line in body.split("\n"))
    parts = CODE.split(lines)
    parts[::2] = ["".join(_shown(page, token) for token in tokens(part)) for part in parts[::2]]
    parts[1::2] = [_code(part) for part in parts[1::2]]
    # A citation's number follows the word before it without a space.
    text = "".join(parts).replace(" <sup>", "<sup>").replace("</sup><sup>", comma())
    return Md(text + _closing_fence(text))


def _closing_fence(text: str) -> str:
    """Return the line that closes the text's last code block; empty if every block is closed.

    An open code block would go on to the end of the page, through all that follows the text.
    """
    fence = ""
    for marks, after in _FENCE_MARKS.findall(text):
        if not fence:
            # In Markdown, the end of a list or quotation also ends a code block inside it. So only
            # code blocks at the beginning of a line can stay open.
            if marks[0] != " " and not ("`" in marks and "`" in after):
                fence = marks
        elif marks.strip().startswith(fence) and not after.strip():
            fence = ""
    return f"\n{fence}" if fence else ""


def _code(written: str) -> str:
    """Return a code span or code block unchanged, or as escaped HTML if it has ``<`` or ``![``.

    Unescaped, these characters could be taken for a tag or an image.
    """
    if "<" not in written and "![" not in written:
        return written
    fenced = _FENCE.fullmatch(written)
    if fenced:
        return f"<pre><code>{escape_html(fenced[1])}</code></pre>"
    return f"<code>{inline(written.strip('`'))}</code>"


def _shown(page: PageContext, token: Token) -> str:
    if isinstance(token, str):
        # Escape the "!" of images, so that they become links: the site makes no requests to other
        # sites.
        text = _BRACKETED.sub(lambda found: f"]({quote(found[1], _IN_ADDRESS)}", token)
        text = re.sub(r"!(?=\[|$)", "&#33;", text.replace("<", "&lt;"))
        return _LINK.sub(lambda link: link[0] if page.has(link["path"]) else link["words"], text)
    if isinstance(token, Citation):
        # Leave out the citation of a draft, which has no page.
        known = token.source in page.site.corpus.articles
        return page.cite(token.source, token.locators) if known else ""
    if isinstance(token, Escaped):
        return token.written  # ``\[`` is an escape in Markdown too
    if isinstance(token, Link):
        ref = page.site.target(token)
        return page.to(ref, token.words) if ref else escape(token.words or as_words(token.id))
    return escape(token.written)
