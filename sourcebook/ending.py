"""Makes processes end when their parent ends, even if the parent is killed; only on Linux.

``ending.py PARENT PROGRAM ARGUMENT …`` runs PROGRAM. On Linux, PROGRAM is ended when its parent,
the process with the id PARENT, ends.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(parent: int) -> None:
    """Have Linux kill this process when its parent ends; do nothing on other systems.

    ``parent``: the parent's process id. If the parent has ended already, this process is killed
    now. The parent can't end its children itself if it is killed, so Linux must end them.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def program(command: list[str]) -> list[str]:
    """Return a command that runs ``command`` so that Linux ends it when this process ends.

    On other systems, ``command`` is returned unchanged.
    """
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", __file__, str(os.getpid()), *command]


def is_running(process: str) -> bool:
    """Return whether a process is running. On Windows, the result is always True.

    ``process``: the process id. Anything else counts as running.
    """
    if os.name == "nt" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)  # signal 0 does nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the caller chose the program
