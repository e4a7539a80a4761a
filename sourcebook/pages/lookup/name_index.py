"""Automatic links: where a text names an actor, a location or an event."""

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar
from unicodedata import category

from ahocorasick_rs import AhoCorasick, MatchKind

from ...corpus import Corpus, Ref
from ...markdown import Md, inline
from ...records.prose import Citation, Link, tokens
from ...records.types import RECORD_TYPES

T = TypeVar("T")


class ProseSegment(NamedTuple):
    """A part of a text: Markdown, with what it names, if anything.

    ``forced``: the researcher wrote the link. ``citation``: the piece is one.
    """

    md: Md
    ref: Ref | None = None
    forced: bool = False
    citation: Citation | None = None


def changing(pieces: Iterable[ProseSegment]) -> list[object]:
    """Return what of a text's pieces hangs on the corpus: where they part, what they name."""
    return [part for piece in pieces for part in (str(piece.md), *(piece.ref or ()))]


class NameFinder(Generic[T]):
    """Finds names in a text, in one pass. ``named``: what each name means."""

    def __init__(self, named: Mapping[str, T]) -> None:
        self._meanings = list(named.values())
        self._search = AhoCorasick(list(named), matchkind=MatchKind.Standard) if named else None

    def found(self, text: str) -> list[tuple[int, int, T]]:
        """Return the names in a text: whole words, the longest from the left, none overlapping.

        Each with the indexes of its first character and of the one after its last.
        """
        if self._search is None:
            return []
        matches = [
            (start, -stop, index)
            for index, start, stop in self._search.find_matches_as_indexes(text, overlapping=True)
            if not (start and _in_word(text[start - 1]))
            and not (stop < len(text) and _in_word(text[stop]))
        ]
        matches.sort()
        found, end = [], 0
        for start, negative_stop, index in matches:
            if start >= end:
                end = -negative_stop
                found.append((start, end, self._meanings[index]))
        return found


def _begun(names: Mapping[str, T]) -> dict[str, T]:
    """Return names as they stand where a sentence begins."""
    return {f"{name[:1].upper()}{name[1:]}": meant for name, meant in names.items()}


class NameIndex:
    """Finds all names of a corpus in a text, and makes links of them."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._finder = NameFinder({**_begun(corpus.names), **corpus.names})
        self._pieces: dict[str, tuple[ProseSegment, ...]] = {}

    def pieces(self, text: str) -> tuple[ProseSegment, ...]:
        """Return a prose text's parts: plain, naming, linking, citing. Read once a text."""
        known = self._pieces.get(text)
        if known is None:
            known = self._pieces[text] = tuple(self._read(text))
        return known

    def basis(self) -> object:
        """Return what the pieces of all texts rest on, besides each text."""
        meanings = [(name, *ref) for name, ref in self._corpus.names.items()]
        return meanings, [(*ref, label) for ref, label in self._corpus.labels.items()]

    def mentions(self, text: str) -> set[Ref]:
        """Return what a text names or links to."""
        return {piece.ref for piece in self.pieces(text) if piece.ref}

    def _read(self, text: str) -> Iterable[ProseSegment]:
        if "[" not in text:
            yield from self._plain(text)
            return
        for token in tokens(text):
            if isinstance(token, Citation):
                yield ProseSegment(Md(""), citation=token)
            elif isinstance(token, Link):
                ref = self.target(token)
                words = token.words or (self._corpus.label(ref) if ref else token.written)
                yield ProseSegment(inline(words), ref, forced=True)
            elif isinstance(token, str):
                yield from self._plain(token)
            else:
                yield ProseSegment(inline(token.written))

    def target(self, link: Link) -> Ref | None:
        """Return what a forced link leads to."""
        kinds = (link.kind,) if link.kind else RECORD_TYPES
        refs = (Ref(kind, link.id) for kind in kinds)  # type: ignore[arg-type]
        return next((ref for ref in refs if self._corpus.has(ref)), None)

    def _plain(self, text: str) -> Iterable[ProseSegment]:
        end = 0
        for start, stop, ref in self._finder.found(text):
            if start > end:
                yield ProseSegment(inline(text[end:start]))
            yield ProseSegment(inline(text[start:stop]), ref)
            end = stop
        if end < len(text):
            yield ProseSegment(inline(text[end:]))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or category(character).startswith("M")
