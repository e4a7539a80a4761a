"""The stages from ``sources/`` to ``docs/``, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from . import evidence
from .corpus import Corpus, resolve
from .evidence import NOTHING_CHECKED, Evidence, Verified
from .exports import bibliography, downloads, live_map, schemas, timeline
from .pages import BuildCache, Composer, Made, OfferedFile
from .pages import make as make_pages
from .problems import Problem, has_errors
from .reading import Document, Parts, read
from .text import content_hash
from .workers import BackgroundTask, default_workers
from .writing import MANIFEST, Cache, TreeChanges, hashes, listing, own_key, write

SOURCES, DOCS, SITE, CACHE = "sources", "docs", "site", ".cache/sourcebook"
"""The folders of a project."""

REREAD = 20
"""How many files may be read anew in each build before it is kept what they hold: keeping that
takes longer than reading them."""

NO_MEMORY, NO_FILES = BuildCache(), MappingProxyType[str, bytes]({})
"""Where nothing is known yet."""


Look = Callable[[Composer], None]


@dataclass(frozen=True)
class Checked:
    """What was read. ``corpus`` is None if an error stands in its way; ``documents`` by path."""

    corpus: Corpus | None
    problems: list[Problem]
    documents: Mapping[str, Document] = field(default_factory=dict)
    evidence: Evidence = NOTHING_CHECKED

    def lines(self, problems: Iterable[Problem]) -> Mapping[str, Sequence[str]]:
        """Return the lines of each file that has one of these problems, by its path."""
        return {
            path: self.documents[path].lines
            for path in dict.fromkeys(problem.mark.path for problem in problems)
            if path in self.documents
        }


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
    before: BuildCache = NO_MEMORY,
    held: Mapping[str, bytes] = NO_FILES,
    workers: int = 1,
    look: Look | None = None,
) -> Made:
    """Make every file of ``docs/`` that must be made.

    ``before``: what is known of the last build. ``held``: of each file that is in ``docs/``
    already, its hash. What is known to be right there is not made again. ``look`` is given
    what makes pages before any is made.
    """
    composer = Composer(corpus, known, lambda: [one for one, _ in data.result()])
    if look:
        look(composer)
    data: BackgroundTask[None, list[tuple[OfferedFile, bytes]]]
    data = BackgroundTask(lambda _: _downloads(corpus), workers)
    composer.site.prepare()
    facts = composer.site.tracker
    made = make_pages(composer.jobs(), facts, before, held, workers, data.result)
    texts = made.texts
    texts |= {job.path: job.make().encode() for job in composer.last()}
    for offered, content in data.result():
        composer.taken.take(offered.path, downloads.__name__)
        texts[offered.path] = content
    exports = (
        (schemas, schemas.compose()), (bibliography, bibliography.compose(corpus)),
        (timeline, timeline.compose(corpus)), (live_map, live_map.compose(corpus)),
    )  # fmt: skip
    for maker, files in exports:
        for path, text in files.items():
            composer.taken.take(path, maker.__name__)
            texts[path] = text.encode()
    return made


def _downloads(corpus: Corpus) -> list[tuple[OfferedFile, bytes]]:
    return [
        (OfferedFile(one.path, one.group, one.says, len(one.content), one.rows), one.content)
        for one in downloads.compose(corpus)
    ]


@dataclass(frozen=True)
class Built:
    """What came of making ``docs/``. ``sizes``: how many of what there are.

    ``lines``: those of each file that has a problem, by its path.
    """

    sizes: Mapping[str, int]
    problems: list[Problem]
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changes: TreeChanges | None = None
    """What was written; None where errors are in its way."""
    docs: Mapping[str, bytes] = field(default_factory=dict)
    """The hash of every file in ``docs/``, if it was made."""


@dataclass(frozen=True)
class _Last:
    """The last build without a problem: what went in, what came out."""

    sources: Mapping[str, bytes]
    docs: Mapping[str, bytes]
    sizes: Mapping[str, int]


def shelf(project: Path, *, fresh: bool = False) -> Cache:
    """Return what is kept of a project's builds; with ``fresh``, nothing of those before."""
    return Cache(project / CACHE, own_key(), fresh=fresh)


def pages(
    project: Path,
    kept: Cache,
    *,
    strict: bool = False,
    workers: int | None = None,
    look: Look | None = None,
) -> Built:
    """Go from ``sources/`` to ``docs/``; with errors (or warnings, if strict) write nothing.

    ``kept``: of the builds before. ``workers``: how many processes make pages; None: one a
    core. ``look``: see ``make``. Raises NotADirectoryError if there are no sources.
    """
    last: _Last | None = kept.get("docs.last")
    written = hashes(project / SOURCES, kept, "sources.seen")
    held = hashes(project / DOCS, kept, "docs.seen")
    if last and last.sources == written and last.docs == held:
        return Built(last.sizes, [], {}, TreeChanges([], [], []), held)
    checked = read_again(project, kept)
    if checked.corpus is None or has_errors(checked.problems, strict=strict):
        return Built({}, checked.problems, checked.lines(checked.problems))
    built = write_docs(project, checked, kept, held, workers, look)
    # What was saved while it was being read may have been read or not.
    if not built.problems and hashes(project / SOURCES, kept, "sources.seen") == written:
        kept.set("docs.last", _Last(written, built.docs, built.sizes))
    return built


def read_again(project: Path, kept: Cache) -> Checked:
    """Read and check all sources; of those that hold the same as before, know what they hold."""
    known: Parts = kept.get("sources.read") or {}
    before = {name: hash_ for name, (hash_, _) in known.items()}
    checked = check(project, known)
    anew = [name for name, (hash_, _) in known.items() if before.get(name) != hash_]
    kept.set("sources.read", known, write=len(anew) > REREAD)
    return checked


def write_docs(
    project: Path,
    checked: Checked,
    kept: Cache,
    held: Mapping[str, bytes],
    workers: int | None = None,
    look: Look | None = None,
) -> Built:
    """Bring ``docs/`` up to date with what was read without an error.

    ``held``: of each file there, its hash.
    """
    assert checked.corpus  # noqa: S101 - there is one where there is no error
    before: BuildCache = kept.get("docs.memory") or NO_MEMORY
    made = make(checked.corpus, checked.evidence, before, held, workers or default_workers(), look)
    changes = write(project / DOCS, made.texts, kept.folder / "docs", DOCS, made.reused)
    problems = [*checked.problems, *changes.problems]
    lines = checked.lines(problems)
    if has_errors(problems):
        return Built({}, problems, lines, changes)
    kept.set("docs.memory", made.cache)
    now = {path: hash_ for path, hash_ in held.items() if path not in changes.deleted}
    now |= {path: content_hash(text) for path, text in made.texts.items()}
    now[MANIFEST] = content_hash(listing({*made.texts, *made.reused}))
    return Built(checked.corpus.sizes, problems, lines, changes, now)
