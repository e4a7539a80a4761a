"""Finds the examples that a new project can begin with, and example records left in a project."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..problems import Problem
from ..reading.document import Document
from ..reading.entry import Entry
from ..reading.folder import decode
from ..reading.kinds import SOURCE_FOLDERS
from ..reading.records import Records
from ..records.base import Record
from ..records.site import WrittenPage

STARTER = Path(__file__).parent.parent / "starter"
"""The folder with the files of every new project, except its example.

In the files' names, ``dot-`` at the beginning becomes ``.``.
"""

EXAMPLES = Path(__file__).parent.parent / "examples"
"""The folder of the examples. Each is a subfolder with ``sources/`` and a ``README.md``."""

USUAL = "library"
"""The name of the example that a new project begins with by default."""


def names() -> list[str]:
    """Return the names of all examples, sorted."""
    return sorted(path.parent.name for path in EXAMPLES.glob("*/README.md"))


def left(records: Records, shown: str) -> list[Entry[Record]]:
    """Return the project's records and pages that are the same as in one of the examples.

    ``records``: the project's records and pages. ``shown``: the name of ``sources/`` in
    messages. A file is compared only if a file of an example has the same name, so this function is
    fast in projects without such files.
    """
    examples: dict[str, list[Path]] = {}
    for file in EXAMPLES.glob("*/sources/*/*"):
        if any(file.suffix == kind.suffix for kind in SOURCE_FOLDERS.values()):
            examples.setdefault(f"{shown}/{file.parent.name}/{file.name}", []).append(file)
    known: dict[str, list[dict[_Key, Record]]] = {}
    found: dict[_Key, Entry[Record]] = {}
    for entry in [*records.entries, *records.pages]:
        path = entry.document.path
        if path in examples:
            if path not in known:
                known[path] = [_records(example, path) for example in examples[path]]
            if any(held.get(_key(entry)) == entry.record for held in known[path]):
                found.setdefault(_key(entry), entry)
    return list(found.values())


def told(left: Sequence[Entry[Record]]) -> Iterator[Problem]:
    """Yield a warning at the record in ``left`` with the first place; nothing if ``left`` is empty.

    The warning says that the project still has records of an example. ``left``: these records and
    pages, which are unchanged.
    """
    if left:
        first = min(left, key=lambda entry: entry.place)
        yield Problem("example-left", first.place, {"count": str(len(left))})


def is_over(left: Sequence[Entry[Record]]) -> bool:
    """Return whether only pages of an example are left, without the records they are about."""
    return bool(left) and all(isinstance(entry.record, WrittenPage) for entry in left)


_Key = tuple[type[Record], str]
"""The model and id of a record. The id isn't enough: an article and its summary share an id."""


def _key(entry: Entry[Record]) -> _Key:
    return type(entry.record), entry.id


def _records(path: Path, shown: str) -> dict[_Key, Record]:
    """Return the records in a file of an example. ``shown``: the file's path in errors."""
    read = Records()
    text = decode(path.read_bytes(), shown, read.problems) or ""
    SOURCE_FOLDERS[shown.split("/")[-2]].read(Document(shown, text, yaml=text), read)
    return {_key(entry): entry.record for entry in [*read.entries, *read.pages]}
