"""How much memory a command and all processes that it starts hold; on Linux alone."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .commands import FailedError, environment

EVERY = 0.2  # seconds; what is held for less may be missed
PROC = Path("/proc")


class Memory(NamedTuple):
    """The most held, in MB (a million bytes).

    ``tree``: by all processes at one time, what they share counted once. ``largest``: by a
    single one at any time, with what it shares, and ``program``, its name.
    """

    tree: float
    largest: float
    program: str


def watched(command: Sequence[str], folder: Path) -> Memory:
    """Run a command in a folder and watch its memory.

    Looking costs it some time: take that elsewhere. Raises FailedError, also where the system
    doesn't tell.
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
    """Yield the folders below /proc of a process and of all that come from it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        # After the name, which may hold anything, in brackets: the state and the parent.
        fields = _read(folder / "stat").rpartition(")")[2].split()
        if fields:
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    waiting = [ancestor]
    while waiting:
        one = waiting.pop()
        yield PROC / str(one)
        waiting += children.get(one, [])


def _held(path: Path, key: str) -> int:
    """Return a figure in KB; 0 for a process that has ended."""
    lines = (line.split() for line in _read(path).splitlines())
    return next((int(words[1]) for words in lines if words and words[0] == key), 0)


def _name(folder: Path) -> str:
    return _read(folder / "comm").strip()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
