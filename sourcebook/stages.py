"""The stages from ``sources/`` to ``docs/``, in order."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from . import evidence, project_language
from .citing.citations import Citation, Citations
from .citing.refusing import refusal
from .compiled_templates import CompiledTemplates
from .corpus import Corpus, resolve, with_drafts, without_home
from .corpus.page_names import collisions
from .editing import example
from .evidence import NOTHING_CHECKED, Evidence, Verified
from .exports import (
    bibliography,
    downloads,
    live_map,
    media,
    pictures,
    record_files,
    schemas,
    site_facts,
    timeline,
)
from .pages.compose import Composer, environment
from .pages.page_makers import reserved_names
from .pages.site import OfferedFile
from .problems import Problem, has_errors
from .project import DOCS, SETTINGS, SOURCES, Built
from .reading.document import Document
from .reading.folder import Parts, read
from .reading.git_history import NO_HISTORY, History, history
from .reading.records import Records
from .reading.site_settings import site_name
from .records.media import FOLDER as MEDIA
from .records.pictures import FOLDER as PICTURES
from .records.types import ENTITY_TYPES
from .text import content_hash
from .tracking.build_cache import BuildCache, Job, Made
from .tracking.build_cache import make as make_pages
from .workers import BackgroundTask, default_workers
from .writing import MANIFEST, Cache, Spool, TreeChanges, hashes, manifest, write

RESERVED_PAGES = reserved_names() | {schemas.FOLDER, "pagefind"}
"""Names that no hand-written page can have. ``pagefind`` is the folder of the search index."""

FEW_FILES = 20
"""The cache of parsed files is written only if more files than this have changed.

If fewer files have changed, pickling the whole cache would take longer than parsing these files
again in the next build.
"""

NO_CACHE, NO_FILES = BuildCache(), MappingProxyType[str, bytes]({})
"""The empty build cache and the empty mapping of file hashes, with which a first build begins."""

ComposerReady = Callable[[Composer], None]
"""A function that takes the composer, which makes the pages, and returns nothing.

The function is called before the composer makes the first page.
"""


HashDocs = Callable[[], Mapping[str, bytes]]
"""A function that returns path -> hash, for each file that is in ``docs/`` now.

It takes long for a large site, so it is called as late as possible.
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


def check(project: Path, known: Parts | None = None, usable_style: str = "") -> Checked:
    """Read and check a project's sources. Raises NotADirectoryError if there is no ``sources/``.

    ``known``: the cache of parsed files, which is updated in place. ``usable_style``: the text of a
    citation style that an earlier check found usable; this style isn't checked again.
    """
    checked = _read(project, known, usable_style)
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


def _read(project: Path, known: Parts | None = None, usable_style: str = "") -> Checked:
    records = read(project / SOURCES, SOURCES, known)
    corpus, problems = resolve(records)
    if corpus and corpus.citation_style not in ("", usable_style):
        refused = refusal(corpus.citation_style, records.styles[0].document.path)
        if refused:
            corpus, problems = None, [*problems, refused]
    taken = list(collisions(records.pages, RESERVED_PAGES))
    if taken:
        corpus = None
    # If there are errors, nothing is published, so no warning about records copied from an example
    # is needed.
    left = example.left(records, SOURCES) if corpus else []
    if corpus and example.is_over(left):
        corpus = without_home(corpus)
    if corpus:
        corpus = replace(corpus, settings=_shown_settings(project))
    told = list(project_language.problems(project / SETTINGS))
    every = [*problems, *taken, *example.told(left), *(problem for problem, _ in told)]
    return Checked(corpus, every, records, settings=[document for _, document in told])


def _shown_settings(project: Path) -> Mapping[str, str]:
    """Return the settings that pages of ``docs/`` show, by name."""
    name = site_name(project / SETTINGS)
    return {"site_name": name} if name else {}


def generate(corpus: Corpus, known: Evidence = NOTHING_CHECKED) -> Mapping[str, bytes]:
    """Return path -> content, for each file of ``docs/``.

    ``known``: the results of the evidence check, which compares quotes with original texts.
    """
    return make(corpus, known).texts


def make(
    corpus: Corpus,
    known: Evidence = NOTHING_CHECKED,
    before: BuildCache = NO_CACHE,
    hash_docs: HashDocs = lambda: NO_FILES,
    workers: int = 1,
    on_ready: ComposerReady | None = None,
    cited: dict[bytes, Citation] | None = None,
    texts: MutableMapping[str, bytes] | None = None,
    history: History = NO_HISTORY,
) -> Made:
    """Make every file of ``docs/`` that is missing or outdated.

    ``known``: the results of the evidence check, which compares quotes with original texts.
    ``before``: the cache of the last build. ``hash_docs``: see ``HashDocs``. ``workers``: the
    number of processes. ``cited``: the cache of citations, which is updated in place. ``texts``: an
    empty mapping to which the files' texts are added; if None, a dictionary is used. ``history``:
    the project's history in Git. ``on_ready``: see ``ComposerReady``.
    """
    texts = {} if texts is None else texts
    offered: list[OfferedFile] = []
    citations = Citations(corpus, cited)
    citations.make_all()  # first, so that the process forked below has the citations

    def make_exports() -> list[_Export]:
        return list(_exports(corpus, citations))

    # With ``on_ready``, somebody waits for a page: start no other process before it is shown.
    data = None if on_ready else BackgroundTask(make_exports, workers)
    composer = Composer(corpus, known, lambda: offered, citations, history)
    if on_ready:
        on_ready(composer)
    data = data or BackgroundTask(make_exports, workers)
    composer.site.prepare()
    docs_hashes = hash_docs()
    # Making the exports (data files) takes much memory. Wait here for the process that makes them,
    # so that further processes start only after this memory has been freed.
    makers: dict[str, str] = {}
    for file in data.result():
        texts[file.path], makers[file.path] = file.content, file.maker
        offered.extend([file.offered] if file.offered else [])

    def jobs() -> Iterator[Job]:
        yield from composer.jobs()
        for job in record_files.jobs(composer.site.corpus):
            composer.taken.take(job.path, record_files.__name__)
            yield job
        for path, maker in makers.items():
            composer.taken.take(path, maker)

    made = make_pages(jobs(), composer.site.tracker, before, docs_hashes, workers, texts)
    for job in composer.last():
        texts[job.path] = job.make().encode()
    return made


class _Export(NamedTuple):
    """A file of ``docs/`` with data. ``maker``: the name of the module that makes the file.

    ``offered``: the file's entry on the page of downloads; None if the page doesn't list it.
    """

    path: str
    content: bytes
    maker: str
    offered: OfferedFile | None = None


def _exports(corpus: Corpus, citations: Citations) -> Iterator[_Export]:
    for file in downloads.compose(corpus, citations):
        heading, size = downloads.GROUPS[file.group], len(file.content)
        offered = None
        if file.rows != 0:
            offered = OfferedFile(file.path, file.group, heading, file.says, size, file.rows)
        yield _Export(file.path, file.content, downloads.__name__, offered)
    others = (
        (schemas, schemas.compose(corpus.vocabulary)), (bibliography, bibliography.compose(corpus)),
        (timeline, timeline.compose(corpus)), (live_map, live_map.compose(corpus)),
        (site_facts, site_facts.compose(corpus, citations)),
    )  # fmt: skip
    for maker, files in others:
        for path, text in files.items():
            yield _Export(path, text.encode(), maker.__name__)


@dataclass(frozen=True)
class _LastBuild:
    """The last build that had no problems.

    ``sources``, ``docs``: path -> hash, for each file in ``sources/`` and in ``docs/``. ``sizes``:
    the number of records of each type. ``history``: the project's history in Git. ``settings``: the
    settings that pages of ``docs/`` show, by name.
    """

    sources: Mapping[str, bytes]
    docs: Mapping[str, bytes]
    sizes: Mapping[str, int]
    history: History
    settings: Mapping[str, str]


def pages(
    project: Path,
    cache: Cache,
    *,
    strict: bool = False,
    allow_drafts: bool = False,
    workers: int | None = None,
    on_ready: ComposerReady | None = None,
) -> Built:
    """Make ``docs/`` from ``sources/``. If there are errors in the sources, write nothing.

    ``strict``, ``allow_drafts``: see ``has_errors``. ``workers``: the number of processes; None
    means one per core. ``on_ready``: see ``ComposerReady``. Raises NotADirectoryError without a
    folder ``sources/``.
    """
    project_language.keep(cache.folder)
    last: _LastBuild | None = cache.get("docs.last")
    sources = hashes(project / SOURCES, cache, "sources.seen")
    hash_docs = functools.cache(partial(hashes, project / DOCS, cache, "docs.seen"))
    unspoken = any(project_language.problems(project / SETTINGS))
    known, settings = history(project, SOURCES), _shown_settings(project)
    seen = (sources, known, settings)
    is_same = last and (last.sources, last.history, last.settings) == seen and not unspoken
    if last and is_same and last.docs == hash_docs():
        return Built(last.sizes, [], {}, TreeChanges([], [], []), last.docs)
    checked = read_again(project, cache)
    if checked.corpus is None or has_errors(
        checked.problems, strict=strict, allow_drafts=allow_drafts
    ):
        return Built({}, checked.problems, checked.lines(checked.problems))
    built = write_docs(project, checked, cache, hash_docs, workers, on_ready, known)
    # If a file was saved while the sources were being read, it isn't known which version of the
    # file was read. The build is then not stored as the last build.
    if not built.problems and hashes(project / SOURCES, cache, "sources.seen") == sources:
        cache.set("docs.last", _LastBuild(sources, built.docs, built.sizes, known, settings))
    return built


def read_again(project: Path, cache: Cache) -> Checked:
    """Read and check all sources. Only files that have changed since the last check are parsed."""
    known: Parts = cache.get("sources.read") or {}
    before = {name: hash_ for name, (hash_, _) in known.items()}
    usable = cache.get("docs.style") or ""
    checked = check(project, known, usable)
    if checked.corpus and checked.corpus.citation_style != usable:
        cache.set("docs.style", checked.corpus.citation_style)
    changed = [name for name, (hash_, _) in known.items() if before.get(name) != hash_]
    # Write the cache even if only one picture has changed, because checking a picture takes about
    # as long as parsing a hundred texts.
    are_pictures = any(name.startswith(f"{PICTURES}/") for name in changed)
    cache.set("sources.read", known, write=are_pictures or len(changed) > FEW_FILES)
    return checked


_DRAFTS = frozenset(["event-without-claim", "unreferenced"])
"""Codes of two problems. A complete record that has one of them is a draft: it isn't published.

Such a record is an event without a claim, or a record to which nothing refers.
"""


class Drafts(NamedTuple):
    """Pages of records that aren't published yet, for the preview.

    The keys of both mappings are paths in ``docs/``. ``pages``: the pages' Markdown. ``files``:
    contents of pictures and recordings that only these pages show.
    """

    pages: Mapping[str, str] = MappingProxyType({})
    files: Mapping[str, bytes] = MappingProxyType({})


def draft_pages(project: Path, cache: Cache, problems: Iterable[Problem], most: int) -> Drafts:
    """Return pages of records that aren't published yet, and the files that only these pages show.

    ``problems``: the problems of the last build, which had no error. ``most``: maximum number of
    pages. Raises OSError if a picture can't be read.
    """
    found = [problem.facts for problem in problems if problem.code in _DRAFTS][:most]
    if not found:
        return Drafts()
    known: Parts = cache.get("sources.read") or {}
    corpus = with_drafts(read(project / SOURCES, SOURCES, known))
    composer = Composer(corpus, NOTHING_CHECKED)
    folders = {str(type_): info.folder for type_, info in ENTITY_TYPES.items()}
    paths = [f"{folders[one['kind']]}/{one['id']}.md" for one in found]
    made = {path: composer.text(path) for path in paths}
    files = pictures.missing(corpus, project / SOURCES / PICTURES, project / DOCS)
    files |= media.missing(corpus, project / SOURCES / MEDIA, project / DOCS)
    return Drafts({path: text for path, text in made.items() if text}, files)


def write_docs(
    project: Path,
    checked: Checked,
    cache: Cache,
    hash_docs: HashDocs,
    workers: int | None = None,
    on_ready: ComposerReady | None = None,
    known: History = NO_HISTORY,
) -> Built:
    """Bring ``docs/`` up to date with sources in which the check found no error.

    ``checked``: the sources. ``hash_docs``: see ``HashDocs``; it is called twice.
    ``known``: the project's history in Git. For the other parameters, see ``pages``.
    """
    assert checked.corpus  # noqa: S101 - ``corpus`` is None only if there are errors
    workers = workers or default_workers()
    before: BuildCache = cache.get("docs.memory") or NO_CACHE
    cited: dict[bytes, Citation] = cache.get("docs.cited") or {}
    cited_before = set(cited)
    known_templates = cache.get("docs.templates")
    templates = CompiledTemplates(environment(), known_templates)
    if not known_templates:
        templates.compile_all()
        cache.set("docs.templates", templates.bytecode)
    with closing(Spool(cache.folder)) as texts:
        made = make(
            checked.corpus, checked.evidence, before, hash_docs, workers,
            on_ready, cited, texts, known,
        )  # fmt: skip
        docs_hashes = hash_docs()
        cache.set("docs.cited", cited, write=cited.keys() != cited_before)
        pictured: dict[str, pictures.MadePicture] = cache.get("docs.pictures") or {}
        resized, same_pictures = pictures.make(
            checked.corpus, project / SOURCES / PICTURES, pictured, docs_hashes, workers
        )
        texts.update(resized)
        cache.set("docs.pictures", pictured, write=bool(resized))
        same_media = media.copy(checked.corpus, project / SOURCES / MEDIA, docs_hashes, texts)
        reused = made.reused | same_pictures | same_media
        changes = write(project / DOCS, texts, cache.folder / "docs", DOCS, reused)
        made_hashes = {path: content_hash(text) for path, text in texts.items()}
    problems = [*checked.problems, *changes.problems]
    lines = checked.lines(problems)
    if has_errors(problems):
        return Built({}, problems, lines, changes)
    cache.set("docs.memory", made.cache)
    now = {path: hash_ for path, hash_ in docs_hashes.items() if path not in changes.deleted}
    now |= made_hashes
    now[MANIFEST] = content_hash(manifest({*made_hashes, *reused}))
    return Built(checked.corpus.sizes, problems, lines, changes, now)
