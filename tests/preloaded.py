"""Commands in forks of a process that has imported the package already: most of their time is that.

``done`` runs a command so. ``python -m tests.preloaded FD`` is that process, with one end of a pair
of sockets. It has no threads, runs nothing itself, and ends with the process that started it.
"""

import atexit
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import traceback
from functools import cache
from pathlib import Path

import sourcebook

from . import quick

PACKAGE = Path(sourcebook.__file__).resolve().parent

_RUN_TIME = frozenset(["NO_MKDOCS_2_WARNING", "PYTEST_CURRENT_TEST", "SITE_URL"])
"""Environment variables that nothing reads as it is imported."""


def done(
    command: list[str], folder: Path, environment: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[str] | None:
    """Run a Python command in a project's folder; None if it needs a process of its own.

    ``command``: a script, or ``-m`` and a module, with arguments. That is so if the project has a
    package of its own, if the environment differs in what Python and libraries read as they
    start, and for ``make quick``, which looks at each process that a test starts. Raises
    TimeoutError after ``timeout`` seconds.
    """
    if sys.platform != "linux" or quick.QUICK:
        return None
    if (folder / "sourcebook").resolve() != PACKAGE:
        return None
    started, connection = _process()
    if _at_start(environment) != started:
        return None
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        request = json.dumps([command, str(folder), environment]).encode()
        connection.settimeout(timeout)
        socket.send_fds(connection, [len(request).to_bytes(8, "big")], [out.fileno(), err.fileno()])
        connection.sendall(request)
        code = int.from_bytes(_received(connection, 8), "big", signed=True)
        for file in (out, err):
            file.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


def _at_start(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in _RUN_TIME}


@cache
def _process() -> tuple[dict[str, str], socket.socket]:
    """Start the process; return its environment, and a connection to it."""
    ours, its = socket.socketpair()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.preloaded", str(its.fileno())],
        cwd=PACKAGE.parent, env=environment, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL,
    )  # fmt: skip
    its.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return _at_start(environment), ours


def _received(connection: socket.socket, size: int) -> bytes:
    """Receive so many bytes. Raises EOFError if the other end is closed before."""
    got = b""
    while len(got) < size:
        more = connection.recv(size - len(got))
        if not more:
            raise EOFError
        got += more
    return got


def serve(connection: socket.socket) -> None:
    """Run each command that is asked for, in a fork, until the connection is closed."""
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
    """Be the command, to the end of the process."""
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
        else:
            sys.argv = command
            runpy.run_path(command[0], run_name="__main__")
        code = 0
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)  # noqa: T201 - as Python does
        else:
            code = ending.code or 0
    except BaseException:  # noqa: BLE001 - as Python does
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    import babel.support  # noqa: F401 - for the forks, as are the next
    import mkdocs.commands.build
    import mkdocs.config.defaults
    import mkdocs.theme  # noqa: F401

    import sourcebook.command.program
    import sourcebook.hook
    import sourcebook.publishing.building

    serve(socket.socket(fileno=int(sys.argv[1])))
