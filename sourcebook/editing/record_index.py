"""The records as far as they can be read, to look things up in while the sources have mistakes."""

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
    """A claim, the summary it stands in, and which of its claims it is, from 0."""

    summary: Entry[Summary]
    number: int
    claim: Claim

    @property
    def address(self) -> str:
        """What it is called everywhere: ``source-id#claim-id``."""
        return f"{self.summary.id}#{self.claim.id}"

    @property
    def mark(self) -> Mark:
        """Where it is written."""
        return self.summary.mark("claims", self.number, "id")


class RecordIndex:
    """Records by kind and id. Where an id stands twice, it means the first."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._by_kind: dict[str, dict[str, Entry[Record]]] = {
            kind: {entry.id: entry for entry in reversed(entries)}
            for kind, entries in records.by_type.items()
        }

    def get(self, kind: str, id_: str) -> Entry[Record] | None:
        """Return a record, if it can be read."""
        return self._by_kind[kind].get(id_)

    def of_kind(self, kind: str) -> dict[str, Entry[Record]]:
        """Return all records of a kind that can be read, by id."""
        return self._by_kind[kind]

    def label(self, kind: str, id_: str) -> str:
        """Return what a record is called; its id where it can't be read."""
        entry = self.get(kind, id_)
        return one_line(entry.record.label) if entry else id_  # type: ignore[attr-defined]

    @cached_property
    def claims(self) -> list[IndexedClaim]:
        """Every claim, in order of files, then as written."""
        return [
            IndexedClaim(summary, index, claim)
            for summary in self.records.summaries
            for index, claim in enumerate(summary.record.claims)
        ]

    def claims_where(self, test: Callable[[Claim], object]) -> list[IndexedClaim]:
        """Return the claims that pass a test."""
        return [said for said in self.claims if test(said.claim)]

    def summary(self, source: str) -> Entry[Summary] | None:
        """Return a source's summary, if it can be read."""
        return next((entry for entry in self.records.summaries if entry.id == source), None)

    def plain(self, text: str) -> str:
        """Return prose without its markup: links as the words they show, no citations."""
        words = "".join(self._shown(token) for token in tokens(text))
        return one_line(words).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")

    def _shown(self, token: object) -> str:
        if isinstance(token, Link):
            kinds = [token.kind] if token.kind in RECORD_TYPES else list(RECORD_TYPES)
            kind = next((kind for kind in kinds if self.get(kind, token.id)), None)
            return token.words or (self.label(kind, token.id) if kind else token.id)
        return token if isinstance(token, str) else ""
