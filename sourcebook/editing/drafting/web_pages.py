"""Extracts the article from a web page: the article's text and metadata."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ...records.dates import parse
from ..tolerance import or_default
from . import structured
from .extracted_article import ExtractedArticle
from .languages import language_tag
from .live import live_blog
from .page_layout import with_paragraphs
from .saved_pages import saved_page

_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
"""Matches the date of publication in JSON-LD (schema.org). htmldate misses dates before 1990."""

_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|sub-?(?:title|head(?:line)?)|dek|deck|article-?(?:lead|intro))(?![a-z])",
    re.IGNORECASE,
)
"""Matches a CSS class that marks an element as a standfirst."""

_TEXTS = ("p", "figcaption", "blockquote", "li", "dd", "div", "td")
_WORDS = 4
"""Paragraphs with fewer words than this aren't reported as left out of the article."""


def read_page(html: str, address: str | None = None) -> ExtractedArticle | None:
    """Return the article of a page; None if no article is found.

    ``address``: the page's address, if known.
    """
    import trafilatura
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # Sourcebook reports missing data
    settings = use_config()
    for size in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        settings["DEFAULT"][size] = "1"  # accept short articles too
    page = saved_page(html, address)
    stated = _PUBLISHED.search(page.html)
    tree = with_paragraphs(page.html)
    if tree is None:
        return None
    json_ld = structured.objects(tree)
    paywalled, live = structured.has_paywall(json_ld, tree), structured.is_live_blog(json_ld)
    posts = live_blog(tree, declared=live)
    # Read these data from the tree first, because the extraction changes the tree.
    language, paragraphs, standfirsts = _language(tree), list(_paragraphs(tree)), _standfirsts(tree)
    found: Any = or_default(
        lambda: trafilatura.bare_extraction(
            tree,
            url=page.address,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            config=settings,
            # Dates of any age are accepted, but htmldate must not guess a date from the text.
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "min_date": "1500-01-01",
                "max_date": "9999-12-31",
            },
        ),
        None,
    )
    if found is None or found.body is None:
        return None
    title, blocks = _titled(list(_blocks(found.body)), found.title)
    if posts:
        blocks = posts
    elif live and _length(updates := list(structured.posts(json_ld))) > _length(blocks):
        blocks = updates
    if not title:
        return None
    article_text = _squashed("\n".join([title, *(text for _, text in blocks)]))
    return ExtractedArticle(
        title=title,
        blocks=tuple(text for _, text in blocks),
        headings=frozenset(at for at, (heading, _) in enumerate(blocks) if heading),
        standfirst=blocks[0][1]
        if len(blocks) > 1 and _squashed(blocks[0][1]) in standfirsts
        else None,
        published=_date(found.date) or _date(stated[1] if stated else None),
        authors=tuple(name for part in (found.author or "").split(";") if (name := _line(part))),
        publisher=_line(found.sitename or "") or None,
        host=_host(page.address if page.copy_url else found.url) or found.hostname,
        language=language,
        url=page.address if page.copy_url else found.url if _host(found.url) else None,
        copy_url=page.copy_url,
        copy_from=page.copy_from,
        left_out=tuple(
            dict.fromkeys(text for text in paragraphs if _squashed(text) not in article_text)
        ),
        paywalled=paywalled,
    )


def _blocks(element: Any) -> Iterator[tuple[bool, str]]:
    """Yield the blocks in an element of trafilatura's output.

    Each block is a pair: whether the block is a heading, and the block's text.
    """
    for child in element:
        if child.tag in ("list", "quote", "table", "div", "row") and len(child):
            own = _line(child.text or "")
            if own:
                yield False, own
            if child.tag == "row":
                cells = [_line(" ".join(cell.itertext())) for cell in child]
                yield False, " | ".join(filter(None, cells))
            else:
                yield from _blocks(child)
        else:
            text = _text(child)
            if text:
                yield child.tag == "head", text
        tail = _line(child.tail or "")
        if tail:
            yield False, tail


def _text(element: Any) -> str:
    """Return an element's text, with its line breaks."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "lb" else _text(child), child.tail or ""]
    lines = (_line(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _titled(
    blocks: list[tuple[bool, str]], metadata_title: str | None
) -> tuple[str | None, list[tuple[bool, str]]]:
    """Return an article's title, and the blocks below the title.

    ``blocks``: for each block, whether it is a heading, and the block's text. ``metadata_title``:
    the title in the page's metadata, which is often shortened or contains the site's name. The
    first block is the article's title if it is similar to the metadata title, or if there is no
    metadata title.
    """
    title = _line(metadata_title or "")
    if blocks:
        first = _line(blocks[0][1])
        squashed, other = _squashed(first), _squashed(title)
        is_part = squashed and (squashed in other or other in squashed)
        if not title or squashed == other or (blocks[0][0] and is_part):
            return first, blocks[1:]
    return title or None, blocks


def _length(blocks: list[tuple[bool, str]]) -> int:
    return sum(len(text) for _, text in blocks)


def _paragraphs(tree: Any) -> Iterator[str]:
    """Yield a page's paragraphs, captions and list items, also in menus and teasers.

    Those with fewer than ``_WORDS`` words are skipped.
    """
    for element in tree.iter(*_TEXTS):
        text = _line(" ".join(element.itertext()))
        is_leaf = next(element.iterdescendants(*_TEXTS, "script", "style"), None) is None
        if is_leaf and len(text.split()) >= _WORDS:
            yield text


def _standfirsts(tree: Any) -> set[str]:
    """Return the text of each element whose CSS class marks it as a standfirst.

    The texts are returned in the form of ``_squashed``: only letters and digits, in lower case.
    """
    marked = (element for element in tree.iter() if _STANDFIRST.search(element.get("class") or ""))
    return {_squashed(" ".join(element.itertext())) for element in marked}


def _language(tree: Any) -> str | None:
    """Return the language tag that a page declares; None if the page declares no valid tag."""
    declared = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    declared += [meta.get("content") for meta in tree.iter("meta")
             if (meta.get("property") or meta.get("http-equiv") or "").lower()
             in ("og:locale", "content-language")]  # fmt: skip
    return next(filter(None, map(language_tag, declared)), None)


def _date(text: str | None) -> str | None:
    try:
        return parse(text).text if text else None
    except ValueError:
        return None


def _host(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _squashed(text: str) -> str:
    """Return a text's letters and digits in lower case, to compare two extractions of a page."""
    return re.sub(r"\W+", "", text).casefold()
