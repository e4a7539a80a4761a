"""Mutation testing: ``python -m tests.mutants TIMES SEED [TEST FILES]``.

Makes TIMES random small changes in a copy of the repository, one after another. After each change,
it runs the tests that run the changed line, the fastest first, until one fails. They run in a
forked process, which has loaded all modules and tests already. If the changed code runs while a
module is loaded, they run in a new interpreter instead.

With the environment variable SOURCEBOOK_QUICK, only the tests of ``make quick`` run. A test that
starts other processes is selected only if its own process runs the changed line too.
"""

import ast
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import _lru_cache_wrapper
from itertools import accumulate, chain
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import click
import pytest
from coverage import Coverage

from .mutating import Mutant, mutant, places
from .projects import ROOT

PACKAGES = ("analysis", "corpus", "records", "evidence", "reading", "writing")
"""The packages in which code is changed."""

SECONDS = 60
"""Maximum processor time, in seconds, for the tests of one change.

If the tests take longer, the change counts as noticed.
"""

MEMORY = 6_000_000_000
"""Maximum memory, in bytes, for the tests of one change."""

ENOUGH = 8
"""Tests are selected for a change until their usual times add up to this number of seconds.

If no test runs the changed line, the limit is four times as high.
"""

WAITING = 900
"""Maximum number of seconds for the tests of one change, including time spent waiting."""


READERS = ("tests/test_messages.py::test_the_template_for_translators_has_every_message",)
"""Tests that read the source code of all modules, and so notice changed messages."""

_ONLY_ANEW = "?"


class Drawn(NamedTuple):
    """A randomly selected change to the code."""

    path: Path
    """The module's path, relative to the repository."""
    number: int
    """The number that ``mutating.places`` gives to the change."""


def draw(times: int, seed: int) -> list[Drawn]:
    """Return up to ``times`` different random changes.

    Each line that can be changed is selected with the same probability.
    """
    found = {
        path.relative_to(ROOT): places(path.read_text("utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / "sourcebook" / package).glob("*.py"))
    }
    lines = [(path, line) for path, by_line in found.items() for line in by_line]
    chance = random.Random(seed)  # noqa: S311 - not used for security
    drawn: dict[Drawn, None] = {}
    while len(drawn) < min(times, len(lines)):
        path, line = chance.choice(lines)
        drawn[Drawn(path, chance.choice(found[path][line]))] = None
    return list(drawn)


class Covered(NamedTuple):
    """The coverage of a test, and its processor time in seconds."""

    seconds: float
    lines: dict[str, list[int]]
    """Maps a module's path to the numbers of the lines that the test runs."""


class Plugin:
    """A pytest plugin that runs tests for each change instead of running each test once."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self.drawn = drawn
        self.failed: list[str] = []
        self.passed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record failed tests and passed tests."""
        if report.failed:
            self.failed.append(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure which lines each test runs, then try each change and print the results."""
        covered = json.loads(_apart(lambda: json.dumps(self.cover(session.items)), None)[1])
        items = {item.nodeid: item for item in session.items}
        click.echo(f"{len(covered)} of {len(items)} tests pass here, and are asked")
        survived = 0
        for count, one in enumerate(self.drawn, 1):
            change = mutant((ROOT / one.path).read_text("utf-8"), one.number)
            chosen = choose(covered, str(one.path), change)
            begun = time.monotonic()
            word = self.outcome(
                one.path, change, [items[name] for name in chosen.tests], chosen.run
            )
            survived += word.startswith("survived")
            click.echo(
                f"{count} of {len(self.drawn)}, {time.monotonic() - begun:.0f} s: "
                f"{one.path}:{change.line}: {change.what}: {word}"
            )
        share = 100 * survived / max(1, len(self.drawn))
        click.echo(f"{len(self.drawn)} drawn, {survived} survived ({share:.1f} %)")
        return True

    def outcome(self, path: Path, change: Mutant, items: Sequence[pytest.Item], run: bool) -> str:
        """Make a change, run tests, undo the change, and return the result in words.

        ``items``: the tests to run. ``run``: whether these tests run the changed line.
        """
        module = ROOT / path
        text = module.read_text("utf-8")
        if not items:
            return "survived: no test runs it"
        # Write the change to the disk too: new interpreters, and processes that tests start, load
        # it from there.
        module.write_text(ast.unparse(change.tree), "utf-8")
        try:
            ended, said = True, _ONLY_ANEW
            if run:
                ended, said = _apart(lambda: self.tried(module, text, change, items), SECONDS)
            if said == _ONLY_ANEW:
                ended, said = _apart(lambda: anew(items), SECONDS)
        finally:
            module.write_text(text, "utf-8")
        if not ended:
            return "noticed, out of time or memory"
        return f"noticed by {said}" if said else f"survived {len(items)} tests"

    def tried(self, path: Path, text: str, change: Mutant, items: Sequence[pytest.Item]) -> str:
        """Make a change in memory; return the first test that fails, or "" if none fails.

        Return ``_ONLY_ANEW`` if the change needs a new interpreter.
        """
        return self.first_failure(items) if patch(path, text, change.tree) else _ONLY_ANEW

    def first_failure(self, items: Sequence[pytest.Item]) -> str:
        """Run tests until one fails, and return its name; "" if none fails."""
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return self.failed[0]
        return ""

    def cover(self, items: Sequence[pytest.Item]) -> dict[str, Covered]:
        """Run all tests; map the name of each test that passes to its coverage."""
        seconds = {}
        looking = Coverage(
            data_file=None,
            include=[f"{ROOT}/sourcebook/{p}/*" for p in PACKAGES],
            config_file=False,
        )
        looking.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            begun = time.process_time()
            looking.switch_context(item.nodeid)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            seconds[item.nodeid] = time.process_time() - begun
        looking.stop()
        found = {
            name: Covered(seconds[name], {}) for name in self.passed if name not in self.failed
        }
        data = looking.get_data()
        for module in data.measured_files():
            path = str(Path(module).relative_to(ROOT))
            for line, names in data.contexts_by_lineno(module).items():
                for name in names:
                    if name in found:
                        found[name].lines.setdefault(path, []).append(line)
        return found


class Chosen(NamedTuple):
    """The names of the tests to run. ``run``: whether the tests run the changed line."""

    tests: list[str]
    run: bool


def choose(covered: dict[str, Any], path: str, change: Mutant) -> Chosen:
    """Return the tests to run for a change: tests that run the changed line, and ``READERS``.

    Those that run the line come first, from the fastest to the slowest. If no test runs this line,
    return tests that run other lines of the module instead, because the line may run while the
    module is loaded. If no test runs any line of the module, select from all tests, because the
    module may be a table that other modules read. ``READERS`` are always added.
    """
    seconds = {name: c[0] for name, c in covered.items() if path in c[1]}
    seconds = seconds or {name: c[0] for name, c in covered.items() if c[1]}
    lines = {*range(change.line, change.last + 1)}
    narrow = [name for name in seconds if lines.intersection(covered[name][1].get(path, ()))]
    order = sorted(narrow or seconds, key=lambda name: seconds[name])
    if not narrow:
        # Any test may use a module that is only a table, so no test can be ruled out. Begin with
        # the fastest tests. Then alternate between the next fastest test and the next test that
        # runs many lines per second.
        size = {name: sum(map(len, covered[name][1].values())) for name in seconds}
        broad = sorted(seconds, key=lambda name: (seconds[name] + 0.2) / size[name])
        sums = accumulate(seconds[name] for name in order)
        first = [name for name, so_far in zip(order, sums, strict=True) if so_far < ENOUGH]
        order = list(dict.fromkeys((*first, *chain.from_iterable(zip(order, broad, strict=True)))))
    total, chosen = 0.0, []
    for name in order:
        total += seconds[name]
        if total < (ENOUGH if narrow else 4 * ENOUGH):
            chosen.append(name)
    return Chosen(
        [*dict.fromkeys((*chosen, *(it for it in READERS if it in covered)))], bool(narrow)
    )


def patch(path: Path, text: str, changed: ast.Module) -> bool:
    """Replace the code of a loaded module's functions by the code after a change.

    Return False if the change concerns code that runs while the module is loaded.
    """
    old, new = compile(text, path, "exec"), compile(changed, path, "exec")
    pairs, patched = list(_differing(old, new)), False
    functions = [f for f in gc.get_objects() if isinstance(f, FunctionType)]
    for before, after in pairs:
        here = [
            f
            for f in functions
            if f.__code__ == before and f.__code__.co_filename == before.co_filename
        ]
        if after is None or before.co_freevars != after.co_freevars:
            return False
        patched |= bool(here)
        for function in here:
            function.__code__ = after
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.__module__.startswith("sourcebook"):
            kept.cache_clear()
    return patched


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType | None]]:
    """For each function that differs, yield its old and its new code object.

    A function inside another function is yielded too, because a function object with its old code
    may exist already. The new code is None if the difference is outside all functions.
    """
    if old == new:
        return
    inner = [[c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new)]
    others = [[c for c in code.co_consts if not isinstance(c, CodeType)] for code in (old, new)]
    if old.co_flags & 1:  # CO_OPTIMIZED is set for functions, but not for modules and classes
        yield old, new
    elif old.co_code != new.co_code or repr(others[0]) != repr(others[1]):
        yield old, None
        return
    for before, after in zip(*inner, strict=False):
        if before.co_name == after.co_name:  # otherwise, one of the two functions was removed
            yield from _differing(before, after)


def anew(items: Sequence[pytest.Item]) -> str:
    """Run tests in a new interpreter; return the first failed test, or "" if none failed."""
    words = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no"]
    ran = subprocess.run(
        [*words, *(item.nodeid for item in items)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [line.split()[1] for line in ran.stdout.splitlines() if line.startswith("FAILED")]
    return "" if ran.returncode == 0 else next(iter(failed), "the modules' loading")


def _apart(work: Callable[[], str], seconds: int | None) -> tuple[bool, str]:
    """Call ``work`` in a forked process. ``seconds``: the limit of processor time, or None.

    Return whether ``work`` returned, and the text that it returned.
    """
    with tempfile.NamedTemporaryFile("r+", encoding="utf-8") as answer:
        child = os.fork()
        if not child:
            _within(work, seconds, Path(answer.name))
        begun = time.monotonic()
        while not (ended := os.waitpid(child, os.WNOHANG))[0]:
            if seconds and time.monotonic() - begun > WAITING:
                os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # processes that the child has started
        return ended[1] == 0, answer.read()


def _within(work: Callable[[], str], seconds: int | None, answer: Path) -> None:
    """Call ``work`` in this process, write its result to ``answer``, and end the process."""
    code = 1
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        if seconds:
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        else:
            os.dup2(nowhere, 1)
        answer.write_text(work(), "utf-8")
        code = 0
    except BaseException:  # noqa: BLE001 - the process ends in any case
        traceback.print_exc()
    finally:
        os._exit(code)


def main(times: int, seed: int, tests: Sequence[str]) -> None:
    """Copy the repository, and try ``times`` random changes to the code in the copy."""
    if os.environ.get("MUTANTS_HERE"):
        plugin = Plugin(draw(times, seed))
        options = ["-p", "no:cacheprovider", "-q", "-n", "0", "-s", "--no-summary"]
        sys.exit(pytest.main([*options, *tests], [plugin]))
    with tempfile.TemporaryDirectory() as name:
        copy = Path(os.path.realpath(name), "copy")
        left = shutil.ignore_patterns(".git", ".venv*", "site", ".cache", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, symlinks=True, ignore=left)
        command = [sys.executable, "-m", "tests.mutants", str(times), str(seed), *tests]
        subprocess.run(
            command, cwd=copy, env={**os.environ, "MUTANTS_HERE": "1", "TMPDIR": name}, check=False
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
