"""Automatic links: finds the names of actors, locations and events in a text."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar
from unicodedata import category

from ahocorasick_rs import AhoCorasick, MatchKind

from ...corpus import Corpus, Ref
from ...corpus.grouping import group
from ...markdown import Md, inline
from ...records.prose import Citation, Escaped, Link, tokens
from ...records.types import RECORD_TYPES
from ...text import as_words

T = TypeVar("T")


class ProseSegment(NamedTuple):
    """A segment of a text: its Markdown, and the record that the segment names or links to, if any.

    ``forced``: whether the segment is a link written by a researcher. ``citation``: the citation,
    if the segment is a citation; the Markdown is then empty.
    """

    md: Md
    ref: Ref | None = None
    forced: bool = False
    citation: Citation | None = None


def changing(pieces: Iterable[ProseSegment]) -> list[object]:
    """Return the text and the record of each segment.

    Between builds, only these parts can differ for the same written text.
    """
    return [part for piece in pieces for part in (str(piece.md), *(piece.ref or ()))]


class NameFinder(Generic[T]):
    """Finds names in a text in one pass.

    ``named``: maps each name to its meaning, which can be any object, such as a record.
    """

    def __init__(self, named: Mapping[str, T]) -> None:
        self._meanings = list(named.values())
        self._search = AhoCorasick(list(named), matchkind=MatchKind.Standard) if named else None

    def found(self, text: str) -> list[tuple[int, int, T]]:
        """Return the start, end and meaning of each name in a text, in order of start.

        Only whole words match. If names overlap, only the leftmost name is returned. If several
        names start at the same character, only the longest name is returned.
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


def _capitalised(names: Mapping[str, T]) -> dict[str, T]:
    """Return the same mapping with the first letter of each name capitalised.

    Names have this form at the beginning of a sentence.
    """
    return {f"{name[:1].upper()}{name[1:]}": meant for name, meant in names.items()}


class NameIndex:
    """Splits prose into segments: plain text, names of records, links and citations."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._meanings = {**_capitalised(corpus.names), **corpus.names}
        self._finder = NameFinder(self._meanings)
        self._pieces: dict[str, tuple[ProseSegment, ...]] = {}

    def pieces(self, text: str) -> tuple[ProseSegment, ...]:
        """Return the segments of a prose text. Each text is parsed only once."""
        known = self._pieces.get(text)
        if known is None:
            known = self._pieces[text] = tuple(self._read(text))
        return known

    def words_for(self, ref: Ref) -> Sequence[str]:
        """Return the names that mean a record, also with a capital as their first letter."""
        return self._words.get(ref, ())

    @cached_property
    def _words(self) -> Mapping[Ref, Sequence[str]]:
        return group((ref, name) for name, ref in self._meanings.items())

    def mentions(self, text: str) -> set[Ref]:
        """Return the records that a text names or links to."""
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
                # A link to a draft, which has no page, becomes plain words.
                words = token.words or (self._corpus.label(ref) if ref else as_words(token.id))
                yield ProseSegment(inline(words), ref, forced=True)
            elif isinstance(token, str):
                yield from self._plain(token)
            elif isinstance(token, Escaped):
                yield ProseSegment(inline(token.words))
            else:
                yield ProseSegment(inline(token.written))

    def target(self, link: Link) -> Ref | None:
        """Return the record that a researcher's link leads to; None if there is no such record."""
        record_types = (link.kind,) if link.kind else RECORD_TYPES
        refs = (Ref(record_type, link.id) for record_type in record_types)  # type: ignore[arg-type]
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
