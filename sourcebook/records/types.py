"""The registry of record types: it lists the properties in which they differ.

Folders, schemas, readers, tables, addresses, commands and the theme are made from it, or a test
compares them with it. Each type also has, with these names, a module of page makers
(``pages/makers/<folder>.py``), the template of a page (``<id>.md.j2``) and of the index
(``<folder>.md.j2``), and in the theme a colour (``--<id>``) and a class (``page--<id>``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..messages import marked
from .base import Record, RecordType
from .entities import Actor, Event, Location, Question
from .sources import Article, Summary


@dataclass(frozen=True, slots=True)
class RecordTypeInfo:
    """A type of record.

    ``id``: its name in ids such as ``actor:harbour``, on the command line and in CSS. ``folder``:
    its pages' folder in ``docs/`` and in addresses. ``label``, ``plural``: its translatable names.
    ``models``: the model of the records, or of their parts, in each folder of ``sources/``;
    the first model has the record's label and old ids.
    """

    id: RecordType
    folder: str
    label: str
    plural: str
    models: Mapping[str, type[Record]]

    @property
    def model(self) -> type[Record]:
        """The model that has the record's label and its old ids."""
        return next(iter(self.models.values()))

    @property
    def is_entity(self) -> bool:
        """Whether claims are about such records, and a YAML file maps ids to several of them."""
        return self.id != "source"


RECORD_TYPES: Mapping[RecordType, RecordTypeInfo] = {
    info.id: info
    for info in (
        RecordTypeInfo("actor", "actors", marked("Actor"), marked("Actors"), {"actors": Actor}),
        RecordTypeInfo(
            "location", "locations", marked("Location"), marked("Locations"),
            {"locations": Location},
        ),
        RecordTypeInfo("event", "events", marked("Event"), marked("Events"), {"events": Event}),
        RecordTypeInfo(
            "question", "questions", marked("Question"), marked("Questions"),
            {"questions": Question},
        ),
        RecordTypeInfo(
            "source", "sources", marked("Source"), marked("Sources"),
            {"articles": Article, "summaries": Summary},
        ),
    )
}  # fmt: skip
"""All record types, in the order in which an id without a type is looked up."""

ENTITY_TYPES: Mapping[RecordType, RecordTypeInfo] = {
    type_: info for type_, info in RECORD_TYPES.items() if info.is_entity
}
"""The types that claims are about: all but sources."""

FOLDERS: Mapping[RecordType, str] = {type_: info.folder for type_, info in RECORD_TYPES.items()}
"""The folder of the pages of each type."""
