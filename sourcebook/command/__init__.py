"""The command line: what each command does, what it prints, and how it exits."""

import gc
from pathlib import Path

from . import adding, building, checking, importing
from .group import cli

__all__ = ["cli", "main"]

for module in (adding, building, checking, importing):
    for command in module.COMMANDS:
        cli.add_command(command)


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    # A command is short, and lets little go before its end: looking for it would take a fifth
    # of the time.
    gc.disable()
    cli.main(prog_name="build_site.py", obj=project)
