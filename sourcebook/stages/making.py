"""Makes the files of ``docs/`` in memory, from a corpus."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cache, partial
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from ..cancelling import checkpoint
from ..citing.citations import Citation, Citations
from ..corpus import Corpus
from ..evidence import NOTHING_CHECKED, Evidence
from ..exports import (
    bibliography,
    downloads,
    live_map,
    record_files,
    schemas,
    site_facts,
    timeline,
)
from ..pages.compose import Composer
from ..pages.site import OfferedFile
from ..reading.git_history import NO_HISTORY, History
from ..tracking.build_cache import BuildCache, Job, Made
from ..tracking.build_cache import make as make_pages
from ..workers import BackgroundTask

NO_CACHE, NO_FILES = BuildCache(), MappingProxyType[str, bytes]({})
"""The empty build cache and the empty mapping of file hashes, with which a first build begins."""

ComposerReady = Callable[[Callable[[], Composer]], None]
"""A function that is called before any page is made.

Its argument is a function that returns the composer, which makes the pages.
"""


HashDocs = Callable[[], Mapping[str, bytes]]
"""A function that returns path -> hash, for each file that is in ``docs/`` now.

For a large site, it takes long unless another process has hashed the files meanwhile.
"""


def generate(corpus: Corpus, evidence: Evidence = NOTHING_CHECKED) -> Mapping[str, bytes]:
    """Return path -> content, for each file of ``docs/``.

    ``evidence``: the results of the evidence check, which compares quotes with original texts.
    """
    return make(corpus, evidence).texts


def make(
    corpus: Corpus,
    evidence: Evidence = NOTHING_CHECKED,
    before: BuildCache = NO_CACHE,
    hash_docs: HashDocs = lambda: NO_FILES,
    workers: int = 1,
    on_ready: ComposerReady | None = None,
    cited: dict[bytes, Citation] | None = None,
    texts: MutableMapping[str, bytes] | None = None,
    history: History = NO_HISTORY,
) -> Made:
    """Make every file of ``docs/`` that is missing or outdated.

    ``evidence``: the results of the evidence check, which compares quotes with original texts.
    ``before``: the cache of the last build. ``hash_docs``: see ``HashDocs``. ``workers``: the
    number of processes. ``cited``: the cache of citations, which is updated in place. ``texts``: an
    empty mapping to which the files' texts are added; if None, a dictionary is used. ``history``:
    the project's history in Git. ``on_ready``: see ``ComposerReady``.
    """
    texts = {} if texts is None else texts
    offered: list[OfferedFile] = []
    citations = Citations(corpus, cited)

    composer_of = cache(partial(Composer, corpus, evidence, lambda: offered, citations, history))
    if on_ready:
        on_ready(composer_of)  # before all else, because somebody waits for a page
    citations.make_all()  # now, so that the processes forked below have the citations
    makers: list[tuple[str, str]] = []

    def store(files: Iterable[_Export]) -> None:
        for file in files:
            texts[file.path] = file.content
            makers.append((file.path, file.maker))
            offered.extend([file.offered] if file.offered else [])

    data = BackgroundTask(partial(_downloads, corpus, citations), workers)
    try:
        composer = composer_of()
        composer.site.prepare()
        store(_other_exports(corpus, citations))
        # Making the downloads takes much memory. Wait here for the process that makes them, so that
        # further processes start only after this memory has been freed.
        store(data.result())
    finally:
        data.end()

    def jobs() -> Iterator[Job]:
        yield from composer.jobs()
        for job in record_files.jobs(composer.site.corpus):
            composer.taken.take(job.path, record_files.__name__)
            yield job
        for path, maker in makers:
            composer.taken.take(path, maker)

    made = make_pages(jobs(), composer.site.tracker, before, hash_docs(), workers, texts)
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


def _downloads(corpus: Corpus, citations: Citations) -> list[_Export]:
    """Return the files that the page of downloads offers, and tables without rows."""
    made = []
    for file in downloads.compose(corpus, citations):
        heading, size = downloads.GROUPS[file.group], len(file.content)
        offered = None
        if file.rows != 0:
            offered = OfferedFile(file.path, file.group, heading, file.says, size, file.rows)
        made.append(_Export(file.path, file.content, downloads.__name__, offered))
    return made


def _other_exports(corpus: Corpus, citations: Citations) -> Iterator[_Export]:
    """Yield the other files with data: for scripts, for the theme, for editors and for citing."""
    composers: tuple[tuple[ModuleType, Callable[[], Mapping[str, str]]], ...] = (
        (schemas, lambda: schemas.compose(corpus.vocabulary)),
        (bibliography, lambda: bibliography.compose(corpus)),
        (timeline, lambda: timeline.compose(corpus)),
        (live_map, lambda: live_map.compose(corpus)),
        (site_facts, lambda: site_facts.compose(corpus, citations)),
    )
    for maker, compose in composers:
        checkpoint()
        for path, text in compose().items():
            yield _Export(path, text.encode(), maker.__name__)
