"""Checks that ids are unique among the records of a type, and that a name means one record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..conventions import listed, number_words
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..records.base import Record, RecordType, id_error
from ..records.entities import Actor, Event, Location
from .naming import Ref, folded, meant, name_owners


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each clash of ids and for each clash of names.

    The ids of two records of the same type clash if they are equal or differ only in case. They
    also clash if a former id of one record is the id or a former id of the other. Records of
    different types may have the same id. The names of two records (actors, locations or events)
    clash if they are equal or nearly equal. There are two exceptions. An actor and a location with
    the same id may share a name. Several records may share an alias if none of them
    has it as its name or title; a page lists such aliases.
    """
    for record_type, entries in records.entities.items():
        yield from _duplicates(record_type, entries)
    for record_type, entries in records.by_type.items():
        yield from _old_ids(record_type, entries)
    yield from _names(records)


def _duplicates(record_type: str, entries: Sequence[Entry[Record]]) -> Iterator[Problem]:
    first: dict[str, Entry[Record]] = {}
    for entry in entries:
        if entry.id in first:
            place = str(first[entry.id].place)
            yield entry.problem("duplicate-id", "[key]", kind=record_type, id=entry.id, place=place)
        first.setdefault(entry.id, entry)
    for entry in first.values():
        other = first.get(entry.id.lower())
        if other and other.id != entry.id:
            yield entry.problem("id-case", "[key]", value=entry.id, other=other.id)


def _old_ids(record_type: str, entries: Sequence[Entry[Record]]) -> Iterator[Problem]:
    owners = {entry.id: entry for entry in entries}
    for entry in entries:
        for index, old in enumerate(getattr(entry.record, "was", ())):
            error = id_error(old)
            if error:
                facts = dict(error.context or {})
                near = facts.pop("near", None) or None
                yield entry.problem(error.type, "was", index, near=near, **facts)
            elif old in owners:
                place = str(owners[old].place)
                yield entry.problem(
                    "old-id-in-use", "was", index, id=old, kind=record_type, place=place
                )
            owners.setdefault(old, entry)


_OWNERS = 5
"""Maximum number of records that a problem lists as sharing a name."""

Named = Entry[Actor] | Entry[Location] | Entry[Event]


def _names(records: Records) -> Iterator[Problem]:
    named: dict[str, Mapping[str, Named]] = {
        "actor": {entry.id: entry for entry in records.actors},
        "location": {entry.id: entry for entry in records.locations},
        "event": {entry.id: entry for entry in records.events},
    }
    owners = name_owners(
        {entry.id: entry.record for entry in records.actors},
        {entry.id: entry.record for entry in records.locations},
        {entry.id: entry.record for entry in records.events},
    )
    alike: dict[str, list[str]] = defaultdict(list)
    for name, refs in owners.items():
        alike[folded(name)].append(name)
        if not meant(refs) and any(_is_label(named[ref.type][ref.id], name) for ref in refs):
            owner_words = _owners(refs)
            entry = named[refs[-1].type][refs[-1].id]
            yield entry.problem(
                "ambiguous-name", *_place(entry, name), name=name, owners=owner_words
            )
    for first, *others in alike.values():
        for name in others:
            ref = owners[name][-1]
            if meant(list(dict.fromkeys((*owners[first], ref)))) is None:
                entry, other = named[ref.type][ref.id], owners[first][0]
                facts = {"name": name, "other": first, "owner": _owner(other)}
                yield entry.problem("name-alike", *_place(entry, name), **facts)


def _is_label(entry: Named, name: str) -> bool:
    """Return whether a name is a record's own name or title, not an alias."""
    return entry.record.label == name


def _owner(ref: Ref) -> str:
    return _(_OWNER[ref.type]).format(id=ref.id)


_OWNER: Mapping[RecordType, str] = {
    "actor": marked("the actor '{id}'"), "location": marked("the location '{id}'"),
    "event": marked("the event '{id}'"), "question": marked("the question '{id}'"),
    "source": marked("the source '{id}'"),
}  # fmt: skip


def _owners(refs: Sequence[Ref]) -> str:
    """Return in words which records share a name: the first ``_OWNERS``, and how many others."""
    shown = [_owner(ref) for ref in refs[:_OWNERS]]
    more = len(refs) - len(shown)
    if more:
        shown.append(
            ngettext("{count} more", "{count} more", more).format(count=number_words(more))
        )
    return listed(shown)


def _place(entry: Named, name: str) -> tuple[str | int, ...]:
    """Return the path of a name in its record: the field and, for an alias, the alias's index."""
    aliases = entry.record.aliases
    if name in aliases:
        return "aliases", aliases.index(name)
    return ("title" if isinstance(entry.record, Event) else "name",)
