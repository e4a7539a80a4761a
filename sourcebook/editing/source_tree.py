"""The folder ``sources/`` in memory: edits are made and checked there before they are written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import resolve
from ..evidence.lock import FILE, Lock, parse_lock, read_lock
from ..messages import gettext as _
from ..problems import Problem, has_errors
from ..reading.document import Document
from ..reading.folder import decode, read
from ..reading.kinds import reader_of
from ..reading.records import Records
from .changes import Change, changed

_ID_PROBLEMS = frozenset(["bad-id", "long-id", "reserved-id"])
"""Codes of problems that don't block an edit: they hide no data, and a rename can fix them."""

Files = Mapping[str, bytes | None]
"""Maps each path in ``sources/`` to the file's bytes, or to None if the file doesn't exist."""


class EditBlockedError(Exception):
    """An edit can't be made; the message says why. ``problems``: the problems that block it."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


@dataclass(frozen=True)
class SourceTree:
    """The folder ``sources/``, read into memory.

    ``shown``: the folder's name in messages. ``files``: maps the path of each record file to its
    bytes.
    """

    root: Path
    shown: str
    files: Mapping[str, bytes]
    records: Records
    problems: list[Problem]
    lock: Lock = field(default_factory=dict)

    def path(self, document: Document) -> str:
        """Return a document's path in ``sources/``."""
        return document.path.removeprefix(f"{self.shown}/")

    def bytes_of(self, path: str) -> bytes | None:
        """Return the bytes of any file in ``sources/``; None if it doesn't exist.

        Raises EditBlockedError if the file can't be read.
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
        """Return the sources as they are after changes to some files.

        All records are read and checked again.
        """
        new = {
            path: data for path, data in {**self.files, **files}.items()
            if data is not None and reader_of(path)
        }  # fmt: skip
        pictures, media = self.records.pictures, self.records.media
        records = Records(pictures=list(pictures), media=list(media))
        for path, data in sorted(new.items()):
            text = decode(data, f"{self.shown}/{path}", records.problems)
            # Map outlines are skipped, because they refer to no ids and are slow to parse.
            reader = reader_of(path)
            if text is not None and reader and not path.startswith("map/"):
                document = Document(f"{self.shown}/{path}", text, yaml=text)
                reader(document, records)
        records = records.as_written()
        locked = files.get(FILE)
        lock = parse_lock(locked, FILE)[0] if locked is not None else self.lock
        return SourceTree(self.root, self.shown, new, records, resolve(records)[1], lock)


def load(root: Path, shown: str) -> SourceTree:
    """Read the folder ``sources/``, to edit it.

    Raises NotADirectoryError if the folder doesn't exist. Raises EditBlockedError if a file is a
    symbolic link, or changes while it is read. Also raises EditBlockedError if a file has errors or
    an unfinished record that can't be read, because an edit would miss ids there.
    """
    records = read(root, shown).as_written()
    faults = [problem for problem in records.problems if problem.code not in _ID_PROBLEMS]
    if has_errors(faults):
        raise EditBlockedError(_("not all of it can be understood; mend this first"), faults)
    if records.damaged:
        unread = [problem for problem in records.problems if problem.code == "todo"]
        raise EditBlockedError(_("not all of it can be understood; write this first"), unread)
    files = {}
    for document in records.documents:
        path = document.path.removeprefix(f"{shown}/")
        if (root / path).is_symlink():
            message = _("{file} is a link to another file; copy that here")
            raise EditBlockedError(message.format(file=document.path))
        files[path] = (root / path).read_bytes()
        if decode(files[path], document.path, []) != document.text:
            message = _("{file} is being changed; try again")
            raise EditBlockedError(message.format(file=document.path))
    lock, doubts = read_lock(root / FILE, f"{shown}/{FILE}")
    return SourceTree(root, shown, files, records, resolve(records)[1], {} if doubts else lock)


class SourceChanges:
    """Collects changes to the sources, by file."""

    def __init__(self, sources: SourceTree) -> None:
        self._sources = sources
        self._changes: dict[str, list[Change]] = defaultdict(list)
        self._files: dict[str, bytes | None] = {}

    def add(self, document: Document, *changes: Change) -> None:
        """Add changes to a document's text."""
        self._changes[self._sources.path(document)] += changes

    def put(self, path: str, data: bytes | None) -> None:
        """Replace a file's bytes, or delete the file if ``data`` is None."""
        self._files[path] = data

    def move(self, path: str, new: str) -> bool:
        """Move a file, including its changes so far. Return False if the file doesn't exist."""
        data = self.files().get(path, self._sources.bytes_of(path))
        self._changes.pop(path, None)
        if data is not None:
            self._files |= {path: None, new: data}
        return data is not None

    def files(self) -> dict[str, bytes | None]:
        """Return a mapping from the path of each changed file to the file's new bytes.

        The path of a deleted file maps to None. Raises EditBlockedError if changes overlap.
        """
        try:
            edited = {
                path: changed(self._sources.files[path], changes)
                for path, changes in self._changes.items()
            }
        except ValueError as error:
            message = _("an id stands twice in one list or mapping")
            raise EditBlockedError(message) from error
        return {**edited, **self._files}


def checked(sources: SourceTree, files: Files) -> tuple[SourceTree, list[Problem]]:
    """Return the sources as they are after changes to some files, and the new warnings.

    Raises EditBlockedError if there are new errors. Problems are compared by code: they are new if
    more problems have this code than before. A problem that only moved to another line or record
    therefore isn't new.
    """
    after = sources.after(files)
    before = Counter(problem.code for problem in sources.problems)
    worse = Counter(problem.code for problem in after.problems) - before
    new = [problem for problem in after.problems if problem.code in worse]
    if has_errors(new):
        raise EditBlockedError(_("this would bring mistakes into the sources"), new)
    return after, new
