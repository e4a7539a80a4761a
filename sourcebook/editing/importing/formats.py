"""A bibliography's file to references, by the ending of its name."""

from collections.abc import Callable
from pathlib import Path

from ...problems import Mark, Problem
from ...reading.folder import decode
from .bibtex import parse_bibtex
from .csl import parse_csl
from .references import Reference

PARSERS: dict[str, Callable[[str, str, list[Problem]], list[Reference]]] = {
    ".bib": parse_bibtex,
    ".json": parse_csl,
}
"""What reads each kind of file: its text, its name for problems, and the list they go to."""

SUFFIXES = tuple(PARSERS)
"""How the name of a file may end: BibTeX and biblatex, CSL-JSON."""


def read(path: Path, shown: str) -> tuple[list[Reference], list[Problem]]:
    """Return a bibliography's references in its order, and what is wrong in it.

    ``path`` ends in one of ``SUFFIXES``; ``shown`` is how problems name it.
    """
    problems: list[Problem] = []
    try:
        text = decode(path.read_bytes(), shown, problems)
    except OSError as error:
        facts = {"reason": error.strerror or "unknown reason"}
        return [], [Problem("unreadable-file", Mark(shown), facts)]
    if text is None:
        return [], problems
    references = PARSERS[path.suffix.lower()](text, shown, problems)
    if not references and not problems:
        facts = {"reason": "it has no entries"}
        problems.append(Problem("bad-bibliography", Mark(shown), facts))
    return references, problems
