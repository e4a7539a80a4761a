"""Runs the examples of commands that edit sources.

Each folder of ``tests/edited`` is an example:

- ``command``: the command line.
- ``before/``: files that are copied over the small corpus first.
- ``after/``: every file of ``sources/`` that the command changes; ``DELETE`` lists deleted files.
- ``told.txt``: the command's output and exit code.
"""

import shlex
from pathlib import Path

from click.testing import CliRunner

from sourcebook.command.program import cli
from sourcebook.project import SOURCES

from .corpora import TESTS, copy_small, overlay

FOLDER = TESTS / "edited"
TOLD = "told.txt"


def cases(*commands: str) -> list[Path]:
    """Return the folders of the examples of these commands."""
    return sorted(case for case in FOLDER.iterdir() if case.name.partition("-")[0] in commands)


def edit(project: Path, *arguments: str) -> str:
    """Run a command in a project; return its output, and a last line with its exit code."""
    result = CliRunner().invoke(
        cli, list(arguments), prog_name="build_site.py", obj=project, env={"COLUMNS": "80"}
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return f"{result.output}exit code {result.exit_code}\n"


def outcome(case: Path, project: Path) -> dict[str, str]:
    """Run an example in a new project; return path in the example's folder -> text.

    The result has every changed file of ``sources/``, and ``told.txt``.
    """
    if (case / "before").exists():
        overlay(case / "before", project)
    else:
        copy_small(project)
    was = written(project)
    told = edit(project, *shlex.split((case / "command").read_text("utf-8")))
    now = written(project)
    gone = sorted(was.keys() - now.keys())
    changed = {f"after/{path}": text for path, text in now.items() if was.get(path) != text}
    if gone:
        changed["after/DELETE"] = "".join(f"{path}\n" for path in gone)
    return {**changed, TOLD: told}


def expected(case: Path) -> dict[str, str]:
    """Return the expected result of ``outcome`` for an example."""
    after = {
        f"after/{path.relative_to(case / 'after').as_posix()}": path.read_bytes().decode()
        for path in (case / "after").rglob("*")
        if path.is_file()
    }
    return {**after, TOLD: (case / TOLD).read_text("utf-8")}


def written(project: Path) -> dict[str, str]:
    """Return path -> text for every file in a project's sources, except pictures and recordings."""
    sources = project / SOURCES
    return {
        path.relative_to(sources).as_posix(): path.read_bytes().decode()
        for path in sources.rglob("*")
        if path.is_file() and path.parent.name not in ("images", "media")
    }
