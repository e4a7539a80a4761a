"""Reads references from RIS. A work's lines, from ``TY`` to ``ER``, have a tag and a value each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...problems import Mark, Problem
from ...text import one_line
from .csl import reference
from .kinds import source_kind
from .references import Reference
from .ris_items import REPEATED, csl_item

_LINE = re.compile(r"\s*([A-Z][A-Z0-9])(?P<gap> {1,2})-(?:\s+(.*)|$)")
_PROPER = re.compile(r"^\s*TY {2}-", re.MULTILINE)


@dataclass(slots=True)
class _Entry:
    """An entry of a RIS file: the data of one work.

    ``values``: tag -> pairs of a value and the number of the value's line in the file. ``ended``:
    whether the entry has the line ``ER``.
    """

    mark: Mark
    values: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    ended: bool = False

    def texts(self) -> dict[str, list[str]]:
        """Return tag -> non-empty values, for each tag that has such values.

        If a tag may have only one value, only its first non-empty value is returned.
        """
        found = {
            tag: [one_line(text) for text, _line in values if text.strip()]
            for tag, values in self.values.items()
        }
        return {
            tag: texts if tag in REPEATED else texts[:1] for tag, texts in found.items() if texts
        }


def parse_ris(text: str, path: str, problems: list[Problem]) -> list[Reference]:
    """Return the references in a ``.ris`` file; add the file's problems to ``problems``."""
    references: list[Reference] = []
    lines: dict[str, int] = {}
    entries = list(_entries(text, path, problems))
    for entry in entries:
        problems += _repeated(entry)
        texts = entry.texts()
        key = texts.get("ID", [""])[0]
        if key and key in lines:
            facts = {"key": key, "line": str(lines[key])}
            problems.append(Problem("entry-twice", entry.mark, facts))
            continue
        lines[key] = entry.mark.line
        kind = source_kind(texts["TY"][0], texts.get("M3", [""])[0], "ris")
        references.append(reference(csl_item(texts, kind), key, entry.mark, kind))
    if entries and not entries[-1].ended:
        facts = {"key": references[-1].name} if references else {"key": ""}
        problems.append(Problem("entry-without-end", entries[-1].mark, facts))
    return references


def _entries(text: str, path: str, problems: list[Problem]) -> Iterator[_Entry]:
    """Yield a file's entries.

    Lines outside entries are skipped; the first such line that has a tag is reported in
    ``problems``. A line without a tag continues the previous value. An entry also ends where the
    next entry begins.
    """
    entry: _Entry | None = None
    tag = ""
    is_outside_told = False
    is_proper = bool(_PROPER.search(text))
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        if match and is_proper and len(match["gap"]) == 1:
            match = None  # a line of running text, such as "EU - an overview"
        if match and match[1] == "TY":
            if entry:
                yield entry
            entry, tag = _Entry(Mark(path, number)), "TY"
            entry.values["TY"] = [((match[3] or "").strip() or "GEN", number)]
        elif match and match[1] == "ER" and entry:
            entry.ended = True
            yield entry
            entry = None
        elif match and entry:
            tag = match[1]
            entry.values.setdefault(tag, []).append((match[3] or "", number))
        elif match and not is_outside_told:
            problems.append(Problem("outside-entries", Mark(path, number)))
            is_outside_told = True
        elif entry and line.strip() and tag != "TY":
            before, at = entry.values[tag].pop()
            entry.values[tag].append((f"{before} {line.strip()}", at))
    if entry:
        yield entry


def _repeated(entry: _Entry) -> Iterator[Problem]:
    """Yield a problem for each value that differs from the first value of its tag.

    Tags that may have several values are skipped, and so are empty values.
    """
    for tag, values in entry.values.items():
        if tag in REPEATED:
            continue
        first, line = next(((text, at) for text, at in values if text.strip()), ("", 0))
        for text, other in values:
            if one_line(text) not in ("", one_line(first)):
                facts = {"key": tag, "line": str(line)}
                yield Problem("field-twice", Mark(entry.mark.path, other), facts)
