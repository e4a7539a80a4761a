"""Ends a command after Ctrl-C, a closed pipe, a system error, or an error of Sourcebook."""

import errno
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from ..crashes import refusal, report_crash, shows_tracebacks
from ..messages import gettext as _
from .reporting import PROBLEMS

CRASHED = 70
"""Exit code for an error of Sourcebook itself: EX_SOFTWARE of sysexits.h."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as in shells: 128 plus the signal's number."""

BROKEN_PIPE = 141
"""Exit code if standard output is closed, as in shells after the signal SIGPIPE: 128 plus 13."""


def end(error: BaseException, command: str, project: Path | None) -> NoReturn:
    """Print why a command can't go on, and exit. ``command``: the command line as typed."""
    if isinstance(error, KeyboardInterrupt):
        _print(_("Interrupted."))
        sys.exit(INTERRUPTED)
    if _is_broken_pipe(error):
        sys.exit(BROKEN_PIPE)
    if shows_tracebacks():
        _print("".join(traceback.format_exception(error)))
    reason = refusal(error)
    if reason is not None:
        _print(_("Error: {reason}").format(reason=reason))
        sys.exit(PROBLEMS)
    _print("\n".join(report_crash(error, command, project).lines()))
    sys.exit(CRASHED)


def _is_broken_pipe(error: BaseException) -> bool:
    # On Windows, writing to a closed pipe raises OSError with EINVAL.
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL
        and error.filename is None
    )  # fmt: skip


def _print(text: str) -> None:
    try:
        click.echo(text, err=True)
    except OSError:
        sys.exit(BROKEN_PIPE)
