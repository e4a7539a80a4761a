"""The registry of record types: lists the properties in which the types differ.

Folders, schemas, readers, tables, addresses, commands and the theme are generated from this
registry, or a test checks them against it. Each type also has files with fixed names: a module of
page makers (``pages/makers/<folder>.py``), a page template (``<id>.md.j2``) and an index template
(``<folder>.md.j2``). In the theme's CSS, each type has a variable for its colour (``--<id>``) and a
class (``page--<id>``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..messages import marked
from .base import Record, RecordType
from .entities import Actor, Event, Location, Question
from .folders import FOLDERS
from .sources import Article, Summary


@dataclass(frozen=True, slots=True)
class RecordTypeInfo:
    """A type of record.

    ``id``: the type's name in ids such as ``actor:harbour``, on the command line and in CSS.
    ``label``, ``plural``: translatable names. ``models``: folder in ``sources/`` -> model of the
    records in this folder. The type ``source`` has two models: first ``Article``, which has the
    source's label and old ids, then ``Summary``.
    """

    id: RecordType
    label: str
    plural: str
    models: Mapping[str, type[Record]]

    @property
    def folder(self) -> str:
        """The folder of the type's pages in ``docs/`` and in URLs."""
        return FOLDERS[self.id]

    @property
    def model(self) -> type[Record]:
        """The model of this type's records; for sources, ``Article``."""
        return next(iter(self.models.values()))

    @property
    def is_entity(self) -> bool:
        """Whether claims can be about records of this type.

        The YAML files of such a type map ids to records.
        """
        return self.id != "source"


RECORD_TYPES: Mapping[RecordType, RecordTypeInfo] = {
    info.id: info
    for info in (
        RecordTypeInfo("actor", marked("Actor"), marked("People and groups"), {"actors": Actor}),
        RecordTypeInfo("location", marked("Location"), marked("Places"), {"locations": Location}),
        RecordTypeInfo("event", marked("Event"), marked("Events"), {"events": Event}),
        RecordTypeInfo(
            "question", marked("Question"), marked("Questions"), {"questions": Question}
        ),
        RecordTypeInfo(
            "source", marked("Source"), marked("Sources"),
            {"articles": Article, "summaries": Summary},
        ),
    )
}  # fmt: skip
"""All record types, in the order of ``FOLDERS``."""

ENTITY_TYPES: Mapping[RecordType, RecordTypeInfo] = {
    type_: info for type_, info in RECORD_TYPES.items() if info.is_entity
}
"""The types of records that claims are about: all types except sources."""
