"""Reads a PDF in a separate process, which is killed if it takes too long over a page."""

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
"""Maximum time for opening a file or reading a page, in seconds; most take a hundredth of it."""

_LARGEST = 50_000_000  # maximum output per file, in bytes; a thousand-page book has a tenth of it
_PROGRAM = Path(__file__).with_name("pdf_text.py")


class PdfError(Exception):
    """The text of a PDF can't be read.

    ``reason``: ``locked``, ``broken`` or ``scanned``; ``slow`` or ``large`` if reading it takes
    too much time or memory; ``long`` if it has too much text. ``page``: the number of the page
    that was being read, from 1; 0 if the error concerns the whole file. ``count``: the number of
    pages that the file declares.
    """

    def __init__(self, reason: str, page: int = 0, count: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.page, self.count = reason, page, count


def extracted(data: bytes) -> dict[str, Any]:
    """Return a PDF's data from ``pdf_text``: its first output line, with the rest under ``pages``.

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
        # A thread reads the pipe, since Windows has no timeout for reading from one.
        listening = Thread(target=_listen, args=(reader, said), daemon=True)
        listening.start()
        try:
            return _gathered(said)
        finally:
            reader.kill()
            listening.join()


def _listen(reader: subprocess.Popen[bytes], said: SimpleQueue[bytes | int]) -> None:
    """Put each line that a process writes into a queue, and finally its exit code."""
    for line in reader.stdout or ():
        said.put(line)
    said.put(reader.wait())


def _gathered(said: SimpleQueue[bytes | int]) -> dict[str, Any]:
    """Return a process's lines combined. Raises PdfError, also if none comes within ``SECONDS``."""
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
