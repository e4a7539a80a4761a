"""Markdown text that is safe: every string from YAML passes through ``escape`` on its way out.

The syntax kept to is what Python-Markdown and CommonMark (GFM) read alike.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from .text import one_line, squeezed


class Md(str):
    """Markdown that may stand on a page as it is. A plain ``str`` may not."""

    __slots__ = ()


# A backslash where both dialects read it as an escape, an entity elsewhere.
_ESCAPES = {character: f"\\{character}" for character in "\\*_[]{}"} | {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;", "|": "&#124;", "~": "&#126;",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\*_\[\]{}&<>`|~]")
# What would begin a list, a heading, a rule, a definition or an admonition.
_BLOCK = re.compile(r"^(?:[#+\-=:!?]|\d+[.)](?=\s|$))")
# What would close a heading, or make a picture of the link that follows.
_CLOSING = ("#", "!")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SAFE_IN_ADDRESS = "/:?#@!$&*+,;=%~-._"


def escape(text: str) -> Md:
    """Return Markdown that shows a text as it is, on one line, wherever it stands on a page."""
    if isinstance(text, Md):
        return text
    return _whole(text)


# Labels, numbers and addresses come again and again, so what becomes of the last ones is kept.
@lru_cache(maxsize=65536)
def _whole(text: str) -> Md:
    return begin(_escaped(one_line(text)))


def inline(text: str) -> Md:
    """Return Markdown that shows a part of a line as it is, spaces at its ends included."""
    return _escaped(squeezed(text))


def _escaped(line: str) -> Md:
    # Most have none of it, and to look is quicker than to replace nothing.
    if _SPECIAL.search(line):
        line = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], line)
    return Md(f"{line[:-1]}\\{line[-1]}" if line.endswith(_CLOSING) else line)


def begin(line: Md) -> Md:
    """Return a line that has been escaped, so that nothing but a paragraph begins with it."""
    block = _BLOCK.match(line)
    if not block:
        return line
    last = block.end() - 1
    return Md(f"{line[:last]}&#{ord(line[last])};{line[last + 1 :]}")


def link(words: str, address: str, title: str = "") -> Md:
    """Return a link. ``address``: a path inside the site, or a web address already checked."""
    shown = f' "{attribute(title)}"' if title else ""
    return Md(f"[{escape(words)}]({_target(address)}{shown})")


@lru_cache(maxsize=65536)
def _target(address: str) -> str:
    return _ENTITY.sub("&amp;", quote(address, safe=_SAFE_IN_ADDRESS))


@lru_cache(maxsize=65536)
def attribute(text: str) -> str:
    """Return a text as it may stand between the double quotes of a link's title."""
    return "".join(
        f"&#{ord(character)};" if character in "&<>\"'`\\*_[](){}|" else character
        for character in one_line(text)
    )


def fill(message: str, **places: str | int) -> Md:
    """Return a message of ours, which is Markdown, with its places filled; see ``messages``.

    What fills them is escaped, unless it is Markdown itself.
    """
    safe = {name: escape(str(value)) if not isinstance(value, Md) else value
            for name, value in places.items()}  # fmt: skip
    return Md(message.format_map(safe))


def join(parts: Iterable[str], separator: str = ", ") -> Md:
    """Return parts, each escaped, with a separator of ours between them."""
    return Md(separator.join(escape(part) for part in parts))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Md:
    """Return a table; cells are escaped unless they are Markdown. Empty without rows."""
    body = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    if not body:
        return Md("")
    cells = [escape(cell) for cell in head]
    return Md("\n".join([f"| {' | '.join(cells)} |", f"|{' --- |' * len(cells)}", *body]))
