"""Converts entries of RIS to items of CSL-JSON.

Nobody maintains RIS as a standard any more. The tags are read as Zotero, EndNote, JSTOR and
publishers' sites use them. Several tags may have the same meaning. The meaning of some tags depends
on the type of the work.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...records.base import is_isbn
from ...records.source_kinds import SOURCE_KINDS
from ...text import one_line
from .ris_dates import issued

REPEATED = frozenset([
    "AU", "A1", "A2", "A3", "A4", "ED", "TA", "KW", "UR", "LK", "N1", "N2", "AB", "RN", "AD", "SN",
    "L1", "L2", "L3", "L4",
])  # fmt: skip
"""Tags that may occur several times in an entry."""

_SKIPPED = frozenset([
    "TY", "ID", "AB", "N2", "KW", "AD", "AN", "DP", "L1", "L2", "L4", "LB", "RP", "ST", "J1", "J2",
    "JA", "JF", "JO", "U1", "U2", "U3", "U4", "U5", "H1", "H2", "ER",
])  # fmt: skip
"""Tags whose values aren't reported as unused: programs' own data, and data that no citation shows.
An entry may give several names of its journal. Their tags are included, because only one of the
names is used.
"""

_TAGS: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"), "container-title": ("T2", "JF", "JO", "BT", "JA", "J2", "J1"),
    "collection-title": ("T3",), "publisher": ("PB",), "publisher-place": ("CY", "PP"),
    "volume": ("VL",), "edition": ("ET",), "DOI": ("DO",), "language": ("LA",), "genre": ("M3",),
    "archive_location": ("AV", "CN"), "URL": ("UR", "LK"),
}  # fmt: skip
"""Maps a CSL variable to the tags that may have its value, the likeliest first."""

_PEOPLE = {
    "AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor",
    "A4": "translator",
}  # fmt: skip
_SENT = frozenset(["letter", "e-mail"])
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ISSN = re.compile(r"(?:issn:?\s*)?\d{4}-?\d{3}[\dX]\b.*", re.IGNORECASE)
_OTHERS = re.compile(r"(?:and )?others|et\.? al\.?", re.IGNORECASE)

Texts = dict[str, list[str]]


def csl_item(entry: Mapping[str, Sequence[str]], kind: str) -> dict[str, Any]:
    """Return a RIS entry as an item of CSL-JSON.

    A value for which CSL has no variable has its tag as its key, so that the value can be reported
    as unused. ``entry``: tag -> values; ``TY`` has exactly one value. ``kind``: the entry's kind of
    source; empty if the entry's type is unknown.
    """
    rest: Texts = {tag: list(texts) for tag, texts in entry.items()}
    item: dict[str, Any] = {"type": rest["TY"][0]}
    item |= _people(rest, item["type"], kind)
    item |= _dates(rest)
    item |= _identifiers(rest)
    item |= _numbers(rest, kind)
    if not any(rest.get(tag) for tag in _TAGS["title"]) and "BT" in rest:
        rest["TI"] = rest.pop("BT")  # BT is then the title of the work, not of a container
    for variable, tags in _TAGS.items():
        tag = next((tag for tag in tags if rest.get(tag)), "")
        if tag and variable not in item:
            item[variable] = rest[tag].pop(0)
            _drop_same(rest, tags, item[variable])
    if "container-title" in item and not _has_container(kind):
        item.setdefault("collection-title", item.pop("container-title"))
    item |= _archive(rest, item, kind)
    if notes := [*rest.pop("N1", ()), *rest.pop("RN", ())]:
        item["note"] = " ".join(notes)
    item |= {tag: "; ".join(texts) for tag, texts in rest.items() if texts and tag not in _SKIPPED}
    return item


def _drop_same(rest: Texts, tags: Sequence[str], text: str) -> None:
    """Remove values of ``tags`` that equal ``text``, ignoring case, from ``rest``.

    ``rest``: the values of a RIS entry that aren't converted yet.
    """
    for tag in tags:
        rest[tag] = [other for other in rest.get(tag, ()) if other.casefold() != text.casefold()]


def _has_container(kind: str) -> bool:
    """Return whether sources of a kind can appear in a larger work, such as a journal or a book."""
    facts = SOURCE_KINDS.get(kind or "article")
    return facts is None or facts.in_publisher or "container" in facts.uses


def _people(rest: Texts, type_: str, kind: str) -> dict[str, list[dict[str, str]]]:
    """Remove people's names from ``rest`` (see ``_drop_same``); return CSL variable -> names."""
    roles = dict(_PEOPLE)
    if kind in _SENT:
        roles["A2"] = "recipient"
    if type_ == "EDBOOK":
        roles["AU"] = roles["A1"] = "editor"
    people: dict[str, list[dict[str, str]]] = {}
    for tag, role in roles.items():
        for text in rest.pop(tag, ()):
            for name in filter(None, map(one_line, text.split(";"))):
                if (parts := _name(name)) not in people.setdefault(role, []):
                    people[role].append(parts)
    return people


def _name(text: str) -> dict[str, str]:
    """Return the parts of a name in CSL.

    In RIS, a name has the form ``Surname, Given, Suffix``. A name in any other form has only the
    part ``literal``.
    """
    if _OTHERS.fullmatch(text):
        return {"literal": "others"}
    family, *parts = [part.strip() for part in text.split(",", 2)]
    if not family or not any(parts):
        return {"literal": text.strip(", ")}
    given, suffix = (*parts, "")[:2]
    return {"family": family, "given": given, "suffix": suffix}


def _dates(rest: Texts) -> dict[str, Any]:
    """Remove the dates from ``rest`` (see ``_drop_same``); return CSL variable -> date.

    Texts that can't be converted stay in ``rest``.
    """
    dates: dict[str, Any] = {}
    if accessed := rest.pop("Y2", None):
        day = "-".join(part.zfill(2) for part in accessed[0].split("/")[:3] if part)
        dates["accessed"] = day.partition("T")[0]
    given = [(tag, rest.pop(tag)[0]) for tag in ("DA", "Y1", "PY") if tag in rest]
    date, left = issued(given)
    if date:
        dates["issued"] = {"literal": date}
    rest.update((tag, [text]) for tag, text in left.items())
    return dates


def _identifiers(rest: Texts) -> dict[str, str]:
    """Remove ISBN and DOI from ``rest`` (see ``_drop_same``); return CSL variable -> ISBN or DOI.

    The tags for ISBN and DOI may also have other values, such as ISSNs or notes.
    """
    found: dict[str, str] = {}
    numbers = rest.pop("SN", [])
    if isbn := next((part for text in numbers for part in (text, *text.split()) if is_isbn(part)),
                    ""):  # fmt: skip
        found["ISBN"] = isbn
    elif others := [text for text in numbers if not _ISSN.fullmatch(text)]:
        found["ISBN"] = others[0]
    for tag in ("DO", "M3", "L3", "N1"):
        for text in rest.get(tag, []):
            match = _DOI.fullmatch(text)
            if match and found.setdefault("DOI", match[1]) == match[1]:
                rest[tag] = [other for other in rest[tag] if other != text]
    return found


def _numbers(rest: Texts, kind: str) -> dict[str, str]:
    """Remove the pages, and the issue or number, from ``rest``; return CSL variable -> text.

    ``rest``: see ``_drop_same``. The meaning of a tag depends on ``kind``: ``IS`` is the issue of a
    periodical or, for a report, the number of the report.
    """
    found: dict[str, str] = {}
    first, last = (rest.pop(tag, [""])[0] for tag in ("SP", "EP"))
    if last and first and "-" not in first:
        found["page"] = first if first == last else f"{first}-{last}"
    elif first or last:
        found["page"] = first or last
    if found.get("page") and re.fullmatch(r"\d+ ?(?:p|pp|pages?)\.?", found["page"], re.IGNORECASE):
        found["number-of-pages"] = re.sub(r"\D", "", found.pop("page"))
    facts = SOURCE_KINDS.get(kind or "article")
    uses_issue = facts is None or "issue" in facts.uses
    tags = ("IS", "CP", "M1") if uses_issue else ("M1", "IS", "CP")
    if tag := next((tag for tag in tags if rest.get(tag)), ""):
        found["issue" if uses_issue else "number"] = rest[tag].pop(0)
    return found


def _archive(rest: Texts, item: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Return the archive that holds a work, as CSL variable -> name.

    The tag ``DB`` has the archive's name, unless the work is published and has no shelfmark. Then
    the tag names the database that was searched, and the result is empty.
    """
    facts = SOURCE_KINDS.get(kind or "article")
    name = next(iter(rest.pop("DB", ())), "")
    is_held = "archive_location" in item or (facts is not None and not facts.is_published)
    return {"archive": name} if name and is_held else {}
