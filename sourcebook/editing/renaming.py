"""An id changed wherever it stands; the old one stays under ``was``: its address leads on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..corpus.references import known_ids
from ..evidence.lock import FILE, Lock, Locked, told
from ..evidence.results import Key
from ..problems import Problem
from ..reading import Entry
from ..records.base import Record, id_error
from ..records.types import RECORD_TYPES
from .changes import Change
from .id_places import IdPlace, meant, places
from .ids import Known, check_free, check_not_old, existing
from .source_tree import EditBlockedError, Files, SourceChanges, SourceTree, checked
from .yaml_layout import YamlLayout

KINDS = (*RECORD_TYPES, "claim")
"""What has an id that can be changed."""

Ref = tuple[str, str]
"""A kind of record, ``claim`` among them, and an id."""


@dataclass(frozen=True)
class Renamed:
    """What a rename changes: files by path in ``sources/``, and in how many places ids.

    ``kept``: whether the old id stays under ``was``. ``warnings``: what ``check``
    will tell of the sources, and didn't before.
    """

    files: Files
    count: int
    kept: bool
    warnings: list[Problem]


def rename(sources: SourceTree, kind: str, old: str, new: str) -> Renamed:
    """Return the files as they are with another id for a record of some kind.

    Ids of claims are given as ``source#claim``. Raises WrongIdError for ids that can't be meant,
    StandsInTheWayError where the sources don't allow the change.
    """
    known = known_ids(sources.records)
    record = existing(sources.records, known, kind, old)
    check_free(sources.records, known, kind, new)
    check_not_old(sources.records, kind, new, record)
    renamed = {**known, kind: known[kind] - {old} | {new}}
    stand = list(places(sources.records))
    changes = SourceChanges(sources)

    def becomes(ref: Ref) -> Ref:
        return _becomes(ref, kind, old, new)

    count = 0
    for place in stand:
        change = moved(place, known, renamed, becomes)
        if change:
            changes.add(place.document, change)
            count += 1
    kept = kind != "claim" and not id_error(old)
    if kept:
        changes.add(record.document, _kept(record, old, new))
    if kind == "source":
        for path in _files(old):
            changes.move(path, path.replace(f"/{old}.", f"/{new}."))
    lock = moved_lock(sources.lock, becomes)
    if lock != sources.lock:
        changes.put(FILE, told(lock).encode())
    files = changes.files()
    after, warnings = checked(sources, files)
    was = Counter(becomes(ref) for ref in _refs(stand, known))
    if was != Counter(_refs(places(after.records), known_ids(after.records))):
        raise EditBlockedError(f"'{old}' stands somewhere in escapes; write it plainly there")
    return Renamed(files, count, kept, warnings)


def moved(
    place: IdPlace, known: Known, after: Known, becomes: Callable[[Ref], Ref]
) -> Change | None:
    """Return the change to a place where an id stands; None if none is needed.

    ``known``: the ids of each kind, and ``after``: as they will be. A link that gives an id alone
    gets a kind where it would come to mean another record.
    """
    kind = place.kind or meant(place.id, known)
    if place.span is None or not kind:
        return None
    id_ = becomes((kind, place.id))[1]
    old, new = place.id, id_
    if kind == "claim" and place.manner != "reference":
        old, new = place.id.partition("#")[2], id_.partition("#")[2]
    if not place.kind and meant(id_, after) != kind:
        new = f"{kind}:{id_}"
    return Change(*place.span, new) if new != old else None


def moved_lock(lock: Lock, becomes: Callable[[Ref], Ref]) -> Lock:
    """Return the evidence lock with other ids."""

    def key(key: Key) -> Key:
        if key.kind == "quote":
            source, _, claim = becomes(("claim", f"{key.source}#{key.id}"))[1].partition("#")
            return key._replace(source=source, id=claim)
        return key._replace(
            source=becomes(("source", key.source))[1], id=becomes((key.kind, key.id))[1]
        )

    return {
        becomes(("source", id_))[1]: Locked(
            locked.sha256, {key(found): result for found, result in locked.results.items()}
        )
        for id_, locked in lock.items()
    }


def _becomes(ref: Ref, kind: str, old: str, new: str) -> Ref:
    if ref == (kind, old):
        return kind, new
    source, _, claim = ref[1].partition("#")
    if kind == "source" and ref[0] == "claim" and source == old:
        return "claim", f"{new}#{claim}"
    return ref


def _refs(stand: Iterable[IdPlace], known: Known) -> Iterator[Ref]:
    """Yield what is meant at each place."""
    for place in stand:
        yield place.kind or meant(place.id, known), place.id


def _kept(record: Entry[Record], old: str, new: str) -> Change:
    """Return the change that keeps an old id on its record; or puts it for one that is back."""
    layout, was = YamlLayout(record.document), getattr(record.record, "was", ())
    loc = (*record.loc, "was")
    span = layout.words((*loc, was.index(new)), new) if new in was else None
    if span:
        return Change(*span, old)
    return layout.append(loc, [old]) if was else layout.insert(record.loc, f"was: [{old}]")


def _files(source: str) -> tuple[str, ...]:
    """Return the paths of a source's files."""
    return f"articles/{source}.md", f"summaries/{source}.yml", f"originals/{source}.txt"
