"""Reads the metadata of a page from its JSON-LD, in the vocabulary of schema.org."""

import json
from collections.abc import Iterator
from typing import Any

_MOST = 100_000  # maximum number of JSON values to visit; a page usually has a few dozen objects


def objects(tree: Any) -> list[dict[str, Any]]:
    """Return all objects in a page's JSON-LD, including nested objects."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _within(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    return found


def _within(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects in a JSON value, at any depth; stop after visiting ``_MOST`` values."""
    waiting = [value]
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            value = list(value.values())
        if isinstance(value, list):
            waiting += reversed(value)


def has_paywall(found: list[dict[str, Any]], tree: Any) -> bool:
    """Return whether a page declares a paywall; the text of such a page may be cut off.

    ``found``: the objects in the page's JSON-LD. ``tree``: the page's element tree.
    """
    free = [each.get("isAccessibleForFree") for each in found]
    for element in tree.iter("meta"):
        if element.get("itemprop") == "isAccessibleForFree":
            free.append(element.get("content"))
        elif element.get("property") == "article:content_tier":
            free.append(element.get("content") not in ("locked", "metered"))
    return any(
        str(value).lower().rpartition("/")[2] == "false" for value in free if value is not None
    )


def is_live_blog(found: list[dict[str, Any]]) -> bool:
    """Return whether a page declares that it is a live blog."""
    return any("LiveBlogPosting" in _types(each) for each in found)


def posts(found: list[dict[str, Any]]) -> Iterator[tuple[bool, str]]:
    """Yield the blocks of a live blog's posts.

    Each block is a pair: whether the block is a heading, and the block's text.
    """
    for blog in found:
        updates = blog.get("liveBlogUpdate")
        if "LiveBlogPosting" not in _types(blog):
            continue
        for post in updates if isinstance(updates, list) else [updates]:
            if not isinstance(post, dict):
                continue
            for key, heading in (("headline", True), ("articleBody", False)):
                text = post.get(key)
                for line in text.split("\n") if isinstance(text, str) else ():
                    if line.strip():
                        yield heading, " ".join(line.split())


def _types(json_object: dict[str, Any]) -> list[Any]:
    value = json_object.get("@type")
    return value if isinstance(value, list) else [value]
