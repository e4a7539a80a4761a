"""Makes those files of ``docs/`` whose dependencies have changed; keeps all others."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ..crashes import working_on
from ..text import content_hash
from ..workers import FEW_FILES, BackgroundTask, parallel_map
from .dependencies import Dependency, Tracker


class Job(NamedTuple):
    """A file to be made. ``path``: its path in ``docs/``. ``make``: returns the file's text.

    While ``make`` runs, its lookups in the corpus are recorded. ``given``: a hash of the values
    that ``make`` uses without such lookups.

    A ``cacheable`` file is made again only if the result of a lookup or ``given`` has changed, or
    if the file was edited. Any other file is made in every build.
    """

    path: str
    make: Callable[[], str]
    cacheable: bool
    given: bytes = b""


class CachedFile(NamedTuple):
    """The cache entry of a file of ``docs/``, which decides whether the file can be reused.

    ``lookups``: the lookups in the corpus that were recorded while the file was made. Each is
    stored as an index in ``BuildCache.dependencies``. ``text``: a hash of the file's text.
    ``given``: see ``Job``.
    """

    lookups: "array[int]"
    text: bytes
    given: bytes


@dataclass(frozen=True)
class BuildCache:
    """The dependencies of the files in ``docs/`` after the last build, and hashes of these files.

    ``dependencies``: lookup -> a hash of its result, for each lookup of a cacheable file. Some
    lookups may be left from earlier builds. ``pages``: path in ``docs/`` -> cache entry, for each
    cacheable file. ``fresh``: the number of dependencies after the last build that made all files.
    """

    dependencies: Mapping[Dependency, bytes] = field(default_factory=dict)
    pages: Mapping[str, CachedFile] = field(default_factory=dict)
    fresh: int = 0


@dataclass(frozen=True)
class Made:
    """The files of ``docs/``.

    ``texts``: path -> text, for each file that was made in this build. ``reused``: the paths of all
    other files. ``cache``: the cache for the next build.
    """

    texts: MutableMapping[str, bytes]
    reused: set[str]
    cache: BuildCache


class _Result(NamedTuple):
    path: str
    text: bytes
    dependencies: list[Dependency] | None
    given: bytes


def make(
    jobs: Iterable[Job],
    tracker: Tracker,
    before: BuildCache,
    docs_hashes: Mapping[str, bytes],
    workers: int,
    texts: MutableMapping[str, bytes] | None = None,
) -> Made:
    """Make every file that is new, outdated or not cacheable.

    ``jobs``: should be an iterator that finds the jobs one by one: with several processes, another
    process meanwhile looks for outdated dependencies. ``tracker``: records the lookups. Its views
    must exist already; files that depend on a view that doesn't exist yet are made again.
    ``before``: the cache of the last build. ``docs_hashes``: path -> hash, for each file that is in
    ``docs/`` now. A file that was edited there is made again. ``workers``: the number of processes.
    ``texts``: the mapping to which the files' texts are added; None for a new mapping.
    """
    if len(before.dependencies) > 2 * before.fresh:
        before = BuildCache()  # most old dependencies are probably unused: make all files
    texts = {} if texts is None else texts
    looking = partial(_outdated, before.dependencies, tracker)
    outdated = BackgroundTask(looking, workers if before.dependencies else 1)
    listed = list(jobs)
    changed = outdated.result()
    hashes = dict(before.dependencies)
    lookups = list(hashes)
    hashes |= {lookups[index]: hash_ for index, hash_ in changed.items()}
    pages, to_make = _sorted_out(listed, before, docs_hashes, changed.keys())
    reused = set(pages)
    results = parallel_map(partial(_make, tracker), to_make, workers, FEW_FILES)
    for result, indexes in _with_positions(results, tracker, hashes):
        texts[result.path] = result.text
        if indexes is not None:
            pages[result.path] = CachedFile(indexes, content_hash(result.text), result.given)
    return Made(texts, reused, BuildCache(hashes, pages, before.fresh or len(hashes)))


def _outdated(dependencies: Mapping[Dependency, bytes], tracker: Tracker) -> dict[int, bytes]:
    """Return index in ``dependencies`` -> new hash, for each dependency whose hash has changed."""
    hashes = map(tracker.hash_of, dependencies)
    both = enumerate(zip(hashes, dependencies.values(), strict=True))
    return {index: now for index, (now, then) in both if now != then}


def _with_positions(
    results: Iterable[_Result], tracker: Tracker, hashes: dict[Dependency, bytes]
) -> "Iterator[tuple[_Result, array[int] | None]]":
    """Yield each job's result, and the indexes in ``hashes`` of the result's dependencies.

    If the result isn't cacheable, yield None instead of the indexes. ``hashes``: all dependencies
    so far, with their hashes; new ones are added. ``tracker``: hashes the new dependencies.
    """
    positions = {dependency: position for position, dependency in enumerate(hashes)}
    for result in results:
        for dependency in result.dependencies or ():
            if dependency not in positions:
                positions[dependency] = len(positions)
                hashes[dependency] = tracker.hash_of(dependency)
        if result.dependencies is None:
            yield result, None
        else:
            yield result, array("I", map(positions.__getitem__, result.dependencies))


def _sorted_out(
    jobs: Iterable[Job],
    before: BuildCache,
    docs_hashes: Mapping[str, bytes],
    changed: Set[int],
) -> tuple[dict[str, CachedFile], list[Job]]:
    """Return the cache entries of reusable files, by path, and the jobs of all other files.

    ``changed``: the indexes, in ``before.dependencies``, of the dependencies that have changed.
    """
    current: dict[str, CachedFile] = {}
    to_make: list[Job] = []
    for job in jobs:
        known = before.pages.get(job.path)
        if (
            job.cacheable
            and known
            and (docs_hashes.get(job.path), job.given) == known[1:]
            and changed.isdisjoint(known.lookups)
        ):
            current[job.path] = known
        else:
            to_make.append(job)
    return current, to_make


def _make(tracker: Tracker, job: Job) -> _Result:
    with working_on(f"docs/{job.path}"):
        if not job.cacheable:
            return _Result(job.path, job.make().encode(), None, b"")
        with tracker.recording() as dependencies:
            text = job.make().encode()
    return _Result(job.path, text, list(dependencies), job.given)
