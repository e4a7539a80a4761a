"""A file of ``sources/`` and the places of what stands in it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from ..problems import Mark, Problem
from . import yaml_text
from .yaml_text import Loc, Span

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Document:
    """A file as read. ``path`` is as shown to the researcher, with ``/`` between its parts.

    Places are looked up rarely, when there is a problem to tell: they are not
    kept while reading, but found by reading the text again.
    """

    path: str
    text: str
    yaml: str = ""
    """The part that is YAML: all of it, or the front matter."""
    yaml_line: int = 1
    """The line of the file on which that part begins."""
    body: tuple[tuple[int, str], ...] = ()
    """The paragraphs below the front matter, each with the line it begins on."""

    def mark(self, loc: Loc = (), within: str | None = None) -> Mark:
        """Return the place of what ``loc`` leads to, or of the nearest thing that holds it.

        ``loc`` lists keys and indexes from the outside in; a last ``KEY`` means
        the key, not its value. ``within``: words to find inside the value.
        """
        if loc[:1] in (("paragraphs",), ("body",)):
            return self._body_mark(loc, within)
        while loc and loc not in self.spans:
            loc = loc[:-2] if loc[-1] == yaml_text.KEY else loc[:-1]
        span = self.spans.get(loc, Span(0, 0))
        found = _find(within, self.yaml, span.start, span.end)
        return self._mark_at(span.start if found is None else found, self.yaml, self.yaml_line)

    def _body_mark(self, loc: Loc, within: str | None) -> Mark:
        index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
        if index >= len(self.body):
            return Mark(self.path, self.text.count("\n") + 1)
        line, paragraph = self.body[index]
        text = "\n".join(self.lines[line - 1 :]) if loc[0] == "body" else paragraph
        return self._mark_at(_find(within, text, 0, len(text)) or 0, text, line)

    def mark_at(self, index: int) -> Mark:
        """Return the place of a character of the YAML."""
        return self._mark_at(index, self.yaml, self.yaml_line)

    def quoted(self, loc: Loc) -> bool:
        """Tell whether a value or key stands in quotation marks."""
        span = self.spans.get(loc)
        return span is not None and self.yaml[span.start : span.start + 1] in ("'", '"')

    def _mark_at(self, index: int, text: str, line: int) -> Mark:
        """Return the place of a character of a text that begins on a line of the file."""
        column = index - (text.rfind("\n", 0, index) + 1)
        return Mark(self.path, line + text.count("\n", 0, index), column + 1)

    @cached_property
    def spans(self) -> dict[Loc, Span]:
        """Where each key and value stands in ``yaml``, in order."""
        spans: dict[Loc, Span] = {}
        yaml_text.load(self.yaml, spans)
        return spans

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, for showing the one with a problem."""
        return self.text.split("\n")


def _find(words: str | None, text: str, start: int, end: int) -> int | None:
    """Return where words stand in a part of a text, however their lines are broken there."""
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(text, start, end)
    return found.start() if found else None


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A record, and where it stands."""

    id: str
    record: T
    document: Document
    loc: Loc = field(default=())
    line: int = 1
    whole: bool = True
    """False if what was wrong in it has been left out."""

    def mark(self, *loc: str | int, within: str | None = None) -> Mark:
        """Return the place of something in the record, by its keys and indexes."""
        return self.document.mark((*self.loc, *loc), within)

    @property
    def place(self) -> Mark:
        """The line on which the record begins."""
        return Mark(self.document.path, self.line)

    def problem(
        self,
        code: str,
        *loc: str | int,
        near: str | None = None,
        within: str | None = None,
        **facts: str,
    ) -> Problem:
        """Return a problem with something in the record."""
        return Problem(code, self.mark(*loc, within=within), facts, near)
