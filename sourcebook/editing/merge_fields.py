"""Merges a record's fields into another record, and removes the first record from its file."""

import re
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, NamedTuple, get_args, get_origin

from ..messages import gettext as _
from ..reading.entry import Entry
from ..reading.yaml_text import Loc, load
from ..records.base import Record, id_error
from .changes import Change
from .yaml_layout import YamlLayout
from .yaml_values import entry, item

_TOGETHER = (("coordinates", "precision"), ("date", "dated_by"))
"""Pairs of YAML keys that are merged together or not at all: the second qualifies the first."""

_MAPPINGS = ("positions", "data", "ids")
"""YAML keys whose values are mappings that are merged pair by pair."""

_SHOWN = 70
"""Maximum number of characters that a message about a conflict shows of a value."""


@dataclass
class MergedFields:
    """The result of merging the fields of two records.

    ``changes``: changes to the record that remains. ``conflicts``: sentences about values that
    differ. ``comments``: lines to add as comments to the record that remains.
    """

    changes: list[Change] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


class Removal(NamedTuple):
    """The removal of a record from its file.

    ``change``: the change to the file; None if the file has no other record, so that the file is to
    be deleted. ``comments``: the comments that are removed with the record.
    """

    change: Change | None
    comments: list[str]


def merge_fields(removed: Entry[Record], remaining: Entry[Record]) -> MergedFields:
    """Return the changes that merge the values of ``removed`` into ``remaining``.

    ``remaining`` gets all names, old ids and list items of ``removed``. It also gets the values of
    all other keys that it lacks.
    """
    theirs, ours = _data(removed), _data(remaining)
    layout, merged = YamlLayout(remaining.document), MergedFields()
    lists = _lists(type(removed.record))
    for loc, items in _additions(removed, remaining, lists):
        merged.changes.append(_added(layout, remaining.loc, ours, loc, items))
    for key in _MAPPINGS:
        theirs = _with_mapping(key, theirs, ours, layout, remaining.loc, merged)
    for key, value in theirs.items():
        if key in (*lists, "about") or value == ours.get(key):
            continue
        if key == _label_key(removed.record) and "aliases" in lists:
            continue
        if key in ("part_of", "within") and value == remaining.id:
            continue  # otherwise the remaining record would be part of itself
        lines = YamlLayout(removed.document).unindented((*removed.loc, key)) or entry(key, value)
        together = next((keys for keys in _TOGETHER if key in keys), (key,))
        if ours.keys().isdisjoint(together):
            as_written = layout.is_block(remaining.loc) or lines.startswith(f"{key}: [")
            new = lines if as_written else entry(key, value)
            merged.changes.append(layout.insert(remaining.loc, new))
        else:
            text = f"{key}: {value}" if isinstance(value, str) else lines
            message = _("'{id}' had {value}")
            shown = shorten(text, _SHOWN, placeholder=" …")
            merged.conflicts.append(message.format(id=removed.id, value=shown))
            merged.comments += lines.split("\n")
    return merged


def _with_mapping(
    key: str,
    theirs: dict[str, Any],
    ours: dict[str, Any],
    layout: YamlLayout,
    loc: Loc,
    merged: MergedFields,
) -> dict[str, Any]:
    """Merge a mapping of the removed record into the same mapping of the remaining record.

    ``key``: the mapping's key in both records. ``theirs``, ``ours``: the data of the removed and of
    the remaining record. ``loc``: the remaining record's Loc (path of keys). Pairs whose key is
    only in the removed record's mapping are copied: the changes for this are added to ``merged``.

    Returns ``theirs`` with a smaller mapping: only the pairs whose key has different values in the
    two records; without such pairs, the mapping is left out. If one of the records lacks the
    mapping, nothing is copied, and ``theirs`` is returned unchanged.
    """
    if key not in theirs or key not in ours:
        return theirs
    had: dict[str, str] = ours[key]
    for id_, words in theirs[key].items():
        if id_ not in had:
            merged.changes.append(layout.insert((*loc, key), entry(id_, words)))
    other = {id_: words for id_, words in theirs[key].items() if had.get(id_, words) != words}
    rest = {name: value for name, value in theirs.items() if name != key}
    return {**rest, key: other} if other else rest


def _additions(
    removed: Entry[Record], remaining: Entry[Record], lists: Collection[str]
) -> Iterator[tuple[Loc, list[Any]]]:
    """Yield the Loc and the new items of each list that gets items from the removed record.

    The Loc is the list's path of keys in the remaining record.
    """
    theirs, ours = _data(removed), _data(remaining)
    for key in lists:
        items, present, excluded = [*theirs.get(key, ())], [*ours.get(key, ())], {remaining.id}
        if key == "aliases":
            label = _label_key(removed.record)
            items, excluded = [theirs[label], *items], {ours[label]}
        if key == "was" and not id_error(removed.id):
            items = [*items, removed.id]
        known = {_hashable(item) for item in (*present, *excluded)}
        distinct = {_hashable(item): item for item in items}
        new = [item for hashable, item in distinct.items() if hashable not in known]
        if new:
            yield (key,), new
    for key, ids in theirs.get("about", {}).items():
        present = ours.get("about", {}).get(key, ())
        new = [id_ for id_ in dict.fromkeys(ids) if id_ not in present]
        if new:
            yield ("about", key), new


def _hashable(item: Any) -> Hashable:
    """Return an item of a list in a hashable form, for comparison. The item may be a mapping."""
    return tuple(item.items()) if isinstance(item, dict) else item


def _added(layout: YamlLayout, loc: Loc, ours: Any, where: Loc, items: list[Any]) -> Change:
    """Return the change that adds items to a list of a record.

    If the list doesn't exist, the change creates it. ``loc``: the record's Loc. ``ours``: the
    record's data. ``where``: the list's Loc in the record.
    """
    for depth, step in enumerate(where):
        if step not in ours:
            value: Any = items
            for inner in reversed(where[depth + 1 :]):
                value = {inner: value}
            return layout.insert((*loc, *where[:depth]), entry(str(step), value))
        ours = ours[step]
    return layout.append((*loc, *where), [item(added) for added in items])


def removal_of(removed: Entry[Record]) -> Removal:
    """Return the removal of a record, and of the comments directly above it, from its file."""
    layout = YamlLayout(removed.document)
    text, start, end = layout.text, *layout.lines(removed.loc)
    if len(layout.children(())) == 1:
        comments = layout.comments(0, len(text))
        return Removal(None, [line for line in comments if "yaml-language-server" not in line])
    if not layout.is_block(()):
        return Removal(layout.remove(removed.loc), layout.comments(start, end))
    above = _COMMENTS_ABOVE.search(text[:start])
    # Comments at the top of a file stay, because they are about the file, not about the record.
    if above and above.start():
        start = above.start()
    comments = layout.comments(start, end)
    end = min(end + 1, len(text))
    if text[:start].endswith("\n\n"):
        end += len(text[end:]) - len(text[end:].lstrip("\n"))
    if end == len(text):
        # The record was the last one in the file. Blank lines before it are removed too, so that
        # the file doesn't end with them.
        start = len(text[:start].rstrip("\n")) + 1
    return Removal(Change(start, end, ""), comments)


_COMMENTS_ABOVE = re.compile(r"^(?:#.*\n)+\Z", re.MULTILINE)


def _data(record: Entry[Record]) -> dict[str, Any]:
    """Return a record's data as parsed from YAML: only the keys that are written in the file."""
    data: dict[str, Any] = load(record.document.yaml).data[record.id]
    return data


def _label_key(record: Record) -> str:
    """Return the YAML key that holds a record's label: ``name`` or ``title``."""
    return "name" if "name" in type(record).model_fields else "title"


def _lists(model: type[Record]) -> list[str]:
    """Return the keys of a model's fields whose values are lists of any length."""
    return [
        name for name, field in model.model_fields.items()
        if get_origin(field.annotation) is tuple and get_args(field.annotation)[1:] == (...,)
    ]  # fmt: skip
