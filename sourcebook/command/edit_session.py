"""Functions shared by the commands that edit ``sources/``: locking, recovery, writing, warnings."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..editing.ids import WrongIdError
from ..editing.source_tree import EditBlockedError, Files, SourceTree, load
from ..editing.transaction import ASIDE, commit, recover
from ..messages import gettext as _
from ..problems import Problem, count
from ..project import CACHE, SOURCES
from ..writing import hold_lock
from .reporting import PROBLEMS, needs_sources, print_problems


@contextmanager
def editing(project: Path) -> Iterator[SourceTree]:
    """Lock the project and yield its sources; exits with a message if locking or reading fails."""
    with locked(project):
        yield load(project / SOURCES, SOURCES)


@contextmanager
def locked(project: Path) -> Iterator[None]:
    """Make other builds and edits of a project wait during the ``with`` block.

    An earlier edit that was interrupted is finished before the block begins. Exits with a message
    if the project can't be locked, or if the earlier edit or the edit in the block fails.
    """
    cache, sources = project / CACHE, project / SOURCES
    try:
        with needs_sources(project), hold_lock(cache, _print_waiting):
            if sources.is_dir():
                _recover(sources, cache)
            yield
    except WrongIdError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        _print_blocked(reason)
        sys.exit(PROBLEMS)
    except EditBlockedError as error:
        print_problems(error.problems)
        _print_blocked(str(error))
        sys.exit(PROBLEMS)


def _print_blocked(reason: str) -> None:
    click.echo(_("Error: {reason}; nothing was written.").format(reason=reason), err=True)


def _recover(sources: Path, cache: Path) -> None:
    """Finish an earlier edit that was interrupted, if there is one, and print what was done."""
    recovered = recover(sources, cache)
    for path in recovered.files:
        message = _("{file}: a change that was cut off is done now")
        click.echo(message.format(file=f"{SOURCES}/{path}"))
    if recovered.damaged:
        message = _(
            "The list of a change that was cut off can't be read: it is {file} now, and what is "
            "left of the change stays in {folder}/ under names that end in {suffix}."
        )
        shown = message.format(file=recovered.damaged, folder=SOURCES, suffix=ASIDE)
        click.echo(shown, err=True)


def write(project: Path, sources: SourceTree, files: Files) -> list[str]:
    """Write files of ``sources/``, all of them or none; return the paths of the changed files."""
    before = {path: sources.bytes_of(path) for path in files}
    return commit(project / SOURCES, files, before, project / CACHE)


def print_warnings(warnings: list[Problem]) -> None:
    """Print the warnings that ``check`` will report because of an edit."""
    if warnings:
        print_problems(warnings)
        message = _("{warnings} that there was not before.")
        click.echo(message.format(warnings=count(warnings)))


def _print_waiting() -> None:
    click.echo(_("A build is running here; waiting for it …"))
