"""A PDF read by a process of its own, which is ended when it takes too long over a page."""

import json
import os
import subprocess
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import Any

SECONDS = 10.0
"""Maximum time for opening a file, or for any page of it: most take a hundredth of that."""

_LARGEST = 50_000_000  # maximum bytes of output per file; a book of a thousand pages has a tenth
_PROGRAM = Path(__file__).with_name("pdf_text.py")


class PdfError(Exception):
    """Why a PDF gives no text.

    ``reason``: ``locked``, ``broken``, ``scanned``; ``slow`` or ``large``, if reading it takes
    too much time or memory; ``long``, if it has too much text. ``page``: at which that was
    found, counted from 1; 0 while the file was opened. ``count``: how many pages the file says
    that it has.
    """

    def __init__(self, reason: str, page: int = 0, count: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.page, self.count = reason, page, count


def extracted(data: bytes) -> dict[str, Any]:
    """Return what ``pdf_text`` finds in a PDF: its first line, and the other ones as ``pages``.

    Raises PdfError.
    """
    path = os.pathsep.join(filter(None, sys.path))
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            reader = subprocess.Popen(  # noqa: S603 - a program of ours, which gets the file as data
                [sys.executable, "-P", str(_PROGRAM)],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError:
            raise PdfError("broken") from None
    with reader:
        said: SimpleQueue[bytes | int] = SimpleQueue()
        # Windows waits for a thread as long as it is told, but not for a pipe.
        listening = Thread(target=_listen, args=(reader, said), daemon=True)
        listening.start()
        try:
            return _gathered(said)
        finally:
            reader.kill()
            listening.join()


def _listen(reader: subprocess.Popen[bytes], said: SimpleQueue[bytes | int]) -> None:
    """Pass on each line that a process writes, and finally its exit code."""
    for line in reader.stdout or ():
        said.put(line)
    said.put(reader.wait())


def _gathered(said: SimpleQueue[bytes | int]) -> dict[str, Any]:
    """Put together what a process says of a PDF; gives up once it says nothing for too long."""
    found: dict[str, Any] = {}
    pages: list[dict[str, Any]] = []
    size = 0
    while True:
        place = (len(pages) + 1, found["count"]) if found else (0, 0)
        try:
            line = said.get(timeout=SECONDS)
            if isinstance(line, int):
                if line or not found:
                    raise PdfError("broken")
                return {**found, "pages": pages}
            size += len(line)
            told: dict[str, Any] = json.loads(line)
        except Empty:
            raise PdfError("slow", *place) from None
        except ValueError:  # the process ended in the middle of a line
            raise PdfError("broken") from None
        if size > _LARGEST:
            raise PdfError("long", *place)
        if "error" in told:
            raise PdfError(told["error"], *place)
        if found:
            pages.append(told)
        else:
            found = told
