"""A document's YAML to data, with what is wrong in the text itself."""

from collections.abc import Iterator
from typing import Any

from ..problems import Mark, Problem
from . import yaml_text
from .document import Document


def load_yaml(document: Document, problems: list[Problem]) -> tuple[Any, dict[str, int], bool]:
    """Return a document's data, the file's line for each outermost key, and whether it is whole."""
    data, lines, faults = yaml_text.load(document.yaml)
    base = document.yaml_line
    for fault in faults:
        mark = Mark(document.path, base + fault.line, fault.column + 1)
        problems.append(Problem(fault.code, mark, fault.facts))
    if data is None and not faults:
        problems.append(Problem("empty-file", Mark(document.path)))
    elif not isinstance(data, dict) and not faults:
        facts = {"key": "the file", "expected": "a mapping", "found": "a list"}
        if isinstance(data, str):
            facts["found"] = f"the text '{data}'"
        problems.append(Problem("wrong-type", document.mark(), facts))
    whole = isinstance(data, dict) and not faults
    numbered = {key: base + line for key, line in lines.items()}
    return (data if isinstance(data, dict) else {}), numbered, whole


def empty_values(fields: Any, document: Document, loc: yaml_text.Loc) -> Iterator[Problem]:
    """Yield the keys of a mapping that have nothing after their colon."""
    if isinstance(fields, dict):
        for key, value in fields.items():
            if value is None:
                yield Problem("empty-value", document.mark((*loc, key)), {"key": key})
            elif isinstance(value, dict):
                yield from empty_values(value, document, (*loc, key))
