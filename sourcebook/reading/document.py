"""A file of ``sources/``, and the positions of the values in that file."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..problems import Mark
from . import yaml_text
from .yaml_text import Loc, Span


@dataclass(frozen=True)
class Document:
    """A file, such as one of ``sources/`` or a settings file, and its text.

    ``path``: the file's path as shown to the researcher, with ``/`` between its parts.

    Positions of values aren't stored when the file is read, because only reports of problems need
    them. If a position is needed, the text is parsed again.
    """

    path: str
    text: str
    yaml: str = ""
    """The part of the text that is YAML: the whole text, or the front matter."""
    yaml_line: int = 1
    """The line of the file on which ``yaml`` begins."""
    body: tuple[tuple[int, str], ...] = ()
    """The paragraphs below the front matter, each with the number of its first line."""

    def mark(self, loc: Loc = (), within: str | None = None) -> Mark:
        """Return the position of the value at ``loc``.

        ``loc``: keys and indexes, outermost first. If the last element is ``KEY``, the position of
        the key before ``KEY`` is returned, not the position of the key's value. If there is nothing
        at ``loc``, the position of the nearest value around ``loc`` is returned. ``within``: words
        to find in the value. If the value contains these words, their position is returned instead.
        """
        if loc[:1] in (("paragraphs",), ("body",)):
            text, first, line = self._below(loc)
            return self._mark_at(_find(within, text, 0, len(text)) or 0, first, line)
        span = self._span(loc)
        found = _find(within, self.yaml, span.start, span.end)
        return self.mark_at(span.start if found is None else found)

    def marks(self, loc: Loc, within: Iterable[str]) -> Iterator[Mark]:
        """Yield the positions of phrases in a value.

        ``within``: the phrases, in the order in which the value contains them. A phrase listed
        twice gets two positions. A phrase that isn't found gets the position of the value.
        """
        if loc[:1] == ("paragraphs",):
            text, first, line = self._below(loc)
            start, end = 0, len(text)
        else:
            text, first, line = self.yaml, self._yaml_starts, self.yaml_line
            start, end = self._span(loc)
        at = start
        for words in within:
            found = _find(words, text, at, end)
            yield self._mark_at(start if found is None else found, first, line)
            at = at if found is None else found + 1

    def body_mark(self, index: int) -> Mark:
        """Return a character's position, given its index in the text below the front matter."""
        line = self.body[0][0] if self.body else 1
        return self.text_mark(self._text_starts[line - 1] + index)

    def text_mark(self, index: int) -> Mark:
        """Return the line and column of a character, given its index in the file, from 0."""
        return self._mark_at(index, self._text_starts, 1)

    def _span(self, loc: Loc) -> Span:
        while loc and loc not in self.spans:
            loc = loc[:-2] if loc[-1] == yaml_text.KEY else loc[:-1]
        return self.spans.get(loc, Span(0, 0))

    def _below(self, loc: Loc) -> tuple[str, Sequence[int], int]:
        """Return the paragraph at ``loc``, the starts of its lines, and its line in the file.

        The start of a line is the index of the line's first character in the paragraph. The line in
        the file is the one on which the paragraph begins.
        """
        index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
        if index >= len(self.body):
            return "", (0,), self.text.count("\n") + 1
        line, paragraph = self.body[index]
        return paragraph, _starts(paragraph), line

    def mark_at(self, index: int) -> Mark:
        """Return a character's position in the file, given its index in ``yaml``, from 0."""
        return self._mark_at(index, self._yaml_starts, self.yaml_line)

    def quoted(self, loc: Loc) -> bool:
        """Return whether a value or key is in quotation marks.

        ``loc``: the path of the value or key.
        """
        span = self.spans.get(loc)
        return span is not None and self.yaml[span.start : span.start + 1] in ("'", '"')

    def _mark_at(self, index: int, starts: Sequence[int], line: int) -> Mark:
        """Return the position in the file of a character, given its index in a part of the text.

        ``starts``: the index at which each line starts. ``line``: the number of the first line.
        """
        at = bisect_right(starts, index) - 1
        return Mark(self.path, line + at, index - starts[at] + 1)

    @cached_property
    def _yaml_starts(self) -> list[int]:
        return _starts(self.yaml)

    @cached_property
    def _text_starts(self) -> list[int]:
        return _starts(self.text)

    @cached_property
    def spans(self) -> dict[Loc, Span]:
        """Path of a key or value in ``yaml`` -> its span; in the order of the text."""
        spans: dict[Loc, Span] = {}
        yaml_text.load(self.yaml, spans)
        return spans

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, for showing the line with a problem."""
        return self.text.split("\n")


def _starts(text: str) -> list[int]:
    """Return the index of the first character of each line of a text."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _find(words: str | None, text: str, start: int, end: int) -> int | None:
    """Return the index at which the phrase ``words`` begins in ``text``; None if it isn't found.

    Only the text from index ``start`` to index ``end`` is searched. The phrase may be spread over
    several lines.
    """
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(text, start, end)
    return found.start() if found else None
