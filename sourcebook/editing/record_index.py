"""An index of the readable records of ``sources/``; other records may be invalid."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ..corpus.claimed import joined
from ..corpus.naming import folded
from ..problems import Mark
from ..reading.entry import Entry
from ..reading.records import Records
from ..records.base import Record
from ..records.prose import Escaped, Link, tokens
from ..records.sources import Claim, Summary
from ..records.types import RECORD_TYPES
from ..text import one_line


class IndexedClaim(NamedTuple):
    """A claim, the summary that contains it, and the claim's index in the summary, from 0."""

    summary: Entry[Summary]
    number: int
    claim: Claim

    @property
    def address(self) -> str:
        """The id by which other records refer to the claim: ``source-id#claim-id``."""
        return f"{self.summary.id}#{self.claim.id}"

    @property
    def mark(self) -> Mark:
        """The file and line of the claim's id."""
        return self.summary.mark("claims", self.number, "id")


class RecordIndex:
    """Records by type and id. If two records have the same id, lookups return the first record."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._by_type: dict[str, dict[str, Entry[Record]]] = {
            record_type: {entry.id: entry for entry in reversed(entries)}
            for record_type, entries in records.by_type.items()
        }

    def get(self, record_type: str, id_: str) -> Entry[Record] | None:
        """Return a record; None if it doesn't exist or can't be read."""
        return self._by_type[record_type].get(id_)

    def of_type(self, record_type: str) -> dict[str, Entry[Record]]:
        """Return all readable records of a type, by id."""
        return self._by_type[record_type]

    def label(self, record_type: str, id_: str) -> str:
        """Return a record's name or title; if the record can't be read, its id."""
        entry = self.get(record_type, id_)
        if entry is None:
            return id_
        record: Any = entry.record
        return one_line(record.title if record_type == "source" else record.label)

    @cached_property
    def claims(self) -> list[IndexedClaim]:
        """All claims, file by file, in the order of each file."""
        return [
            IndexedClaim(summary, index, claim)
            for summary in self.records.summaries
            for index, claim in enumerate(summary.record.claims)
        ]

    def claims_where(self, test: Callable[[Claim], object]) -> list[IndexedClaim]:
        """Return the claims for which a predicate is true."""
        return [indexed for indexed in self.claims if test(indexed.claim)]

    def summary(self, source: str) -> Summary | None:
        """Return a source's summary, including the claims that are written in the article's file.

        None if the source has no summary.
        """
        found = [entry.record for entry in self.records.summaries if entry.id == source]
        return joined(found) if found else None

    @cached_property
    def names(self) -> dict[str, list[tuple[str, str]]]:
        """Maps each name, title, label and alias to (type, id) of each record that has it."""
        named: dict[str, list[tuple[str, str]]] = {}
        for record_type, entries in self._by_type.items():
            for id_, entry in entries.items():
                for name in _names(entry.record):
                    named.setdefault(one_line(name), []).append((record_type, id_))
        return named

    def named(self, name: str) -> list[tuple[str, str]]:
        """Return the type and id of each record called ``name``. Case and accents are ignored.

        If no record has the name, the records for which sources use the name are returned.
        """
        wanted = folded(name)
        own = [refs for known, refs in self.names.items() if folded(known) == wanted]
        return list(dict.fromkeys(ref for refs in own for ref in refs)) or list(
            dict.fromkeys(ref for words, ref in self._words() if folded(words) == wanted)
        )

    def _words(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for summary in self.records.summaries:
            names = summary.record.names
            for record_type, spelled in (("actor", names.actors), ("location", names.locations)):
                for id_, words in spelled.items():
                    if self.get(record_type, id_):
                        yield from ((word, (record_type, id_)) for word in words)

    def plain(self, text: str) -> str:
        """Return prose without markup: links are replaced by their text, citations are removed."""
        words = "".join(self._shown(token) for token in tokens(text))
        return one_line(words).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")

    def _shown(self, token: object) -> str:
        if isinstance(token, Link):
            types = [token.kind] if token.kind in RECORD_TYPES else list(RECORD_TYPES)
            found = next((each for each in types if self.get(each, token.id)), None)
            return token.words or (self.label(found, token.id) if found else token.id)
        if isinstance(token, Escaped):
            return token.words
        return token if isinstance(token, str) else ""


def _names(record: Record) -> Iterator[str]:
    """Yield the names by which a record can be looked up."""
    own = (getattr(record, key, None) for key in ("label", "name", "title"))
    names = (*own, *getattr(record, "aliases", ()))
    yield from dict.fromkeys(name for name in names if name)
