"""The command line: what each command does, what it prints, and how it exits."""

import gc
from pathlib import Path

from ..stages import SOURCES
from . import adding, building, checking, importing, recording, showing, starting
from .group import cli

__all__ = ["anywhere", "cli", "main"]

MODULES = (adding, building, checking, importing, recording, showing, starting)

for module in MODULES:
    for command in module.COMMANDS:
        cli.add_command(command)


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    _run("build_site.py", project)


def anywhere() -> None:
    """Run the command line for the project around the working folder; exits the process."""
    here = Path.cwd()
    projects = (folder for folder in (here, *here.parents) if _is_project(folder))
    _run("sourcebook", next(projects, None))


def _run(name: str, project: Path | None) -> None:
    # A command is short, and lets little go before its end: looking for it would take a fifth
    # of the time.
    gc.disable()
    cli.main(prog_name=name, obj=project)


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / SOURCES).is_dir()
