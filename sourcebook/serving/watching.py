"""Tells when files have changed that the site is made from."""

import logging
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event

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


class Watch(FileSystemEventHandler):
    """Watches folders, with all that is in them, and single files. Used with ``with``."""

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._changed = Event()
        self._files = {str(file.resolve()) for file in files}
        self._folders: list[str] = []
        # It warns of changes that come while it is being stopped: nobody waits for them.
        logging.getLogger("watchdog").setLevel(logging.ERROR)
        self._observer = Observer()
        self.add(folders)
        for folder in {str(Path(file).parent) for file in self._files} - {*self._folders}:
            self._observer.schedule(self, folder)

    def add(self, folders: Iterable[Path]) -> None:
        """Watch more folders; those that are watched already, or aren't there, do no harm."""
        for folder in (str(folder.resolve()) for folder in folders if folder.is_dir()):
            if folder not in self._folders:
                self._folders.append(folder)
                self._observer.schedule(self, folder, recursive=True)

    def __enter__(self) -> "Watch":
        self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change, if it is one of these files, and not an editor's own."""
        if isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent | DirModifiedEvent):
            return
        if any(self._counts(str(path)) for path in (event.src_path, event.dest_path) if path):
            self._changed.set()

    def _counts(self, path: str) -> bool:
        name = Path(path).name
        if name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")):
            return False
        return path in self._files or any(path.startswith(f"{held}/") for held in self._folders)

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
