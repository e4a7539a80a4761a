"""Parses the YAML of a document and reports its syntax errors."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..messages import gettext as _
from ..problems import Mark, Problem
from . import yaml_text
from .describing import described
from .document import Document
from .unfinished import unfinished_comments


class Yaml(NamedTuple):
    """The result of parsing a YAML document.

    ``data``: empty if the document isn't a mapping. ``lines``: outermost key -> the key's line in
    the file. ``whole``: whether the document is a mapping and has no faults. ``complete``: whether
    the document is a mapping that was read to its end, with or without faults.
    """

    data: dict[str, Any]
    lines: dict[str, int]
    whole: bool
    complete: bool


def load_yaml(document: Document, problems: list[Problem]) -> Yaml:
    """Parse a document's YAML; add its faults and its ``TODO`` comments to ``problems``."""
    data, lines, faults, complete = parsed(document, problems)
    base = document.yaml_line
    if data is None and not faults:
        problems.append(Problem("empty-file", Mark(document.path)))
    elif not isinstance(data, dict) and not faults:
        found = described(data)
        facts = {"what": _("the file"), "expected": _("a mapping"), "found": found}
        problems.append(Problem("wrong-type", document.mark(), facts))
    numbered = {key: base + line for key, line in lines.items()}
    if not isinstance(data, dict):
        return Yaml({}, numbered, whole=False, complete=False)
    return Yaml(data, numbered, not faults, complete)


def parsed(document: Document, problems: list[Problem]) -> yaml_text.Loaded:
    """Parse YAML whose root may be any value; add faults and ``TODO`` comments to ``problems``."""
    loaded = yaml_text.load(document.yaml)
    base = document.yaml_line
    for fault in loaded.faults:
        mark = Mark(document.path, base + fault.line, fault.column + 1)
        facts = dict(fault.facts)
        if fault.code == "duplicate-key":
            facts["line"] = str(base + int(facts["line"]))
        problems.append(Problem(fault.code, mark, facts))
    problems.extend(unfinished_comments(document))
    return loaded


def empty_values(fields: Any, document: Document, loc: yaml_text.Loc) -> Iterator[Problem]:
    """Yield a problem for each key without a value in ``fields``, and in what is inside ``fields``.

    ``fields``: a mapping or a list. ``loc``: its path.
    """
    if isinstance(fields, dict):
        for key, value in fields.items():
            if value is None:
                yield empty_value(document, document.mark((*loc, key)), key)
            elif isinstance(value, dict | list):
                yield from empty_values(value, document, (*loc, key))
    elif isinstance(fields, list):
        for index, item in enumerate(fields):
            yield from empty_values(item, document, (*loc, index))


def empty_value(document: Document, mark: Mark, key: str) -> Problem:
    """Return the problem that a key has no value. ``mark``: the position of the missing value."""
    # To YAML, a value such as #comment-77 is a comment, and the surname Null is no value, unless it
    # is in quotation marks.
    rest = document.lines[mark.line - 1][mark.column - 1 :].strip()
    written = re.match(r"#\S+$|Null(?=\s*(?:[,\]}#]|$))", rest)
    meant = f'"{written[0]}"' if written else None
    if re.fullmatch(r"[\w-]+:[^:/]+", key):  # without a space, the colon is part of the key
        meant = key.replace(":", ": ")
    return Problem("empty-value", mark, {"key": key}, meant)
