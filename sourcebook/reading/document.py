"""A file of ``sources/`` and the places of what stands in it."""

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
        if loc[:1] == ("paragraphs",):
            return self._body_mark(loc, within)
        while loc and loc not in self._spans:
            loc = loc[:-2] if loc[-1] == yaml_text.KEY else loc[:-1]
        span = self._spans.get(loc, Span(0, 0, 0, 0))
        if within:
            found = self.yaml.find(within, span.start, span.end)
            if found >= 0:
                line = self.yaml.count("\n", 0, found)
                column = found - (self.yaml.rfind("\n", 0, found) + 1)
                return Mark(self.path, self.yaml_line + line, column + 1)
        return Mark(self.path, self.yaml_line + span.line, span.column + 1)

    def _body_mark(self, loc: Loc, within: str | None) -> Mark:
        index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
        if index >= len(self.body):
            return Mark(self.path, self.text.count("\n") + 1)
        line, text = self.body[index]
        found = text.find(within) if within else 0
        if found <= 0:
            return Mark(self.path, line)
        column = found - (text.rfind("\n", 0, found) + 1)
        return Mark(self.path, line + text.count("\n", 0, found), column + 1)

    @cached_property
    def _spans(self) -> dict[Loc, Span]:
        spans: dict[Loc, Span] = {}
        yaml_text.load(self.yaml, spans)
        return spans

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, for showing the one with a problem."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A record, and where it stands."""

    id: str
    record: T
    document: Document
    loc: Loc = field(default=())
    line: int = 1

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
