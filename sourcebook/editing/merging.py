"""Two records made one: references to the first lead to the second, which takes over its names.

What can't be settled by machine is told, and kept as a comment in the record that stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..corpus.references import known_ids
from ..evidence.lock import FILE, told
from ..problems import Problem
from ..reading import Entry
from ..reading.yaml_text import KEY, Loc
from ..records.base import Record
from ..records.types import ENTITY_TYPES
from .changes import Change
from .id_places import IdPlace, places
from .ids import Known, WrongIdError, entries_of, existing
from .merge_fields import merge_fields, removal
from .renaming import Ref, moved, moved_lock
from .source_tree import EditBlockedError, Files, SourceChanges, SourceTree, checked
from .yaml_layout import YamlLayout
from .yaml_values import entry as yaml_entry
from .yaml_values import on_one_line

KINDS = tuple(ENTITY_TYPES)
"""What can be merged: what claims are about. Two sources are never one."""


@dataclass(frozen=True)
class Merged:
    """What a merge changes: files by path in ``sources/``, and in how many places ids.

    ``left``: what the researcher has to settle, a sentence each. ``warnings``: what ``check``
    will tell of the sources, and didn't before.
    """

    files: Files
    count: int
    left: list[str]
    warnings: list[Problem]


def merge(sources: SourceTree, kind: str, old: str, into: str) -> Merged:
    """Return the files as they are with one record made part of another of its kind.

    Raises WrongIdError for ids that can't be meant, StandsInTheWayError where the sources don't
    allow the change.
    """
    known = known_ids(sources.records)
    going = existing(sources.records, known, kind, old)
    existing(sources.records, known, kind, into)
    if old == into:
        raise WrongIdError(f"'{old}' can't be merged with itself")
    redirecting = _Redirecting(sources, known, kind, old, into)
    for place in places(sources.records):
        redirecting.take(place)
    redirected = redirecting.changes.files()
    # Only then is it plain what the record that stays has itself.
    between = sources.after(redirected)
    known = known_ids(between.records)
    going = existing(between.records, known, kind, old)
    staying = existing(between.records, known, kind, into)
    made, out = merge_fields(going, staying), removal(going)
    changes = SourceChanges(between)
    changes.add(staying.document, *made.changes)
    remarks = [*made.kept, *redirecting.kept, *out.comments]
    if remarks:
        remarks = [f"Merged from '{old}', and left to you:", *remarks]
        changes.add(staying.document, YamlLayout(staying.document).remark(staying.loc, remarks))
    if out.change:
        changes.add(going.document, out.change)
    else:
        changes.put(sources.path(going.document), None)
    lock = moved_lock(sources.lock, redirecting.becomes)
    if lock != sources.lock:
        changes.put(FILE, told(lock).encode())
    files = {**redirected, **changes.files()}
    after, warnings = checked(sources, files)
    if (kind, old) in {(place.kind, place.id) for place in places(after.records)}:
        raise EditBlockedError(f"'{old}' stands somewhere in escapes; write it plainly there")
    stands = next(e.place for e in entries_of(after.records, kind) if e.id == into)
    left = [f"{stands}: {words}" for words in made.left] + redirecting.left
    return Merged(files, redirecting.count, left, warnings)


class _Redirecting:
    """Gathers the changes that make references to one record lead to another.

    ``left``: what is told of those that can't simply be changed, and ``kept``: what a comment is to
    say of them.
    """

    def __init__(self, sources: SourceTree, known: Known, kind: str, old: str, into: str) -> None:
        self.changes = SourceChanges(sources)
        self.left: list[str] = []
        self.kept: list[str] = []
        self.count = 0
        self._sources = sources
        self._kind, self._old, self._into = kind, old, into
        self._known = known
        self._after = {**known, kind: known[kind] - {old}}

    def becomes(self, ref: Ref) -> Ref:
        """Return what is meant once the records are one."""
        return (self._kind, self._into) if ref == (self._kind, self._old) else ref

    def take(self, place: IdPlace) -> None:
        """Change a place where an id stands, if it is the one that goes."""
        change = moved(place, self._known, self._after, self.becomes)
        if change is None or place.manner == "record":
            return
        self.count += 1
        changes = self._reference(place, change) if place.manner == "reference" else [change]
        self.changes.add(place.document, *changes)

    def _reference(self, place: IdPlace, change: Change) -> list[Change]:
        """Return the changes to a reference: taken away where the other one stands there too."""
        into, entry, loc = self._into, place.entry, place.loc
        layout = YamlLayout(place.document)
        if loc[-1] == KEY:
            holder = _value(entry.record, loc[:-2])
            return self._both(entry, layout, loc[:-2], holder) if into in holder else [change]
        to_itself = entry.id == into and entry.loc == (into,)
        if to_itself or (isinstance(loc[-1], int) and into in _value(entry.record, loc[:-1])):
            return [layout.remove(layout.find((*entry.loc, *loc)) or ())]
        if loc[-1] in ("subject", "object"):
            relation = _value(entry.record, loc[:-1])
            if into in (relation.subject, relation.object):
                words = f"this relation is of '{into}' with itself now"
                self.left.append(f"{_within(entry, loc)}: {words}")
        return [change]

    def _both(
        self, entry: Entry[Record], layout: YamlLayout, loc: Loc, holder: Mapping[str, Any]
    ) -> list[Change]:
        """Return the changes to a mapping that has both ids as keys."""
        old, into = self._old, self._into
        going = (*entry.loc, *loc, old)
        if loc[0] == "names":
            joined = _joined(layout, going, (*entry.loc, *loc, into), holder[old], holder[into])
            return [*joined, layout.remove(going)]
        if holder[old] != holder[into]:
            words = (
                f"'{old}' had '{_said(holder[old])}' under '{loc[-1]}', "
                f"'{into}' has '{_said(holder[into])}'"
            )
            self.left.append(f"{_within(entry, loc)}: {words}")
            self.kept.append(self.left[-1])
        return [layout.remove(going)]


def _said(value: Any) -> str:
    """Return a role or an answer in words: of several by event or position, all of them."""
    return "; ".join(value.values()) if isinstance(value, Mapping) else str(value)


def _within(entry: Entry[Record], loc: Loc) -> str:
    """Return what something stands in: a claim by its address, since lines may move."""
    if loc[0] == "claims":
        return f"{entry.id}#{_value(entry.record, loc[:2]).id}"
    return entry.id


def _value(record: Record, loc: Loc) -> Any:
    """Return what a record has in a place."""
    held: Any = record
    for step in loc:
        held = getattr(held, str(step)) if isinstance(held, Record) else held[step]
    return held


def _joined(
    layout: YamlLayout,
    going: Loc,
    staying: Loc,
    words: Mapping[str, Any],
    others: Mapping[str, Any],
) -> list[Change]:
    """Return the changes that give a record the words for another, with all their paragraphs."""
    changes = []
    for loc in layout.children(going):
        word = str(loc[-1])
        places = list(words[word.strip()])
        if (*staying, loc[-1]) not in layout.children(staying):
            changes.append(layout.insert(staying, yaml_entry(word, places)))
            continue
        had = list(others[word.strip()])
        span = layout.span((*staying, loc[-1]))
        if span and set(places) - set(had):
            both = on_one_line(list(dict.fromkeys([*had, *places])))
            changes.append(Change(span.start, layout.end((*staying, loc[-1])), both))
    return changes
