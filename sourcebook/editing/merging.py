"""Merges one record into another.

The record that remains gets the values of the removed record. All references to the removed
record become references to the record that remains. Conflicts are reported, and added as
comments to the record that remains.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..evidence.lock import FILE, lock_text
from ..messages import gettext as _
from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import KnownIds
from ..reading.yaml_text import KEY, Loc
from ..records.base import Record
from ..records.locators import Locator
from ..records.types import ENTITY_TYPES
from .changes import Change
from .id_places import IdPlace, places
from .ids import WrongIdError, entries_of, existing
from .merge_fields import merge_fields, removal_of
from .renaming import Ref, escaped, renamed_lock, renamed_place
from .source_tree import EditBlockedError, Files, SourceChanges, SourceTree, checked
from .yaml_layout import YamlLayout
from .yaml_values import entry as yaml_entry
from .yaml_values import on_one_line

MERGEABLE = tuple(ENTITY_TYPES)
"""The record types that can be merged: the types of records that claims are about."""


@dataclass(frozen=True)
class Merged:
    """The result of a merge.

    ``files``: maps the path in ``sources/`` of each changed file to its new bytes; None if the file
    is deleted. ``count``: the number of occurrences of the removed record's id that are replaced or
    removed, not counting the record's own entry. ``unresolved``: sentences about conflicts that are
    left to the researcher. ``warnings``: warnings that weren't reported before the merge.
    """

    files: Files
    count: int
    unresolved: list[str]
    warnings: list[Problem]


def merge(sources: SourceTree, record_type: str, old: str, into: str) -> Merged:
    """Return the files that change if the record ``old`` is merged into the record ``into``.

    Both records have the type ``record_type``. Raises WrongIdError if an id is unknown or both ids
    are the same. Raises EditBlockedError if the merge would cause new errors in the sources, or if
    an occurrence of ``old`` can't be replaced.
    """
    known = sources.records.known_ids
    existing(sources.records, known, record_type, old)
    existing(sources.records, known, record_type, into)
    if old == into:
        raise WrongIdError(_("'{id}' can't be merged with itself").format(id=old))
    redirection = _Redirection(sources, known, record_type, old, into)
    for place in places(sources.records):
        redirection.redirect(place)
    redirected = redirection.changes.files()
    # The references are redirected before the fields are merged, since fields contain references.
    between = sources.after(redirected)
    known = between.records.known_ids
    removed = existing(between.records, known, record_type, old)
    remaining = existing(between.records, known, record_type, into)
    merged, removal = merge_fields(removed, remaining), removal_of(removed)
    changes = SourceChanges(between)
    changes.add(remaining.document, *merged.changes)
    comments = [*merged.comments, *redirection.comments, *removal.comments]
    if comments:
        comments = [_("Merged from '{id}', and left to you:").format(id=old), *comments]
        layout = YamlLayout(remaining.document)
        changes.add(remaining.document, layout.comment(remaining.loc, comments))
    if removal.change:
        changes.add(removed.document, removal.change)
    else:
        changes.put(sources.path(removed.document), None)
    lock = renamed_lock(sources.lock, redirection.renamed)
    if lock != sources.lock:
        changes.put(FILE, lock_text(lock).encode())
    files = {**redirected, **changes.files()}
    after, warnings = checked(sources, files)
    if (record_type, old) in {(place.type, place.id) for place in places(after.records)}:
        raise EditBlockedError(escaped(old))
    where = next(entry.place for entry in entries_of(after.records, record_type)
                 if entry.id == into)  # fmt: skip
    unresolved = [f"{where}: {conflict}" for conflict in merged.conflicts]
    return Merged(files, redirection.count, unresolved + redirection.conflicts, warnings)


class _Redirection:
    """Collects the changes by which all references to one record become references to another.

    ``conflicts``: sentences about references that can't simply be changed. ``comments``: lines
    about conflicts, to be added to the record that remains.
    """

    def __init__(
        self, sources: SourceTree, known: KnownIds, record_type: str, old: str, into: str
    ) -> None:
        self.changes = SourceChanges(sources)
        self.conflicts: list[str] = []
        self.comments: list[str] = []
        self.count = 0
        self._type, self._old, self._into = record_type, old, into
        self._known = known
        self._known_after = {**known, record_type: known[record_type] - {old}}

    def renamed(self, ref: Ref) -> Ref:
        """Return the reference that replaces ``ref``; in most cases, this is ``ref`` itself."""
        return (self._type, self._into) if ref == (self._type, self._old) else ref

    def redirect(self, place: IdPlace) -> None:
        """If the id at ``place`` means the removed record, replace it by the remaining record's."""
        change = renamed_place(place, self._known, self._known_after, self.renamed)
        if change is None or place.form == "record":
            return
        self.count += 1
        changes = self._reference(place, change) if place.form == "reference" else [change]
        self.changes.add(place.document, *changes)

    def _reference(self, place: IdPlace, change: Change) -> list[Change]:
        """Return the changes that redirect a reference. In most cases, this is only ``change``.

        ``change``: the change that replaces the id in the reference. If the reference would become
        a duplicate, or would refer to the record that contains it, the reference is removed
        instead. A claim's relation that would be of a record with itself is kept, and reported as a
        conflict.
        """
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
                message = _("{where}: this relation is of '{id}' with itself now")
                self.conflicts.append(message.format(where=_address(entry, loc), id=into))
        return [change]

    def _both(
        self, entry: Entry[Record], layout: YamlLayout, loc: Loc, holder: Mapping[str, Any]
    ) -> list[Change]:
        """Return the changes to a mapping that has the ids of both records as keys.

        The removed record's id and its value are removed from the mapping. In ``names``, this value
        (names in a source) is first added to the value of the other id. Elsewhere, a conflict is
        reported if the two values differ. ``loc``: the mapping's Loc in ``entry``. ``holder``: the
        mapping itself.
        """
        old, into = self._old, self._into
        removed = (*entry.loc, *loc, old)
        if loc[0] == "names":
            remaining = (*entry.loc, *loc, into)
            joined = _joined_names(layout, removed, remaining, holder[old], holder[into])
            return [*joined, layout.remove(removed)]
        if holder[old] != holder[into]:
            message = _("{where}: '{old}' had '{old_value}' under '{key}', '{id}' has '{value}'")
            conflict = message.format(
                where=_address(entry, loc), old=old, old_value=_text(holder[old]), key=loc[-1],
                id=into, value=_text(holder[into]),
            )  # fmt: skip
            self.conflicts.append(conflict)
            self.comments.append(conflict)
        return [layout.remove(removed)]


def _text(value: Any) -> str:
    """Return a mapping's values joined by semicolons, or any other value as text, for a message."""
    return "; ".join(value.values()) if isinstance(value, Mapping) else str(value)


def _address(entry: Entry[Record], loc: Loc) -> str:
    """Return the id of the record or claim that contains a value, for a message.

    ``loc``: the value's Loc, which is its path of keys. The message can't give a line number
    instead, because the edit changes line numbers.
    """
    if loc[0] == "claims":
        return f"{entry.id}#{_value(entry.record, loc[:2]).id}"
    return entry.id


def _value(record: Record, loc: Loc) -> Any:
    """Return the value at a Loc (a path of keys) in a record."""
    value: Any = record
    for step in loc:
        value = getattr(value, str(step)) if isinstance(value, Record) else value[step]
    return value


def _joined_names(
    layout: YamlLayout,
    removed: Loc,
    remaining: Loc,
    removed_names: Mapping[str, Any],
    remaining_names: Mapping[str, Any],
) -> list[Change]:
    """Return the changes that add a source's names for one record to its names for another.

    ``removed``, ``remaining``: the Locs of the source's names for the removed record and for the
    remaining record. A name that the source uses for both records gets the locators of both.
    """
    changes = []
    for loc in layout.children(removed):
        name = str(loc[-1])
        locators = _as_written(removed_names[name.strip()])
        if (*remaining, loc[-1]) not in layout.children(remaining):
            changes.append(layout.insert(remaining, yaml_entry(name, locators)))
            continue
        present = _as_written(remaining_names[name.strip()])
        span = layout.span((*remaining, loc[-1]))
        if span and set(locators) - set(present):
            both = on_one_line(list(dict.fromkeys([*present, *locators])))
            changes.append(Change(span.start, layout.end((*remaining, loc[-1])), both))
    return changes


def _as_written(locators: Iterable[Locator]) -> list[int | str]:
    """Return locators as values for YAML."""
    return [place if isinstance(place, int) else str(place) for place in locators]
