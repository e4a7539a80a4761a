"""Creates new files in ``sources/``: all of them or none. Never overwrites a file."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from ...problems import Mark, Problem, os_reason


def create(root: Path, files: Mapping[str, str], shown: str) -> list[Problem]:
    """Write files that don't exist yet; return a problem if a file exists or can't be written.

    ``files``: maps each path in the folder ``root`` to the file's text. ``shown``: the folder's
    name in messages. If a file can't be written, or writing is interrupted, the files that were
    already written are deleted.
    """
    name = ""
    try:
        with ExitStack() as undo:
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(exist_ok=True)
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    undo.callback(path.unlink, missing_ok=True)
                    file.write(text)
            undo.pop_all()
    except OSError as error:
        facts = {"reason": os_reason(error)}
        return [Problem("unwritable", Mark(f"{shown}/{name}"), facts)]
    return []
