"""An index of the records that can be read, for lookups while the sources have mistakes."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from ..problems import Mark
from ..reading import Entry, Records
from ..records.base import Record
from ..records.prose import Link, tokens
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
        """Return a record's name or title; the record's id if the record can't be read."""
        entry = self.get(record_type, id_)
        return one_line(entry.record.label) if entry else id_  # type: ignore[attr-defined]

    @cached_property
    def claims(self) -> list[IndexedClaim]:
        """All claims, file by file, in their order in each file."""
        return [
            IndexedClaim(summary, index, claim)
            for summary in self.records.summaries
            for index, claim in enumerate(summary.record.claims)
        ]

    def claims_where(self, test: Callable[[Claim], object]) -> list[IndexedClaim]:
        """Return the claims for which a predicate is true."""
        return [indexed for indexed in self.claims if test(indexed.claim)]

    def summary(self, source: str) -> Entry[Summary] | None:
        """Return a source's summary; None if it doesn't exist or can't be read."""
        return next((entry for entry in self.records.summaries if entry.id == source), None)

    def plain(self, text: str) -> str:
        """Return prose without markup: links become their text, and citations are removed."""
        words = "".join(self._shown(token) for token in tokens(text))
        return one_line(words).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")

    def _shown(self, token: object) -> str:
        if isinstance(token, Link):
            types = [token.kind] if token.kind in RECORD_TYPES else list(RECORD_TYPES)
            found = next((each for each in types if self.get(each, token.id)), None)
            return token.words or (self.label(found, token.id) if found else token.id)
        return token if isinstance(token, str) else ""
