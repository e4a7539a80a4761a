"""How a command ends that neither did its work nor found a mistake in the sources."""

import errno
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from ..crashes import refusal, report_crash, shows_tracebacks
from .reporting import PROBLEMS

CRASHED = 70
"""Exit code for an error of ours: EX_SOFTWARE of sysexits.h."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""

UNHEARD = 141
"""Exit code when nobody reads what is printed any more, as after SIGPIPE."""


def end(error: BaseException, doing: str, project: Path | None) -> NoReturn:
    """Tell why a command can't go on, and exit. ``doing``: the command, as it was called."""
    if isinstance(error, KeyboardInterrupt):
        _say("Interrupted.")
        sys.exit(INTERRUPTED)
    if _unheard(error):
        sys.exit(UNHEARD)
    if shows_tracebacks():
        _say("".join(traceback.format_exception(error)))
    reason = refusal(error)
    if reason is not None:
        _say(f"Error: {reason}")
        sys.exit(PROBLEMS)
    _say("\n".join(report_crash(error, doing, project).lines()))
    sys.exit(CRASHED)


def _unheard(error: BaseException) -> bool:
    # Windows says of a pipe that nobody reads that the argument is invalid.
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL
        and error.filename is None
    )  # fmt: skip


def _say(words: str) -> None:
    try:
        click.echo(words, err=True)
    except OSError:
        sys.exit(UNHEARD)
