"""Finds all posts of a live blog. Extracting the blog as one article would find only one post."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import etree

_CLASS = re.compile(
    r"(?<![a-z])live-?(?:blog)?[-_]*(?:post|entry|update|block|item)(?![a-z])", re.IGNORECASE
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXTS = ("p", "li", "blockquote", "pre", "dd")
_ASIDE = ("aside", "nav", "footer", "form", "button", "script", "style", "template", "figure")
_DEEPEST = 30  # maximum number of ancestors to search per element
_SHARE = 0.5  # an undeclared live blog has at least this share of the page's words in its posts


def live_blog(tree: Any, *, declared: bool) -> list[tuple[bool, str]]:
    """Return the blocks of a live blog; an empty list if the page is no live blog.

    Each block is a pair: True for a heading or False for a paragraph, and the block's text.
    ``tree``: the page's element tree, as ``with_paragraphs`` returns it.
    ``declared``: whether the page declares that it is a live blog.
    """
    posts = list(filter(_is_own, _posts(tree)))
    if len(posts) < 2:
        return []
    blocks = [list(_blocks(post)) for post in posts]
    words = sum(len(text.split()) for post in blocks for heading, text in post if not heading)
    if not declared and words < _SHARE * sum(_words(element) for element in tree.iter("p")):
        return []
    return [*_before(posts), *(block for post in blocks for block in post)]


def _posts(tree: Any) -> list[Any]:
    """Return the elements of a page that may be posts of a live blog.

    These are the nearest ancestors of ``time`` elements that are marked as posts. An ancestor is
    left out if it contains another of these ancestors, or has no paragraph with words.
    """
    found: dict[Any, None] = {}
    for time in tree.iter("time"):
        around = islice(time.iterancestors(), _DEEPEST)
        if (post := next(filter(_is_marked, around), None)) is not None:
            found.setdefault(post)
    # If elements marked as posts are nested, the outer element is the whole blog, not a post.
    outer = {each for post in found for each in islice(post.iterancestors(), _DEEPEST)}
    posts = [post for post in found if post not in outer]
    return [post for post in posts if any(_words(element) for element in post.iter("p"))]


def _is_marked(element: Any) -> bool:
    """Return whether an element's name or attributes mark it as a post."""
    return element.tag not in ("html", "body") and (
        element.tag == "article"
        or element.get("itemprop") == "liveBlogUpdate"
        or bool(_CLASS.search(element.get("class") or ""))
    )


def _is_own(post: Any) -> bool:
    """Return whether a post belongs to this page.

    Posts that don't belong to this page are teasers: their headings link to another page.
    """
    links = (
        element.get("href") or "#"
        for heading in post.iter(*_HEADINGS)
        for element in (*heading.iter(), *islice(heading.iterancestors(), _DEEPEST))
    )
    return all(link.startswith("#") for link in links)


def _before(posts: list[Any]) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs before the first post of a live blog, as pairs (see ``live_blog``).

    Only paragraphs inside the element that contains all posts are yielded.
    """
    last_ancestors = set(posts[-1].iterancestors())
    ancestors = islice(posts[0].iterancestors(), _DEEPEST)
    shared = [element for element in ancestors if element in last_ancestors]
    blog = next(
        (element for element in shared if element.tag in ("article", "main")),
        next(iter(shared), None),
    )
    if blog is None or blog.tag in ("html", "body"):
        return
    walk = etree.iterwalk(blog, events=("start",))
    for _, element in walk:
        if element is posts[0]:
            return
        if element.tag in (*_ASIDE, "header"):
            walk.skip_subtree()
        elif element.tag == "p" and _words(element) and not _is_time(element):
            yield False, _line(element)


def _blocks(post: Any) -> Iterator[tuple[bool, str]]:
    """Yield the blocks of a post, as pairs (see ``live_blog``).

    The post's time and heading together are one block.
    """
    post = deepcopy(post)
    for element in list(post.iter(*_ASIDE)):
        if element is not post:
            element.drop_tree()
    first = post.find(".//time")
    time = _line(first) if first is not None else ""
    for element in post.iter(*_HEADINGS, *_TEXTS):
        text = _line(element)
        if not text or next(element.iterdescendants(*_HEADINGS, *_TEXTS), None) is not None:
            continue
        if _is_time(element):
            time = text
        elif element.tag in _HEADINGS:
            yield True, f"{time} {text}" if time and time not in text else text
            time = ""
        else:
            if time:
                yield True, time
                time = ""
            yield False, text


def _is_time(element: Any) -> bool:
    """Return whether an element contains a ``time`` and no other text."""
    time = element.find(".//time")
    return time is not None and _line(time) == _line(element)


def _words(element: Any) -> int:
    """Return the number of words in an element's text."""
    return len(" ".join(element.itertext()).split())


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
