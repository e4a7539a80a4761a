"""Reports errors in Sourcebook itself: in a few lines for the researcher, and in a file to send."""

import contextlib
import errno
import hashlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from . import __version__
from .messages import gettext as _
from .text import one_line

DEBUG = "SOURCEBOOK_DEBUG"
"""The environment variable that makes commands print tracebacks."""

REPORTS = ".cache/sourcebook/crashes"
"""The folder of a project to which tracebacks are written."""

_PACKAGE = Path(__file__).resolve().parent
_WORKING_ON = "Working on: "
_MAX_LENGTH = 300
"""Maximum number of characters shown of an error's message."""
_TRACKERS = ("issues", "issue tracker", "bug tracker", "bugs", "tracker")

# The ``errno`` values of errors that the machine or its disk causes. These errors aren't bugs, so
# no crash report is written.
_REFUSED = frozenset(
    number
    for name in ("ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "EIO", "EMFILE", "ENFILE",
                 "ENOMEM", "EFBIG", "EBUSY", "ESTALE", "ETXTBSY", "EAGAIN")
    if (number := getattr(errno, name, None))
)  # fmt: skip
_FULL = frozenset([errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)])


@contextmanager
def working_on(path: str) -> Iterator[None]:
    """Add a note with a file's path to any error raised in the ``with`` block.

    ``path``: the file's path in the project.
    """
    try:
        yield
    except Exception as error:
        error.add_note(f"{_WORKING_ON}{path}")
        raise


def refusal(error: BaseException) -> str | None:
    """Return a sentence for an error that is no bug, such as a full disk; None for other errors."""
    if isinstance(error, MemoryError):
        return _("there is not enough memory; end other programs, or build on a larger machine")
    if not isinstance(error, OSError):
        return None
    if type(error).__module__.startswith(f"{__package__}."):
        return str(error)  # messages of this package's own errors are sentences
    if error.errno not in _REFUSED:
        return None
    reason = (
        _("the disk is full; make room, and run the command again")
        if error.errno in _FULL
        else error.strerror or os.strerror(error.errno or 0)
    )
    return reason if error.filename is None else f"{error.filename}: {reason}"


def is_ours(error: BaseException) -> bool:
    """Return whether an error was raised in this package, not in a library or a project's code.

    Errors in templates don't count, because a project can override templates.
    """
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and Path(frames[-1].filename).resolve().is_relative_to(_PACKAGE) and (
        frames[-1].filename.endswith(".py")
    )  # fmt: skip


@dataclass(frozen=True)
class Crash:
    """An error in Sourcebook itself.

    ``what``: the error's type and message. ``doing``: the command, as typed. ``working_on``: the
    file that was being processed, if known. ``report``: the file with the traceback; None if it
    couldn't be written.
    """

    what: str
    doing: str
    working_on: str | None
    report: Path | None

    def lines(self) -> list[str]:
        """Return the lines about the error that are shown to the user."""
        shown = [
            _("This is a bug in Sourcebook, not a mistake in your sources."),
            _("  what:  {error}").format(error=self.what),
            _("  where: {command}").format(command=self.doing),
        ]
        if self.working_on:
            shown.append(_("  file:  {file}").format(file=self.working_on))
        if self.report is None:
            message = _(
                "Its traceback could not be written; run the command with --traceback, and send "
                "what it prints to {recipient}."
            )
            shown.append(message.format(recipient=recipient()))
        else:
            message = _("Please send this file to {recipient}:")
            shown += [message.format(recipient=recipient()), f"  {self.report}"]
        shown.append(_("It names folders and may quote your sources: look through it first."))
        return [line for text in shown for line in text.splitlines()]


def report_crash(error: BaseException, doing: str, project: Path | None) -> Crash:
    """Write an error's traceback to the project's cache, or else to a temporary file.

    ``doing``: the command, as typed. Returns the crash to show to the user.
    """
    text = _report(error, doing, project)
    # In the cache, an error that occurs again gets the same file name (see ``_frames``).
    name = f"{hashlib.sha256(_frames(error).encode()).hexdigest()[:10]}.txt"
    return Crash(_what(error), doing, _file(error), _written(text, name, project))


def recipient() -> str:
    """Return a text that says to whom the user should send a crash report.

    The text is the issue tracker's address. If this address is unknown, the text refers to the
    person who gave Sourcebook to the user.
    """
    with contextlib.suppress(PackageNotFoundError):
        for entry in metadata("sourcebook").get_all("Project-URL") or []:
            label, _separator, address = entry.partition(", ")
            if label.lower() in _TRACKERS:
                return str(address)
    return _("whoever gave you Sourcebook")


def _what(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return _("something is nested deeper than Sourcebook can follow (RecursionError)")
    message = one_line(str(error))
    message = message if len(message) <= _MAX_LENGTH else f"{message[:_MAX_LENGTH]}…"
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _file(error: BaseException) -> str | None:
    notes: list[str] = getattr(error, "__notes__", [])
    files = (note.removeprefix(_WORKING_ON) for note in notes if note.startswith(_WORKING_ON))
    return next(files, None)


def _report(error: BaseException, doing: str, project: Path | None) -> str:
    lines = [
        f"Sourcebook {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"Command: {doing}",
        f"Project: {project}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    return "\n".join(lines)


def _frames(error: BaseException) -> str:
    """Return a text that is the same if an error occurs again, even with another message.

    It has the error's type, the file that was being processed, and the lines of code in the
    traceback.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return "\n".join([type(error).__name__, str(_file(error)), *places])


def _written(text: str, name: str, project: Path | None) -> Path | None:
    data = text.encode("utf-8", "backslashreplace")
    if project is not None and project.is_dir():
        path = project / REPORTS / name
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return path
    with contextlib.suppress(OSError):
        # mkstemp always creates a new file, so nobody can have put a link at the file's path.
        handle, name = tempfile.mkstemp(prefix="sourcebook-crash-", suffix=".txt")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return Path(name)
    return None


def shows_tracebacks() -> bool:
    """Return whether the user has asked for tracebacks."""
    return bool(os.environ.get(DEBUG)) or "--traceback" in sys.argv
