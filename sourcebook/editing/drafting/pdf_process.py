"""Reads a PDF in a separate process, which is killed if it takes too long or writes too much.

The time is limited for opening the file, and for each page.
"""

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
"""Maximum time for opening a file, and for reading a page, in seconds.

Opening a file or reading a page usually takes about 0.1 seconds.
"""

# Maximum size of the program's output, in bytes. The output for a book of a thousand pages has a
# tenth of this size.
_LARGEST = 50_000_000
_PROGRAM = Path(__file__).with_name("pdf_text.py")


class PdfError(Exception):
    """The text of a PDF can't be read.

    ``reason``: ``locked``, ``broken``, ``scanned`` (it has no text), ``slow`` (reading takes too
    much time), ``large`` (reading takes too much memory) or ``long`` (it has too much text).
    ``page``: the number of the page that was being read, from 1; 0 if the error concerns the whole
    file. ``count``: the number of pages that the file declares.
    """

    def __init__(self, reason: str, page: int = 0, count: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.page, self.count = reason, page, count


def extracted(data: bytes) -> dict[str, Any]:
    """Run the program ``pdf_text`` on a PDF, and return the data that the program prints.

    The result is the object on the first line of the program's output. A key ``pages`` is added to
    the object, with a list of the objects on the other lines. Raises PdfError.
    """
    path = os.pathsep.join(filter(None, sys.path))
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            reader = subprocess.Popen(  # noqa: S603 - our own program; the PDF is only its input
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
        # The pipe is read in a thread, because reading from a pipe can't have a timeout on Windows.
        listening = Thread(target=_listen, args=(reader, said), daemon=True)
        listening.start()
        try:
            return _gathered(said)
        finally:
            reader.kill()
            listening.join()


def _listen(reader: subprocess.Popen[bytes], said: SimpleQueue[bytes | int]) -> None:
    """Put each line that a process writes into a queue and, when the process ends, its exit code.

    ``reader``: the process. ``said``: the queue.
    """
    for line in reader.stdout or ():
        said.put(line)
    said.put(reader.wait())


def _gathered(said: SimpleQueue[bytes | int]) -> dict[str, Any]:
    """Return the result of ``extracted``, read from the queue ``said`` that ``_listen`` fills.

    Raises PdfError if the program reports an error or fails, if its output isn't JSON or is too
    large, or if it prints no line for ``SECONDS`` seconds.
    """
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
