"""Checks ids given on the command line: which record an id means, and whether a new id is free."""

from collections.abc import Iterator, Sequence
from typing import cast

from ..corpus import RecordType
from ..messages import gettext as _
from ..messages import marked
from ..problems import Mark, Problem
from ..reading.entry import Entry
from ..reading.records import KnownIds, Records
from ..reading.suggesting import nearest
from ..records.base import Record, id_error
from ..records.folders import FOLDERS
from ..records.sources import Claim, Summary


def folder(record_type: str) -> str:
    """Return the name of a record type's folder in the site's addresses.

    The type's folder in ``sources/`` has the same name, unless the type is ``source``.
    """
    return FOLDERS[cast("RecordType", record_type)]


class WrongIdError(Exception):
    """An id given on the command line can't be used. The error's message says why."""


def entries_of(records: Records, record_type: str) -> Sequence[Entry[Record]]:
    """Return the records of a type with their positions in files; for ``source``, all articles."""
    return records.of_type(record_type)


def existing(records: Records, known: KnownIds, record_type: str, id_: str) -> Entry[Record]:
    """Return the record with an id; for a claim, the summary that contains the claim.

    Raises WrongIdError if no record has the id, or if two records of the type have it.
    """
    found = (
        [summary for summary, claim in _claims(records) if f"{summary.id}#{claim.id}" == id_]
        if record_type == "claim"
        else [entry for entry in entries_of(records, record_type) if entry.id == id_]
    )
    if not found:
        raise WrongIdError(no_record(known, record_type, id_))
    if len(found) > 1:
        message = _("the {type} '{id}' stands twice, in {place} and in {other}; keep one")
        raise WrongIdError(
            message.format(type=record_type, id=id_, place=found[0].place, other=found[1].place)
        )
    return found[0]


def no_record(known: KnownIds, record_type: str, id_: str) -> str:
    """Return the message about an unknown id, with a suggestion: another type or the nearest id."""
    others = [other for other, ids in known.items() if other != record_type and id_ in ids]
    suggestion = nearest(id_, sorted(known[record_type]))
    if others:
        message = _("no {type} '{id}'; there is {other} '{id}'")
        return message.format(type=record_type, id=id_, other=a(others[0]))
    if suggestion:
        message = _("no {type} '{id}'; did you mean '{near}'?")
        return message.format(type=record_type, id=id_, near=suggestion)
    return _("no {type} '{id}'").format(type=record_type, id=id_)


def a(record_type: str) -> str:
    """Return a record type with its indefinite article: ``an actor``."""
    return _(_WITH_ARTICLE[record_type])


_WITH_ARTICLE = {
    "actor": marked("an actor"), "location": marked("a location"), "event": marked("an event"),
    "question": marked("a question"), "source": marked("a source"), "claim": marked("a claim"),
}  # fmt: skip


def check_free(records: Records, known: KnownIds, record_type: str, id_: str) -> None:
    """Raise WrongIdError if an id can't be given to a new record: it is invalid or in use.

    The error's message is the one that the command ``check`` would print.
    """
    own = id_.rpartition("#")[2]
    error = id_error(own)
    if error:
        facts = {name: str(fact) for name, fact in (error.context or {}).items()}
        suggestion = facts.pop("near", None) or None
        raise WrongIdError(Problem(error.type, _NOWHERE, facts, suggestion).message)
    if id_ in known[record_type]:
        place = str(_place(records, record_type, id_))
        facts = {"kind": record_type, "id": own, "place": place}
        raise WrongIdError(Problem("duplicate-id", _NOWHERE, facts).message)
    ids = sorted(known[record_type])
    other = next((known_id for known_id in ids if known_id.lower() == id_), None)
    if other:
        raise WrongIdError(Problem("id-case", _NOWHERE, {"value": id_, "other": other}).message)


def check_not_old(
    records: Records, record_type: str, id_: str, renamed: Entry[Record] | None = None
) -> None:
    """Raise WrongIdError if an id is an old id of another record.

    The address of an old id redirects to the record that had the id, so no other record can have
    this address. ``renamed``: the record that is to get the id. A record may get back one of its
    own old ids.
    """
    for entry in () if record_type == "claim" else entries_of(records, record_type):
        if entry is not renamed and id_ in getattr(entry.record, "was", ()):
            message = _(
                "'{old}' was the id of the {type} '{id}', in {place}, and its address leads there"
            )
            raise WrongIdError(
                message.format(old=id_, type=record_type, id=entry.id, place=entry.place)
            )


_NOWHERE = Mark("")


def _place(records: Records, record_type: str, id_: str) -> Mark | str:
    """Return the file and line of a record; ``sources`` if the record can't be read."""
    if record_type == "claim":
        return next(s.place for s, claim in _claims(records) if f"{s.id}#{claim.id}" == id_)
    found = (entry.place for entry in entries_of(records, record_type) if entry.id == id_)
    return next(found, "sources")


def _claims(records: Records) -> Iterator[tuple[Entry[Summary], Claim]]:
    return ((entry, claim) for entry in records.summaries for claim in entry.record.claims)
