"""BibTeX and biblatex to references: macros, cross-references and LaTeX resolved."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ...problems import Mark, Problem
from ...reading import nearest
from ...records.dates import MONTHS
from ...text import one_line
from .references import Reference, whole_date

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry

_OUTLETS = (
    "journaltitle", "journal", "organization", "booktitle", "maintitle", "institution",
    "publisher", "howpublished",
)  # fmt: skip
_LITERAL = ("date", "doi", "url", "urldate")
_REASONS = (
    ("block start", "a brace or quotation mark in it is not closed before the next entry begins"),
    ("end of file", "a brace or quotation mark in it is not closed before the file ends"),
    ("comma after entry key", "a comma is missing after its key"),
    ("Expected a `=`", "one of its fields has no '=', or a comma is missing or too many"),
)
"""What a complaint of the parser holds, and how it is told."""

# A part of a value that stands on its own: other parts are joined to it by "#".
_MACRO = re.compile(r"[^\s\"#%'(),={}]+")
_TILDE = "\ue000"  # for a tilde that is meant: to LaTeX it is a space

Fields = dict[str, str]


def parse_bibtex(text: str, path: str, problems: list[Problem]) -> list[Reference]:
    """Return the references of a ``.bib`` file; add what is wrong in it to ``problems``."""
    library = _blocks(text)
    for failed in library.failed_blocks:
        problems.extend(_fault(failed, path))
    macros = {month[:3].lower(): month for month in MONTHS}
    for string in library.strings:
        macros[string.key.lower()] = _value(string.value, macros)[0]
    raw: dict[str, Fields] = {}
    for entry in library.entries:
        raw[entry.key] = fields = {}
        for field in entry.fields:
            fields[field.key.lower()], unknown = _value(field.value, macros)
            for macro in unknown:
                mark = Mark(path, field.start_line + 1)
                near = nearest(macro, list(macros))
                problems.append(Problem("unknown-macro", mark, {"value": macro}, near))
    holders = {fields["crossref"] for fields in raw.values() if "crossref" in fields}
    references = []
    for entry in library.entries:
        if entry.key in holders:
            continue
        mark = Mark(path, (entry.start_line or 0) + 1)
        fields = raw[entry.key]
        holder = fields.get("crossref")
        if holder is not None and holder not in raw:
            facts = {"key": entry.key, "holder": holder}
            problems.append(Problem("unknown-crossref", mark, facts, nearest(holder, list(raw))))
        fields = {**_inherited(raw.get(holder or "", {})), **fields}
        references.append(_reference(entry, fields, mark))
    return references


def _blocks(text: str) -> "Library":
    # A seventh of a second to import, which no other command has to wait for.
    from bibtexparser.entrypoint import parse_string

    # What the parser logs is told as problems.
    log, silence = logging.getLogger("bibtexparser"), logging.NullHandler()
    log.addHandler(silence)
    try:
        return parse_string(text, parse_stack=[])
    finally:
        log.removeHandler(silence)


def _fault(block: "Block", path: str) -> Iterator[Problem]:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    mark = Mark(path, (block.start_line or 0) + 1)
    if isinstance(block, DuplicateBlockKeyBlock):
        first = str((block.previous_block.start_line or 0) + 1)
        yield Problem("duplicate-key", mark, {"key": block.key, "line": first})
    elif isinstance(block, DuplicateFieldKeyBlock):
        yield from _twice(block, path)
    else:
        said = str(getattr(getattr(block, "error", None), "abort_reason", ""))
        reason = next((words for part, words in _REASONS if part in said), said)
        yield Problem("bad-bibtex", mark, {"reason": reason or "unknown reason"})


def _twice(block: "DuplicateFieldKeyBlock", path: str) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for field in getattr(block.ignore_error_block, "fields", ()):
        if field.key in lines:
            facts = {"key": field.key, "line": str(lines[field.key])}
            yield Problem("duplicate-key", Mark(path, field.start_line + 1), facts)
        lines.setdefault(field.key, field.start_line + 1)


def _value(raw: str, macros: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return what a field holds, its parts joined and macros replaced, and macros not known."""
    parts, unknown = [], []
    for part in _parts(raw):
        if part[0] in '{"':
            parts.append(part[1:-1])
        elif part.isdigit() or part.lower() in macros:
            parts.append(macros.get(part.lower(), part))
        else:
            parts.append(part)
            if _MACRO.fullmatch(part):
                unknown.append(part)
    return "".join(parts), unknown


def _parts(raw: str) -> Iterator[str]:
    """Yield the parts of a value that ``#`` joins, in their braces or quotation marks."""
    depth, quoted, start = 0, False, 0
    for index, character in enumerate(raw):
        if raw[index - 1 : index] == "\\":
            continue
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and not depth:
            quoted = not quoted
        elif character == "#" and not depth and not quoted:
            if part := raw[start:index].strip():
                yield part
            start = index + 1
    if part := raw[start:].strip():
        yield part


def _inherited(holder: Fields) -> Fields:
    """Return what an entry has from the one that it cross-refers to: its title names the whole."""
    kept = {key: value for key, value in holder.items() if key not in ("title", "crossref")}
    return {"booktitle": holder["title"], **kept} if "title" in holder else kept


def _reference(entry: "Entry", raw: Fields, mark: Mark) -> Reference:
    plain = {key: _plain(value) for key, value in raw.items() if key not in _LITERAL}
    return Reference(
        key=entry.key,
        mark=mark,
        kind=entry.entry_type.lower(),
        title=_joined(plain, ("title", "subtitle"), ": "),
        outlets=tuple(plain[key] for key in _OUTLETS if plain.get(key) and not _linked(raw[key])),
        authors=tuple(_names(raw.get("author", ""))),
        published=whole_date(raw["date"]) if raw.get("date") else _date(plain),
        language=plain.get("langid") or plain.get("language") or "",
        url=_address(raw.get("url") or _linked(raw.get("howpublished", ""))),
        doi=_address(raw.get("doi", "")),
        note=plain.get("note", ""),
        abstract=plain.get("abstract", ""),
    )


def _joined(fields: Fields, keys: Iterable[str], mark: str) -> str:
    return mark.join(fields[key] for key in keys if fields.get(key))


def _plain(latex: str) -> str:
    """Return LaTeX as plain text on one line."""
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    latex = re.sub(r"\\textasciitilde(?:\{\}|(?![a-zA-Z]) ?)", _TILDE, latex)
    latex = re.sub(r"\\textasciicircum(?:\{\}|(?![a-zA-Z]) ?)", "^", latex)
    # To BibTeX a per cent sign is one; to LaTeX it would hide the rest of the line.
    latex = re.sub(r"(?<!\\)%", r"\\%", latex)
    entry = Entry("", "", [Field("value", latex)])
    decoded = _decoder().transform_entry(entry, Library())
    value = decoded["value"] if isinstance(decoded, Entry) else latex
    return one_line(str(value).replace("\xa0", " ").replace(_TILDE, "~"))


@cache
def _decoder() -> "LatexDecodingMiddleware":
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return LatexDecodingMiddleware()


def _names(raw: str) -> Iterator[str]:
    """Yield the names of persons, as spoken: first names first."""
    from bibtexparser.middlewares import names

    for name in names.split_multiple_persons_names(raw):
        if name and name.lower() != "others":
            parts = names.parse_single_name_into_parts(name, strict=False)
            yield _plain(parts.merge_first_name_first)


def _date(fields: Fields) -> str:
    """Return the date of an entry of BibTeX's own: year, month by name or number, day."""
    year, month, day = (fields.get(key, "") for key in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year) or not month:
        return year
    named = next((n for n, name in enumerate(MONTHS, 1) if name[:3].lower() in month.lower()), 0)
    numbers = re.findall(r"\d+", month)
    if not named:
        named = int(numbers.pop(0)) if numbers else 0
    day = day or (numbers[0] if numbers else "")
    if not 1 <= named <= 12:
        return f"{month} {year}"
    return f"{year}-{named:02}" + (f"-{int(day):02}" if day.isdigit() else "")


def _linked(raw: str) -> str:
    match = re.search(r"\\url\{([^{}]*)\}|(https?://\S+)", raw)
    return (match[1] or match[2]) if match else ""


def _address(raw: str) -> str:
    """Return an address: LaTeX's backslashes before signs are not part of it."""
    return re.sub(r"\\([#$%&_{}~])", r"\1", raw).strip("{} ")
