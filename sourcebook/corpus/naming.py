"""References to records by type and id, and the rules by which a name means one record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import combining, normalize

from ..records.base import RecordType
from ..records.entities import Actor, Event, Location


class Ref(NamedTuple):
    """A reference to a record: the record's type and id."""

    type: RecordType
    id: str


def name_owners(
    actors: Mapping[str, Actor], locations: Mapping[str, Location], events: Mapping[str, Event]
) -> dict[str, list[Ref]]:
    """Return name -> all records that have this name, as their name, title or alias."""
    owners: dict[str, list[Ref]] = defaultdict(list)
    by_type: tuple[tuple[RecordType, Mapping[str, Actor | Location | Event]], ...] = (
        ("actor", actors), ("location", locations), ("event", events),
    )  # fmt: skip
    for record_type, records in by_type:
        for id_, record in records.items():
            for name in dict.fromkeys((record.label, *record.aliases)):
                owners[name].append(Ref(record_type, id_))
    return owners


def folded(name: str) -> str:
    """Return a name folded for comparison: without case, accents or repeated spaces, in NFC.

    Accents are the marks above and below letters, and the vowel signs of Arabic and Hebrew. Marks
    that turn a letter into a different letter are kept, such as those of Indic scripts, kana and
    Thai.
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    plain = normalize("NFKD", normalize("NFKD", name).casefold())
    letters = "".join(mark for mark in plain if not _is_accent(combining(mark)))
    return " ".join(normalize("NFC", letters).split())


def _is_accent(class_: int) -> bool:
    """Return whether characters of a combining class (Unicode, chapter 4.3) are accents."""
    return 10 <= class_ <= 36 or class_ >= 200


def meant(refs: Sequence[Ref]) -> Ref | None:
    """Return the record that a name means; None if the name is ambiguous.

    ``refs``: all records that have this name.
    """
    if len(refs) == 1:
        return refs[0]
    shared = {ref.id for ref in refs}
    if len(shared) == 1 and {ref.type for ref in refs} == {"actor", "location"}:
        return Ref("actor", refs[0].id)
    return None
