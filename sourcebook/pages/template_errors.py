"""Errors in the templates of pages, reported with the template's name and line."""

import traceback
from pathlib import Path

from jinja2 import UndefinedError

_ROOT = Path(__file__).resolve().parents[2]
_MAX_LINE = 100
"""Maximum length, in characters, of the template line that an error message shows."""


class TemplateError(Exception):
    """A template can't be filled. The cause is a mistake in this package, not in ``sources/``."""


class NoValueError(Exception):
    """A template shows a value that a record doesn't have.

    This is an error, because the page would have a label with nothing after it.
    """

    def __init__(self) -> None:
        super().__init__("a value is None; show what a record may lack inside {% if %}")


def template_error(template: str, error: Exception) -> TemplateError | None:
    """Return an error whose message names the template and line in which ``error`` was raised.

    ``template``: the file name of the page's own template. The message names this template too,
    because the error may come from another template that this template extends or calls. Returns
    None if the error wasn't raised in a template, or if it is a system error, such as a full disk.
    """
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    if isinstance(error, OSError | MemoryError | RecursionError) or not frames:
        return None
    told = isinstance(error, NoValueError | UndefinedError)
    what = str(error) if told else f"{type(error).__name__}: {error}"
    path = Path(frames[-1].filename)
    where = path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
    line = (frames[-1].line or "").strip()
    line = line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]}…"
    return TemplateError(
        f"{template} can't be filled: {what}, at {where}:{frames[-1].lineno}: {line}"
    )
