"""A record as it was read: the record, and where its values are in a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from ..problems import Mark, Problem
from ..records.base import Markup, Reference, Word
from ..records.prose import MarkupToken, tokens, uncited_sentences
from .document import Document
from .fields import MarkedText, markup_in, references_in, vocabulary_in
from .yaml_text import Loc

T = TypeVar("T", bound=BaseModel, covariant=True)

FoundMarkup = tuple[Loc, Sequence[MarkupToken]]
"""A text with markup: the text's path, and the markup in order."""

Kept = Mapping[Loc, tuple[int, ...]]
"""Path of a list that lost items -> the former indexes of its remaining items."""


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A record, and where its values are in a file.

    The preview keeps the entries of unchanged files, and what was found in their records. A single
    build frees it (``forget``). Caches on disk don't have it, because reading it would take about
    as long as finding it again.
    """

    id: str
    record: T
    document: Document
    loc: Loc = field(default=())
    line: int = 1
    whole: bool = True
    """False if invalid values have been removed from the record."""
    kept: Kept = field(default_factory=dict)
    """Path of a list that lost items -> the former indexes of its remaining items."""

    def __getstate__(self) -> dict[str, object]:
        """Return the fields alone, without what was found in the record."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @cached_property
    def references(self) -> Sequence[MarkedText[Reference]]:
        """All references from the record to other records and claims: see ``references_in``."""
        return references_in(self.record)

    @cached_property
    def prose(self) -> Sequence[MarkedText[Markup]]:
        """All texts of the record that may hold markup: see ``markup_in``."""
        return markup_in(self.record)

    @cached_property
    def markup(self) -> Sequence[FoundMarkup]:
        """The citations, links and other markup in each text of the record that holds any."""
        return tuple(
            (loc, found)
            for loc, _, text in self.prose
            if "[" in text
            and (found := [token for token in tokens(text) if not isinstance(token, str)])
        )

    @cached_property
    def uncited(self) -> Sequence[tuple[Loc, Sequence[str]]]:
        """The sentences that lack a citation, of each text in which sentences need citations."""
        return tuple(
            (loc, sentences)
            for loc, mark, text in self.prose
            if mark.cited and (sentences := uncited_sentences(text))
        )

    @cached_property
    def vocabulary(self) -> Sequence[MarkedText[Word]]:
        """All texts in fields for words of the vocabulary: see ``vocabulary_in``."""
        return vocabulary_in(self.record)

    def forget(self) -> None:
        """Free the memory of what was found in the record."""
        for name in self.__dict__.keys() - self.__dataclass_fields__.keys():
            del self.__dict__[name]

    def mark(self, *loc: str | int, within: str | None = None) -> Mark:
        """Return the position of a value in the record.

        ``loc``: the value's path in the record. ``within``: words to find in the value (see
        ``Document.mark``).
        """
        return self.document.mark((*self.loc, *former(loc, self.kept)), within)

    @property
    def place(self) -> Mark:
        """The position of the line on which the record begins."""
        return Mark(self.document.path, self.line)

    def marks(self, loc: Loc, within: Iterable[str]) -> Iterator[Mark]:
        """Yield the positions of phrases in a value of the record: see ``Document.marks``."""
        return self.document.marks((*self.loc, *former(loc, self.kept)), within)

    def problem(
        self,
        code: str,
        *loc: str | int,
        near: str | None = None,
        within: str | None = None,
        **facts: str,
    ) -> Problem:
        """Return a problem at the position of a value in the record.

        ``loc``, ``within``: as in ``mark``. For the other parameters, see ``Problem``.
        """
        return Problem(code, self.mark(*loc, within=within), facts, near)


def former(loc: Loc, kept: Kept) -> Loc:
    """Return the path that a value had before items were removed from the lists around it.

    ``loc``: the value's path now. ``kept``: the former indexes (see ``Kept``).
    """
    if not kept:
        return loc
    steps = (
        kept[loc[:at]][step] if loc[:at] in kept and isinstance(step, int) else step
        for at, step in enumerate(loc)
    )
    return tuple(steps)
