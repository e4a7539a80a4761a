"""Which pages must be made anew: those of which a fact has changed since they were made."""

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
    """A file to be made at ``path`` in ``docs/``.

    ``cacheable``: it is made again only when something that it read has changed; any other is
    made in every build.
    """

    path: str
    make: Callable[[], str]
    cacheable: bool


@dataclass(frozen=True)
class BuildCache:
    """What the last build read, and what it made of it.

    ``dependencies``: everything that any page read, with its hash. ``pages``: for each cacheable
    file, by its path in ``docs/``, the positions in ``dependencies`` of what it read, and a hash
    of its text. ``fresh``: how many dependencies there were when all files had just been made.
    ``group_hashes``: see ``Tracker.group_hashes``.
    """

    dependencies: Mapping[Dependency, bytes] = field(default_factory=dict)
    pages: Mapping[str, tuple["array[int]", bytes]] = field(default_factory=dict)
    fresh: int = 0
    group_hashes: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """``texts``: what was made anew, by path. ``reused``: the paths of what stays as it was."""

    texts: dict[str, bytes]
    reused: set[str]
    cache: BuildCache


class _Result(NamedTuple):
    path: str
    text: bytes
    read: list[Dependency] | None


def make(
    jobs: Iterable[Job],
    facts: Tracker,
    before: BuildCache,
    held: Mapping[str, bytes],
    workers: int,
    make_room: Callable[[], object] = bool,
) -> Made:
    """Make what must be made. ``held``: of each file that is there already, its hash.

    ``make_room``: called when it is known what must be, before more processes take memory.
    """
    if len(before.dependencies) > 2 * before.fresh:
        before = BuildCache()  # most of it is of no page any more
    lasting: list[Job] = []
    passing: list[Job] = []
    for job in jobs:
        (lasting if job.cacheable else passing).append(job)
    # What is made in every build is known at once, and grows with the whole: it takes longest.
    # Where all else has to be made too, a process more would be one too many.
    begun: BackgroundTask[None, dict[str, bytes]] | None
    begun = BackgroundTask(lambda _: _texts(passing), workers) if before.pages else None
    bases = facts.group_hashes()
    same = {name for name, basis in bases.items() if before.group_hashes.get(name) == basis}
    prints = {
        fact: known if fact[0] in same else facts.hash_of(fact)
        for fact, known in before.dependencies.items()
    }
    both = zip(prints.values(), before.dependencies.values(), strict=True)
    changed = {at for at, (now, known) in enumerate(both) if now != known}
    made: dict[str, tuple[array[int], bytes]] = {}
    open_: list[Job] = [] if begun else passing
    for job in lasting:
        known = before.pages.get(job.path)
        if known and held.get(job.path) == known[1] and changed.isdisjoint(known[0]):
            made[job.path] = known
        else:
            open_.append(job)
    kept = set(made)
    make_room()
    texts: dict[str, bytes] = {}
    places = {fact: at for at, fact in enumerate(prints)}
    for path, text, read in parallel_map(partial(_made, facts), open_, workers):
        texts[path] = text
        if read is None:
            continue
        for fact in read:
            if fact not in places:
                places[fact] = len(places)
                prints[fact] = facts.hash_of(fact)
        made[path] = (array("I", [places[fact] for fact in read]), content_hash(text))
    if begun:
        texts |= begun.result()
    return Made(texts, kept, BuildCache(prints, made, before.fresh or len(prints), bases))


def _texts(jobs: Iterable[Job]) -> dict[str, bytes]:
    return {job.path: _text(job) for job in jobs}


def _text(job: Job) -> bytes:
    with working_on(f"docs/{job.path}"):
        return job.make().encode()


def _made(facts: Tracker, job: Job) -> _Result:
    if not job.cacheable:
        return _Result(job.path, _text(job), None)
    with facts.recording() as read:
        text = _text(job)
    return _Result(job.path, text, list(read))
