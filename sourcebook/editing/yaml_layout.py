"""Edits YAML as text: finds where keys and values are written, and adds or removes them.

Edits use the spans that the parser records. Writing the data with an emitter instead would
change line breaks, quotes and indents, even if it kept the comments. Invariant: an edit doesn't
change what is written before or after the edited place.
"""

import re

from ..reading.document import Document
from ..reading.yaml_text import KEY, Loc, Span
from .changes import Change


class YamlLayout:
    """The layout of a document's YAML. Positions are indexes in the document's text."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._spans = document.spans
        # The parser's spans count from the start of the YAML. Front matter starts on the second
        # line of the file.
        self._base = 0 if document.yaml_line == 1 else self.text.index("\n") + 1

    def find(self, loc: Loc) -> Loc | None:
        """Return the Loc (path of keys) of a value in the file; None if the file lacks the value.

        ``loc``: the value's Loc in the parsed record. If the file has a single item in place of a
        list, the parsed record has a list with this item. The returned Loc then lacks the index 0.
        """
        found: Loc = ()
        for step in loc:
            if (*found, step) in self._spans:
                found = (*found, step)
            elif step != 0:
                return None
        return found

    def span(self, loc: Loc) -> Span | None:
        """Return the range of a key or value with any quotation marks; None if nothing is there.

        The range of a block mapping or list extends to the next token; see the method ``end``.
        """
        found = self.find(loc)
        if found is None:
            return None
        span = self._spans[found]
        return Span(span.start + self._base, span.end + self._base)

    def id_span(self, loc: Loc, id_: str) -> Span | None:
        """Return the range of an id in a key or value; None unless the id is found exactly once.

        An id that is written with escapes isn't found.
        """
        span = self.span(loc)
        pattern = re.compile(rf"(?<![\w#-]){re.escape(id_)}(?![\w#-])")
        found = list(pattern.finditer(self.text, span.start, span.end)) if span else []
        return Span(found[0].start(), found[0].end()) if len(found) == 1 else None

    def children(self, loc: Loc) -> list[Loc]:
        """Return the Locs of a mapping's values or a list's items, in the order of the file."""
        depth = len(loc)
        return [
            found
            for found in self._spans
            if len(found) == depth + 1 and found[:depth] == loc and found[-1] != KEY
        ]

    def end(self, loc: Loc) -> int:
        """Return the position where a value ends, excluding white space and comments after it."""
        span = self._spans[loc]
        inside = [] if self._is_flow(loc) else self.children(loc)
        if inside:
            return self.end(inside[-1])
        end = self._base + max(span.end, self._spans.get((*loc, KEY), span).end)
        while self.text[end - 1].isspace():
            end -= 1
        return end

    def start(self, loc: Loc) -> int:
        """Return the position where a key with its value, or an item of a list, begins."""
        return self._spans.get((*loc, KEY), self._spans[loc]).start + self._base

    def lines(self, loc: Loc) -> Span:
        """Return the range of the lines of a key with its value, or of an item of a list.

        The last line break isn't included.
        """
        return Span(self._line_start(self.start(loc)), self._line_end(self.end(loc)))

    def written(self, loc: Loc) -> str:
        """Return a value's text exactly as it is written in the file."""
        return self.text[self._spans[loc].start + self._base : self.end(loc)]

    def remove(self, loc: Loc) -> Change:
        """Return the change that removes a key with its value, or an item of a list.

        If nothing else is in the mapping or list, the mapping or list is removed too.
        """
        siblings = self.children(loc[:-1])
        if len(siblings) == 1 and len(loc) > 1:
            return self.remove(loc[:-1])
        at = siblings.index(loc)
        start, end = self.start(loc), self.end(loc)
        following = self.start(siblings[at + 1]) if at + 1 < len(siblings) else None
        if self._is_flow(loc[:-1]):
            if following:
                return Change(start, following, "")
            return Change(self.end(siblings[at - 1]), end, "")
        lines = self.lines(loc)
        if following and isinstance(loc[-1], str) and self.text[lines.start : start].strip():
            return Change(start, following, "")  # the dash before a list item's first key stays
        return Change(lines.start, min(lines.end + 1, len(self.text)), "")

    def append(self, loc: Loc, items: list[str]) -> Change:
        """Return the change that adds items to a list. ``items``: the items as YAML texts."""
        before = self.children(loc)
        span = self._spans[loc]
        if self._is_flow(loc):
            end = self.end(before[-1]) if before else span.end + self._base - 1
            return Change(end, end, (", " if before else "") + ", ".join(items))
        at = self._line_end(self.end(before[-1]))
        indent = " " * self._column(span.start + self._base)
        return Change(at, at, "".join(f"\n{indent}- {item}" for item in items))

    def insert(self, loc: Loc, entry: str) -> Change:
        """Return the change that adds a key with its value to a mapping.

        ``entry``: the key and its value, as one line of YAML or, for a block mapping, several lines
        without indent.
        """
        entries = self.children(loc)
        if self._is_flow(loc):
            end = self.end(entries[-1])
            return Change(end, end, f", {entry}")
        return self.below(loc, entry.split("\n"), self._column(self.start(entries[0])))

    def comment(self, loc: Loc, lines: list[str]) -> Change:
        """Return the change that adds comments below a mapping.

        If the mapping is inside brackets, the comments are added below the closing bracket.
        """
        while loc and self._is_flow(loc[:-1]):
            loc = loc[:-1]
        column = 0 if self._is_flow(loc) else self._column(self.start(self.children(loc)[0]))
        return self.below(loc, [f"# {line}".rstrip() for line in lines], column)

    def below(self, loc: Loc, lines: list[str], column: int) -> Change:
        """Return the change that adds lines below a value.

        ``column``: the number of spaces before each line.
        """
        at = self._line_end(self.end(loc))
        return Change(at, at, "".join(f"\n{' ' * column}{line}".rstrip(" ") for line in lines))

    def is_block(self, loc: Loc) -> bool:
        """Return whether a mapping or list is in block style, not in brackets."""
        return not self._is_flow(loc)

    def unindented(self, loc: Loc) -> str | None:
        """Return the text of a key with its value, without indent; None in a flow-style mapping.

        The lines below the first line keep their indent relative to the first line.
        """
        if self._is_flow(loc[:-1]):
            return None
        first, *rest = self.text[self.start(loc) : self.end(loc)].split("\n")
        column = self._column(self.start(loc))
        return "\n".join([first, *(line[column:] for line in rest)])

    def comments(self, start: int, end: int) -> list[str]:
        """Return the comments in a range of the text, without ``#``."""
        text = self.text
        masked = list(text)
        for loc, span in self._spans.items():
            first, last = span.start + self._base, span.end + self._base
            if start <= first and last <= end and not self.children(loc):
                masked[first:last] = " " * (last - first)
        return [line.strip() for line in re.findall(r"#+[ \t]*(.*)", "".join(masked)[start:end])]

    def _is_flow(self, loc: Loc) -> bool:
        start = self._spans[loc].start + self._base
        return self.text[start : start + 1] in ("[", "{")

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found

    def _column(self, index: int) -> int:
        return index - self._line_start(index)
