"""Measures the time from saving a YAML file until the browser shows the change, with ``serve``."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from playwright.sync_api import Error, Page

from tests.browser import NoBrowserError, launched

from .commands import BUILD, FailedError, environment
from .edits import Edit, Kind, prepared

PATIENCE = 300
"""Maximum number of seconds to wait for a page or for the server."""
_INDEXED = re.compile(r"search index", re.IGNORECASE)
_SHOWN = "words => document.querySelector('main')?.textContent.includes(words)"
"""JavaScript that returns whether the page has these words, even in a closed ``<details>``."""
_LOOK_EVERY = 50
"""Milliseconds between two checks whether the page shows the change."""


class Saved(NamedTuple):
    """The measurements of one saved edit.

    ``kind``: the name of the kind of edit. ``shown``: seconds until the page showed the edit.
    ``indexed``: seconds until the search index was up to date; None if the server didn't print it.
    """

    kind: str
    shown: float
    indexed: float | None


class Served(NamedTuple):
    """The measurements of a run of ``serve``. ``ready``: seconds until the server was ready.

    ``saved``: edits that were saved while the server was idle. ``again``: edits that were saved
    while the server was still making the site after the edit before.
    """

    ready: float
    saved: list[Saved]
    again: list[Saved]


class _Server:
    """A running ``serve`` command. ``lines``: each printed line with its time."""

    def __init__(self, project: Path, port: int) -> None:
        self.lines: list[tuple[float, str]] = []
        self._process = subprocess.Popen(  # noqa: S603
            [*BUILD, "serve", "--port", str(port)], cwd=project, env=environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self.lines.append((time.perf_counter(), line))

    def said(self, pattern: re.Pattern[str], since: float, patience: float) -> float | None:
        """Wait for a line that matches ``pattern``; return the time at which it was printed.

        ``since``: the earliest time of the line. ``patience``: the maximum number of seconds to
        wait; after this time, None is returned. Raises FailedError if the server ends.
        """
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            for when, line in list(self.lines):
                if when >= since and pattern.search(line):
                    return when
            if self._process.poll() is not None:
                raise FailedError(f"serve has ended: {self.last_words()}")
            time.sleep(0.02)
        return None

    def last_words(self) -> str:
        return "".join(line for _, line in self.lines[-10:])

    def stop(self) -> None:
        # SIGINT, the signal of Ctrl-C, isn't used: background jobs of a shell ignore it.
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, sign)  # the server and its child processes
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        self._listener.join(5)


def saved(project: Path, kinds: Sequence[Kind], count: int, first: int, patience: float) -> Served:
    """Serve a built project, make ``count`` edits of each kind twice, and measure each.

    The second time, each edit is saved as soon as the page shows the edit before. ``first``: the
    number in the new word of the first edit. ``patience``: the maximum number of seconds to wait
    for the search index. Raises FailedError.
    """
    try:
        return _saved(project, kinds, count, first, patience)
    except (Error, NoBrowserError) as error:
        raise FailedError(str(error)) from error


def _saved(project: Path, kinds: Sequence[Kind], count: int, first: int, patience: float) -> Served:
    begun = time.perf_counter()
    found: list[Saved] = []
    again: list[Saved] = []
    edits = count * len(kinds)
    with _serving(project) as (server, address), launched() as browser:
        ready = server.said(re.compile(re.escape(address)), begun, PATIENCE)
        if ready is None:
            raise FailedError(f"serve was not ready in {PATIENCE} s: {server.last_words()}")
        page = browser.new_page()
        for number in range(2 * edits + 1):
            at = (number // len(kinds) % count + 0.5) / count
            edit = prepared(project, kinds[number % len(kinds)], at, first + number)
            saved_ = _save(server, page, address, edit, project, patience if number < edits else 0)
            if number < edits:
                found.append(saved_)
                if saved_.indexed is None:
                    patience = 1  # the server doesn't print when the index is ready
            elif number > edits:  # the edit before has just been saved, too
                again.append(saved_)
    return Served(ready - begun, found, again)


@contextmanager
def _serving(project: Path) -> Iterator[tuple[_Server, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _Server(project, port)
    try:
        yield server, f"http://127.0.0.1:{port}/"
    finally:
        server.stop()


def _save(
    server: _Server, page: Page, address: str, edit: Edit, project: Path, patience: float
) -> Saved:
    page.goto(f"{address}{edit.page}", wait_until="load")
    page.wait_for_timeout(500)  # wait until the page's script has connected to the server
    if page.evaluate(_SHOWN, edit.words) is not False:
        raise FailedError(f"{edit.page} cannot show what is new")
    begun = time.perf_counter()
    edit.make(project)
    try:
        page.wait_for_function(_SHOWN, arg=edit.words, timeout=PATIENCE * 1000, polling=_LOOK_EVERY)
    except Error as error:
        raise FailedError(f"{edit.page} was not shown anew: {server.last_words()}") from error
    shown = time.perf_counter() - begun
    indexed = server.said(_INDEXED, begun, patience)
    return Saved(edit.kind, shown, None if indexed is None else indexed - begun)
