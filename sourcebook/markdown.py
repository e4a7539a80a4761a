"""Safe Markdown: every string from YAML is escaped here before it is put on a page.

This module writes only syntax that Python-Markdown and CommonMark (GFM) interpret in the same way.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from .conventions import in_use
from .messages import gettext as _
from .text import comma, one_line, squeezed


class Md(str):
    """Markdown that needs no escaping. Any other ``str`` is plain text and must be escaped."""

    __slots__ = ()


# Special characters are escaped with a backslash if Python-Markdown and CommonMark both allow it,
# else as an entity.
_ESCAPES = {character: f"\\{character}" for character in "\\*_[]{}"} | {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;", "|": "&#124;", "~": "&#126;",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\*_\[\]{}&<>`|~]")
# A line that starts like this would begin a list, a heading, a rule, a definition or an admonition.
_BLOCK = re.compile(r"^(?:[#+\-=:!?]|\d+[.)](?=\s|$))")
# A text that ends with one of these characters could close a heading, or turn a link that follows
# the text into an image.
_CLOSING = ("#", "!")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_KEPT = 32_768
"""Number of results that each cached function keeps: with fewer, pages take longer to make; with
more, each process needs more memory."""

_SAFE_IN_ADDRESS = "/:?#@!$&*+,;=%~-._"


def escape(text: str) -> Md:
    """Return Markdown that shows a text literally, on one line, at any position on a page."""
    if isinstance(text, Md):
        return text
    return _escaped_text(text)


# Cached, because labels, numbers and addresses occur again and again.
@lru_cache(maxsize=_KEPT)
def _escaped_text(text: str) -> Md:
    return begin(_escaped(one_line(text)))


def inline(text: str) -> Md:
    """Return Markdown that shows a part of a line literally, and keeps the spaces at both ends."""
    return _escaped(squeezed(text))


def _escaped(line: str) -> Md:
    # Most lines have no special characters. For such a line, searching is quicker than replacing.
    if _SPECIAL.search(line):
        line = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], line)
    return Md(f"{line[:-1]}\\{line[-1]}" if line.endswith(_CLOSING) else line)


def begin(line: Md) -> Md:
    """Return an escaped line, changed so that it can't begin a list, a heading or the like."""
    block = _BLOCK.match(line)
    if not block:
        return line
    last = block.end() - 1
    return Md(f"{line[:last]}&#{ord(line[last])};{line[last + 1 :]}")


def link(words: str, address: str, title: str = "") -> Md:
    """Return a link. ``address``: a path in the site, or a web address that has been checked."""
    shown = f' "{attribute(title)}"' if title else ""
    return Md(f"[{escape(words)}]({_target(address)}{shown})")


@lru_cache(maxsize=_KEPT)
def _target(address: str) -> str:
    made = _ENTITY.sub("&amp;", quote(address, safe=_SAFE_IN_ADDRESS))
    return address if made == address else made  # one of two equal texts, to save memory


@lru_cache(maxsize=_KEPT)
def attribute(text: str) -> str:
    """Return a text escaped for use as a link's title, in double quotes."""
    return "".join(
        f"&#{ord(character)};" if character in "&<>\"'`\\*_[](){}|" else character
        for character in one_line(text)
    )


def fill(message: str, **places: str | int) -> Md:
    """Return a translated message, which is Markdown, with its placeholders filled.

    Values of placeholders are escaped unless they are Md. For messages, see the module
    ``messages``.
    """
    safe = {name: escape(str(value)) if not isinstance(value, Md) else value
            for name, value in places.items()}  # fmt: skip
    return Md(message.format_map(safe))


def join(parts: Iterable[str], separator: str | None = None) -> Md:
    """Return the parts, each escaped, joined by a separator.

    ``separator``: Markdown; None means the comma of the site's language.
    """
    return Md((comma() if separator is None else separator).join(escape(part) for part in parts))


def labelled(label: str, value: str) -> Md:
    """Return a label and a value, each escaped unless it is Md: ``The Guild: 3 claims``."""
    return fill(_("{label}: {value}"), label=label, value=value)


def isolated(words: Md) -> Md:
    """Return a text from the project's data, isolated by ``<bdi>`` if the site is right to left.

    The text may have another direction than the site, for example if it is in Latin letters.
    """
    return Md(f"<bdi>{words}</bdi>") if in_use().right_to_left else words


def sortable(words: str, count: int) -> Md:
    """Return a count in words, with digits by which a script can sort the rows of a table.

    If the words have no digits, as in Arabic ``مصدران`` ("two sources"), hidden digits precede
    them.
    """
    shown = escape(words)
    has_digits = any(character.isdigit() for character in words)
    return shown if has_digits else Md(f"<span hidden>{count} </span>{shown}")


def attributed(statement: Md, voices: str) -> Md:
    """Return a statement, a dash and who states it: ``It is a reef. – The Guild``."""
    return fill(_("{statement} – {voices}"), statement=statement, voices=voices)


def heading_of(label: str) -> Md:
    """Return a label with a colon, as the line before a list: ``The Guild:``."""
    return fill(_("{label}:"), label=label)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Md:
    """Return a table; an empty text if there are no rows. Cells are escaped unless they are Md."""
    body = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    if not body:
        return Md("")
    cells = [escape(cell) for cell in head]
    return Md("\n".join([f"| {' | '.join(cells)} |", f"|{' --- |' * len(cells)}", *body]))
