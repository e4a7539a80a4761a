"""The stages from ``sources/`` to ``docs/``, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from . import evidence
from .corpus import Corpus, resolve
from .evidence import NOTHING_CHECKED, Evidence, Verified
from .exports import bibliography, downloads, live_map, schemas, timeline
from .pages import Download, compose
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
    evidence: Evidence = NOTHING_CHECKED


def check(project: Path) -> Checked:
    """Read and check all of a project's sources. Raises NotADirectoryError if there are none."""
    checked = _read(project)
    if checked.corpus is None:
        return checked
    recalled, doubts = evidence.recalled(checked.corpus, project / SOURCES, SOURCES)
    return replace(checked, problems=[*checked.problems, *doubts], evidence=recalled)


def verify(project: Path, originals: Path | None = None) -> tuple[Checked, Verified | None]:
    """Check likewise, and all quotes and names against the originals, in another folder if given.

    None stands for what came of that, where errors are in its way.
    """
    checked = _read(project)
    if checked.corpus is None:
        return checked, None
    verified = evidence.verified(
        checked.corpus, checked.documents, project / SOURCES, SOURCES, originals
    )
    problems = [*checked.problems, *verified.problems]
    return replace(checked, problems=problems, evidence=verified.evidence), verified


def keep_evidence(project: Path, lock: str) -> tuple[bool, list[Problem]]:
    """Bring the evidence lock up to date; tell whether it had to be written."""
    return evidence.keep(lock, project / SOURCES, SOURCES)


def _read(project: Path) -> Checked:
    records = read(project / SOURCES, SOURCES)
    corpus, problems = resolve(records)
    return Checked(corpus, problems, {document.path: document for document in records.documents})


def generate(corpus: Corpus, known: Evidence = NOTHING_CHECKED) -> dict[str, bytes]:
    """Return every file of ``docs/`` by its path there. ``known``: of its quotes and names."""
    exports = {
        **schemas.compose(),
        **bibliography.compose(corpus),
        **timeline.compose(corpus),
        **live_map.compose(corpus),
    }
    data = {made.path: made for made in downloads.compose(corpus)}
    offered = [
        Download(path, made.group, made.says, len(made.content), made.rows)
        for path, made in data.items()
    ]
    # Encoded one by one: as text, all pages together would take thrice the memory.
    texts = chain(compose(corpus, known, offered), exports.items())
    files = {path: text.encode() for path, text in texts}
    return files | {path: made.content for path, made in data.items()}


def write_docs(project: Path, files: Mapping[str, bytes]) -> Changes:
    """Bring ``docs/`` up to date."""
    return write(project / DOCS, files, project / CACHE / "docs", DOCS)


def pages(project: Path, *, strict: bool = False) -> tuple[Checked, Changes]:
    """Go from ``sources/`` to ``docs/``; with errors (or warnings, if strict) write nothing."""
    checked = check(project)
    if checked.corpus is None or has_errors(checked.problems, strict=strict):
        return checked, Changes([], [], [])
    return checked, write_docs(project, generate(checked.corpus, checked.evidence))
