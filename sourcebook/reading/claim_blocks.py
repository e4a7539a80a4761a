"""Claims in an article's file: fenced blocks of YAML, each below the paragraph that says so.

A block begins with a line ```` ```yaml claims ```` and has a list of claims, like ``claims`` in a
summary. A claim without ``paragraph`` is from the paragraph above its block. An item that is only
``unused: …`` says why that paragraph has no claim.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from ..messages import gettext as _
from ..problems import Problem
from . import yaml_text
from .describing import described
from .document import Document
from .front_matter import body_start
from .loading import parsed
from .yaml_text import Loc, Span

_OPEN = re.compile(r"^(`{3,}|~{3,})[ \t]*yaml[ \t]+claims[ \t]*$", re.MULTILINE)
_MEANT = re.compile(
    r"^(?P<before>[ \t>*+\d.)-]*)(?:`{3,}|~{3,})[ \t]*"
    r"(?:(?P<named>ya?ml[ \t:{.]+claims?\b[^`~\n]*$)"
    r"|claims?[ \t]*$|ya?ml[ \t]*\n(?=\s*- +(?:id|says|unused):))",
    re.MULTILINE | re.IGNORECASE,
)
"""Matches what begins a block, and what looks as if it was meant to."""


class Block(NamedTuple):
    """A block of claims in an article's file.

    ``start``, ``end``: the range of its YAML, as indexes of the file's text. ``fences``: the range
    that includes the lines with the fences. ``line``: the number of the first line of the YAML.
    ``homes``: the path in the summary of each item of the block.
    """

    start: int
    end: int
    fences: Span
    line: int
    homes: tuple[Loc, ...] = ()
    closed: bool = True


@dataclass(frozen=True)
class BlocksDocument(Document):
    """An article's file, as a summary: its values are those of the blocks of claims."""

    blocks: tuple[Block, ...] = ()

    @cached_property
    def spans(self) -> dict[Loc, Span]:
        """Path in the summary -> span in the file, for each key and value of the blocks."""
        found: dict[Loc, Span] = {}
        for block in self.blocks:
            inside: dict[Loc, Span] = {}
            yaml_text.load(self.text[block.start : block.end], inside)
            for loc, span in inside.items():
                home = _home(loc, block.homes)
                if home is not None:
                    shifted = Span(span.start + block.start, span.end + block.start)
                    found.setdefault(home, shifted)
        return found


def _home(loc: Loc, homes: Sequence[Loc]) -> Loc | None:
    """Return the path in the summary of a value at ``loc`` in a block; None if it has none."""
    if not loc:
        return ("claims",)
    index, *rest = loc
    if not isinstance(index, int) or index >= len(homes):
        return None
    home = homes[index]
    if home[0] == "claims":
        return (*home, *rest)
    # ``- unused: …`` is one value in the summary: the mapping and its key have become its path.
    return (*home, *rest[1:]) if rest else None


def find_blocks(document: Document) -> list[Block]:
    """Return the blocks of claims below the front matter of an article, in their order."""
    text = document.text
    if "claims" not in text:
        return []
    openings = list(_OPEN.finditer(text, body_start(text)))
    limits = [*(opening.start() for opening in openings[1:]), len(text)]
    blocks: list[Block] = []
    line, counted = 1, 0
    for opening, limit in zip(openings, limits, strict=False):
        start = min(opening.end() + 1, len(text))
        closing = re.compile(
            rf"^{opening[1][0]}{{{len(opening[1])},}}[ \t]*$", re.MULTILINE
        ).search(text, start, limit)  # fmt: skip
        end, after = (closing.start(), closing.end()) if closing else (limit, limit)
        line, counted = line + text.count("\n", counted, start), start
        fences = Span(opening.start(), after)
        blocks.append(Block(start, end, fences, line, closed=closing is not None))
    return blocks


def without_blocks(text: str, blocks: Sequence[Block]) -> str:
    """Return a text of the same length, with white space in place of each block."""
    parts, end = [], 0
    for block in blocks:
        first, last = block.fences
        parts += [text[end:first], re.sub(r"[^\n]", " ", text[first:last])]
        end = last
    return "".join([*parts, text[end:]])


def misnamed(document: Document, *, full: bool) -> Iterator[Problem]:
    """Yield a problem for each fence that seems meant to begin a block of claims, and doesn't.

    ``full``: whether the article's paragraphs are its own words, which may be examples of YAML.
    """
    text = document.text
    if "```" not in text and "~~~" not in text:
        return
    for meant in _MEANT.finditer(text, body_start(text)):
        if not _OPEN.match(text, meant.start()) and (meant["named"] or not full):
            at = document.text_mark(meant.end("before"))
            yield Problem("claims-fence", at)


def load_blocks(
    document: Document, blocks: Sequence[Block], problems: list[Problem]
) -> tuple[BlocksDocument, dict[str, Any], bool]:
    """Return the blocks as a document, their data as that of a summary, and whether it is whole.

    ``document``: the article's, with its paragraphs. A block with a fault hides no other block.
    """
    first_lines = [paragraph[0] for paragraph in document.body]
    data: dict[str, Any] = {"claims": [], "unused": {}}
    whole, read = True, []
    for block in blocks:
        number = bisect_left(first_lines, block.line - 1)
        items = _items(document, block, problems)
        whole = whole and items is not None
        homes = [_placed(item, number, data) for item in items or ()]
        for index, home in enumerate(homes):
            if home == _NOWHERE:
                whole = False
                problems.append(_misplaced(document, block, index, number))
        read.append(block._replace(homes=tuple(homes)))
    text = document.text
    joined = BlocksDocument(document.path, text, yaml=text, blocks=tuple(read))
    return joined, {key: value for key, value in data.items() if value}, whole


_NOWHERE: Loc = ("nowhere",)


def _placed(item: Any, number: int, data: dict[str, Any]) -> Loc:
    """Add an item of a block to the data of a summary, and return its path there.

    ``number``: that of the paragraph above the block, 0 if there is none.
    """
    claims, unused = data["claims"], data["unused"]
    if isinstance(item, dict) and item.keys() == {"unused"}:
        if not number or str(number) in unused:
            return _NOWHERE
        unused[str(number)] = item["unused"]
        return ("unused", str(number))
    if isinstance(item, dict) and number:
        item.setdefault("paragraph", str(number))
    claims.append(item)
    return ("claims", len(claims) - 1)


def _items(document: Document, block: Block, problems: list[Problem]) -> list[Any] | None:
    """Return the items of a block; None if they can't all be read."""
    inside = _inside(document, block)
    if not block.closed:
        first = block.fences.start
        fence = re.split("[^`~]", document.text[first : block.start], maxsplit=1)[0]
        problems.append(Problem("claims-block-open", document.text_mark(first), {"fence": fence}))
        return None
    loaded = parsed(inside, problems)
    data = loaded.data
    if loaded.faults or data is None:
        return None if loaded.faults else []
    if not isinstance(data, list):
        facts = {
            "what": _("a block of claims"), "expected": _("a list"), "found": described(data),
        }  # fmt: skip
        problems.append(Problem("wrong-type", inside.mark(), facts))
        return None
    return data


def _inside(document: Document, block: Block) -> Document:
    """Return the YAML of a block as a document, whose positions are those in the file."""
    yaml = document.text[block.start : block.end]
    return replace(document, yaml=yaml, yaml_line=block.line, body=())


def _misplaced(document: Document, block: Block, index: int, number: int) -> Problem:
    """Return the problem of a reason that belongs to no paragraph, or is the paragraph's second."""
    at = _inside(document, block).mark((index, "unused", yaml_text.KEY))
    return Problem("unused-twice" if number else "unused-nowhere", at, {"number": str(number)})
