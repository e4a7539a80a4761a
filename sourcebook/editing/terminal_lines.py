"""Lines for a terminal: what sort each is, how far in it stands, and how it is broken."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, Literal, NamedTuple

Manner = Literal["title", "heading", "place", "text"]


class TerminalLine(NamedTuple):
    """Words that belong together. ``indent``: spaces before them; ``hang``: more on further lines.

    Without a manner they are text.
    """

    words: str
    manner: Manner = "text"
    indent: int = 0
    hang: int = 0


def heading(words: str, rows: Sequence[Any]) -> Iterator[TerminalLine]:
    """Yield the heading of some rows, with their number; nothing if there are none."""
    if rows:
        yield TerminalLine("")
        yield TerminalLine(f"{words} ({len(rows)})", "heading")


def row(name: str, values: Sequence[str]) -> Iterator[TerminalLine]:
    """Yield a name with its values; nothing if there are none."""
    if values:
        yield TerminalLine(f"{name}: {', '.join(values)}", hang=2)


def laid_out(lines: Sequence[TerminalLine], width: int) -> Iterator[TerminalLine]:
    """Yield lines no wider than a terminal, in characters, indented by spaces."""
    for line in lines:
        broken = wrap(
            line.words,
            width,
            initial_indent=" " * line.indent,
            subsequent_indent=" " * (line.indent + line.hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for words in broken or [""]:
            yield TerminalLine(words, line.manner)
