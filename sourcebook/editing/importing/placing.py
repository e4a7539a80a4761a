"""New files into ``sources/``: all of them or none, and none over another."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from ...problems import Mark, Problem


def create(root: Path, files: Mapping[str, str], shown: str) -> list[Problem]:
    """Write files that must not be there yet; return what stood in the way.

    ``files``: texts by path in the folder ``root``, which problems call
    ``shown``. If one can't be written, or writing is interrupted, those written
    before it are taken away.
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
        facts = {"reason": error.strerror or "unknown reason"}
        return [Problem("unwritable", Mark(f"{shown}/{name}"), facts)]
    return []
