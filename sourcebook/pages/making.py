"""Which pages must be made anew: those of which a fact has changed since they were made."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ..crashes import working_on
from ..text import content_hash
from ..workers import Later, spread
from .facts import Fact, Facts


class Job(NamedTuple):
    """Something to be made at a path in ``docs/``. ``lasting``: it is kept while its facts are."""

    path: str
    make: Callable[[], str]
    lasting: bool


@dataclass(frozen=True)
class Memory:
    """What is known of the last build.

    ``facts``: everything that was read, with its fingerprint. ``made``: for each path that
    lasts, the places in ``facts`` of what was read, and a hash of the text. ``fresh``: how
    many facts there were when all of them had just been read. ``bases``: see ``Facts.bases``.
    """

    facts: Mapping[Fact, bytes] = field(default_factory=dict)
    made: Mapping[str, tuple["array[int]", bytes]] = field(default_factory=dict)
    fresh: int = 0
    bases: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """``texts``: what was made anew, by path. ``kept``: the paths of what stays as it was."""

    texts: dict[str, bytes]
    kept: set[str]
    memory: Memory


class _Result(NamedTuple):
    path: str
    text: bytes
    read: list[Fact] | None


def make(
    jobs: Iterable[Job],
    facts: Facts,
    before: Memory,
    held: Mapping[str, bytes],
    workers: int,
    make_room: Callable[[], object] = bool,
) -> Made:
    """Make what must be made. ``held``: of each file that is there already, its hash.

    ``make_room``: called when it is known what must be, before more processes take memory.
    """
    if len(before.facts) > 2 * before.fresh:
        before = Memory()  # most of it is of no page any more
    lasting: list[Job] = []
    passing: list[Job] = []
    for job in jobs:
        (lasting if job.lasting else passing).append(job)
    # What is made in every build is known at once, and grows with the whole: it takes longest.
    # Where all else has to be made too, a process more would be one too many.
    begun = Later(partial(_texts, passing), workers) if before.made else None
    bases = facts.bases()
    same = {name for name, basis in bases.items() if before.bases.get(name) == basis}
    prints = {
        fact: known if fact[0] in same else facts.fingerprint(fact)
        for fact, known in before.facts.items()
    }
    both = zip(prints.values(), before.facts.values(), strict=True)
    changed = {at for at, (now, known) in enumerate(both) if now != known}
    made: dict[str, tuple[array[int], bytes]] = {}
    open_: list[Job] = [] if begun else passing
    for job in lasting:
        known = before.made.get(job.path)
        if known and held.get(job.path) == known[1] and changed.isdisjoint(known[0]):
            made[job.path] = known
        else:
            open_.append(job)
    kept = set(made)
    make_room()
    texts: dict[str, bytes] = {}
    places = {fact: at for at, fact in enumerate(prints)}
    for path, text, read in spread(partial(_made, facts), open_, workers):
        texts[path] = text
        if read is None:
            continue
        for fact in read:
            if fact not in places:
                places[fact] = len(places)
                prints[fact] = facts.fingerprint(fact)
        made[path] = (array("I", [places[fact] for fact in read]), content_hash(text))
    if begun:
        texts |= begun.result()
    return Made(texts, kept, Memory(prints, made, before.fresh or len(prints), bases))


def _texts(jobs: Iterable[Job]) -> dict[str, bytes]:
    return {job.path: _text(job) for job in jobs}


def _text(job: Job) -> bytes:
    with working_on(f"docs/{job.path}"):
        return job.make().encode()


def _made(facts: Facts, job: Job) -> _Result:
    if not job.lasting:
        return _Result(job.path, _text(job), None)
    with facts.noting() as read:
        text = _text(job)
    return _Result(job.path, text, list(read))
