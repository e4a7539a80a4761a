"""Finds what is left of the example that a new project begins with."""

from collections.abc import Iterator
from pathlib import Path

from ..problems import Problem
from ..reading import Document, Entry, Records, decode
from ..reading.kinds import SOURCE_FOLDERS
from ..records.base import Record

STARTER = Path(__file__).parent.parent / "starter"
"""The folder of the starter files. ``dot-`` at the beginning of a name is replaced by ``.``."""


def left(records: Records, shown: str) -> Iterator[Problem]:
    """Yield a warning at the first record of the example that is unchanged; nothing if none is.

    ``shown``: the name of ``sources/`` in problems. Only files named as in the example are compared
    with it, so that other projects pay nothing.
    """
    folder = STARTER / "sources"
    example = {
        f"{shown}/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*.*")
        if any(path.suffix == kind.suffix for kind in SOURCE_FOLDERS.values())
    }
    known: dict[str, dict[str, Record]] = {}
    found: list[Entry[Record]] = []
    for entry in [*records.entries, *records.pages]:
        path = entry.document.path
        if path in example:
            if path not in known:
                known[path] = _records(example[path], path)
            if known[path].get(entry.id) == entry.record:
                found.append(entry)
    if found:
        first = min(found, key=lambda entry: entry.place)
        yield Problem("example-left", first.place, {"count": str(len(found))})


def _records(path: Path, shown: str) -> dict[str, Record]:
    """Return the records in a file of the example, by id. ``shown``: the file's path in errors."""
    read = Records()
    text = decode(path.read_bytes(), shown, read.problems) or ""
    SOURCE_FOLDERS[shown.split("/")[-2]].read(Document(shown, text, yaml=text), read)
    return {entry.id: entry.record for entry in [*read.entries, *read.pages]}
