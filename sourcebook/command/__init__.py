"""The command line: the commands, what they print, and their exit codes.

MkDocs also imports this package, through the project's ``build_site.py``, but runs no command.
Therefore, the commands are imported only when the command line runs.
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

    project = program.project_around(Path.cwd())
    program.run(program.cli if project else program.outside, "sourcebook", project)


def _collect_no_garbage() -> None:
    # Garbage collection is switched off: in this short process, it would free almost nothing.
    gc.disable()
