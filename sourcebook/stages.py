"""The stages from ``sources/`` to ``docs/``, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from . import evidence
from .corpus import Corpus, resolve
from .evidence import NOTHING_CHECKED, Evidence, Verified
from .exports import bibliography, downloads, live_map, schemas, timeline
from .pages import Composer, Download, Made, Memory
from .pages import make as make_pages
from .problems import Problem, has_errors
from .reading import Document, Parts, read
from .text import content_hash
from .workers import Later, default_workers
from .writing import MANIFEST, Changes, hashes, listing, load, save, write

SOURCES, DOCS, SITE, CACHE = "sources", "docs", "site", ".cache/sourcebook"
"""The folders of a project."""

REREAD = 20
"""How many files may be read anew in each build before it is kept what they hold: keeping that
takes longer than reading them."""

NO_MEMORY, NO_FILES = Memory(), MappingProxyType[str, bytes]({})
"""Where nothing is known yet."""


@dataclass(frozen=True)
class Checked:
    """What was read. ``corpus`` is None if an error stands in its way; ``documents`` by path."""

    corpus: Corpus | None
    problems: list[Problem]
    documents: Mapping[str, Document] = field(default_factory=dict)
    evidence: Evidence = NOTHING_CHECKED


def check(project: Path, known: Parts | None = None) -> Checked:
    """Read and check all of a project's sources. Raises NotADirectoryError if there are none.

    ``known``: what was read of them before, to be brought up to date.
    """
    checked = _read(project, known)
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


def _read(project: Path, known: Parts | None = None) -> Checked:
    records = read(project / SOURCES, SOURCES, known)
    corpus, problems = resolve(records)
    return Checked(corpus, problems, {document.path: document for document in records.documents})


def generate(corpus: Corpus, known: Evidence = NOTHING_CHECKED) -> dict[str, bytes]:
    """Return every file of ``docs/`` by its path there. ``known``: of its quotes and names."""
    return make(corpus, known).texts


def make(
    corpus: Corpus,
    known: Evidence = NOTHING_CHECKED,
    before: Memory = NO_MEMORY,
    held: Mapping[str, bytes] = NO_FILES,
    workers: int = 1,
) -> Made:
    """Make every file of ``docs/`` that must be made.

    ``before``: what is known of the last build. ``held``: of each file that is in ``docs/``
    already, its hash. What is known to be right there is not made again.
    """
    data = Later(partial(_downloads, corpus), workers)
    composer = Composer(corpus, known, lambda: [one for one, _ in data.result()])
    composer.site.prepare()
    made = make_pages(composer.jobs(), composer.site.facts, before, held, workers)
    texts = made.texts
    texts |= {job.path: job.make().encode() for job in composer.last()}
    texts |= {offered.path: content for offered, content in data.result()}
    exports = (
        schemas.compose(), bibliography.compose(corpus), timeline.compose(corpus),
        live_map.compose(corpus),
    )  # fmt: skip
    for files in exports:
        texts |= {path: text.encode() for path, text in files.items()}
    return made


def _downloads(corpus: Corpus) -> list[tuple[Download, bytes]]:
    return [
        (Download(one.path, one.group, one.says, len(one.content), one.rows), one.content)
        for one in downloads.compose(corpus)
    ]


@dataclass(frozen=True)
class Built:
    """What came of making ``docs/``. ``checked``: what was read; None where nothing has changed.

    ``sizes``: how many of what there are.
    """

    sizes: Mapping[str, int]
    problems: list[Problem]
    checked: Checked | None = None
    changes: Changes | None = None
    """What was written; None where errors are in its way."""
    docs: Mapping[str, bytes] = field(default_factory=dict)
    """The hash of every file in ``docs/``, if it was made."""


@dataclass(frozen=True)
class _Last:
    """The last build without a problem: what went in, what came out."""

    sources: Mapping[str, bytes]
    docs: Mapping[str, bytes]
    sizes: Mapping[str, int]


def pages(
    project: Path, *, strict: bool = False, fresh: bool = False, workers: int | None = None
) -> Built:
    """Go from ``sources/`` to ``docs/``; with errors (or warnings, if strict) write nothing.

    ``fresh``: use nothing that was kept. ``workers``: how many processes make pages; None:
    one a core. Raises NotADirectoryError if there are no sources.
    """
    cache = project / CACHE
    last: _Last | None = None if fresh else load(cache / "docs.last")
    read_from = hashes(project / SOURCES, cache / "sources.seen")
    held = hashes(project / DOCS, None if fresh else cache / "docs.seen")
    if last and last.sources == read_from and last.docs == held:
        return Built(last.sizes, [], None, Changes([], [], []), held)
    known: Parts = (None if fresh else load(cache / "sources.read")) or {}
    kept = {name: hash_ for name, (hash_, _) in known.items()}
    checked = check(project, known)
    if len({name for name, (hash_, _) in known.items() if kept.get(name) != hash_}) > REREAD:
        save(cache / "sources.read", known)
    if checked.corpus is None or has_errors(checked.problems, strict=strict):
        return Built({}, checked.problems, checked)
    built = write_docs(project, checked, fresh=fresh, workers=workers, held=held)
    if not built.problems:
        save(cache / "docs.last", _Last(read_from, built.docs, built.sizes))
    return built


def write_docs(
    project: Path,
    checked: Checked,
    *,
    fresh: bool = False,
    workers: int | None = None,
    held: Mapping[str, bytes] | None = None,
) -> Built:
    """Bring ``docs/`` up to date with what was read without an error.

    ``held``: of each file there, its hash, if that is known already.
    """
    assert checked.corpus  # noqa: S101 - there is one where there is no error
    cache = project / CACHE
    before: Memory = (None if fresh else load(cache / "docs.memory")) or NO_MEMORY
    if held is None:
        held = hashes(project / DOCS, cache / "docs.seen")
    made = make(checked.corpus, checked.evidence, before, held, workers or default_workers())
    changes = write(project / DOCS, made.texts, cache / "docs", DOCS, made.kept)
    problems = [*checked.problems, *changes.problems]
    if has_errors(problems):
        return Built({}, problems, checked, changes)
    save(cache / "docs.memory", made.memory)
    now = {path: hash_ for path, hash_ in held.items() if path not in changes.deleted}
    now |= {path: content_hash(text) for path, text in made.texts.items()}
    now[MANIFEST] = content_hash(listing({*made.texts, *made.kept}))
    return Built(checked.corpus.sizes, problems, checked, changes, now)
