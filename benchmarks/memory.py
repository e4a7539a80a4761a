"""Measures the memory of a command and of all processes that it starts. Works only on Linux."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .commands import FailedError, environment

EVERY = 0.2
"""Seconds between two measurements. Memory that is used for a shorter time may be missed."""
PROC = Path("/proc")


class Memory(NamedTuple):
    """The peak memory of a command, in MB (a million bytes).

    ``tree``: the peak of all processes together; shared memory is counted once. ``largest``: the
    highest peak of a single process, with its shared memory. ``program``: the program that this
    single process runs.
    """

    tree: float
    largest: float
    program: str


def watched(command: Sequence[str], folder: Path) -> Memory:
    """Run a command in a folder, and return its peak memory.

    Measuring the memory slows the command down, so don't measure its time in the same run. Raises
    FailedError if the command fails, or if the system doesn't report shared memory.
    """
    if not (PROC / "self/smaps_rollup").exists():
        raise FailedError("this system doesn't tell how much memory processes share")
    process = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    tree, largest, program = 0, 0, ""
    while process.poll() is None:
        together = 0
        for one in _family(process.pid):
            together += _held(one / "smaps_rollup", "Pss:")
            if (peak := _held(one / "status", "VmHWM:")) > largest:
                largest, program = peak, _name(one) or program
        tree = max(tree, together)
        time.sleep(EVERY)
    if process.returncode:
        raise FailedError(f"{' '.join(command)} failed while its memory was watched")
    return Memory(tree * 1024 / 1e6, largest * 1024 / 1e6, program)


def _family(ancestor: int) -> Iterator[Path]:
    """Yield the folders in /proc of a process and of all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        # In ``stat``, the process's state and its parent's id follow the program's name, which is
        # in brackets and may itself contain brackets.
        fields = _read(folder / "stat").rpartition(")")[2].split()
        if fields:
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    waiting = [ancestor]
    while waiting:
        one = waiting.pop()
        yield PROC / str(one)
        waiting += children.get(one, [])


def _held(path: Path, key: str) -> int:
    """Return the size after ``key`` in a file of /proc, in KB; 0 if the process has ended."""
    lines = (line.split() for line in _read(path).splitlines())
    return next((int(words[1]) for words in lines if words and words[0] == key), 0)


def _name(folder: Path) -> str:
    return _read(folder / "comm").strip()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
