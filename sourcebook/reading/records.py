"""The records read from ``sources/``, before the checks that need several files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import cast

from ..problems import Problem
from ..records.base import Record, RecordType
from ..records.entities import Actor, Event, Location, Question
from ..records.site import Outlines, WrittenPage
from ..records.sources import Article, Summary
from ..records.types import ENTITY_TYPES, RECORD_TYPES
from .document import Document, Entry


@dataclass(frozen=True)
class Records:
    """The records of each type in order of file and line, and the problems found while reading.

    Each list of entries except ``outlines`` is named after a folder of ``sources/``. Ids may occur
    twice in a list. ``damaged``: the type and id of each record that is invalid or incomplete (the
    type is ``summary`` for a source's summary). ``lost``: the types that may have more records,
    because a file can't be read to its end. The checks use ``damaged`` and ``lost`` so that they
    don't report the same mistake again.
    """

    actors: list[Entry[Actor]] = field(default_factory=list)
    locations: list[Entry[Location]] = field(default_factory=list)
    events: list[Entry[Event]] = field(default_factory=list)
    questions: list[Entry[Question]] = field(default_factory=list)
    articles: list[Entry[Article]] = field(default_factory=list)
    summaries: list[Entry[Summary]] = field(default_factory=list)
    pages: list[Entry[WrittenPage]] = field(default_factory=list)
    outlines: list[Entry[Outlines]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    damaged: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def add(self, part: "Records") -> None:
        """Add the records and problems of one file."""
        for name in self.__dataclass_fields__:
            own, more = getattr(self, name), getattr(part, name)
            if isinstance(own, list):
                own.extend(more)
            else:
                own.update(more)

    def of_type(self, record_type: str) -> Sequence[Entry[Record]]:
        """Return the entries of a record type; for sources, the entries of their articles."""
        folders = RECORD_TYPES[cast("RecordType", record_type)].models
        return self._in(next(iter(folders)))

    @property
    def entities(self) -> dict[RecordType, Sequence[Entry[Record]]]:
        """The entries of each type except sources."""
        return {type_: self.of_type(type_) for type_ in ENTITY_TYPES}

    @property
    def by_type(self) -> dict[RecordType, Sequence[Entry[Record]]]:
        """The entries of each type; for sources, the entries of their articles."""
        return {type_: self.of_type(type_) for type_ in RECORD_TYPES}

    @property
    def entries(self) -> Iterator[Entry[Record]]:
        """All entries, ordered by type, then by folder of ``sources/``."""
        folders = chain.from_iterable(info.models for info in RECORD_TYPES.values())
        return chain.from_iterable(self._in(folder) for folder in folders)

    def _in(self, folder: str) -> Sequence[Entry[Record]]:
        found: Sequence[Entry[Record]] = getattr(self, folder)
        return found

    def lose(self, folder: str, name: str) -> None:
        """Mark the records of an unreadable file in ``folder`` as damaged or lost.

        ``name``: the file's name without suffix.
        """
        if folder in ("articles", "summaries"):
            self.damaged.add(("source" if folder == "articles" else "summary", name))
        self.lost.update(type_ for type_, info in ENTITY_TYPES.items() if folder in info.models)
