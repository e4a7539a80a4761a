"""Tells when files have changed that the site is made from."""

import logging
import os
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from unicodedata import normalize

from watchdog.events import (
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_QUIET = 0.03
"""Seconds without a change after which a save counts as done: editors write in several steps."""
_LONGEST = 0.5
"""Seconds after which nobody waits for that any more."""


class WatchingError(Exception):
    """The system won't tell of changes; the message says why."""


class Watch(FileSystemEventHandler):
    """Watches folders, with all that is in them, and single files. Used with ``with``.

    Raises WatchingError where that can't be done.
    """

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._changed = Event()
        self._files = {str(file.resolve()) for file in files}
        self._folders: list[str] = []
        # It warns of changes that come while it is being stopped: nobody waits for them.
        logging.getLogger("watchdog").setLevel(logging.ERROR)
        self._observer = Observer()
        self.add(folders)
        for folder in {str(Path(file).parent) for file in self._files} - {*self._folders}:
            self._schedule(folder, recursive=False)

    def add(self, folders: Iterable[Path]) -> None:
        """Watch more folders; those that are watched already, or aren't there, do no harm."""
        for folder in (str(folder.resolve()) for folder in folders if folder.is_dir()):
            if folder not in self._folders:
                self._folders.append(folder)
                self._schedule(folder, recursive=True)

    def _schedule(self, folder: str, *, recursive: bool) -> None:
        try:
            self._observer.schedule(self, folder, recursive=recursive)
        except OSError as error:
            raise _unwatched(error) from error

    def __enter__(self) -> "Watch":
        try:
            self._observer.start()
        except OSError as error:
            raise _unwatched(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change, if it is one of these files, and not an editor's own."""
        if isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent | DirModifiedEvent):
            return
        if any(
            self._counts(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path
        ):
            self._changed.set()

    def _counts(self, path: str) -> bool:
        path = _plain(path)
        name = path.rpartition("/")[2]
        if name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")):
            return False
        return path in map(_plain, self._files) or any(
            path.startswith(f"{_plain(held)}/") for held in self._folders
        )

    def wait(self, seconds: float | None) -> bool:
        """Wait for a change, and for what comes with it; tell whether there was one in time."""
        if not self._changed.wait(seconds):
            return False
        begun = time.monotonic()
        while self._changed.is_set() and time.monotonic() - begun < _LONGEST:
            self._changed.clear()
            time.sleep(_QUIET)
        self._changed.clear()
        return True


def _plain(path: str) -> str:
    """Return a path so that the same file has the same one, however it is written.

    macOS tells of names in their case on the disk, and may take accents apart; Windows writes
    backslashes. Where two files are taken for one, nothing comes of it but a build too many.
    """
    return normalize("NFC", path).casefold().replace("\\", "/").rstrip("/")


def _unwatched(error: OSError) -> WatchingError:
    return WatchingError(f"changes can't be watched for: {error.strerror or error}")
