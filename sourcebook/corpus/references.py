"""Checks the references in records: each is to an existing record or claim, and none is doubled."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..reading.yaml_text import Loc


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each reference to an unknown record or claim, or twice in one list."""
    known = records.known_ids
    suggested = {type_: Suggestions(ids) for type_, ids in known.items()}
    for entry, type_, id_, loc in records.references:
        if id_ not in known[type_] and type_ not in records.lost:
            near = suggested[type_].nearest(id_)
            yield entry.problem(f"unknown-{type_}", *loc, near=near, id=id_)
    yield from _doubled(records)


def _doubled(records: Records) -> Iterator[Problem]:
    # The references of a list stand one after another.
    holder, listing = None, Loc()
    met: set[str] = set()
    for entry, _, id_, loc in records.references:
        if not isinstance(loc[-1], int):
            continue
        if holder is not entry or listing != loc[:-1]:
            holder, listing, met = entry, loc[:-1], set()
        if id_ in met:
            yield entry.problem("listed-twice", *loc, id=id_, key=str(loc[-2]))
        met.add(id_)
