"""The command line: the commands, what they print, and their exit codes.

The commands are imported when the command line runs. MkDocs imports this package, too, through the
project's ``build_site.py``, and runs no command.
"""

import gc
from pathlib import Path
from typing import NoReturn

__all__ = ["anywhere", "main"]


def main(project: Path) -> NoReturn:
    """Run the command line for the project in a folder; exits the process."""
    _collect_no_garbage()
    from . import program

    program.run(program.cli, "build_site.py", project)


def anywhere() -> NoReturn:
    """Run the command line for the project that contains the working folder; exits the process."""
    _collect_no_garbage()
    from . import program

    program.run(program.everywhere, "sourcebook", program.project_around(Path.cwd()))


def _collect_no_garbage() -> None:
    # Garbage collection would take a fifth of a short process's time, that of the imports included,
    # and would free almost nothing.
    gc.disable()
