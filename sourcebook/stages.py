"""The stages from ``sources/`` to ``docs/``, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .corpus import Corpus, resolve
from .exports import schemas
from .pages import compose
from .problems import Problem, has_errors
from .reading import Document, read
from .writing import Changes, write

SOURCES, DOCS, SITE, CACHE = "sources", "docs", "site", ".cache/sourcebook"
"""The folders of a project."""


@dataclass(frozen=True)
class Checked:
    """What was read. ``corpus`` is None if an error stands in its way; ``documents`` by path."""

    corpus: Corpus | None
    problems: list[Problem]
    documents: Mapping[str, Document] = field(default_factory=dict)


def check(project: Path) -> Checked:
    """Read and check all of a project's sources. Raises NotADirectoryError if there are none."""
    records = read(project / SOURCES, SOURCES)
    corpus, problems = resolve(records)
    return Checked(corpus, problems, {document.path: document for document in records.documents})


def generate(corpus: Corpus) -> dict[str, bytes]:
    """Return every file of ``docs/`` by its path there."""
    files = {**compose(corpus), **schemas.compose()}
    return {path: text.encode() for path, text in files.items()}


def write_docs(project: Path, files: Mapping[str, bytes]) -> Changes:
    """Bring ``docs/`` up to date."""
    return write(project / DOCS, files, project / CACHE / "docs", DOCS)


def pages(project: Path, *, strict: bool = False) -> tuple[Checked, Changes]:
    """Go from ``sources/`` to ``docs/``; with errors (or warnings, if strict) write nothing."""
    checked = check(project)
    if checked.corpus is None or has_errors(checked.problems, strict=strict):
        return checked, Changes([], [], [])
    return checked, write_docs(project, generate(checked.corpus))
