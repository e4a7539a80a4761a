"""Work in several processes: all results and errors reach the parent process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sourcebook.workers import BackgroundTask, WorkerError, parallel_map

from .projects import PATIENCE, ROOT, until
from .systems import posix

pytestmark = posix


def _square(number: int) -> int:
    return number * number


def _fails(number: int) -> int:
    if number == 7:
        raise ValueError(f"not {number}")
    return number


def _process(_: int) -> int:
    return os.getpid()


_TESTS = os.getpid()


def _dies(number: int) -> int:
    if os.getpid() != _TESTS:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 20, 1000])
def test_everything_is_done_once(workers: int, count: int) -> None:
    """With any number of workers and items, each item is processed once."""
    done = sorted(parallel_map(_square, range(count), workers))
    assert done == [number * number for number in range(count)]


def test_for_few_items_no_process_is_started() -> None:
    """``parallel_map`` starts no process if there are too few items per worker."""
    ran_in = {count: set(parallel_map(_process, range(count), 2, 10)) for count in (19, 20)}
    assert ran_in[19] == {os.getpid()}
    assert len(ran_in[20]) == 2


@pytest.mark.parametrize("workers", [1, 3])
def test_what_goes_wrong_is_raised_where_the_work_was_dealt_out(workers: int) -> None:
    """An error in any process is raised in the parent, with its type and message."""
    with pytest.raises(ValueError, match=r"^not 7$"):
        list(parallel_map(_fails, range(100), workers))
    with pytest.raises(ValueError, match=r"^not 7$"):
        BackgroundTask(lambda: _fails(7), workers).result()


def test_a_process_that_is_ended_is_missed() -> None:
    """If a worker is killed, the parent raises an error instead of waiting."""
    with pytest.raises(WorkerError, match=r"^a process of the build was ended from outside$"):
        list(parallel_map(_dies, range(100), 2))
    with pytest.raises(WorkerError):
        BackgroundTask(lambda: _dies(7), 2).result()


_LONG = 2 * PATIENCE
"""A time, in seconds, that is longer than any test waits."""

_AT_WORK = {
    "dealt out": "list(parallel_map(work, range(100), 3))",
    "later": "BackgroundTask(lambda: work(1), 2).result()",
    "begun, with processes of its own": (
        "BackgroundTask(lambda: list(parallel_map(work, range(100), 2)), 2, bool, forks=True)"
        ".result()"
    ),
    "another program": (
        "p = subprocess.Popen(program([sys.executable, '-c', 'import time; time.sleep("
        f"{_LONG})']))\nPath(sys.argv[1], str(p.pid)).touch(); p.wait()"
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only there are processes forked")
@pytest.mark.parametrize("kind", _AT_WORK)
def test_nobody_works_on_for_one_who_is_gone(kind: str, tmp_path: Path) -> None:
    """If the parent is killed, its workers end, whatever they are doing."""
    code = (
        "import os, subprocess, sys, time\n"
        "from pathlib import Path\nfrom sourcebook.ending import program\n"
        "from sourcebook.workers import BackgroundTask, parallel_map\n"
        "def work(n):\n"
        f"    Path(sys.argv[1], str(os.getpid())).touch(); time.sleep({_LONG})\n"
        f"{_AT_WORK[kind]}"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT) as dealer:
        until(lambda: any(tmp_path.iterdir()))
        dealer.kill()
    until(lambda: not any(_lives(int(path.name)) for path in tmp_path.iterdir()))


def test_a_program_that_begins_after_its_parent_is_gone_ends_too() -> None:
    """A program that calls ``end_with`` after its parent has ended is ended at once."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    code = f"from sourcebook.ending import end_with; end_with({gone.pid}); print('still here')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    if sys.platform == "linux":
        assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_an_error_that_can_not_be_sent_is_told_in_words() -> None:
    """An error that can't be pickled is raised in the parent as ``RuntimeError`` with its text."""

    class LocalError(Exception):
        pass

    def fail() -> None:
        raise LocalError("here")

    with pytest.raises(RuntimeError, match=r"^LocalError: here$"):
        BackgroundTask(fail, 2).result()


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_left_for_afterwards_is_done(workers: int, tmp_path: Path) -> None:
    """A background task returns its result; once ``finish`` returns, ``after`` has run."""
    begun = BackgroundTask(lambda: 42, workers, (tmp_path / "x").touch)
    try:
        assert begun.result() == 42
        begun.finish()
    finally:
        begun.end()
    assert (tmp_path / "x").exists()


def test_what_is_left_for_afterwards_is_missed_if_it_is_not_done() -> None:
    """If a background task's process ends before ``after`` is done, ``finish`` raises an error."""
    begun = BackgroundTask(lambda: 1, 2, lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert begun.result() == 1
    with pytest.raises(WorkerError):
        begun.finish()
    begun.end()


def test_work_with_processes_of_its_own() -> None:
    """A background task with ``forks`` can itself use several processes."""

    def lead() -> list[int]:
        return sorted(parallel_map(_square, range(50), 2))

    begun = BackgroundTask(lead, 2, lambda: None, forks=True)
    assert begun.result() == [number * number for number in range(50)]
    begun.finish()
    begun.end()
