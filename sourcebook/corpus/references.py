"""Checks that every reference in a record is the id of an existing record or claim."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.document import Entry
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..reading.yaml_text import Loc
from ..records.base import Record
from .fields import references_in

Reference = tuple[str, str, Loc]
"""A reference: the target's type and id, and the path of the reference in the referring record."""


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each reference to an unknown record or claim."""
    known = known_ids(records)
    suggested = {type_: Suggestions(ids) for type_, ids in known.items()}
    for entry, (type_, id_, loc) in references(records):
        if id_ not in known[type_] and type_ not in records.lost:
            near = suggested[type_].nearest(id_)
            yield entry.problem(f"unknown-{type_}", *loc, near=near, id=id_)


def known_ids(records: Records) -> dict[str, set[str]]:
    """Return record type or ``claim`` -> all ids, including those of damaged records and drafts."""
    known: dict[str, set[str]] = {
        type_: {entry.id for entry in entries} for type_, entries in records.by_type.items()
    }
    known["source"] |= {entry.id for entry in records.summaries}
    known["claim"] = {
        f"{entry.id}#{claim.id}" for entry in records.summaries for claim in entry.record.claims
    }
    for type_, id_ in records.damaged | records.drafts:
        if type_ != "page":  # nothing refers to a page by its id
            known["source" if type_ == "summary" else type_].add(id_)
    return known


def references(records: Records) -> Iterator[tuple[Entry[Record], Reference]]:
    """Yield each reference from one record to another, with the entry that contains it."""
    damaged = {id_ for type_, id_ in records.damaged if type_ == "summary"}
    for entry in records.entries:
        for loc, mark, id_ in references_in(entry.record):
            # Skip references to claims of a damaged summary, because these claims may exist.
            if mark.type != "claim" or id_.partition("#")[0] not in damaged:
                yield entry, (mark.type, id_, loc)
