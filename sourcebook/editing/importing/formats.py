"""Reads references from a bibliography; its format follows from the file's suffix."""

from collections.abc import Callable
from pathlib import Path

from ...messages import gettext as _
from ...problems import Mark, Problem, os_reason
from ...reading.folder import decode
from .bibtex import parse_bibtex
from .csl import parse_csl
from .references import Reference

PARSERS: dict[str, Callable[[str, str, list[Problem]], list[Reference]]] = {
    ".bib": parse_bibtex,
    ".json": parse_csl,
}
"""Parsers by suffix. Each takes text, file name and a list for problems, and returns references."""

SUFFIXES = tuple(PARSERS)
"""The suffixes of files that can be read: BibTeX and biblatex, CSL-JSON."""


def read(path: Path, shown: str) -> tuple[list[Reference], list[Problem]]:
    """Return a bibliography's references in their order in the file, and its problems.

    ``path``: has one of ``SUFFIXES``. ``shown``: the file's name in problems.
    """
    problems: list[Problem] = []
    try:
        text = decode(path.read_bytes(), shown, problems)
    except OSError as error:
        facts = {"reason": os_reason(error)}
        return [], [Problem("unreadable-file", Mark(shown), facts)]
    if text is None:
        return [], problems
    references = PARSERS[path.suffix.lower()](text, shown, problems)
    if not references and not problems:
        facts = {"reason": _("it has no entries")}
        problems.append(Problem("bad-bibliography", Mark(shown), facts))
    return references, problems
