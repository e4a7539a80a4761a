"""The program: two groups of commands, and functions that run a command and end the process."""

import atexit
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, TextIO

import click

from ..project import SETTINGS, SOURCES, speak
from . import click_messages
from .failing import end
from .group import group
from .reporting import make_encodable

MODULES = {
    "add": "adding",
    "build": "building",
    "check": "checking",
    "import": "importing",
    "merge": "edit_commands",
    "new": "new_record",
    "pages": "building",
    "rename": "edit_commands",
    "serve": "building",
    "show": "showing",
}
"""Command -> its module in this package."""

cli = group(MODULES)
"""The group of commands inside a project. In this group, ``new`` makes a record."""

outside = group(MODULES | {"new": "starting"})
"""The group of commands outside a project, for the installed program: ``new`` makes a project."""


def project_around(folder: Path) -> Path | None:
    """Return the folder of the project that contains a folder; None if there is none."""
    return next((around for around in (folder, *folder.parents) if _is_project(around)), None)


def run(commands: click.Group, name: str, project: Path | None) -> NoReturn:
    """Run the command that is named in the process's arguments, and exit the process."""
    for stream in _streams():
        make_encodable(stream)
    try:
        try:
            if project:
                speak(project / SETTINGS)
            click_messages.translate()
            commands.main(prog_name=name, obj=project)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - ``end`` reports any error
            end(error, " ".join([name, *sys.argv[1:]]), project)
    except SystemExit as ending:
        _exit(ending)


def _exit(ending: SystemExit) -> NoReturn:
    """Exit without freeing all objects, which would take a long time for a large corpus."""
    code = ending.code
    if code is not None and not isinstance(code, int):
        raise ending  # Python prints the exit message
    atexit._run_exitfuncs()
    for stream in _streams():
        with contextlib.suppress(OSError, ValueError):  # a stream's reader may have ended
            stream.flush()
    os._exit(code or 0)


def _streams() -> Iterator[TextIO]:
    """Yield the streams that the process can write to: whoever starts it may have closed some."""
    yield from filter(None, (sys.stdout, sys.stderr))


def _is_project(folder: Path) -> bool:
    return (folder / SETTINGS).is_file() and (folder / SOURCES).is_dir()
