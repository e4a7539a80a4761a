"""Makes those files of ``docs/`` again whose dependencies have changed; keeps the others."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ..crashes import working_on
from ..text import content_hash
from ..workers import BackgroundTask, parallel_map
from .dependencies import Dependency, Tracker


class Job(NamedTuple):
    """A file to be made at ``path`` in ``docs/``; ``make`` returns its text.

    A ``cacheable`` file is made again only if one of its lookups now gives another result;
    any other file is made in every build.
    """

    path: str
    make: Callable[[], str]
    cacheable: bool


@dataclass(frozen=True)
class BuildCache:
    """The dependencies of the last build, and hashes of the files that it made from them.

    ``dependencies``: every lookup that any file made, with a hash of its answer. ``pages``: for
    each cacheable file, by its path in ``docs/``, the positions in ``dependencies`` of its
    lookups, and a hash of its text. ``fresh``: the number of dependencies when all files had
    just been made. ``group_hashes``: see ``Tracker.group_hashes``.
    """

    dependencies: Mapping[Dependency, bytes] = field(default_factory=dict)
    pages: Mapping[str, tuple["array[int]", bytes]] = field(default_factory=dict)
    fresh: int = 0
    group_hashes: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The files of ``docs/``. ``texts``: those made now, by path. ``reused``: paths of the rest."""

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
) -> Made:
    """Make every file that is new, outdated or not cacheable.

    ``before``: the cache of the last build. ``docs_hashes``: the hash of each file that is in
    ``docs/`` now; a file that was edited there is made again. ``before_fork``: frees memory; it is
    called when the files to make are known, before workers start.
    """
    if len(before.dependencies) > 2 * before.fresh:
        before = BuildCache()  # most of its dependencies belong to pages that have changed since
    cacheable: list[Job] = []
    uncacheable: list[Job] = []
    for job in jobs:
        (cacheable if job.cacheable else uncacheable).append(job)
    # Uncacheable files grow with the corpus and take longest, so start on them while dependencies
    # are compared. In a first build every file is made anyway, by as many workers as there are
    # cores: another process would be one too many.
    early: BackgroundTask[None, dict[str, bytes]] | None
    early = BackgroundTask(lambda _: _texts(uncacheable), workers) if before.pages else None
    group_hashes = tracker.group_hashes()
    hashes = _current_hashes(tracker, before, group_hashes)
    both = zip(hashes.values(), before.dependencies.values(), strict=True)
    changed = {position for position, (now, then) in enumerate(both) if now != then}
    pages: dict[str, tuple[array[int], bytes]] = {}
    to_make: list[Job] = [] if early else uncacheable
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


def _current_hashes(
    tracker: Tracker, before: BuildCache, group_hashes: Mapping[str, bytes]
) -> dict[Dependency, bytes]:
    """Return the last build's dependencies, in the same order, with their current hashes."""
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
