"""Reads claims in an article's file: fenced blocks of YAML, each below the paragraph it is about.

A block begins with a line ```` ```yaml claims ```` and has a list of claims, like the key
``claims`` in a summary (a source's file of claims). A claim without the key ``paragraph`` is from
the paragraph above its block. An item with only the key ``unused`` says why the paragraph above its
block has no claim.
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
"""Matches the opening fence of a block of claims, and text that seems meant to be such a fence."""


class Block(NamedTuple):
    """A block of claims in an article's file.

    ``start``, ``end``: the range of the block's YAML, as indexes of characters in the file's text.
    ``fences``: the range of the block, including the lines of its fences. ``line``: the line on
    which the YAML begins. ``homes``: for each item of the block, the item's path in the summary
    (see ``BlocksDocument``). ``closed``: whether the block has a closing fence.
    """

    start: int
    end: int
    fences: Span
    line: int
    homes: tuple[Loc, ...] = ()
    closed: bool = True


@dataclass(frozen=True)
class BlocksDocument(Document):
    """An article's file, whose blocks of claims are read like a summary (a file of claims)."""

    blocks: tuple[Block, ...] = ()

    @cached_property
    def spans(self) -> dict[Loc, Span]:
        """Path in the summary of a key or value -> its span in the article's file."""
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
    """Convert a value's path in a block of claims to its path in the summary; None if it has none.

    ``loc``: the path in the block. ``homes``: see ``Block``.
    """
    if not loc:
        return ("claims",)
    index, *rest = loc
    if not isinstance(index, int) or index >= len(homes):
        return None
    home = homes[index]
    if home[0] == "claims":
        return (*home, *rest)
    # A block has a mapping ``unused: reason`` where a summary has only the value ``reason``. So the
    # path of this value in the summary lacks the step ``unused``. The mapping has no path there.
    return (*home, *rest[1:]) if rest else None


def find_blocks(document: Document) -> list[Block]:
    """Return the blocks of claims below the front matter of an article, in order."""
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
    """Return a text with each block of claims replaced by white space of the same length."""
    parts, end = [], 0
    for block in blocks:
        first, last = block.fences
        parts += [text[end:first], re.sub(r"[^\n]", " ", text[first:last])]
        end = last
    return "".join([*parts, text[end:]])


def misnamed(document: Document, *, full: bool) -> Iterator[Problem]:
    """Yield a problem for each fence that seems to be meant for a block of claims, but isn't valid.

    ``full``: whether the paragraphs are the article's own text, which may contain examples of YAML.
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
    """Return blocks of claims as a document, their data as a summary, and whether all are valid.

    ``document``: the article's file. The third value is False if a block can't be read or has a
    misplaced item. Each block is parsed alone, so a fault in one block doesn't hide faults in the
    others.
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
    """Add an item of a block of claims to a summary's data; return the item's path in this data.

    ``number``: the number of the paragraph above the block; 0 if there is none. An item ``unused``
    at a wrong place isn't added; its path is ``_NOWHERE``.
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
    """Return the items of a block of claims; None if some of them can't be read."""
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
    """Return the YAML of a block of claims as a document with positions in the article's file."""
    yaml = document.text[block.start : block.end]
    return replace(document, yaml=yaml, yaml_line=block.line, body=())


def _misplaced(document: Document, block: Block, index: int, number: int) -> Problem:
    """Return the problem that an item ``unused`` of a block of claims is at a wrong place.

    ``index``: the item's index in the block. ``number``: 0 if no paragraph is above the block;
    otherwise the number of the paragraph above, which has an item ``unused`` already.
    """
    at = _inside(document, block).mark((index, "unused", yaml_text.KEY))
    return Problem("unused-twice" if number else "unused-nowhere", at, {"number": str(number)})
