"""Tries inputs in worker processes, so that an input that crashes or hangs is noticed."""

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
"""Seconds of processor time after which an input counts as slow."""
MEGABYTES = 500.0
"""Megabytes of memory, used by the process, above which an input counts as greedy."""
CEILING = 8_000
"""Megabytes of address space for a process; beyond this limit, it gets a MemoryError."""
TURNS = 10_000
"""Number of inputs after which a worker is replaced, so that its memory use doesn't add up."""

_MEGABYTE = 1_000_000


class Plan(NamedTuple):
    """The random inputs that the fuzzer tries. ``seed``: the seed of the random numbers."""

    kinds: Mapping[str, Kind]
    seed: int = 1

    def input(self, number: int) -> Input:
        """Return the input with a number. The same number always gives the same input."""
        chance = Random(f"{self.seed}/{number}")  # noqa: S311 - no secret
        names = list(self.kinds)
        shares = [self.kinds[name].share for name in names]
        return self.kinds[chance.choices(names, shares)[0]].input(chance)


class Outcome(NamedTuple):
    """The outcome of an input. ``came``: the outcome in a word, such as "refused" or "crash".

    ``fault``: what is wrong, with the traceback; empty if nothing is. ``seconds``: processor time.
    ``megabytes``: the most memory that the input's process has used so far.
    """

    number: int
    kind: str
    came: str
    seconds: float = 0.0
    megabytes: float = 0.0
    fault: str = ""


def attempt(kind: Kind, one: Input, shop: Workshop) -> tuple[str, str]:
    """Try an input; return its outcome in a word, and the traceback if it is a fault."""
    try:
        return kind.run(shop, one.path, one.data, one.far), ""
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        return "fault", traceback.format_exc()


class _Worker:
    """A process that tries every n-th input, where n is the number of workers.

    ``next``: the number of the current input. ``ended``: whether the process has to be replaced.
    """

    def __init__(self, plan: Plan, template: Path, first: int, step: int) -> None:
        self.next, self.ended, self._step, self._plan = first, False, step, plan
        context = get_context("fork")
        self.line, its = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(plan, template, first, step, its))
        self._process.start()
        its.close()
        # The worker process gets additional time to start.
        self._since = time.monotonic() + PATIENCE

    def outcome(self, patience: float) -> Outcome | None:
        """Return the outcome of the current input; None if there is none yet."""
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
        """Kill the worker process."""
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
    """Try inputs in worker processes; yield the inputs' outcomes until ``more`` returns False.

    ``more``: takes the number of outcomes so far. ``first``: the number of the first input.
    ``patience``: the time limit for each input, in seconds by the clock.
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
    """Try every ``step``-th input in this process until the other end of ``line`` is closed.

    ``template``: the folder of the project to copy. ``first``: the number of the first input.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process ends this one
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
    import resource  # Windows doesn't have this module

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
    """Return the most memory, in megabytes, that this process or an ended child has used."""
    most = max(usage.ru_maxrss for usage in _usage())
    return most * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE


def _usage() -> list["struct_rusage"]:
    """Return the resources that this process has used, and those that its ended children have."""
    import resource

    return [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
