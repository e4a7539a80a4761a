"""``sources/`` as a whole, to be changed in memory and checked before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import resolve
from ..evidence.lock import FILE, Lock, parse_lock, read_lock
from ..problems import Problem, has_errors
from ..reading import Document, Records, decode, read
from ..reading.kinds import SOURCE_FOLDERS
from .changes import Change, changed

_OF_IDS = frozenset(["bad-id", "long-id", "reserved-id"])
"""Mistakes that keep nothing from being understood, and that a change of ids can mend."""

Files = Mapping[str, bytes | None]
"""Bytes by path in ``sources/``; None for a file that there is not."""


class EditBlockedError(Exception):
    """Something keeps an edit from being made. ``problems``: what, if it is in the sources."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


@dataclass(frozen=True)
class SourceTree:
    """The folder as read. ``shown``: how problems name it. ``files``: those with records."""

    root: Path
    shown: str
    files: Mapping[str, bytes]
    records: Records
    problems: list[Problem]
    lock: Lock = field(default_factory=dict)

    def path(self, document: Document) -> str:
        """Return where in the folder a document lies."""
        return document.path.removeprefix(f"{self.shown}/")

    def bytes_of(self, path: str) -> bytes | None:
        """Return what a file holds, whether it is read as records or not; None if it isn't there.

        Raises StandsInTheWayError where it can't be read.
        """
        if path in self.files:
            return self.files[path]
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise EditBlockedError(f"{self.shown}/{path}: {error.strerror}") from error

    def after(self, files: Files) -> "SourceTree":
        """Return the sources as they would be with some files changed."""
        new = {
            path: data for path, data in {**self.files, **files}.items()
            if data is not None and path.partition("/")[0] in SOURCE_FOLDERS
        }  # fmt: skip
        records = Records()
        for path, data in sorted(new.items()):
            text = decode(data, f"{self.shown}/{path}", records.problems)
            # Outlines name no ids, and take long to read.
            if text is not None and not path.startswith("map/"):
                document = Document(f"{self.shown}/{path}", text, yaml=text)
                SOURCE_FOLDERS[path.partition("/")[0]].read(document, records)
        locked = files.get(FILE)
        lock = parse_lock(locked, FILE)[0] if locked is not None else self.lock
        return SourceTree(self.root, self.shown, new, records, resolve(records)[1], lock)


def load(root: Path, shown: str) -> SourceTree:
    """Read the sources, to be changed.

    Raises NotADirectoryError if there are none, and StandsInTheWayError if a mistake in a file
    keeps part of it from being understood: what is not understood can't be changed.
    """
    records = read(root, shown)
    faults = [problem for problem in records.problems if problem.code not in _OF_IDS]
    if has_errors(faults):
        raise EditBlockedError("not all of it can be understood; mend this first", faults)
    files = {}
    for document in records.documents:
        path = document.path.removeprefix(f"{shown}/")
        if (root / path).is_symlink():
            raise EditBlockedError(f"{document.path} is a link to another file; copy that here")
        files[path] = (root / path).read_bytes()
        if decode(files[path], document.path, []) != document.text:
            raise EditBlockedError(f"{document.path} is being changed; try again")
    lock, doubts = read_lock(root / FILE, f"{shown}/{FILE}")
    return SourceTree(root, shown, files, records, resolve(records)[1], {} if doubts else lock)


class SourceChanges:
    """Changes to the sources, gathered file by file."""

    def __init__(self, sources: SourceTree) -> None:
        self._sources = sources
        self._changes: dict[str, list[Change]] = defaultdict(list)
        self._files: dict[str, bytes | None] = {}

    def add(self, document: Document, *changes: Change) -> None:
        """Change a document's text."""
        self._changes[self._sources.path(document)] += changes

    def put(self, path: str, data: bytes | None) -> None:
        """Write a file anew, or delete it."""
        self._files[path] = data

    def move(self, path: str, new: str) -> None:
        """Give a file, as it will be, another path; if it isn't there, do nothing."""
        data = self.files().get(path, self._sources.bytes_of(path))
        self._changes.pop(path, None)
        if data is not None:
            self._files |= {path: None, new: data}

    def files(self) -> dict[str, bytes | None]:
        """Return the files as they will be: those that differ."""
        try:
            made = {
                path: changed(self._sources.files[path], changes)
                for path, changes in self._changes.items()
            }
        except ValueError as error:
            raise EditBlockedError("an id stands twice in one list or mapping") from error
        return {**made, **self._files}


def checked(sources: SourceTree, files: Files) -> tuple[SourceTree, list[Problem]]:
    """Return the sources as they would be, and the warnings that are new there.

    Raises StandsInTheWayError if a mistake would be new. What is the same mistake at another
    place or of a record by another name is not new: kinds of problems are counted.
    """
    after = sources.after(files)
    before = Counter(problem.code for problem in sources.problems)
    worse = Counter(problem.code for problem in after.problems) - before
    new = [problem for problem in after.problems if problem.code in worse]
    if has_errors(new):
        raise EditBlockedError("this would bring mistakes into the sources", new)
    return after, new
