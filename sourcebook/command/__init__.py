"""The command line: what each command does, what it prints, and how it exits."""

from pathlib import Path

from ..stages import SOURCES
from . import building, checking, starting
from .group import cli

__all__ = ["anywhere", "cli", "main"]

for module in (building, checking, starting):
    for command in module.COMMANDS:
        cli.add_command(command)


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    cli.main(prog_name="build_site.py", obj=project)


def anywhere() -> None:
    """Run the command line for the project around the working folder; exits the process."""
    here = Path.cwd()
    projects = (folder for folder in (here, *here.parents) if _is_project(folder))
    cli.main(prog_name="sourcebook", obj=next(projects, None))


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / SOURCES).is_dir()
