"""What one record takes over from another that it is merged with, and how that one is taken out."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, NamedTuple, get_args, get_origin

from ..reading import Entry
from ..reading.yaml_text import Loc, load
from ..records.base import Record, id_error
from .changes import Change
from .yaml_layout import YamlLayout
from .yaml_values import entry, item

_TOGETHER = (("coordinates", "precision"), ("date", "dated_by"))
"""Keys that are taken over together or not at all: each says how far the other holds."""


@dataclass
class MergedFields:
    """Changes to the record that stays; what is ``left`` to be settled, and lines ``kept``."""

    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class Removal(NamedTuple):
    """The change that takes a record out of its file, None if nothing is left of that.

    ``comments``: those that go with it.
    """

    change: Change | None
    comments: list[str]


def merge_fields(going: Entry[Record], staying: Entry[Record]) -> MergedFields:
    """Return what a record takes over: names, old ids, items of lists, and keys that it lacks."""
    theirs, ours = _data(going), _data(staying)
    layout, made = YamlLayout(staying.document), MergedFields()
    lists = _lists(type(going.record))
    for loc, items in _additions(going, staying, lists):
        made.changes.append(_added(layout, staying.loc, ours, loc, items))
    theirs = _with_positions(theirs, ours, layout, staying.loc, made)
    for key, value in theirs.items():
        if key in (*lists, "about") or value == ours.get(key):
            continue
        if key == _label(going.record) and "aliases" in lists:
            continue
        if key in ("part_of", "within") and value == staying.id:
            continue  # it belonged to what it is now
        lines = YamlLayout(going.document).unindented((*going.loc, key)) or entry(key, value)
        together = next((keys for keys in _TOGETHER if key in keys), (key,))
        if ours.keys().isdisjoint(together):
            as_written = layout.is_block(staying.loc) or lines.startswith(f"{key}: [")
            new = lines if as_written else entry(key, value)
            made.changes.append(layout.insert(staying.loc, new))
        else:
            words = f"{key}: {value}" if isinstance(value, str) else lines
            made.left.append(f"'{going.id}' had {shorten(words, 70, placeholder=' …')}")
            made.kept += lines.split("\n")
    return made


def _with_positions(
    theirs: dict[str, Any], ours: dict[str, Any], layout: YamlLayout, loc: Loc, made: MergedFields
) -> dict[str, Any]:
    """Have a question take over the positions that it lacks, which claims have taken.

    Return what else is written: of the positions, those that it has in other words.
    """
    if "positions" not in theirs or "positions" not in ours:
        return theirs
    had: dict[str, str] = ours["positions"]
    for id_, words in theirs["positions"].items():
        if id_ not in had:
            made.changes.append(layout.insert((*loc, "positions"), entry(id_, words)))
    other = {
        id_: words for id_, words in theirs["positions"].items() if had.get(id_, words) != words
    }
    rest = {key: value for key, value in theirs.items() if key != "positions"}
    return {**rest, "positions": other} if other else rest


def _additions(
    going: Entry[Record], staying: Entry[Record], lists: Collection[str]
) -> Iterator[tuple[Loc, list[str]]]:
    """Yield the items that come to each list of the record that stays."""
    theirs, ours = _data(going), _data(staying)
    for key in lists:
        items, here, never = [*theirs.get(key, ())], [*ours.get(key, ())], {staying.id}
        if key == "aliases":
            label = _label(going.record)
            items, never = [theirs[label], *items], {ours[label]}
        if key == "was" and not id_error(going.id):
            items = [*items, going.id]
        new = [one for one in dict.fromkeys(items) if one not in {*here, *never}]
        if new:
            yield (key,), new
    for key, held in theirs.get("about", {}).items():
        here = ours.get("about", {}).get(key, ())
        new = [one for one in dict.fromkeys(held) if one not in here]
        if new:
            yield ("about", key), new


def _added(layout: YamlLayout, loc: Loc, ours: Any, where: Loc, items: list[str]) -> Change:
    """Return the change that adds items to a list, which there may not be yet."""
    for depth, step in enumerate(where):
        if step not in ours:
            value: Any = items
            for inner in reversed(where[depth + 1 :]):
                value = {inner: value}
            return layout.insert((*loc, *where[:depth]), entry(str(step), value))
        ours = ours[step]
    return layout.append((*loc, *where), [item(added) for added in items])


def removal(going: Entry[Record]) -> Removal:
    """Return the change that takes out a record, with the comment right above it."""
    layout = YamlLayout(going.document)
    text, start, end = layout.text, *layout.lines(going.loc)
    if len(layout.children(())) == 1:
        comments = layout.comments(0, len(text))
        return Removal(None, [line for line in comments if "yaml-language-server" not in line])
    if not layout.is_block(()):
        return Removal(layout.remove(going.loc), layout.comments(start, end))
    above = _COMMENTS_ABOVE.search(text[:start])
    # What a file begins with is about the file.
    if above and above.start():
        start = above.start()
    comments = layout.comments(start, end)
    end = min(end + 1, len(text))
    if text[:start].endswith("\n\n"):
        end += len(text[end:]) - len(text[end:].lstrip("\n"))
    if end == len(text):
        # Nothing follows: the file ends with a line, not with an empty one.
        start = len(text[:start].rstrip("\n")) + 1
    return Removal(Change(start, end, ""), comments)


_COMMENTS_ABOVE = re.compile(r"^(?:#.*\n)+\Z", re.MULTILINE)


def _data(written: Entry[Record]) -> dict[str, Any]:
    """Return a record as plain data: what is written, and no default."""
    data: dict[str, Any] = load(written.document.yaml).data[written.id]
    return data


def _label(record: Record) -> str:
    return "name" if "name" in type(record).model_fields else "title"


def _lists(model: type[Record]) -> list[str]:
    """Return the keys that hold lists, of any length."""
    return [
        name for name, field in model.model_fields.items()
        if get_origin(field.annotation) is tuple and get_args(field.annotation)[1:] == (...,)
    ]  # fmt: skip
