"""The command line: what each command does, what it prints, and how it exits."""

from pathlib import Path

from . import building, checking, recording, showing
from .group import cli

__all__ = ["cli", "main"]

for module in (building, checking, recording, showing):
    for command in module.COMMANDS:
        cli.add_command(command)


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    cli.main(prog_name="build_site.py", obj=project)
