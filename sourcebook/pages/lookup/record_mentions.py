"""Finds the records whose summary or note names another record."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from ...corpus import Corpus, Ref
from ...records.types import ENTITY_TYPES
from .name_index import NameIndex


class RecordMentions:
    """Finds the records whose summary or note names or links to a record.

    For a source that the researcher hasn't read, the records that cite the source are found too.
    """

    def __init__(self, corpus: Corpus, names: NameIndex) -> None:
        self._corpus = corpus
        self._names = names
        self._texts = [
            (Ref(kind, id_), text)
            for kind in ENTITY_TYPES
            for id_, record in corpus.records(kind).items()
            for text in (record.summary, record.note)
            if text
        ]

    def of(self, ref: Ref) -> list[Ref]:
        """Return the other records that name a record, ordered by type."""
        with_word = {
            at
            for word in {ref.id, *self._names.words_for(ref)}
            for at in self._joined.with_word(word)
        }
        texts = (self._texts[at] for at in sorted(with_word))
        return list(
            {own: None for own, text in texts if own != ref and ref in self._named_in(text)}
        )

    def all(self) -> Mapping[Ref, Sequence[Ref]]:
        """Return the same for every record; records that no other record names are left out."""
        found: dict[Ref, dict[Ref, None]] = {}
        for own, text in self._texts:
            for ref in self._named_in(text):
                if ref != own:
                    found.setdefault(ref, {})[own] = None
        return {ref: list(owners) for ref, owners in found.items()}

    @cached_property
    def _joined(self) -> "_JoinedTexts":
        return _JoinedTexts([text for _, text in self._texts])

    def _named_in(self, text: str) -> Iterator[Ref]:
        for piece in self._names.pieces(text):
            if piece.ref:
                yield piece.ref
            elif piece.citation and self._corpus.states[piece.citation.source] == "listed":
                yield Ref("source", piece.citation.source)


class _JoinedTexts:
    """Texts that are searched for single words, as one text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts)
        self._ends = list(accumulate(len(text) + 1 for text in texts))

    def with_word(self, word: str) -> Iterator[int]:
        """Yield the index of each text that has a word, also as a part of another word."""
        start = self._text.find(word)
        while start >= 0:
            at = bisect_right(self._ends, start)
            yield at
            start = self._text.find(word, self._ends[at])
