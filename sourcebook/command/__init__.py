"""The command line: the commands, what they print, and their exit codes."""

import atexit
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from ..stages import SOURCES
from . import (
    adding,
    building,
    checking,
    edit_commands,
    importing,
    new_record,
    showing,
    starting,
)
from .failing import end
from .group import group
from .reporting import make_encodable

__all__ = ["anywhere", "cli", "everywhere", "main"]

_MODULES = (adding, building, checking, importing, new_record, edit_commands, showing)
_COMMANDS = [command for module in _MODULES for command in module.COMMANDS]

cli = group(_COMMANDS)
"""The commands of ``build_site.py``."""

everywhere = group([*_COMMANDS, *starting.COMMANDS])
"""The commands of the installed program. Here, ``new`` makes a project; in ``cli``, a record."""


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    _run(cli, "build_site.py", project)


def anywhere() -> None:
    """Run the command line for the project that contains the working folder; exits the process."""
    here = Path.cwd()
    projects = (folder for folder in (here, *here.parents) if _is_project(folder))
    _run(everywhere, "sourcebook", next(projects, None))


def _run(commands: click.Group, name: str, project: Path | None) -> None:
    # Garbage collection would take a fifth of this short process's time and free almost nothing.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        make_encodable(stream)
    try:
        try:
            commands.main(prog_name=name, obj=project)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - reported on one screen
            end(error, " ".join([name, *sys.argv[1:]]), project)
    except SystemExit as ending:
        _exit(ending)


def _exit(ending: SystemExit) -> NoReturn:
    """Exit without freeing all objects, which would take a long time for a large corpus."""
    code = ending.code
    if code is not None and not isinstance(code, int):
        raise ending  # Python prints the message
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # the reader has closed the pipe
            stream.flush()
    os._exit(code or 0)


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / SOURCES).is_dir()
