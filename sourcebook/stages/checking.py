"""Reads and checks ``sources/``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path

from .. import evidence, project_language
from ..citing.refusing import refusal
from ..corpus import Corpus, join, resolve, without_home
from ..corpus.page_links import broken
from ..corpus.page_names import collisions
from ..editing import example
from ..evidence import NOTHING_CHECKED, Evidence, Verified
from ..exports import schemas
from ..pages.page_makers import generated_paths, reserved_names
from ..problems import Problem, has_errors
from ..project import DOCS, SETTINGS, SOURCES
from ..reading.document import Document
from ..reading.entry import Entry
from ..reading.folder import Parts, read
from ..reading.records import Records
from ..reading.site_settings import faults, site_name
from ..records.base import Record
from ..records.pictures import FOLDER as PICTURES
from ..writing import Cache, foreign_files

RESERVED_PAGES = reserved_names() | {schemas.FOLDER, "pagefind"}
"""Names that no hand-written page can have. ``pagefind`` is the folder of the search index."""


_FEW_CHANGES = 20
"""The cache of parsed files is written only if more files than this have changed.

If fewer files have changed, pickling the whole cache would take longer than parsing these files
again in the next build.
"""


@dataclass(frozen=True)
class Checked:
    """The result of reading ``sources/``.

    ``corpus``: None if there are errors in the sources. ``records``: all records in the files,
    including drafts. ``settings``: the project's settings files that have a problem.
    """

    corpus: Corpus | None
    problems: list[Problem]
    records: Records = field(default_factory=Records)
    evidence: Evidence = NOTHING_CHECKED
    settings: Sequence[Document] = ()

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Maps the path of each parsed file to the file's document."""
        every = [*self.records.documents, *self.settings]
        return {document.path: document for document in every}

    def lines(self, problems: Iterable[Problem]) -> Mapping[str, Sequence[str]]:
        """Return path -> lines, for each file that has one of the problems."""
        return {
            path: self.documents[path].lines
            for path in dict.fromkeys(problem.mark.path for problem in problems)
            if path in self.documents
        }


OnRead = Callable[[Records, Records], None]
"""A function that takes all records in the files, and those of them that aren't drafts.

The records aren't checked yet.
"""


def check(
    project: Path,
    known: Parts | None = None,
    usable_style: str = "",
    on_read: OnRead | None = None,
) -> Checked:
    """Read and check a project's sources. Raises NotADirectoryError if there is no ``sources/``.

    ``known``: the cache of parsed files, which is updated in place. ``usable_style``: the text of a
    citation style that an earlier check found usable; this style isn't checked again.
    ``on_read``: see ``OnRead``.
    """
    checked = _read(project, known, usable_style, on_read)
    if checked.corpus is None:
        return checked
    recalled, doubts = evidence.recalled(checked.corpus, project / SOURCES, SOURCES)
    return replace(checked, problems=[*checked.problems, *doubts], evidence=recalled)


def verify(project: Path, originals: Path | None = None) -> tuple[Checked, Verified | None]:
    """Check the sources, and compare all their quotes and names with their original texts.

    ``originals``: the folder of the original texts; None for ``sources/originals``. The second item
    of the result is None if there are errors in the sources.
    """
    checked = _read(project)
    if checked.corpus is None:
        return checked, None
    verified = evidence.verified(
        checked.corpus, checked.records, project / SOURCES, SOURCES, originals
    )
    problems = [*checked.problems, *verified.problems]
    return replace(checked, problems=problems, evidence=verified.evidence), verified


def keep_evidence(project: Path, lock: str) -> tuple[bool, list[Problem]]:
    """Write the evidence lock, a file with results of the evidence check, unless it is up to date.

    ``lock``: the file's new content. Returns whether the file was written, and the problems that
    occurred in writing it.
    """
    return evidence.keep(lock, project / SOURCES, SOURCES)


def unchecked(project: Path, records: Records, kept: Records) -> tuple[Corpus, Evidence]:
    """Return the corpus and the evidence without checking the sources.

    If the sources have no errors, both are the same as those of ``check``. Otherwise, they may be
    wrong, or any exception is raised. ``records``: all records in the files. ``kept``: the records
    that aren't drafts.
    """
    corpus = _as_shown(project, join(kept), example.left(records, SOURCES))
    recalled, _ = evidence.recalled(corpus, project / SOURCES, SOURCES)
    return corpus, recalled


def _as_shown(project: Path, corpus: Corpus, left: Sequence[Entry[Record]]) -> Corpus:
    """Return the corpus as pages show it. ``left``: what is left of an example in the sources."""
    if example.is_over(left):
        corpus = without_home(corpus)
    return replace(corpus, settings=shown_settings(project))


def _read(
    project: Path,
    known: Parts | None = None,
    usable_style: str = "",
    on_read: OnRead | None = None,
) -> Checked:
    records = read(project / SOURCES, SOURCES, known)
    corpus, problems = resolve(records, partial(on_read, records) if on_read else None)
    if corpus and corpus.citation_style not in ("", usable_style):
        refused = refusal(corpus.citation_style, records.styles[0].document.path)
        if refused:
            corpus, problems = None, [*problems, refused]
    taken = list(collisions(records.pages, RESERVED_PAGES))
    foreign = cache(partial(foreign_files, project / DOCS))
    broken_links = broken(records, generated_paths(), foreign)
    told = [*faults(project / SETTINGS), *project_language.problems(project / SETTINGS)]
    if taken or has_errors([problem for problem, _ in told]):
        corpus = None
    # If there are errors, nothing is published, so no warning about records copied from an example
    # is needed.
    left = example.left(records, SOURCES) if corpus else []
    if corpus:
        corpus = _as_shown(project, corpus, left)
    others = [*taken, *broken_links, *example.told(left), *(problem for problem, _ in told)]
    settings = [document for _, document in told]
    return Checked(corpus, [*problems, *others], records, settings=settings)


def shown_settings(project: Path) -> Mapping[str, str]:
    """Return the settings that pages of ``docs/`` show, by name."""
    name = site_name(project / SETTINGS)
    return {"site_name": name} if name else {}


def read_again(project: Path, cache: Cache, on_read: OnRead | None = None) -> Checked:
    """Read and check all sources. Only files that have changed since the last check are parsed.

    ``on_read``: see ``OnRead``.
    """
    known: Parts = cache.get("sources.read") or {}
    before = {name: hash_ for name, (hash_, _) in known.items()}
    usable = cache.get("docs.style") or ""
    checked = check(project, known, usable, on_read)
    if checked.corpus and checked.corpus.citation_style != usable:
        cache.set("docs.style", checked.corpus.citation_style)
    changed = [name for name, (hash_, _) in known.items() if before.get(name) != hash_]
    # Write the cache even if only one picture has changed, because checking a picture takes about
    # as long as parsing a hundred texts.
    are_pictures = any(name.startswith(f"{PICTURES}/") for name in changed)
    cache.set("sources.read", known, write=are_pictures or len(changed) > _FEW_CHANGES)
    return checked
