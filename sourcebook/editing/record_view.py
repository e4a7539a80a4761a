"""What the sources know of one record, in lines for a terminal."""

from collections.abc import Iterator, Sequence

from ..corpus.references import known_ids
from ..reading import Entry, Records, nearest
from ..records.base import Record
from ..records.types import RECORD_TYPES
from .claim_view import about, of_claim, parts
from .field_rows import field_rows
from .id_places import IdPlace, meant, places
from .ids import WrongIdError, a
from .record_index import RecordIndex
from .terminal_lines import TerminalLine, heading


def show(records: Records, asked: str) -> list[TerminalLine]:
    """Return all that is known of an id: of each record that has it, or of a claim.

    ``asked``: an id, ``kind:id``, an id that a record had before, or ``source#claim``. What can't
    be read for its mistakes is left out. Raises WrongIdError, with the nearest, for an unknown id.
    """
    shelf = RecordIndex(records)
    known = known_ids(records)
    if "#" in asked:
        found = [said for said in shelf.claims if said.address == asked]
        if not found:
            raise WrongIdError(_unknown(asked, known["claim"]))
        return [line for said in found for line in of_claim(shelf, said)]
    kind, _, id_ = asked.rpartition(":")
    kinds = [kind] if kind in RECORD_TYPES else list(RECORD_TYPES)
    stand = list(places(records))
    shown: list[TerminalLine] = []
    for kind in kinds:
        current, entry = _current(shelf, kind, id_)
        if entry:
            if shown:
                shown.append(TerminalLine(""))
            if current != id_:
                shown.append(TerminalLine(f"'{id_}' is an old id of '{current}'."))
            shown += _record(shelf, kind, entry)
            shown += _referred(stand, known, kind, entry)
        elif id_ in known[kind]:
            shown.append(TerminalLine(f"The {kind} '{id_}' can't be read; 'check' tells why."))
    if not shown:
        ids = {id_ for kind in kinds for id_ in known[kind]}
        raise WrongIdError(_unknown(id_, ids))
    return shown


def _unknown(id_: str, known: set[str]) -> str:
    near = nearest(id_, sorted(known))
    return f"there is no '{id_}'" + (f"; did you mean '{near}'?" if near else "")


def _current(shelf: RecordIndex, kind: str, id_: str) -> tuple[str, Entry[Record] | None]:
    """Return the id that a record has now, and the record."""
    entry = shelf.get(kind, id_)
    if entry:
        return id_, entry
    for current, other in shelf.of_kind(kind).items():
        if id_ in getattr(other.record, "was", ()):
            return current, other
    return id_, None


def _record(shelf: RecordIndex, kind: str, entry: Entry[Record]) -> Iterator[TerminalLine]:
    record = entry.record
    own = getattr(record, "kind", "")
    yield TerminalLine(shelf.label(kind, entry.id), "title")
    yield TerminalLine(f"{kind} {entry.id}{own and f', {own}'}")
    yield TerminalLine(str(entry.place).rpartition(":")[0], "place")
    shared = [other for other in RECORD_TYPES if other != kind and shelf.get(other, entry.id)]
    if shared:
        yield TerminalLine(
            f"One id, two pages: there is {' and '.join(map(a, shared))} '{entry.id}' too."
        )
    yield from field_rows(shelf, record)
    yield from parts(shelf, kind, entry.id)
    for key in ("summary", "note"):
        text = getattr(record, key, None)
        if text:
            yield TerminalLine("")
            yield TerminalLine(("Note: " if key == "note" else "") + shelf.plain(text), indent=2)
    yield from about(shelf, kind, entry.id)


_SHOWN = ("claims", "names", "publisher", "authors")
"""Where references stand that are shown under headings of their own."""


def _referred(
    stand: Sequence[IdPlace], known: dict[str, set[str]], kind: str, entry: Entry[Record]
) -> Iterator[TerminalLine]:
    """Yield where else an id stands: not those of claims and names, which have been shown."""
    found = [
        place for place in stand
        if (place.kind or meant(place.id, known), place.id) == (kind, entry.id)
        and place.manner != "record"
        and not (place.manner == "reference" and place.loc[0] in _SHOWN)
    ]  # fmt: skip
    yield from heading("Also referred to", found)
    for place in found:
        if place.manner == "reference":
            what = f"'{next(s for s in place.loc if isinstance(s, str))}' of {place.entry.id}"
        else:
            what = f"{place.manner} in {place.entry.id}"
        yield TerminalLine(f"{place.line}  {what}", indent=2, hang=4)
