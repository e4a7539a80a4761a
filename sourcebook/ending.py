"""Processes that end with the one that has begun them, however that one ends.

As a program of its own: ``ending.py PARENT PROGRAM ARGUMENT …`` becomes that program.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(parent: int) -> None:
    """Have this process killed as soon as its parent is gone, on Linux; elsewhere do nothing.

    ``parent``: the parent's process id; it may be gone already. A signal of the parent's own, such
    as at its end, would not do: nothing is told when it is killed.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def program(command: list[str]) -> list[str]:
    """Return the command that runs a program so that it ends with this process, on Linux."""
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", __file__, str(os.getpid()), *command]


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - what whoever runs this has chosen
