"""Shows what the sources say about one record, in lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from ..corpus.dating import with_dates
from ..messages import gettext as _
from ..messages import marked
from ..reading.entry import Entry
from ..reading.records import KnownIds, Records
from ..reading.suggesting import nearest, nearest_few
from ..records.base import Record, id_error
from ..records.types import RECORD_TYPES
from .claim_lines import of_claim
from .claim_view import about, parts
from .field_rows import field_rows
from .id_places import IdPlace, places, type_of_link
from .ids import WrongIdError, a, no_record
from .lists import all_of, any_of
from .record_index import RecordIndex
from .terminal_lines import TerminalLine, heading

_NEAREST = 3
"""Maximum number of names that a message about an unknown name suggests."""


def show(records: Records, asked: str) -> list[TerminalLine]:
    """Return lines about the records or the claim that ``asked`` means.

    ``asked``: an id, ``type:id``, an old id of a record, ``source#claim``, or any name of a record.
    If a name means several records, they are listed. Invalid records aren't shown. Raises
    WrongIdError for an unknown id or name. The error's message suggests the nearest ids or names.
    """
    records = records.as_written()
    index = RecordIndex(with_dates(records))
    known = records.known_ids
    if "#" in asked:
        found = [indexed for indexed in index.claims if indexed.address == asked]
        if not found:
            raise WrongIdError(_unknown(asked, known["claim"]))
        return [line for indexed in found for line in of_claim(index, indexed)]
    prefix, _sign, id_ = asked.rpartition(":")
    types = [prefix] if prefix in RECORD_TYPES else list(RECORD_TYPES)
    occurrences = list(places(records))
    shown: list[TerminalLine] = []
    for record_type in types:
        current, entry = _current(index, record_type, id_)
        if entry:
            if shown:
                shown.append(TerminalLine(""))
            if current != id_:
                message = _("'{old}' is an old id of '{id}'.")
                shown.append(TerminalLine(message.format(old=id_, id=current)))
            shown += _record(index, record_type, entry)
            shown += _references(occurrences, known, record_type, entry)
        elif id_ in known[record_type]:
            message = _("The {type} '{id}' can't be read; 'check' tells why.")
            shown.append(TerminalLine(message.format(type=record_type, id=id_)))
    return shown or _named(records, index, asked, types)


def _named(
    records: Records, index: RecordIndex, asked: str, types: Sequence[str]
) -> list[TerminalLine]:
    """Return lines about the record named ``asked``; if several records have this name, list them.

    ``types``: the types of records that may be meant, if ``asked`` isn't a name but a wrong id.
    """
    named = index.named(asked)
    if len({id_ for _type, id_ in named}) == 1:
        return show(records, named[0][1] if len(named) > 1 else ":".join(named[0]))
    if named:
        return list(_several(index, asked, named))
    known, id_ = records.known_ids, asked.rpartition(":")[2]
    ids = {id_ for type_ in types for id_ in known[type_]}
    if id_.lower() != id_ and id_.lower() in ids:
        return show(records, asked.lower())
    if len(types) == 1 and not id_error(id_.lower()):
        raise WrongIdError(no_record(known, types[0], id_.lower()))
    if id_error(id_):
        raise WrongIdError(_unknown_name(index, asked))
    raise WrongIdError(_unknown(id_, ids))


def _several(
    index: RecordIndex, name: str, named: Sequence[tuple[str, str]]
) -> Iterator[TerminalLine]:
    """Yield a heading, and a line with type, id and label for each record called ``name``."""
    message = _("{count} records are called '{name}'; show one of them:")
    yield TerminalLine(message.format(count=len(named), name=name))
    for record_type, id_ in sorted(named):
        shown = f"{record_type}:{id_}  {index.label(record_type, id_)}"
        yield TerminalLine(shown, indent=2, hang=4)


def _unknown_name(index: RecordIndex, name: str) -> str:
    near = [
        f"'{found}' ({all_of([f'{record_type} {id_}' for record_type, id_ in index.names[found]])})"
        for found in nearest_few(name, index.names, _NEAREST)
    ]
    if near:
        return _("nothing is called '{name}'; did you mean {near}?").format(
            name=name, near=any_of(near)
        )
    return _("nothing is called '{name}'").format(name=name)


def _unknown(id_: str, known: Iterable[str]) -> str:
    suggestion = nearest(id_, sorted(known))
    if suggestion:
        return _("there is no '{id}'; did you mean '{near}'?").format(id=id_, near=suggestion)
    return _("there is no '{id}'").format(id=id_)


def _current(index: RecordIndex, record_type: str, id_: str) -> tuple[str, Entry[Record] | None]:
    """Return the current id of the record that has or had an id, and the record itself.

    Returns ``id_`` and None if there is no such record.
    """
    entry = index.get(record_type, id_)
    if entry:
        return id_, entry
    for current, other in index.of_type(record_type).items():
        if id_ in getattr(other.record, "was", ()):
            return current, other
    return id_, None


def _record(index: RecordIndex, record_type: str, entry: Entry[Record]) -> Iterator[TerminalLine]:
    """Yield all lines about a record, except the lines that ``_references`` yields."""
    record = entry.record
    kind = getattr(record, "kind", "")
    yield TerminalLine(index.label(record_type, entry.id), "title")
    yield TerminalLine(f"{record_type} {entry.id}{kind and f', {kind}'}")
    yield TerminalLine(str(entry.place).rpartition(":")[0], "place")
    shared = [
        other for other in RECORD_TYPES if other != record_type and index.get(other, entry.id)
    ]
    if shared:
        message = _("One id, two pages: there is {records} '{id}' too.")
        others = all_of(list(map(a, shared)))
        yield TerminalLine(message.format(records=others, id=entry.id))
    yield from field_rows(index, record)
    yield from parts(index, record_type, entry.id)
    for key, message in (("summary", "{text}"), ("note", _("Note: {text}"))):
        text = getattr(record, key, None)
        if text:
            yield TerminalLine("")
            yield TerminalLine(message.format(text=index.plain(text)), indent=2)
    yield from about(index, record_type, entry.id)


_SHOWN = ("claims", "names", "publisher", "authors")
"""YAML keys of fields whose references are shown under separate headings."""

_FORMS = {
    "citation": marked("citation in {id}"), "link": marked("link in {id}"),
    "address": marked("address in {id}"),
}  # fmt: skip


def _references(
    occurrences: Sequence[IdPlace], known: KnownIds, record_type: str,
    entry: Entry[Record],
) -> Iterator[TerminalLine]:  # fmt: skip
    """Yield a line for each reference to a record, except references shown under other headings."""
    found = [
        place for place in occurrences
        if (place.type or type_of_link(place.id, known), place.id) == (record_type, entry.id)
        and place.form != "record"
        and not (place.form == "reference" and place.loc[0] in _SHOWN)
    ]  # fmt: skip
    yield from heading(_("Also referred to"), found)
    for place in found:
        if place.form == "reference":
            key = next(step for step in place.loc if isinstance(step, str))
            where = _("'{key}' of {id}").format(key=key, id=place.entry.id)
        else:
            where = _(_FORMS[place.form]).format(id=place.entry.id)
        yield TerminalLine(f"{place.line}  {where}", indent=2, hang=4)
