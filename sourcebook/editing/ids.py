"""Ids as they are given on the command line: which record one means, and whether one is free."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from ..corpus import RecordType
from ..problems import Mark, Problem
from ..reading import Entry, Records, nearest
from ..records.base import Record, id_error
from ..records.sources import Claim, Summary
from ..records.types import FOLDERS

Known = Mapping[str, set[str]]
"""The ids of each kind; those of claims as ``source#claim``."""


def folder(kind: str) -> str:
    """Return the folder of a kind of record, in ``sources/`` but for sources, and in addresses."""
    return FOLDERS[cast("RecordType", kind)]


class WrongIdError(Exception):
    """An id can't be what it is asked to be; the message says why, as ``check`` would."""


def entries_of(records: Records, kind: str) -> Sequence[Entry[Record]]:
    """Return the entries of a kind of record; a source's are its article's."""
    return records.of_type(kind)


def existing(records: Records, known: Known, kind: str, id_: str) -> Entry[Record]:
    """Return the record that an id means: of a claim, the summary that it stands in.

    Raises WrongIdError if there is none, or if there are two.
    """
    found = (
        [summary for summary, claim in _claims(records) if f"{summary.id}#{claim.id}" == id_]
        if kind == "claim"
        else [entry for entry in entries_of(records, kind) if entry.id == id_]
    )
    if not found:
        raise WrongIdError(f"no {kind} '{id_}'{_hint(known, kind, id_)}")
    if len(found) > 1:
        raise WrongIdError(f"the {kind} '{id_}' stands twice, in {found[0].place} and in "
                           f"{found[1].place}; keep one")  # fmt: skip
    return found[0]


def _hint(known: Known, kind: str, id_: str) -> str:
    others = [other for other, ids in known.items() if other != kind and id_ in ids]
    near = nearest(id_, sorted(known[kind]))
    if others:
        return f"; there is {a(others[0])} '{id_}'"
    return f"; did you mean '{near}'?" if near else ""


def a(word: str) -> str:
    """Return a word with its article."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def check_free(records: Records, known: Known, kind: str, id_: str) -> None:
    """Raise WrongIdError, in the words of ``check``, for an id that no new record can have."""
    own = id_.rpartition("#")[2]
    error = id_error(own)
    if error:
        facts = {name: str(fact) for name, fact in (error.context or {}).items()}
        near = facts.pop("near", None) or None
        raise WrongIdError(Problem(error.type, _NOWHERE, facts, near).message)
    if id_ in known[kind]:
        place = str(_place(records, kind, id_))
        raise WrongIdError(
            Problem("duplicate-id", _NOWHERE, {"kind": kind, "id": own, "place": place}).message
        )
    other = next((known_id for known_id in sorted(known[kind]) if known_id.lower() == id_), None)
    if other:
        raise WrongIdError(Problem("id-case", _NOWHERE, {"value": id_, "other": other}).message)


def check_not_old(records: Records, kind: str, id_: str, but: Entry[Record] | None = None) -> None:
    """Raise WrongIdError for an id that a record had before, whose address leads there now."""
    for entry in () if kind == "claim" else entries_of(records, kind):
        if entry is not but and id_ in getattr(entry.record, "was", ()):
            raise WrongIdError(
                f"'{id_}' was the id of the {kind} '{entry.id}', in {entry.place}, and its "
                "address leads there"
            )


_NOWHERE = Mark("")


def _place(records: Records, kind: str, id_: str) -> Mark | str:
    """Return where a record stands; where what stands there can't be read, the word ``sources``."""
    if kind == "claim":
        return next(s.place for s, claim in _claims(records) if f"{s.id}#{claim.id}" == id_)
    found = (entry.place for entry in entries_of(records, kind) if entry.id == id_)
    return next(found, "sources")


def _claims(records: Records) -> Iterator[tuple[Entry[Summary], Claim]]:
    return ((entry, claim) for entry in records.summaries for claim in entry.record.claims)
