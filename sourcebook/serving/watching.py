"""Watches the files that the site is made from, and reports changes."""

import logging
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event
from unicodedata import normalize

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from ..messages import gettext as _

_QUIET = 0.03
"""Number of seconds without a change after which a save counts as complete.

The wait is needed because editors save a file in several steps.
"""
_MAX_WAIT = 0.5
"""Maximum number of seconds to wait until a save is complete."""

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    FileAttribEvent, DirCreatedEvent, DirMovedEvent, DirDeletedEvent, DirAttribEvent,
]  # fmt: skip
"""The events that are reported. ``FileClosedEvent`` is about files that were open for writing.

A build opens all sources. If that were reported too, reading them would take several times as long,
because the thread that receives the reports holds up the thread that reads.
"""


HasChanged = Callable[[], bool]
"""A function that returns whether there has been a change since the last build began."""


def never() -> bool:
    """Return that there has been no change, as a ``HasChanged``."""
    return False


class WatchingError(Exception):
    """The operating system can't watch for changes. The message gives the reason."""


class Watch(FileSystemEventHandler):
    """A context manager that watches single files, and folders with all their contents.

    Raises WatchingError if the operating system can't watch the files or folders.
    """

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._changed = Event()
        self._files = {str(file.resolve()) for file in files}
        self._folders: dict[str, ObservedWatch | None] = {}
        self._replaced: set[str] = set()
        # Silence watchdog's warnings. The warnings are about changes that happen while watchdog
        # stops. Such changes don't matter.
        logging.getLogger("watchdog").setLevel(logging.ERROR)
        self._observer = Observer()
        self.add(folders)
        # The parents of folders are watched too: a folder may be deleted, and made again.
        parents = {str(Path(path).parent) for path in (*self._files, *self._folders)}
        for folder in parents - {*self._folders}:
            self._schedule(folder, recursive=False)

    def add(self, folders: Iterable[Path]) -> None:
        """Watch more folders. Folders that are already watched or don't exist are ignored."""
        for folder in (str(folder.resolve()) for folder in folders if folder.is_dir()):
            if folder not in self._folders:
                self._folders[folder] = self._schedule(folder, recursive=True)

    def _watch_anew(self) -> None:
        """Watch the folders that were deleted, moved or made again since the last call."""
        while self._replaced:
            folder = self._replaced.pop()
            if watch := self._folders[folder]:
                with suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
                self._folders[folder] = None
            if Path(folder).is_dir():
                with suppress(WatchingError):  # the folder has been deleted again
                    self._folders[folder] = self._schedule(folder, recursive=True)

    def _schedule(self, folder: str, *, recursive: bool) -> ObservedWatch:
        try:
            return self._observer.schedule(self, folder, recursive=recursive, event_filter=_CHANGES)
        except OSError as error:
            raise _watching_error(error) from error

    def __enter__(self) -> "Watch":
        try:
            self._observer.start()
        except OSError as error:
            raise _watching_error(error) from error
        return self

    def __exit__(self, *exception: object) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record that a watched file has changed; ignore changes of all other files."""
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        replaced = {path.rstrip("/\\") for path in paths} & self._folders.keys()
        self._replaced |= replaced
        if replaced or any(map(self._is_watched, paths)):
            self._changed.set()

    def _is_watched(self, path: str) -> bool:
        """Return whether a file is watched. Temporary files of editors are never watched."""
        path = _comparable(path)
        name = path.rpartition("/")[2]
        if name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")):
            return False
        return path in map(_comparable, self._files) or any(
            path.startswith(f"{_comparable(folder)}/") for folder in self._folders
        )

    def has_changed(self) -> bool:
        """Return whether there has been a change since the last call of ``wait``."""
        return self._changed.is_set()

    def wait(self, seconds: float | None) -> bool:
        """Wait for a change, and then until the change counts as complete; return True.

        Return False if no change begins within ``seconds``. If ``seconds`` is None, wait without a
        limit. The limits ``_QUIET`` and ``_MAX_WAIT`` decide when a change is complete.
        """
        if not self._changed.wait(seconds):
            return False
        start = time.monotonic()
        while self._changed.is_set() and time.monotonic() - start < _MAX_WAIT:
            self._changed.clear()
            time.sleep(_QUIET)
        self._changed.clear()
        self._watch_anew()
        return True


def _comparable(path: str) -> str:
    """Return a path in a normalised form, which is the same for all spellings of the path.

    macOS reports names with the upper and lower case that they have on disk, and may decompose
    accents. Windows separates names with backslashes. If two different files get the same form, the
    only cost is a needless build.
    """
    return normalize("NFC", path).casefold().replace("\\", "/").rstrip("/")


def _watching_error(error: OSError) -> WatchingError:
    reason = error.strerror or str(error)
    return WatchingError(_("changes can't be watched for: {reason}").format(reason=reason))
