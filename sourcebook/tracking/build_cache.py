"""Makes the files of ``docs/`` whose dependencies have changed; keeps the other files."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import NamedTuple

from ..crashes import working_on
from ..text import content_hash
from ..workers import BackgroundTask, parallel_map
from .dependencies import Dependency, Tracker


class Job(NamedTuple):
    """A file to be made at ``path`` in ``docs/``; ``make`` returns the file's text.

    A ``cacheable`` file is made again only if one of its lookups now gives a different result, or
    if the file was edited. Any other file is made in every build.
    """

    path: str
    make: Callable[[], str]
    cacheable: bool


@dataclass(frozen=True)
class BuildCache:
    """The dependencies of the last build, and hashes of the files that it made.

    ``dependencies``: lookup -> hash of the lookup's result, for the lookups of all cacheable files.
    Some lookups may be left from earlier builds. ``pages``: maps the path of each cacheable file in
    ``docs/`` to a pair: the indexes of the file's lookups in ``dependencies``, and a hash of the
    file's text. ``fresh``: the number of dependencies after the last build that made all files.
    ``group_hashes``: see ``Tracker.group_hashes``.
    """

    dependencies: Mapping[Dependency, bytes] = field(default_factory=dict)
    pages: Mapping[str, tuple["array[int]", bytes]] = field(default_factory=dict)
    fresh: int = 0
    group_hashes: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The files of ``docs/``.

    ``texts``: maps the path of each file that was made in this build to the file's text.
    ``reused``: the paths of all other files. ``cache``: the cache for the next build.
    """

    texts: dict[str, bytes]
    reused: set[str]
    cache: BuildCache


class _Result(NamedTuple):
    path: str
    text: bytes
    dependencies: list[Dependency] | None


def make(
    jobs: Iterable[Job],
    tracker: Tracker,
    before: BuildCache,
    docs_hashes: Mapping[str, bytes],
    workers: int,
    before_fork: Callable[[], object] = bool,
    late: Callable[[], Iterable[Job]] = tuple,
) -> Made:
    """Make every file that is new, outdated or not cacheable.

    ``before``: the cache of the last build. ``docs_hashes``: maps the path of each file that is in
    ``docs/`` now to the file's hash. A file that was edited there is made again. ``before_fork``: a
    function that frees memory. It is called when the files to make are known, before the worker
    processes start. ``late``: a function that returns further jobs, none of them cacheable. Finding
    these jobs takes time. So this function is called in a background process, except in a first
    build.
    """
    if len(before.dependencies) > 2 * before.fresh:
        before = BuildCache()  # most of the old dependencies are probably unused by now
    cacheable, uncacheable = _sorted_out(jobs)
    # Uncacheable files take longest, because they grow with the corpus. So a background process
    # makes these files while dependencies are compared. A first build doesn't start this process,
    # because the workers of a first build already use all cores.
    early: BackgroundTask[None, dict[str, bytes]] | None
    early = None
    if before.pages:
        early = BackgroundTask(lambda _: _texts(chain(uncacheable, late())), workers)
    group_hashes = tracker.group_hashes()
    hashes = _current_hashes(tracker, before, group_hashes)
    both = zip(hashes.values(), before.dependencies.values(), strict=True)
    changed = {position for position, (now, then) in enumerate(both) if now != then}
    pages: dict[str, tuple[array[int], bytes]] = {}
    to_make: list[Job] = [] if early else [*uncacheable, *late()]
    for job in cacheable:
        known = before.pages.get(job.path)
        if known and docs_hashes.get(job.path) == known[1] and changed.isdisjoint(known[0]):
            pages[job.path] = known
        else:
            to_make.append(job)
    reused = set(pages)
    before_fork()
    texts: dict[str, bytes] = {}
    positions = {dependency: position for position, dependency in enumerate(hashes)}
    for path, text, dependencies in parallel_map(partial(_make, tracker), to_make, workers):
        texts[path] = text
        if dependencies is None:
            continue
        for dependency in dependencies:
            if dependency not in positions:
                positions[dependency] = len(positions)
                hashes[dependency] = tracker.hash_of(dependency)
        read = array("I", [positions[dependency] for dependency in dependencies])
        pages[path] = (read, content_hash(text))
    if early:
        texts |= early.result()
    return Made(texts, reused, BuildCache(hashes, pages, before.fresh or len(hashes), group_hashes))


def _sorted_out(jobs: Iterable[Job]) -> tuple[list[Job], list[Job]]:
    """Return two lists: the cacheable jobs, and all other jobs."""
    cacheable: list[Job] = []
    uncacheable: list[Job] = []
    for job in jobs:
        (cacheable if job.cacheable else uncacheable).append(job)
    return cacheable, uncacheable


def _current_hashes(
    tracker: Tracker, before: BuildCache, group_hashes: Mapping[str, bytes]
) -> dict[Dependency, bytes]:
    """Return a mapping from each dependency of the last build to its current hash.

    The order is that of ``before.dependencies``.
    """
    unchanged = {
        name for name, hash_ in group_hashes.items() if before.group_hashes.get(name) == hash_
    }
    return {
        dependency: then if dependency[0] in unchanged else tracker.hash_of(dependency)
        for dependency, then in before.dependencies.items()
    }


def _texts(jobs: Iterable[Job]) -> dict[str, bytes]:
    return {job.path: _text(job) for job in jobs}


def _text(job: Job) -> bytes:
    with working_on(f"docs/{job.path}"):
        return job.make().encode()


def _make(tracker: Tracker, job: Job) -> _Result:
    if not job.cacheable:
        return _Result(job.path, _text(job), None)
    with tracker.recording() as dependencies:
        text = _text(job)
    return _Result(job.path, text, list(dependencies))
