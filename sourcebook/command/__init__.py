"""The command line: what each command does, what it prints, and how it exits."""

import atexit
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from ..stages import SOURCES
from . import adding, building, checking, edit_commands, importing, showing, starting
from .failing import end
from .group import group
from .reporting import speak

__all__ = ["anywhere", "cli", "everywhere", "main"]

_MODULES = (adding, building, checking, importing, edit_commands, showing)
_COMMANDS = [command for module in _MODULES for command in module.COMMANDS]

cli = group(_COMMANDS)
"""What ``build_site.py`` understands."""

everywhere = group([*_COMMANDS, *starting.COMMANDS])
"""What the installed command understands: its ``new`` makes a project, not a record."""


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    _run(cli, "build_site.py", project)


def anywhere() -> None:
    """Run the command line for the project around the working folder; exits the process."""
    here = Path.cwd()
    projects = (folder for folder in (here, *here.parents) if _is_project(folder))
    _run(everywhere, "sourcebook", next(projects, None))


def _run(commands: click.Group, name: str, project: Path | None) -> None:
    # A command is short, and lets little go before its end: looking for it would take a fifth
    # of the time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        speak(stream)
    try:
        try:
            commands.main(prog_name=name, obj=project)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - told on one screen
            end(error, " ".join([name, *sys.argv[1:]]), project)
    except SystemExit as ending:
        _leave(ending)


def _leave(ending: SystemExit) -> NoReturn:
    """End the process, without taking down first all that a large corpus has left in memory."""
    code = ending.code
    if code is not None and not isinstance(code, int):
        raise ending  # Python prints it
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # nobody listens any more
            stream.flush()
    os._exit(code or 0)


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / SOURCES).is_dir()
