"""Removes values from nested data, and notes where the values that remain come from."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from .entry import Kept
from .yaml_text import KEY, Loc


def pruned(value: Any, gone: Iterable[Loc]) -> tuple[Any, Kept]:
    """Return a copy of nested data without some values; None if ``value`` itself is left out.

    Also return the former indexes of the items that remain in shortened lists: see ``Kept``.

    ``value``: mappings, lists, tuples and records, at any depth. ``gone``: the paths to leave out.
    If a path ends in ``KEY``, the key is left out with its value. A list or mapping that loses all
    its items is left out too, and so is a record that loses a required field. If ``value`` itself
    is a mapping, it isn't left out, even if it loses all its items.
    """
    kept: dict[Loc, tuple[int, ...]] = {}
    left = _pruned(value, (), (), {_value(loc) for loc in gone}, kept)
    return (None if left is _NOTHING else left), kept


def _value(loc: Loc) -> Loc:
    return loc[:-1] if loc[-1:] == (KEY,) else loc


_NOTHING: Any = object()


def _pruned(
    value: Any, old: Loc, new: Loc, gone: set[Loc], kept: dict[Loc, tuple[int, ...]]
) -> Any:
    """Return ``value`` without the parts at the paths ``gone``.

    Return ``_NOTHING`` if ``value`` itself is left out: if nothing remains of it, or if it is a
    record that loses a required field. ``old``, ``new``: the value's path in the given data and in
    the result. ``kept``: a mapping as described at ``Kept``, to which shortened lists are added.
    """
    if isinstance(value, BaseModel):
        model = type(value)
        given = {name: getattr(value, name) for name in model.model_fields}
        fields = _pruned(given, old, new, gone, kept)
        if fields is _NOTHING:
            return _NOTHING
        lost = (name for name in model.model_fields if name not in fields)
        if any(model.model_fields[name].is_required() for name in lost):
            return _NOTHING
        return model.model_construct(**fields)
    if isinstance(value, dict):
        items = {
            key: _pruned(inner, (*old, str(key)), (*new, str(key)), gone, kept)
            for key, inner in value.items()
            if (*old, str(key)) not in gone
        }
        found = {key: inner for key, inner in items.items() if inner is not _NOTHING}
        return found if found or not value or not new else _NOTHING
    if isinstance(value, list | tuple):
        left_over: list[Any] = []
        indexes: list[int] = []
        for index, inner in enumerate(value):
            one = (
                _NOTHING
                if (*old, index) in gone
                else _pruned(inner, (*old, index), (*new, len(left_over)), gone, kept)
            )
            if one is not _NOTHING:
                left_over.append(one)
                indexes.append(index)
        if len(indexes) < len(value):
            kept[new] = tuple(indexes)
        return type(value)(left_over) if left_over or not value else _NOTHING
    return value
