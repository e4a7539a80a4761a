"""The YAML of a file as it is laid out: where each id stands, and how to add or take away a part.

Changes are made to the places that the reading package tells of, not by writing
the data anew: a round trip through an emitter, even one that keeps comments,
breaks lines, quotes and indents as it likes. Here whatever isn't meant stays byte
for byte.
"""

import re

from ..reading import Document
from ..reading.yaml_text import KEY, Loc, Span
from .changes import Change


class YamlLayout:
    """A document, whose places are characters from its beginning; those of Locs as it has them."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._spans = document.spans
        # Front matter begins on the second line.
        self._base = 0 if document.yaml_line == 1 else self.text.index("\n") + 1

    def find(self, loc: Loc) -> Loc | None:
        """Return a Loc as written: one item may stand for a list, without an index."""
        found: Loc = ()
        for step in loc:
            if (*found, step) in self._spans:
                found = (*found, step)
            elif step != 0:
                return None
        return found

    def span(self, loc: Loc) -> Span | None:
        """Return the place of a key or value, its quotation marks and all; None if it isn't there.

        A block mapping or list seems to go on to what follows it: ``end`` knows better.
        """
        found = self.find(loc)
        if found is None:
            return None
        span = self._spans[found]
        return Span(span.start + self._base, span.end + self._base)

    def words(self, loc: Loc, words: str) -> Span | None:
        """Return the place of an id in a key or value; None where it is written in escapes."""
        span = self.span(loc)
        pattern = re.compile(rf"(?<![\w#-]){re.escape(words)}(?![\w#-])")
        found = list(pattern.finditer(self.text, span.start, span.end)) if span else []
        return Span(found[0].start(), found[0].end()) if len(found) == 1 else None

    def children(self, loc: Loc) -> list[Loc]:
        """Return the Locs of a mapping's values or a list's items, in order."""
        depth = len(loc)
        return [
            found
            for found in self._spans
            if len(found) == depth + 1 and found[:depth] == loc and found[-1] != KEY
        ]

    def end(self, loc: Loc) -> int:
        """Return where a value ends, without the white space and comments that follow it."""
        span = self._spans[loc]
        inside = [] if self._is_flow(loc) else self.children(loc)
        if inside:
            return self.end(inside[-1])
        end = self._base + max(span.end, self._spans.get((*loc, KEY), span).end)
        while self.text[end - 1].isspace():
            end -= 1
        return end

    def start(self, loc: Loc) -> int:
        """Return where an entry begins: at its key, if it has one."""
        return self._spans.get((*loc, KEY), self._spans[loc]).start + self._base

    def lines(self, loc: Loc) -> Span:
        """Return the whole lines of an entry."""
        return Span(self._line_start(self.start(loc)), self._line_end(self.end(loc)))

    def written(self, loc: Loc) -> str:
        """Return a value as it is written."""
        return self.text[self._spans[loc].start + self._base : self.end(loc)]

    def remove(self, loc: Loc) -> Change:
        """Take away a key with its value, or an item; with the last one what holds it."""
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
            return Change(start, following, "")  # the first key of a list's item, after its dash
        return Change(lines.start, min(lines.end + 1, len(self.text)), "")

    def append(self, loc: Loc, items: list[str]) -> Change:
        """Add items, as YAML has them, to a list."""
        before = self.children(loc)
        span = self._spans[loc]
        if self._is_flow(loc):
            end = self.end(before[-1]) if before else span.end + self._base - 1
            return Change(end, end, (", " if before else "") + ", ".join(items))
        at = self._line_end(self.end(before[-1]))
        indent = " " * self._column(span.start + self._base)
        return Change(at, at, "".join(f"\n{indent}- {item}" for item in items))

    def insert(self, loc: Loc, entry: str) -> Change:
        """Add a key with its value to a mapping: one line, or unindented lines for one in lines."""
        entries = self.children(loc)
        if self._is_flow(loc):
            end = self.end(entries[-1])
            return Change(end, end, f", {entry}")
        return self.below(loc, entry.split("\n"), self._column(self.start(entries[0])))

    def remark(self, loc: Loc, lines: list[str]) -> Change:
        """Write lines of comment at the end of a mapping, or below all brackets around it."""
        while loc and self._is_flow(loc[:-1]):
            loc = loc[:-1]
        column = 0 if self._is_flow(loc) else self._column(self.start(self.children(loc)[0]))
        return self.below(loc, [f"# {line}".rstrip() for line in lines], column)

    def below(self, loc: Loc, lines: list[str], column: int) -> Change:
        """Write lines below the last one of a value, as far in as a column, from 0."""
        at = self._line_end(self.end(loc))
        return Change(at, at, "".join(f"\n{' ' * column}{line}".rstrip(" ") for line in lines))

    def is_block(self, loc: Loc) -> bool:
        """Tell whether a mapping or list stands in lines, not in brackets."""
        return not self._is_flow(loc)

    def unindented(self, loc: Loc) -> str | None:
        """Return a key with its value as written in lines; None where it stands in brackets.

        What the lines below the key's own are further in, they stay.
        """
        if self._is_flow(loc[:-1]):
            return None
        first, *rest = self.text[self.start(loc) : self.end(loc)].split("\n")
        column = self._column(self.start(loc))
        return "\n".join([first, *(line[column:] for line in rest)])

    def comments(self, start: int, end: int) -> list[str]:
        """Return the comments in a part of the text, without their signs."""
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
