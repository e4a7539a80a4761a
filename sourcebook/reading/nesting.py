"""Finds Markdown with too deep nesting, or too many emphasis marks, for the Markdown engine."""

import re
from collections.abc import Iterator

from ..problems import Mark, Problem
from ..records.base import TEXT_LENGTH
from ..records.prose import CODE
from .document import Document

BLOCKS = 50
"""Maximum depth of lists and quotations; the Markdown engine fails at about 250."""
MARKS = 1000
"""Maximum number of emphasis marks in a paragraph. Each mark may add a level of nesting."""

_STEP = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
_INDENT = re.compile(r"[ \t]*")
_MARK = re.compile(r"(?<!\w)[*_]|[*_](?!\w)|\*")
_RULE = re.compile(r"[\s*_>-]*")
_NOT_BREAKS = re.compile(r"[^\n]")


def too_deep(document: Document) -> Iterator[Problem]:
    """Yield a problem for each line or paragraph that the Markdown engine can't handle.

    The problems are for the first line that is nested too deep, and for each paragraph that has too
    many emphasis marks or is too long.
    """
    if not document.body:
        return
    first = document.body[0][0]
    text = "\n".join(document.lines[first - 1 :])
    # Replace characters in code: they aren't markup, so they don't add levels of nesting.
    lines = CODE.sub(lambda match: _NOT_BREAKS.sub("x", match[0]), text).split("\n")
    deep = ((number, _beyond(line)) for number, line in enumerate(lines, first))
    found = next(((number, column) for number, column in deep if column), None)
    if found:
        mark = Mark(document.path, *found)
        yield Problem("markdown-depth", mark, {"limit": str(BLOCKS)})
    marks = size = 0
    for number, line in enumerate(lines, first):
        # A paragraph ends at an empty line, and a table cell at the end of its row.
        if not line.strip() or line.lstrip().startswith("|"):
            marks = size = 0
        before, marks = marks, marks + (0 if _RULE.fullmatch(line) else len(_MARK.findall(line)))
        if before <= MARKS < marks:
            yield Problem("markdown-marks", Mark(document.path, number), {"limit": str(MARKS)})
        before, size = size, size + len(line)
        if before <= TEXT_LENGTH < size:
            facts = {"key": "paragraph", "count": str(size), "limit": str(TEXT_LENGTH)}
            yield Problem("long-text", Mark(document.path, number), facts)


def _beyond(line: str) -> int:
    """Return the column, from 1, at which a line's nesting exceeds ``BLOCKS``; 0 if it doesn't."""
    end = depth = 0
    while step := _STEP.match(line, end):
        # Every four columns of indentation count as one level, because the line may continue a list
        # that begins on an earlier line.
        depth += 1 + _columns(line[end : step.end() - 1]) // 4
        end = step.end()
        if depth > BLOCKS:
            return end
    indent = _INDENT.match(line, end)
    depth += _columns(indent[0]) // 4 if indent and indent.end() < len(line) else 0
    return end + 1 if depth > BLOCKS else 0


def _columns(space: str) -> int:
    return len(space.expandtabs(4))
