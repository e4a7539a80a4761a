"""Makes those files of ``docs/`` whose dependencies have changed; keeps all others."""

import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ..crashes import working_on
from ..text import content_hash
from ..workers import FEW_FILES, BackgroundTask, parallel_map
from .dependencies import Tracker
from .known_lookups import KnownLookups, LookupReceiver, LookupSender, SentLookups


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
    stored as its number in ``BuildCache.lookups``. ``text``: a hash of the file's text.
    ``given``: see ``Job``.
    """

    lookups: "array[int]"
    text: bytes
    given: bytes


@dataclass(frozen=True)
class BuildCache:
    """The dependencies of the files in ``docs/`` after the last build, and hashes of these files.

    ``lookups``: each lookup of a cacheable file, with a hash of its result. Some lookups may be
    left from earlier builds. ``pages``: path in ``docs/`` -> cache entry, for each cacheable file.
    ``fresh``: the number of lookups after the last build that made all files.
    """

    lookups: KnownLookups = field(default_factory=KnownLookups)
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
    """A file that was made. ``process``: the id of the process that made it.

    ``lookups``: None for a file that isn't cacheable.
    """

    path: str
    text: bytes
    given: bytes
    process: int
    lookups: SentLookups | None


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
    if len(before.lookups) > 2 * before.fresh:
        before = BuildCache()  # most old lookups are probably unused: make all files
    texts = {} if texts is None else texts
    looking = partial(before.lookups.outdated, tracker.hash_of)
    outdated = BackgroundTask(looking, workers if before.lookups else 1)
    listed = list(jobs)
    changed = outdated.result()
    pages, to_make = _sorted_out(listed, before, docs_hashes, changed.keys())
    reused = set(pages)
    lookups = before.lookups.copy()
    lookups.update(changed)
    receivers = defaultdict[int, LookupReceiver](partial(LookupReceiver, lookups, tracker.hash_of))
    make_one = partial(_make, tracker, LookupSender())
    for result in parallel_map(make_one, to_make, workers, FEW_FILES):
        texts[result.path] = result.text
        if result.lookups is not None:
            numbers = receivers[result.process].received(result.lookups)
            pages[result.path] = CachedFile(numbers, content_hash(result.text), result.given)
    return Made(texts, reused, BuildCache(lookups, pages, before.fresh or len(lookups)))


def _sorted_out(
    jobs: Iterable[Job],
    before: BuildCache,
    docs_hashes: Mapping[str, bytes],
    changed: Set[int],
) -> tuple[dict[str, CachedFile], list[Job]]:
    """Return the cache entries of reusable files, by path, and the jobs of all other files.

    ``changed``: the numbers, in ``before.lookups``, of the lookups whose results have changed.
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


def _make(tracker: Tracker, sender: LookupSender, job: Job) -> _Result:
    with working_on(f"docs/{job.path}"):
        if not job.cacheable:
            return _Result(job.path, job.make().encode(), b"", os.getpid(), None)
        with tracker.recording() as lookups:
            text = job.make().encode()
    return _Result(job.path, text, job.given, os.getpid(), sender.sent(lookups))
