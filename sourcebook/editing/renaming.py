"""Changes an id everywhere. The old id is kept under ``was``, so that the old address redirects."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..evidence.lock import FILE, Lock, Locked, lock_text
from ..evidence.results import Key
from ..messages import gettext as _
from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import KnownIds
from ..records.base import Record, id_error
from ..records.types import RECORD_TYPES
from .changes import Change
from .id_places import IdPlace, places, type_of_link
from .ids import check_free, check_not_old, existing
from .source_tree import EditBlockedError, Files, SourceChanges, SourceTree, checked
from .yaml_layout import YamlLayout

RENAMEABLE = (*RECORD_TYPES, "claim")
"""The record types whose ids can be changed."""

Ref = tuple[str, str]
"""A record type, which may be ``claim``, and an id."""


@dataclass(frozen=True)
class Renamed:
    """The result of a rename.

    ``files``: maps the path in ``sources/`` of each changed file to its new bytes; None if the file
    is deleted. ``count``: the number of occurrences of the id that are changed, in files and in
    their names. ``redirects``: whether the old id is added under ``was``. ``warnings``: warnings
    that weren't reported before the rename.
    """

    files: Files
    count: int
    redirects: bool
    warnings: list[Problem]


def rename(sources: SourceTree, record_type: str, old: str, new: str) -> Renamed:
    """Return the files that change if a record gets another id.

    ``old``, ``new``: the record's present and future id; for a claim, as ``source#claim``. Raises
    WrongIdError if ``old`` is unknown, or ``new`` is invalid, in use or another record's old id.
    Raises EditBlockedError if the change would cause new errors in the sources, or if an occurrence
    of ``old`` can't be replaced.
    """
    known = sources.records.known_ids
    record = existing(sources.records, known, record_type, old)
    check_free(sources.records, known, record_type, new)
    check_not_old(sources.records, record_type, new, record)
    known_after = {**known, record_type: known[record_type] - {old} | {new}}
    occurrences = list(places(sources.records))
    changes = SourceChanges(sources)

    def renamed(ref: Ref) -> Ref:
        return _renamed(ref, record_type, old, new)

    count = 0
    for place in occurrences:
        change = renamed_place(place, known, known_after, renamed)
        if change:
            changes.add(place.document, change)
            count += 1
    redirects = record_type != "claim" and not id_error(old)
    if redirects:
        changes.add(record.document, _old_id_added(record, old, new))
    if record_type == "source":
        for path in _files(old):
            count += changes.move(path, path.replace(f"/{old}.", f"/{new}."))
    lock = renamed_lock(sources.lock, renamed)
    if lock != sources.lock:
        changes.put(FILE, lock_text(lock).encode())
    files = changes.files()
    after, warnings = checked(sources, files)
    expected = Counter(renamed(ref) for ref in _refs(occurrences, known))
    if expected != Counter(_refs(places(after.records), after.records.known_ids)):
        raise EditBlockedError(escaped(old))
    return Renamed(files, count, redirects, warnings)


def escaped(id_: str) -> str:
    """Return the message that an id can't be replaced because it is written with escapes."""
    message = _("'{id}' is written with escapes somewhere; write it plainly there")
    return message.format(id=id_)


def renamed_place(
    place: IdPlace, known: KnownIds, known_after: KnownIds, renamed: Callable[[Ref], Ref]
) -> Change | None:
    """Return the change to an occurrence of an id; None if the occurrence doesn't change.

    ``known``, ``known_after``: the ids of each record type before and after the edit. ``renamed``:
    takes a reference, and returns the reference that replaces it. A link without a type gets a
    type if the new id alone would mean another record.
    """
    record_type = place.type or type_of_link(place.id, known)
    if place.span is None or not record_type:
        return None
    id_ = renamed((record_type, place.id))[1]
    old, new = place.id, id_
    if record_type == "claim" and place.form != "reference":
        old, new = place.id.partition("#")[2], id_.partition("#")[2]
    if not place.type and type_of_link(id_, known_after) != record_type:
        new = f"{record_type}:{id_}"
    return Change(*place.span, new) if new != old else None


def renamed_lock(lock: Lock, renamed: Callable[[Ref], Ref]) -> Lock:
    """Return the evidence lock with the ids in it changed.

    The evidence lock is the file with the results of checks against the originals. ``renamed``:
    takes a reference, and returns the reference that replaces it.
    """

    def renamed_key(key: Key) -> Key:
        if key.kind == "quote":
            claim = renamed(("claim", f"{key.source}#{key.id}"))[1]
            source, _sign, id_ = claim.partition("#")
            return key._replace(source=source, id=id_)
        return key._replace(
            source=renamed(("source", key.source))[1], id=renamed((key.kind, key.id))[1]
        )

    return {
        renamed(("source", id_))[1]: Locked(
            locked.sha256, {renamed_key(key): result for key, result in locked.results.items()}
        )
        for id_, locked in lock.items()
    }


def _renamed(ref: Ref, record_type: str, old: str, new: str) -> Ref:
    """Return a reference after a rename; renaming a source also changes its claims' ids."""
    if ref == (record_type, old):
        return record_type, new
    source, _sign, claim = ref[1].partition("#")
    if record_type == "source" and ref[0] == "claim" and source == old:
        return "claim", f"{new}#{claim}"
    return ref


def _refs(occurrences: Iterable[IdPlace], known: KnownIds) -> Iterator[Ref]:
    """For each occurrence of an id, yield the type and id of the record that the id means."""
    for place in occurrences:
        yield place.type or type_of_link(place.id, known), place.id


def _old_id_added(record: Entry[Record], old: str, new: str) -> Change:
    """Return the change that adds an old id under ``was``.

    If the record had the id ``new`` before, ``new`` is under ``was`` already. Then ``old`` replaces
    ``new`` there.
    """
    layout, was = YamlLayout(record.document), getattr(record.record, "was", ())
    loc = (*record.loc, "was")
    span = layout.id_span((*loc, was.index(new)), new) if new in was else None
    if span:
        return Change(*span, old)
    return layout.append(loc, [old]) if was else layout.insert(record.loc, f"was: [{old}]")


def _files(source: str) -> tuple[str, ...]:
    """Return the paths of a source's files in ``sources/``."""
    return f"articles/{source}.md", f"summaries/{source}.yml", f"originals/{source}.txt"
