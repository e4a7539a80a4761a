"""Reads references from a bibliography; the file's suffix determines the format."""

from collections.abc import Callable
from pathlib import Path

from ...messages import gettext as _
from ...problems import Mark, Problem, has_errors, os_reason
from ...reading.folder import decode
from .bibtex import parse_bibtex
from .csl import parse_csl
from .references import Reference
from .ris import parse_ris

PARSERS: dict[str, Callable[[str, str, list[Problem]], list[Reference]]] = {
    ".bib": parse_bibtex,
    ".json": parse_csl,
    ".ris": parse_ris,
}
"""Maps the suffix of a file to a parser.

A parser takes a text, the file's name and a list of problems to extend; it returns references.
"""

_OLDER_THAN_UTF_8 = (".bib", ".ris")
"""Suffixes of formats that older programs write in Latin-1 or its extension Windows-1252."""

SUFFIXES = tuple(PARSERS)
"""The suffixes of files that can be read: BibTeX and biblatex, CSL-JSON, RIS."""


def read(path: Path, shown: str) -> tuple[list[Reference], list[Problem]]:
    """Return a bibliography's references, in the order of the file, and the problems with the file.

    ``path``: a file with one of ``SUFFIXES``. ``shown``: the file's name in messages.
    """
    problems: list[Problem] = []
    suffix = path.suffix.lower()
    try:
        data = path.read_bytes()
    except OSError as error:
        facts = {"reason": os_reason(error)}
        return [], [Problem("unreadable-file", Mark(shown), facts)]
    text = decode(data, shown, problems)
    if text is None and suffix in _OLDER_THAN_UTF_8:
        problems[:] = [Problem("encoding-guessed", problems[-1].mark)]
        text = decode(data.decode("cp1252", errors="replace").encode(), shown, problems)
    if text is None:
        return [], problems
    references = PARSERS[suffix](text, shown, problems)
    if not references and not has_errors(problems):
        facts = {"reason": _("it has no entries")}
        problems.append(Problem("bad-bibliography", Mark(shown), facts))
    return references, problems
