"""Checks that every reference in a record is the id of an existing record or claim."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.records import Records
from ..reading.suggesting import Suggestions


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each reference to an unknown record or claim."""
    known = records.known_ids
    suggested = {type_: Suggestions(ids) for type_, ids in known.items()}
    for entry, type_, id_, loc in records.references:
        if id_ not in known[type_] and type_ not in records.lost:
            near = suggested[type_].nearest(id_)
            yield entry.problem(f"unknown-{type_}", *loc, near=near, id=id_)
