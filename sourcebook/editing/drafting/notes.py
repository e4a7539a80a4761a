"""Reads an article from Markdown with optional front matter, as note-taking programs store it."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...reading import yaml_text
from ...records.base import WebAddress
from ...records.dates import parse
from ...text import one_line
from .extracted_article import ExtractedArticle
from .languages import language_tag

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST, _LONGEST_BLOCK = 200_000, 10_000
"""Maximum numbers of characters in a file, and in a block of a file, to parse as Markdown.

A file that exceeds either number is read as plain text, since parsing takes quadratic time for
malicious input. A chapter of a book usually has fewer characters.
"""

_BLANK = re.compile(r"\n[^\S\n]*\n")
_TITLE = ("title", "headline", "name")
_DATE = ("published", "date", "datepublished", "published_date", "pubdate")
_AUTHOR = ("author", "authors", "creator", "by")
_LANGUAGE = ("language", "lang", "locale")
_URL = ("url", "source", "source_url", "link", "canonical_url", "canonical", "original")
_PUBLISHER = ("publisher", "site", "site_name", "sitename", "publication", "outlet", "website")


def read_note(text: str) -> ExtractedArticle | None:
    """Return the article in a Markdown file.

    Returns None if the file has no title, or no paragraph below the title.
    """
    front = _FRONT.match(text)
    fields = _fields(front[1], front[2]) if front else {}
    blocks = list(_blocks(text[front.end() :] if front else text))
    title = next(_values(fields, _TITLE), "")
    if blocks and (not title or blocks[0] == (True, title)):
        title, blocks = blocks[0][1], blocks[1:]
    if not title or not any(not heading for heading, _ in blocks):
        return None
    urls = [url for url in _values(fields, _URL) if _is_address(url)]
    return ExtractedArticle(
        title=title,
        blocks=tuple(block for _, block in blocks),
        headings=frozenset(at for at, (heading, _) in enumerate(blocks) if heading),
        published=next(filter(None, map(_date, _values(fields, _DATE))), None),
        authors=tuple(_values(fields, _AUTHOR)),
        publisher=next(_values(fields, _PUBLISHER), None),
        host=re.sub(r"^https?://([^/:]+).*", r"\1", urls[0]).lower() if urls else None,
        language=next(filter(None, map(language_tag, _values(fields, _LANGUAGE))), None),
        url=urls[0] if urls else None,
    )


def _fields(fence: str, front: str) -> dict[str, Any]:
    """Return front matter as a mapping with lower-case keys; empty if the front matter is invalid.

    The front matter is in YAML or, if ``fence`` is ``+++``, in TOML.
    """
    data: Any
    if fence == "---":
        data = yaml_text.load(f"{front}\n").data
    else:
        try:
            data = tomllib.loads(front)
        except (ValueError, RecursionError):
            data = None
    if not isinstance(data, dict):
        return {}
    return {str(key).lower(): value for key, value in data.items()}


def _values(fields: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Yield the value of the first name in ``names`` that has a value in ``fields``.

    If the value is a list, yield each item of the list.
    """
    value = next((fields[name] for name in names if fields.get(name)), None)
    for entry in value if isinstance(value, list) else [value]:
        item = entry.get("name") if isinstance(entry, dict) else entry
        # In Obsidian, a link is written [[Ada Brandt]] or [[Ada Brandt|Brandt]]. Only "Ada Brandt"
        # is used.
        if item is not None and (text := one_line(str(item)).strip("[]").partition("|")[0]):
            yield text


def _date(text: str) -> str | None:
    for candidate in (text, text[:10]):  # without a time of day, a date has ten characters
        try:
            return parse(candidate).text
        except ValueError:
            continue
    return None


def _is_address(text: str) -> bool:
    try:
        TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        return False
    return True


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Yield each block of Markdown: whether the block is a heading, and the block's plain text."""
    # Python-Markdown isn't used, because it can take hours to parse a malicious line.
    from markdown_it import MarkdownIt

    parts = [part for part in _BLANK.split(text) if part.strip()]
    if len(text) > _LONGEST or max(map(len, parts), default=0) > _LONGEST_BLOCK:
        yield from ((False, one_line(part)) for part in parts)
        return

    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            words = "".join(_words(child) for child in token.children or ())
        elif token.type == "html_block":
            words = re.sub(r"<[^<>]*>", " ", token.content)
        else:
            words = token.content
            heading = token.type == "heading_open"
        if words := one_line(words):
            yield heading, words


def _words(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""
