"""The records read from ``sources/``, before the checks that need several files."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast

from ..problems import Problem
from ..records.base import Record, RecordType
from ..records.entities import Actor, Event, Location, Question
from ..records.media import FOLDER as MEDIA
from ..records.media import MediaFile
from ..records.pictures import FOLDER as PICTURES
from ..records.pictures import Picture
from ..records.site import CitationStyle, Outlines, WrittenPage
from ..records.sources import Article, Summary
from ..records.types import ENTITY_TYPES, RECORD_TYPES
from ..records.vocabularies import GENERAL
from ..records.vocabulary import Vocabulary, extended
from .document import Document
from .entry import Entry
from .validation import Validated
from .yaml_text import Loc

R = TypeVar("R", bound=Record)

TYPES = {folder: type_ for type_, info in RECORD_TYPES.items() for folder in info.models} | {
    "summaries": "summary", "pages": "page"
}  # fmt: skip
"""Maps a folder of ``sources/`` to the type that its records have in ``Records.drafts``."""

VOCABULARY = "vocabulary.yml"
"""The name of the file with the project's own vocabulary."""


KnownIds = Mapping[str, Set[str]]
"""Maps each record type to the ids of its records. The id of a claim is ``source#claim``."""

Reference = tuple[Entry[Record], str, str, Loc]
"""A reference: the entry that contains it, the target's type and id, its path in the entry."""


@dataclass(frozen=True)
class Records:
    """The records of each type in order of file and line, and the problems found while reading.

    Each list of entries except ``outlines``, ``styles`` and ``vocabulary`` is named after a folder
    of ``sources/``. Ids may occur twice in a list.

    With these four fields, the checks avoid reporting the same mistake again:

    - ``damaged``: the type and id of each invalid record. For a source's summary, the type is
      ``summary``.
    - ``lost``: the types that may have more records, because a file can't be read to its end. It
      contains ``VOCABULARY`` if there may be more words.
    - ``unfit_pictures``, ``unfit_media``: the names of files that can't be shown.

    Two fields are about unfinished values:

    - ``drafts``: the type and id of each record that isn't in the lists because a required value is
      unfinished, and of each claim that isn't in them because any of its values is unfinished.
    - ``unfinished``: each record that has unfinished values, together with these values. If such a
      record is valid without these values, the lists contain it without them.
    """

    actors: list[Entry[Actor]] = field(default_factory=list)
    locations: list[Entry[Location]] = field(default_factory=list)
    events: list[Entry[Event]] = field(default_factory=list)
    questions: list[Entry[Question]] = field(default_factory=list)
    articles: list[Entry[Article]] = field(default_factory=list)
    summaries: list[Entry[Summary]] = field(default_factory=list)
    pages: list[Entry[WrittenPage]] = field(default_factory=list)
    outlines: list[Entry[Outlines]] = field(default_factory=list)
    vocabulary: list[Entry[Vocabulary]] = field(default_factory=list)
    styles: list[Entry[CitationStyle]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    media: list[MediaFile] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    damaged: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    unfit_pictures: set[str] = field(default_factory=set)
    unfit_media: set[str] = field(default_factory=set)
    drafts: set[tuple[str, str]] = field(default_factory=set)
    unfinished: list[tuple[str, Entry[Record]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, part: "Records") -> None:
        """Add the records and problems of ``part``, for example those read from one file."""
        for name in self.__dataclass_fields__:
            own, more = getattr(self, name), getattr(part, name)
            if isinstance(own, list):
                own.extend(more)
            else:
                own.update(more)

    def take(
        self, folder: str, valid: Validated[R], id_: str, document: Document,
        loc: Loc = (), line: int = 1,
    ) -> None:  # fmt: skip
        """Add a record of a folder of ``sources/``, unless the record is a draft or invalid.

        ``folder``: the folder's name. ``loc``, ``line``: where the record begins in the document.
        ``valid``: the record as validated.
        """
        if valid.record is not None:
            entry = Entry(id_, valid.record, document, loc, line, valid.sound, valid.kept)
            getattr(self, folder).append(entry)
        elif valid.sound:
            self.drafts.add((TYPES[folder], id_))
        if valid.written is not None and valid.written is not valid.record:
            written = Entry(id_, valid.written, document, loc, line, whole=False)
            self.unfinished.append((folder, written))
            left = {claim.id for claim in getattr(valid.record, "claims", ())}
            self.drafts.update(
                ("claim", f"{id_}#{claim.id}")
                for claim in getattr(valid.written, "claims", ())
                if claim.id not in left
            )

    def as_written(self) -> "Records":
        """Return a copy in which records have their unfinished values, for editing the sources."""
        found = Records()
        found.add(self)
        at = {
            (folder, entry.document.path, entry.loc): index
            for folder in {folder for folder, _ in self.unfinished}
            for index, entry in enumerate(getattr(found, folder))
        }
        for folder, entry in self.unfinished:
            entries = getattr(found, folder)
            index = at.get((folder, entry.document.path, entry.loc), len(entries))
            entries[index : index + 1] = [entry]
        written = {(TYPES[folder], entry.id) for folder, entry in self.unfinished}
        unread = {draft for draft in self.drafts if draft[0] != "claim"} - written
        found.damaged.update(unread)
        found.drafts.clear()
        found.unfinished.clear()
        return found

    @cached_property
    def words(self) -> Vocabulary:
        """The project's own vocabulary merged with Sourcebook's vocabulary."""
        for entry in self.vocabulary:
            return extended(GENERAL, entry.record)
        return GENERAL

    @cached_property
    def known_ids(self) -> KnownIds:
        """All ids, including those of damaged records and drafts."""
        known: dict[str, set[str]] = {
            type_: {entry.id for entry in entries} for type_, entries in self.by_type.items()
        }
        known["source"] |= {entry.id for entry in self.summaries}
        known["claim"] = {
            f"{entry.id}#{claim.id}" for entry in self.summaries for claim in entry.record.claims
        }
        for type_, id_ in self.damaged | self.drafts:
            if type_ != "page":  # nothing refers to a page by its id
                known["source" if type_ == "summary" else type_].add(id_)
        return known

    @cached_property
    def references(self) -> Sequence[Reference]:
        """All references from records to other records and claims."""
        damaged = {id_ for type_, id_ in self.damaged if type_ == "summary"}
        return [
            (entry, mark.type, id_, loc)
            for entry in self.entries
            for loc, mark, id_ in entry.references
            # Skip references to claims of a damaged summary, because these claims may exist.
            if mark.type != "claim" or id_.partition("#")[0] not in damaged
        ]

    def of_type(self, record_type: str) -> Sequence[Entry[Record]]:
        """Return the entries of a record type. A source's entry is its article, without claims."""
        folders = RECORD_TYPES[cast("RecordType", record_type)].models
        return self._in(next(iter(folders)))

    @property
    def entities(self) -> dict[RecordType, Sequence[Entry[Record]]]:
        """Record type -> the entries of this type, for all types except sources."""
        return {type_: self.of_type(type_) for type_ in ENTITY_TYPES}

    @property
    def by_type(self) -> dict[RecordType, Sequence[Entry[Record]]]:
        """Record type -> the entries of this type; for sources, the entries of their articles."""
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

        ``name``: the file's name without its suffix; for pictures and media, with its suffix.
        """
        if folder == PICTURES:
            self.unfit_pictures.add(name)
        if folder == MEDIA:
            self.unfit_media.add(name)
        if folder == "pages":
            self.damaged.add(("page", name))
        if folder == VOCABULARY:
            self.lost.add(VOCABULARY)
        if folder in ("articles", "summaries"):
            self.damaged.add(("source" if folder == "articles" else "summary", name))
        self.lost.update(type_ for type_, info in ENTITY_TYPES.items() if folder in info.models)
