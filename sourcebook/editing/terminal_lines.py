"""Lines for a terminal, with style and indent; wraps long lines."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, Literal, NamedTuple

from ..messages import gettext
from ..text import commas

Style = Literal["title", "heading", "place", "text"]


class TerminalLine(NamedTuple):
    """A line before it is wrapped.

    ``indent``: number of spaces before the line. ``hang``: number of additional spaces before its
    continuation lines.
    """

    text: str
    style: Style = "text"
    indent: int = 0
    hang: int = 0


def heading(title: str, rows: Sequence[Any]) -> Iterator[TerminalLine]:
    """Yield a blank line and a heading with the number of rows; nothing if ``rows`` is empty."""
    if rows:
        yield TerminalLine("")
        yield TerminalLine(f"{title} ({len(rows)})", "heading")


def row(name: str, values: Sequence[str]) -> Iterator[TerminalLine]:
    """Yield a line with a name and its values; nothing if there are no values."""
    if values:
        yield TerminalLine(labelled(name, commas(values)), hang=2)


def labelled(label: str, value: str) -> str:
    """Return a label, a colon and a value, with the spaces of the language in use."""
    return gettext("{label}: {value}").format(label=label, value=value)


def wrapped(lines: Sequence[TerminalLine], width: int) -> Iterator[TerminalLine]:
    """Yield lines wrapped at a width in characters, with their indents as spaces."""
    for line in lines:
        parts = wrap(
            line.text,
            width,
            initial_indent=" " * line.indent,
            subsequent_indent=" " * (line.indent + line.hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for text in parts or [""]:
            yield TerminalLine(text, line.style)
