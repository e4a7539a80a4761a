"""Runs commands in forks of a process that has imported the package already, to save time.

Importing takes most of the time of a short command. ``done`` runs a command in such a fork. The
process that forks is ``python -m tests.preloaded FD``. FD is the file descriptor of a socket to the
process of the tests. The process has no threads, and ends together with the process of the tests.
"""

import atexit
import importlib
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import sourcebook

from . import quick

PACKAGE = Path(sourcebook.__file__).resolve().parent

_RUN_TIME = frozenset(["NO_MKDOCS_2_WARNING", "PYTEST_CURRENT_TEST", "SITE_URL"])
"""Environment variables that no module reads while it is imported."""

_Start = frozenset[tuple[str, str]]
"""Names and values of the environment variables that modules may read while they are imported."""

_KNOWN: set[_Start] = set()
"""Environments, other than the tests' own, that were passed to ``done`` before."""


def done(
    command: list[str], folder: Path, environment: dict[str, str], *, merged: bool, timeout: float
) -> subprocess.CompletedProcess[str] | None:
    """Run a Python command in a project's folder, in a fork; return its result.

    ``command``: a script, ``-m`` and a module, or ``-c`` and code, followed by arguments.
    ``merged``: whether standard error goes to standard output. Raises TimeoutError after
    ``timeout`` seconds.

    Return None, without running the command, if it needs a new process instead of a fork:

    - on any system but Linux;
    - if the project has its own copy of the package;
    - if the command begins with another option of Python;
    - if it is the first command in an environment that differs from that of the tests;
    - in ``make quick``, which checks each process that a test starts.
    """
    if sys.platform != "linux" or quick.QUICK:
        return None
    if command[0].startswith("-") and command[0] not in ("-m", "-c"):
        return None
    package = folder / "sourcebook"
    if package.exists() and package.resolve() != PACKAGE:
        return None
    start = _at_start(environment)
    if start != _at_start(os.environ) and start not in _KNOWN:
        _KNOWN.add(start)
        return None
    connection = _process(start)
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        request = json.dumps([command, str(folder), environment]).encode()
        connection.settimeout(timeout)
        files = [out.fileno(), (out if merged else err).fileno()]
        socket.send_fds(connection, [len(request).to_bytes(8, "big")], files)
        connection.sendall(request)
        code = int.from_bytes(_received(connection, 8), "big", signed=True)
        for file in (out, err):
            file.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


def _at_start(environment: Mapping[str, str]) -> _Start:
    return frozenset(given for given in environment.items() if given[0] not in _RUN_TIME)


@cache
def _process(start: _Start) -> socket.socket:
    """Start the process that forks, with the environment ``start``; return a connection to it."""
    ours, its = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.preloaded", str(its.fileno())],
        cwd=PACKAGE.parent, env={**dict(start), "NO_MKDOCS_2_WARNING": "1"},
        pass_fds=[its.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    its.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _received(connection: socket.socket, size: int) -> bytes:
    """Receive ``size`` bytes. Raises EOFError if the connection is closed before they arrive."""
    got = b""
    while len(got) < size:
        more = connection.recv(size - len(got))
        if not more:
            raise EOFError
        got += more
    return got


def serve(connection: socket.socket) -> None:
    """Run the commands that arrive, each in its own fork, until the connection is closed."""
    while True:
        head, files, _, _ = socket.recv_fds(connection, 8, 2)
        if not head:
            return
        size = int.from_bytes(head + _received(connection, 8 - len(head)), "big")
        command, folder, environment = json.loads(_received(connection, size))
        child = os.fork()
        if not child:
            connection.close()
            _run(command, folder, environment, files)
        for file in files:
            os.close(file)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        connection.sendall(code.to_bytes(8, "big", signed=True))


def _run(command: list[str], folder: str, environment: dict[str, str], files: list[int]) -> None:
    """Run a command in this process, and end the process.

    ``files``: file descriptors for standard output and standard error.
    """
    code = 1
    try:
        for number, file in enumerate(files, 1):
            os.dup2(file, number)
            os.close(file)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[0] = folder
        if command[0] == "-m":
            sys.argv = command[1:]
            runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        elif command[0] == "-c":
            sys.argv = ["-c", *command[2:]]
            exec(command[1], {"__name__": "__main__"})  # noqa: S102 - the code is a test's
        else:
            sys.argv = command
            runpy.run_path(command[0], run_name="__main__")
        code = 0
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)  # noqa: T201 - like Python itself
        else:
            code = ending.code or 0
    except BaseException:  # noqa: BLE001 - like Python itself
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    import babel.support  # noqa: F401 - the forks need this module and the next ones
    import mkdocs.commands.build
    import mkdocs.config.defaults
    import mkdocs.theme  # noqa: F401

    import sourcebook.hook
    import sourcebook.publishing.building
    import sourcebook.stages
    from sourcebook.command import program

    for module in program.MODULES.values():
        importlib.import_module(f"sourcebook.command.{module}")

    serve(socket.socket(fileno=int(sys.argv[1])))
