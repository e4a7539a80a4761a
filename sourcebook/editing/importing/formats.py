"""Reads references from a bibliography; the file's suffix determines the format."""

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
"""Maps the suffix of a file to a parser.

A parser takes a text, the file's name and a list of problems to extend; it returns references.
"""

SUFFIXES = tuple(PARSERS)
"""The suffixes of files that can be read: BibTeX and biblatex, CSL-JSON."""


def read(path: Path, shown: str) -> tuple[list[Reference], list[Problem]]:
    """Return a bibliography's references in their order in the file, and its problems.

    ``path``: a file with one of ``SUFFIXES``. ``shown``: the file's name in problems.
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
