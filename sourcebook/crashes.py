"""What is told of an error that isn't the researcher's: a screen for them, a file to send on."""

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
from .text import one_line

DEBUG = "SOURCEBOOK_DEBUG"
"""The environment variable that has tracebacks printed, too."""

REPORTS = ".cache/sourcebook/crashes"
"""The folder of a project in which tracebacks are kept."""

_PACKAGE = Path(__file__).resolve().parent
_WORKING_ON = "Working on: "
_LONGEST = 300  # characters of an error's own words on the screen
_TRACKERS = ("issues", "issue tracker", "bug tracker", "bugs", "tracker")

# What a machine or its disk refuses to any program: nothing to send to anybody.
_REFUSED = frozenset(
    number
    for name in ("ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "EIO", "EMFILE", "ENFILE",
                 "ENOMEM", "EFBIG", "EBUSY", "ESTALE", "ETXTBSY", "EAGAIN")
    if (number := getattr(errno, name, None))
)  # fmt: skip
_FULL = frozenset([errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)])


@contextmanager
def working_on(path: str) -> Iterator[None]:
    """Have an error say on which file the work was. ``path``: as problems name it."""
    try:
        yield
    except Exception as error:
        error.add_note(f"{_WORKING_ON}{path}")
        raise


def refused(error: BaseException) -> str | None:
    """Return in a sentence what the machine has refused; None for any other error."""
    if isinstance(error, MemoryError):
        return "there is not enough memory; end other programs, or build on a larger machine"
    if not isinstance(error, OSError):
        return None
    if type(error).__module__.startswith(f"{__package__}."):
        return str(error)  # a sentence already
    if error.errno not in _REFUSED:
        return None
    where = f"{error.filename}: " if error.filename is not None else ""
    if error.errno in _FULL:
        return f"{where}the disk is full; make room, and run the command again"
    return f"{where}{error.strerror or os.strerror(error.errno or 0)}"


def is_ours(error: BaseException) -> bool:
    """Tell whether an error was raised in this package, not in a library or a project's own code.

    What templates raise depends on those who write over them.
    """
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and Path(frames[-1].filename).resolve().is_relative_to(_PACKAGE) and (
        frames[-1].filename.endswith(".py")
    )  # fmt: skip


@dataclass(frozen=True)
class Crash:
    """An error of ours. ``doing``: the command, in words.

    ``working_on``: the file, if it is known. ``report``: the file with the traceback, if one
    could be written.
    """

    what: str
    doing: str
    working_on: str | None
    report: Path | None

    def lines(self) -> list[str]:
        """Return what is shown of it."""
        told = ["This is a mistake in Sourcebook, not in your sources.", f"  what:  {self.what}"]
        told.append(f"  where: {self.doing}")
        if self.working_on:
            told.append(f"  file:  {self.working_on}")
        if self.report is None:
            told.append("Its traceback could not be written; run the command with --traceback, "
                        f"and send what it prints to {recipient()}.")  # fmt: skip
        else:
            told.append(f"Please send this file to {recipient()}:\n  {self.report}")
        told.append("It names folders and may quote your sources: look through it first.")
        return [line for text in told for line in text.splitlines()]


def crashed(error: BaseException, doing: str, project: Path | None) -> Crash:
    """Write down an error's traceback, in the project's cache or else among temporary files.

    ``doing``: the command, as it was called.
    """
    text = _report(error, doing, project)
    # The same error gives the same file, however often it comes.
    name = f"{hashlib.sha256(_frames(error).encode()).hexdigest()[:10]}.txt"
    return Crash(_what(error), doing, _file(error), _written(text, name, project))


def recipient() -> str:
    """Return to whom a report goes: the address in the package, if it has one."""
    with contextlib.suppress(PackageNotFoundError):
        for entry in metadata("sourcebook").get_all("Project-URL") or []:
            label, _, address = entry.partition(", ")
            if label.lower() in _TRACKERS:
                return str(address)
    return "whoever gave you Sourcebook"


def _what(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "something is nested deeper than Sourcebook can follow (RecursionError)"
    words = one_line(str(error))
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _file(error: BaseException) -> str | None:
    notes: list[str] = getattr(error, "__notes__", [])
    found = (note.removeprefix(_WORKING_ON) for note in notes if note.startswith(_WORKING_ON))
    return next(found, None)


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
    """Return where an error came from, without what differs from time to time."""
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
        # Under a name that nobody can have put a link at.
        handle, made = tempfile.mkstemp(prefix="sourcebook-crash-", suffix=".txt")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return Path(made)
    return None


def shows_tracebacks() -> bool:
    """Tell whether the user wants to see tracebacks."""
    return bool(os.environ.get(DEBUG)) or "--traceback" in sys.argv
