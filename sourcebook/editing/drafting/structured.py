"""What a page says of itself in JSON-LD, in the words of schema.org."""

import json
from collections.abc import Iterator
from typing import Any

_MOST = 100_000  # objects: a page has some dozens


def objects(tree: Any) -> list[dict[str, Any]]:
    """Return all objects in a page's JSON-LD, whatever they stand in."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _within(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    return found


def _within(value: Any) -> Iterator[dict[str, Any]]:
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


def is_cut_off(found: list[dict[str, Any]], tree: Any) -> bool:
    """Tell whether a page says that it can't be read freely, and so perhaps not whole."""
    said = [one.get("isAccessibleForFree") for one in found]
    for element in tree.iter("meta"):
        if element.get("itemprop") == "isAccessibleForFree":
            said.append(element.get("content"))
        elif element.get("property") == "article:content_tier":
            said.append(element.get("content") not in ("locked", "metered"))
    return any(str(one).lower().rpartition("/")[2] == "false" for one in said if one is not None)


def is_live_blog(found: list[dict[str, Any]]) -> bool:
    """Tell whether a page says that it is a live blog."""
    return any("LiveBlogPosting" in _types(one) for one in found)


def posts(found: list[dict[str, Any]]) -> Iterator[tuple[bool, str]]:
    """Yield the blocks of a live blog's posts, and whether each is a heading."""
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


def _types(one: dict[str, Any]) -> list[Any]:
    said = one.get("@type")
    return said if isinstance(said, list) else [said]
