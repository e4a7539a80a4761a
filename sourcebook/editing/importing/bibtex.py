"""Reads references from BibTeX and biblatex.

Macros and cross-references are resolved, and LaTeX is converted to plain text.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...conventions import MONTHS
from ...messages import gettext as _
from ...messages import marked
from ...problems import Mark, Problem
from ...reading.suggesting import nearest
from ...records.source_kinds import SOURCE_KINDS
from ...text import one_line
from ..tolerance import or_default
from . import latex
from .bibtex_values import joined_value, linked_address, plain_address
from .kinds import bibliographic, genre, source_kind, span
from .months import date_of
from .persons import names, names_others, surnames
from .references import Reference, is_copy_note, whole_date

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, ParsingFailedBlock

_OUTLETS = (
    "journaltitle", "journal", "organization", "booktitle", "maintitle", "school", "institution",
    "publisher", "howpublished",
)  # fmt: skip
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "container": _CONTAINERS, "volume": ("volume",), "issue": ("issue", "number"),
    "pages": ("pages", "pagetotal"), "edition": ("edition", "version"), "number": ("number",),
    "series": ("series",), "place": ("location", "address"), "isbn": ("isbn",), "doi": ("doi",),
    "archive": ("library",), "archive_reference": ("shelfmark",),
}  # fmt: skip
"""Maps an article's YAML key to the BibTeX fields that may have its value, the likeliest first."""
_LITERAL = ("author", "crossref", "date", "doi", "editor", "eprint", "url", "urldate")
_READ = frozenset(
    [*_OUTLETS, *_LITERAL, "title", "subtitle", "year", "month", "day", "langid", "language",
     "note", "type", "entrysubtype"]
)  # fmt: skip
"""The BibTeX fields that are read besides those in ``_FIELDS``."""
_SKIPPED = re.compile(
    r"abstract|annot(?:e|ation)|keywords|file|owner|timestamp|groups|issn|shorttitle|shortjournal|"
    r"journalabbreviation|label|key|sortkey|sortname|sorttitle|sortyear|options|ids|xdata|rating|"
    r"readstatus|priority|ranking|creationdate|modificationdate|date-(?:added|modified)|bdsk-.*|"
    r"__.*|mendeley-.*|citationkey|eprint(?:type|class)|archiveprefix|primaryclass|hyphenation|"
    r"gender|pagination|bookpagination|local-url|pdf|interhash|intrahash|biburl|bibsource|added-at"
)
"""Matches names of skipped BibTeX fields: programs' own data, and fields that no citation shows."""

_REASONS = (
    (
        "block start",
        marked("a brace or quotation mark in it is not closed before the next entry begins"),
    ),
    ("end of file", marked("a brace or quotation mark in it is not closed before the file ends")),
    ("comma after entry key", marked("a comma is missing after its key")),
    (
        "Expected a `=`",
        marked("one of its fields has no '=', or a comma is missing or too many"),
    ),
)
"""Pairs: a part of an error message of the BibTeX parser, and the message to show instead."""

# Matches the beginning of an entry that lacks the citation key, or the comma after this key.
_NO_COMMA = re.compile(
    r"^([ \t]*@(?!(?:string|preamble|comment)\b)\w+[ \t]*[{(])"
    r"([ \t]*[^\s,={}()\"]+)?(?=\s[ \t\n]*[A-Za-z][\w-]*[ \t]*=|(?<=[{(])[A-Za-z][\w-]*[ \t]*=)",
    re.MULTILINE | re.IGNORECASE,
)

Fields = dict[str, str]


class _Field(NamedTuple):
    value: str
    line: int


_NONE = _Field("", 0)


class _Entry(NamedTuple):
    """An entry of a BibTeX file. If a field occurs twice, only the first one is in ``fields``."""

    kind: str
    key: str
    mark: Mark
    fields: dict[str, _Field]


def parse_bibtex(text: str, path: str, problems: list[Problem]) -> list[Reference]:
    """Return the references in a ``.bib`` file; add the file's problems to ``problems``.

    If two entries have the same citation key, or two fields of an entry the same name, only the
    first is used.
    """
    macros = {month[:3].lower(): month for month in MONTHS}
    library = or_default(lambda: _blocks(text), None)
    if library is None:
        facts = {"reason": _("it can't be read as BibTeX")}
        problems.append(Problem("bad-bibliography", Mark(path), facts))
        return []
    entries = list(_entries(library, path, macros, problems))
    raw: dict[str, Fields] = {}
    fields_of: list[Fields] = []
    for entry in entries:
        fields: Fields = {}
        for key, field in entry.fields.items():
            if _SKIPPED.fullmatch(key):
                continue
            fields[key], unknown = joined_value(field.value, macros)
            for macro in unknown:
                suggestion = nearest(macro, list(macros))
                mark = Mark(path, field.line)
                problems.append(Problem("unknown-macro", mark, {"value": macro}, suggestion))
        fields_of.append(fields)
        if entry.key:
            raw[entry.key] = fields
    parents = {fields["crossref"] for fields in fields_of if "crossref" in fields}
    references = []
    for entry, fields in zip(entries, fields_of, strict=True):
        if entry.key and entry.key in parents:
            continue
        parent = fields.get("crossref")
        if parent is not None and parent not in raw:
            facts = {"key": entry.key, "holder": parent}
            suggestion = nearest(parent, list(raw))
            problems.append(Problem("unknown-crossref", entry.mark, facts, suggestion))
        fields = {**_inherited(raw.get(parent or "", {})), **fields}
        references.append(_reference(entry, fields, problems))
    return references


def _blocks(text: str) -> "Library":
    # The parser is imported here: its import takes a seventh of a second, and most commands don't
    # need it.
    from bibtexparser.entrypoint import parse_string

    # The parser's log messages are suppressed, because the parser's errors are reported as
    # problems.
    log, silence = logging.getLogger("bibtexparser"), logging.NullHandler()
    log.addHandler(silence)
    try:
        return parse_string(_NO_COMMA.sub(r"\1\2,", text), parse_stack=[])
    finally:
        log.removeHandler(silence)


def _entries(
    library: "Library", path: str, macros: dict[str, str], problems: list[Problem]
) -> Iterator[_Entry]:
    """Yield a file's entries; add the definitions in its ``@string`` blocks to ``macros``."""
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ParsingFailedBlock,
        String,
    )

    lines: dict[tuple[type, str], int] = {}
    for found in library.blocks:
        block: Block | None = found
        # The parser wraps a duplicate entry, and an entry with duplicate fields, in a block that
        # only reports the duplicate. Such blocks may be nested.
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block
        mark = Mark(path, (found.start_line or 0) + 1)
        if isinstance(block, ParsingFailedBlock):
            problems.append(_fault(block, mark))
        if not isinstance(block, Entry | String):
            continue
        # Entries without a citation key are never reported as duplicates.
        identity = (type(block), block.key)
        if block.key and identity in lines:
            code = "entry-twice" if isinstance(block, Entry) else "field-twice"
            problems.append(Problem(code, mark, {"key": block.key, "line": str(lines[identity])}))
            continue
        lines[identity] = mark.line
        if isinstance(block, String):
            macros[block.key.lower()] = joined_value(block.value, macros)[0]
        else:
            fields = _fields(block, path, problems)
            yield _Entry(block.entry_type.lower(), block.key, mark, fields)


def _fields(entry: "Entry", path: str, problems: list[Problem]) -> dict[str, _Field]:
    """Return a mapping from the lower-case names of an entry's fields to the fields.

    If several fields have the same name, only the first is used. The other fields are reported in
    ``problems``.
    """
    fields: dict[str, _Field] = {}
    for field in entry.fields:
        key, line = field.key.lower(), field.start_line + 1
        if key not in fields:
            fields[key] = _Field(field.value, line)
        else:
            facts = {"key": field.key, "line": str(fields[key].line)}
            problems.append(Problem("field-twice", Mark(path, line), facts))
    return fields


def _fault(block: "ParsingFailedBlock", mark: Mark) -> Problem:
    error = str(getattr(block.error, "abort_reason", ""))
    reason = next((_(message) for part, message in _REASONS if part in error), error)
    return Problem("bad-bibtex", mark, {"reason": reason or _("unknown reason")})


def _inherited(parent: Fields) -> Fields:
    """Return the fields that an entry inherits from ``parent``; the title becomes ``booktitle``."""
    fields = {key: value for key, value in parent.items() if key not in ("title", "crossref")}
    return {"booktitle": parent["title"], **fields} if "title" in parent else fields


def _reference(entry: _Entry, raw: Fields, problems: list[Problem]) -> Reference:
    plain, unknown = {}, {}
    for key, value in raw.items():
        if key not in _LITERAL:
            plain[key], found = latex.plain(value)
            unknown.update(dict.fromkeys(found))
    authors = list(names(raw.get("author", "")))
    unknown.update(dict.fromkeys(macro for name in authors for macro in name.unknown))
    title = _joined(plain, ("title", "subtitle"), ": ")
    if unknown:
        facts = {"key": entry.key or title, "value": ", ".join(unknown)}
        problems.append(Problem("unknown-latex", entry.mark, facts))
    kind = _kind(entry.kind, plain, raw)
    values = {**plain, "doi": plain_address(raw.get("doi", ""))}
    names_of = {
        key: name
        for key, among in _FIELDS.items()
        if (name := next((name for name in among if values.get(name)), ""))
    }
    given = {key: values[name].replace("--", "-") for key, name in names_of.items()}
    if names_of.get("pages") == "pages":
        given["pages"] = span(kind, given["pages"])
    valued = bibliographic(kind, given)
    fields = valued.fields
    editors = tuple(name.text for name in names(raw.get("editor", "")) if name.text)
    uses_editors = "editors" in SOURCE_KINDS[kind or "article"].uses
    outlets = [key for key in _OUTLETS if key not in _CONTAINERS or "container" not in fields]
    url = raw.get("url") or linked_address(raw.get("howpublished", "")) or _of_eprint(entry, raw)
    used = {names_of[key] for key in fields if key in names_of} | {
        names_of[key] for key in valued.invalid
    }
    read = _READ if uses_editors else _READ - {"editor"}
    own = {key: one_line(plain.get(key) or raw[key]) for key in entry.fields if key in raw}
    unused = {
        key: value for key, value in own.items() if value and key not in used and key not in read
    }
    if "eprint" in own and not plain_address(url).endswith(own["eprint"]):
        unused["eprint"] = own["eprint"]
    if uses_editors and names_others(raw.get("editor", "")):
        unused["editor"] = "and others"
    note = plain.get("note", "")
    return Reference(
        key=entry.key,
        mark=entry.mark,
        kind=entry.kind,
        is_known_kind=bool(kind),
        fields={**fields, "genre": genre(entry.kind, kind, plain.get("type", ""))},
        more_authors=names_others(raw.get("author", "")),
        accessed=raw.get("urldate", ""),
        remark="" if is_copy_note(note) else note,
        invalid={names_of[key]: text for key, text in valued.invalid.items()},
        unused=unused,
        people={"editors": editors} if editors and uses_editors else {},
        surnames={**surnames(raw.get("author", "")), **surnames(raw.get("editor", ""))},
        title=title,
        outlets=tuple(
            plain[key] for key in outlets if plain.get(key) and not linked_address(raw[key])
        ),
        authors=tuple(name.text for name in authors if name.text),
        published=whole_date(raw["date"]) if raw.get("date") else date_of(plain),
        language=plain.get("langid") or plain.get("language") or "",
        url=plain_address(url),
        doi=plain_address(raw.get("doi", "")),
        note=note,
    )


def _of_eprint(entry: _Entry, raw: Fields) -> str:
    """Return the address of an entry's preprint at arXiv; empty if the entry has none.

    ``raw``: name of a field -> value, with LaTeX.
    """
    archive = (entry.fields.get("eprinttype") or entry.fields.get("archiveprefix") or _NONE).value
    known = archive.strip('{}" ').casefold() == "arxiv"
    return f"https://arxiv.org/abs/{raw['eprint'].strip()}" if known and "eprint" in raw else ""


def _kind(type_: str, plain: Fields, raw: Fields) -> str:
    """Return the kind of source for an entry; empty if the entry's type is unknown.

    ``type_``: the entry's type. ``plain``, ``raw``: name of a field -> value, without and with
    LaTeX.
    """
    if type_ == "article" and plain.get("entrysubtype") != "newspaper":
        if plain.get("entrysubtype") == "magazine":
            return "magazine article"
        if any(plain.get(key) for key in ("volume", "number", "issue")) or raw.get("doi"):
            return "journal article"
    if type_ == "misc" and (raw.get("url") or linked_address(raw.get("howpublished", ""))):
        return "web page"  # Zotero exports web pages as entries of this type
    return source_kind(type_, plain.get("type", ""), "bibtex")


def _joined(fields: Fields, keys: Iterable[str], mark: str) -> str:
    return mark.join(fields[key] for key in keys if fields.get(key))
