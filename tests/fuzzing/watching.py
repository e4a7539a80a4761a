"""Inputs tried in processes of their own: what one does to its process is named and survived."""

import contextlib
import gc
import logging
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from .kinds import Input, Kind
from .workshop import Workshop, hurry

if TYPE_CHECKING:
    from resource import struct_rusage

PATIENCE = 120.0
"""Seconds after which an input counts as hanging, however busy the machine is."""
SECONDS = 10.0
"""Of processor time, after which it counts as slow."""
MEGABYTES = 500.0
"""Of memory, all its process has, above which it counts as greedy."""
CEILING = 8_000
"""Megabytes of addresses that a process gets: what wants more has a MemoryError."""
TURNS = 10_000
"""Inputs after which a process makes way for a new one, so that none pays for another."""

_MEGABYTE = 1_000_000


class Plan(NamedTuple):
    """Which inputs there are. ``seed``: other inputs for another one."""

    kinds: Mapping[str, Kind]
    seed: int = 1

    def input(self, number: int) -> Input:
        """Return an input by its number: the same one whenever it is asked for."""
        chance = Random(f"{self.seed}/{number}")  # noqa: S311 - no secret
        names = list(self.kinds)
        shares = [self.kinds[name].share for name in names]
        return self.kinds[chance.choices(names, shares)[0]].input(chance)


class Outcome(NamedTuple):
    """What came of an input of a kind. ``fault``: what is wrong, with a traceback; or nothing.

    ``seconds``: of processor time. ``megabytes``: the most that its process has had so far.
    """

    number: int
    kind: str
    came: str
    seconds: float = 0.0
    megabytes: float = 0.0
    fault: str = ""


def attempt(kind: Kind, one: Input, shop: Workshop) -> tuple[str, str]:
    """Try an input; return what came of it, and the traceback if it is a fault."""
    try:
        return kind.run(shop, one.path, one.data, one.far), ""
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        return "fault", traceback.format_exc()


class _Worker:
    """A process that tries every so-many-th input.

    ``next``: the number of the input that it is at. ``ended``: whether another has to take over.
    """

    def __init__(self, plan: Plan, template: Path, first: int, step: int) -> None:
        self.next, self.ended, self._step, self._plan = first, False, step, plan
        context = get_context("fork")
        self.line, its = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(plan, template, first, step, its))
        self._process.start()
        its.close()
        # Until it is ready it has some time more.
        self._since = time.monotonic() + PATIENCE

    def outcome(self, patience: float) -> Outcome | None:
        """Return what has come of the input that it was at, if that is known."""
        found: Outcome | None = None
        if self.line.poll():
            try:
                found, self.ended = self.line.recv()
                self._since = time.monotonic()
            except EOFError:
                self.end()
                found = self._given_up("crash", f"it ends: {self._process.exitcode}")
        elif time.monotonic() - self._since > patience:
            self.end()
            found = self._given_up("hang", f"it takes over {patience:.0f} s")
        if found:
            self.next += self._step
        return found

    def _given_up(self, came: str, fault: str) -> Outcome:
        return Outcome(self.next, self._plan.input(self.next).kind, came, fault=fault)

    def end(self) -> None:
        """End it, whatever it is at."""
        self.ended = True
        self._process.kill()
        self._process.join()


def tried(
    plan: Plan,
    shop: Workshop,
    more: Callable[[int], bool],
    workers: int = 1,
    first: int = 0,
    patience: float = PATIENCE,
) -> Iterator[Outcome]:
    """Yield what comes of one input after the other, as long as ``more``, given how many, says so.

    Inputs are numbered from ``first``. ``patience``: seconds that one may take by the clock.
    """
    hands = [_Worker(plan, shop.folder, first + each, workers) for each in range(workers)]
    count = 0
    try:
        while more(count):
            wait([hand.line for hand in hands], timeout=1)
            for at, hand in enumerate(hands):
                found = hand.outcome(patience)
                if found and more(count):
                    count += 1
                    yield found
                if hand.ended:
                    hand.end()
                    hands[at] = _Worker(plan, shop.folder, hand.next, workers)
    finally:
        for hand in hands:
            hand.end()


def _work(plan: Plan, template: Path, first: int, step: int, line: Connection) -> None:
    """Try inputs until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever has begun it ends it
    own = template.parent / f"worker-{os.getpid()}"
    shutil.copytree(template, own, symlinks=True)
    try:
        with contextlib.suppress(BrokenPipeError):
            _try_all(plan, Workshop(own), first, step, line)
    finally:
        shutil.rmtree(own, ignore_errors=True)
    os._exit(0)


def _try_all(plan: Plan, shop: Workshop, first: int, step: int, line: Connection) -> None:
    os.chdir(shop.folder)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, sys.stdout.fileno() if sys.stdout else 1)
    os.dup2(silent, 2)
    logging.disable()
    import resource  # Windows has none

    limit = CEILING * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    hurry()
    gc.freeze()
    line.send((None, False))
    for number in range(first, first + TURNS * step, step):
        one = plan.input(number)
        begun = _processor_time()
        came, fault = attempt(plan.kinds[one.kind], one, shop)
        seconds, megabytes = _processor_time() - begun, _most_memory()
        if not fault and seconds > SECONDS:
            came, fault = "slow", f"it takes {seconds:.1f} s of processor time"
        if not fault and megabytes > MEGABYTES:
            came, fault = "greedy", f"its process takes {megabytes:.0f} MB"
        last = came == "greedy" or number + step >= first + TURNS * step
        line.send((Outcome(number, one.kind, came, seconds, megabytes, fault), last))
        if last:
            break


def _processor_time() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in _usage())


def _most_memory() -> float:
    """Return the most megabytes that this process, or one that it has waited for, has had."""
    most = max(usage.ru_maxrss for usage in _usage())
    return most * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE


def _usage() -> list["struct_rusage"]:
    """Return what this process has used, and those that it has waited for."""
    import resource

    return [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
