"""Starts and ends Pagefind, the program that makes search indexes."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from ..ending import program
from ..messages import gettext as _
from .search_index import EXCLUDED


class IndexingError(Exception):
    """The search index could not be made; the message says why."""


class PagefindProcess:
    """A process of Pagefind, which runs in the background.

    ``pages``: the folder whose pages are indexed. ``raw``: the folder for the index. Raises
    IndexingError if Pagefind can't be started.
    """

    def __init__(self, pages: Path, raw: Path) -> None:
        # ``--silent``: warnings would fill the pipe, which isn't read until the process has ended.
        command = program([
            sys.executable, "-m", "pagefind", "--silent", "--site", str(pages),
            "--output-path", str(raw), "--exclude-selectors", ", ".join(EXCLUDED),
        ])  # fmt: skip
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program and folder
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise IndexingError(
                _("Pagefind could not be started: {error}").format(error=error)
            ) from error

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended, with success or without."""
        return self._process.poll() is not None

    @property
    def has_succeeded(self) -> bool:
        """Whether the process has ended with success."""
        return self._process.poll() == 0

    def wait(self) -> None:
        """Wait until the process has ended. Raises IndexingError if it fails."""
        try:
            output, _errors = self._process.communicate()
        except BaseException:
            self.stop()
            raise
        if self._process.returncode:
            raise IndexingError(
                _("Pagefind could not index the site: {output}").format(output=output.strip())
            )

    def stop(self) -> None:
        """Terminate Pagefind and the processes that it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                # On Windows, ending a process leaves its children running: taskkill ends them too.
                subprocess.run(  # noqa: S603 - a system program
                    ["taskkill", "/F", "/T", "/PID", str(self._process.pid)],  # noqa: S607 - on every PATH
                    capture_output=True, check=False,
                )  # fmt: skip
                self._process.terminate()
            else:
                os.killpg(self._process.pid, signal.SIGTERM)
        self._process.communicate()
