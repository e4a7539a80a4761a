"""What all commands share: how problems are told, and how a command ends."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO, get_args

import click

from .. import stages
from ..problems import (
    Format,
    Problem,
    count,
    format_github,
    format_json,
    format_problems,
    has_errors,
)

PROBLEMS = 1
"""Exit code for what the user can mend: problems in the sources, a full disk, a port that is
taken; click exits with 2 for wrong usage."""


class Reporter:
    """Prints problems on standard error, or for machines on standard output; all else there."""

    def __init__(self, shown_as: Format) -> None:
        self.shown_as = shown_as
        self._started = time.monotonic()

    def say(self, words: str) -> None:
        """Print a line, unless standard output is one JSON document."""
        if self.shown_as != "json":
            click.echo(words)

    def step(self, words: str) -> None:
        """Print what begins now, if a terminal watches or the work so far took over a second."""
        now = time.monotonic()
        if sys.stdout.isatty() or now - self._started > 1:
            self.say(words)

    def report(self, problems: list[Problem], lines: Mapping[str, Sequence[str]]) -> None:
        """Print the problems. ``lines``: those of each file that has any."""
        if self.shown_as == "json":
            click.echo(format_json(problems))
            return
        if self.shown_as == "github":
            for command in format_github(problems):
                click.echo(command)
            return
        tell_on_standard_error(problems, lines)

    def seconds(self) -> str:
        """Return how long the command has taken, in words."""
        return f"{time.monotonic() - self._started:.1f} s"


def speak(stream: TextIO, platform: str = sys.platform) -> None:
    """Let a stream say everything, whichever letters its encoding has.

    What is told quotes all languages. Where no terminal reads it, Windows would encode it as
    one country's letters; machines read UTF-8.
    """
    if isinstance(stream, TextIOWrapper):
        chosen = platform != "win32" or stream.isatty() or "PYTHONIOENCODING" in os.environ
        encoding = stream.encoding if chosen else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def tell_on_standard_error(
    problems: Iterable[Problem], lines: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Print problems; on a terminal that a person reads, with excerpts from their files' lines."""
    terminal = sys.stderr.isatty() and not _read_by_editor()
    colour = None if terminal and not os.environ.get("NO_COLOR") else False
    for line in format_problems(problems, lines if terminal else None):
        click.echo(_coloured(line), err=True, color=colour)


def _read_by_editor() -> bool:
    """Tell whether the terminal is one that an editor reads lines from, as Emacs does."""
    in_emacs = "compile" in os.environ.get("INSIDE_EMACS", "")
    return in_emacs or os.environ.get("TERM") == "dumb"


def _coloured(line: str) -> str:
    """Colour the word that says how grave a problem is; click strips it where none watches."""
    for word, colour in ((": error[", "red"), (": warning[", "yellow")):
        place, found, rest = line.partition(word)
        if found:
            return f"{click.style(place, bold=True)}{click.style(found, fg=colour)}{rest}"
    return line


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all have: ``--strict`` and ``--format``."""
    strict = click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
    shown_as = click.option(
        "--format",
        "shown_as",
        type=click.Choice(get_args(Format)),
        default="text",
        help="How problems are told: as text on standard error, or on standard output as JSON or "
        "as commands that GitHub Actions shows at the lines they name.",
    )
    return strict(shown_as(function))


def checked_sources(project: Path) -> stages.Checked:
    """Read and check the sources; exits with wrong usage if there are none."""
    with needs_sources(project):
        return stages.check(project)


@contextmanager
def needs_sources(project: Path) -> Iterator[None]:
    """Tell of a missing folder ``sources/`` as wrong usage."""
    try:
        yield
    except NotADirectoryError as error:
        raise click.UsageError(f"there is no folder {stages.SOURCES}/ in {project}") from error


def stop_at_errors(problems: list[Problem], strict: bool, reporter: Reporter) -> None:
    """Exit, with their number, if problems stop a build."""
    if has_errors(problems, strict=strict):
        reporter.say(count(problems) + ".")
        sys.exit(PROBLEMS)


def size(sizes: Mapping[str, int]) -> str:
    """Return how large a corpus is, in words."""
    return ", ".join(f"{count} {what}" for what, count in sizes.items())
