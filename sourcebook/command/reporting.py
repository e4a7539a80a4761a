"""Prints problems and messages for all commands, and defines the exit codes."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO, get_args

import click

from ..conventions import number_words
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import (
    Format,
    Problem,
    count,
    format_github,
    format_json,
    format_problems,
    has_errors,
    summed_up,
)
from ..project import SOURCES
from ..text import commas

PROBLEMS = 1
"""Exit code for problems that the user can fix.

Examples are problems in the sources, a full disk, and a port that is in use. For wrong usage,
click exits with 2.
"""


class Reporter:
    """Prints messages on standard output.

    Problems go to standard error as text, or to standard output as JSON or GitHub commands.
    """

    def __init__(self, output_format: Format) -> None:
        self._format = output_format
        self._started = time.monotonic()

    def say(self, message: str) -> None:
        """Print a line, unless the output must be a single JSON document."""
        if self._format != "json":
            click.echo(message)

    def step(self, message: str) -> None:
        """Print that a step begins.

        On a terminal, the message is always printed. Elsewhere, it is printed only if the command
        has run for more than a second.
        """
        now = time.monotonic()
        if is_terminal(sys.stdout) or now - self._started > 1:
            self.say(message)

    def report(
        self, problems: list[Problem], lines: Mapping[str, Sequence[str]], *, todo: bool = False
    ) -> None:
        """Print the problems.

        ``lines``: maps a file's path to the file's lines, for excerpts. ``todo``: whether to list
        each thing that is still to be written, instead of only counting such things for each file.
        As JSON, each thing is always listed.
        """
        if self._format == "json":
            click.echo(format_json(problems))
            return
        problems = problems if todo else summed_up(problems)
        if self._format == "github":
            for command in format_github(problems):
                click.echo(command)
            return
        print_problems(problems, lines)

    def elapsed(self) -> str:
        """Return how long the command has taken, with its unit: ``1.2 s``."""
        seconds = number_words(time.monotonic() - self._started, 1)
        return _("{seconds} s").format(seconds=seconds)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; ``stream`` is None if whoever ran us closed it."""
    return stream is not None and stream.isatty()


def make_encodable(stream: TextIO, platform: str = sys.platform) -> None:
    """Let a stream print any character, by escaping the characters that its encoding lacks.

    Problems quote sources in all languages. On Windows, a stream that isn't a terminal would use
    the system's code page. Such a stream is switched to UTF-8, which programs that read it expect.
    """
    if isinstance(stream, TextIOWrapper):
        chosen = platform != "win32" or stream.isatty() or "PYTHONIOENCODING" in os.environ
        encoding = stream.encoding if chosen else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def print_problems(
    problems: Iterable[Problem], lines: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Print problems on standard error. On a terminal, add excerpts from ``lines``.

    ``lines``: maps a file's path to the file's lines.
    """
    terminal = is_terminal(sys.stderr) and not _is_editor()
    colour = None if terminal and not os.environ.get("NO_COLOR") else False
    for line in format_problems(problems, lines if terminal else None):
        click.echo(_coloured(line), err=True, color=colour)


def _is_editor() -> bool:
    """Return whether the output goes to an editor such as Emacs, which parses the lines."""
    in_emacs = "compile" in os.environ.get("INSIDE_EMACS", "")
    return in_emacs or os.environ.get("TERM") == "dumb"


def _coloured(line: str) -> str:
    """Return a line with the severity coloured; click removes colours if they can't be shown."""
    for word, colour in ((": error[", "red"), (": warning[", "yellow")):
        place, found, rest = line.partition(word)
        if found:
            return f"{click.style(place, bold=True)}{click.style(found, fg=colour)}{rest}"
    return line


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options ``--strict`` and ``--format`` to a command."""
    strict = click.option("--strict", is_flag=True, help=marked("Let warnings stop the build too."))
    output_format = click.option(
        "--format",
        "output_format",
        type=click.Choice(get_args(Format)),
        default="text",
        help=marked(
            "How to print problems: as text on standard error, or on standard output as JSON or "
            "as commands that GitHub Actions shows at the lines they name."
        ),
    )
    return strict(output_format(function))


drafts = click.option(
    "--allow-drafts", is_flag=True,
    help=marked("With --strict, don’t stop at what is left out because it is unfinished."),
)  # fmt: skip
"""The option ``--allow-drafts``, for the commands that check the sources."""


@contextmanager
def needs_sources(project: Path) -> Iterator[None]:
    """Raise a usage error if the ``with`` block fails because there is no ``sources/``."""
    try:
        yield
    except NotADirectoryError as error:
        message = _("there is no folder {folder}/ in {project}")
        raise click.UsageError(message.format(folder=SOURCES, project=project)) from error


def stop_at_errors(
    problems: list[Problem], strict: bool, reporter: Reporter, *, allow_drafts: bool = False
) -> None:
    """If the problems stop a build, print their number, and exit.

    ``strict``: whether warnings stop a build too. ``allow_drafts``: if True, warnings about
    things, such as drafts, that the site leaves out don't stop a build.
    """
    if has_errors(problems, strict=strict, allow_drafts=allow_drafts):
        reporter.say(_("{problems}.").format(problems=count(problems)))
        sys.exit(PROBLEMS)


def size(sizes: Mapping[str, int]) -> str:
    """Return a corpus's size as text: ``2 sources, 31 claims``. ``sizes``: type -> count.

    Types without records are left out, unless there is no record at all.
    """
    present = {records: number for records, number in sizes.items() if number} or sizes
    return commas(_size(records, number) for records, number in present.items())


def _size(records: str, number: int) -> str:
    forms = {
        "sources": ngettext("{count} source", "{count} sources", number),
        "claims": ngettext("{count} claim", "{count} claims", number),
        "events": ngettext("{count} event", "{count} events", number),
        "actors": ngettext("{count} actor", "{count} actors", number),
        "locations": ngettext("{count} location", "{count} locations", number),
    }
    return forms[records].format(count=number)
