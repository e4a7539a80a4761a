"""Runs Pagefind on the pages of a site: some pages in each run, and two runs at the same time."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .pagefind_process import PagefindProcess
from .pages_to_index import Run, gather

_AT_ONCE = 1000
"""Maximum number of pages in one run of Pagefind, which needs about 0.1 MB of memory per page."""

_GATHERED = "gathered0", "gathered1"
"""Names of the folders, in the new index's folder, with the pages of one run each.

So there are at most two runs at the same time. A run of Pagefind keeps only one and a half
processors busy.
"""


class RawIndex(NamedTuple):
    """An index that one run of Pagefind has made. ``folder``: its folder.

    ``urls``: see ``Run``.
    """

    folder: Path
    urls: Mapping[str, str] | None


class PagefindRuns:
    """Runs of Pagefind in the background, which index pages of a site.

    ``bundle``: the folder for the runs' indexes and pages. ``pages``: yields the paths of the pages
    in the site; if None, a single run indexes the site itself. Raises OSError. Raises IndexingError
    if Pagefind can't be started.
    """

    def __init__(self, site: Path, bundle: Path, pages: Iterator[str] | None) -> None:
        self._site = site
        self._bundle = bundle
        self._pages = pages
        self._free = [bundle / name for name in _GATHERED]
        self._runs: list[Run] = []
        self._processes: dict[int, PagefindProcess] = {}
        self.is_mergeable = True
        """False if there is a page whose index entries depend on other pages.

        The index of this page, and of the pages after it, is then missing.
        """
        if pages is None:
            self._start(Run(site))
        self._start_more()

    @property
    def have_pages(self) -> bool:
        """Whether any page of the site is to be indexed."""
        return any(run.urls or run.urls is None for run in self._runs)

    def _start(self, run: Run) -> None:
        number = len(self._runs)
        self._runs.append(run)
        self._processes[number] = PagefindProcess(run.folder, self._raw(number))

    def _start_more(self) -> None:
        """Start as many runs as may go on at the same time, if so many pages are left.

        If that fails, terminate the others.
        """
        try:
            self._gather_and_start()
        except BaseException:
            self.stop()
            raise

    def _gather_and_start(self) -> None:
        while self._free and self._pages is not None:
            run = gather(self._site, self._pages, self._free[0], _AT_ONCE)
            self.is_mergeable = run.is_mergeable
            if not run.is_mergeable or len(run.urls or ()) < _AT_ONCE:
                self._pages = None
            if run.is_mergeable and (run.urls or not self._runs):
                self._free.pop(0)
                self._start(run)

    def _raw(self, number: int) -> Path:
        return self._bundle / f"raw{number}"

    def is_done(self) -> bool:
        """Return whether all runs have ended, or one has failed.

        In place of each run that has succeeded, another is started if pages are left. Raises
        OSError, IndexingError.
        """
        for number, process in list(self._processes.items()):
            if process.has_succeeded:
                self._end(number)
            elif process.has_ended:
                return True
        return not self._processes

    def _end(self, number: int) -> None:
        """Wait until a run has ended, and start another if pages are left.

        Raises OSError. Raises IndexingError if the run fails.
        """
        self._processes.pop(number).wait()
        folder = self._runs[number].folder
        if folder != self._site:
            self._free.append(folder)
        self._start_more()

    def finished(self) -> Iterator[RawIndex]:
        """Yield the index of each run, in order, once the run has ended.

        Raises OSError. Raises IndexingError if a run fails.
        """
        number = 0
        while number < len(self._runs):  # more runs may start in the loop
            if number in self._processes:
                self._end(number)
            yield RawIndex(self._raw(number), self._runs[number].urls)
            number += 1

    def remove(self) -> None:
        """Delete the runs' indexes and pages."""
        raw = map(self._raw, range(len(self._runs)))
        for folder in (*raw, *(self._bundle / name for name in _GATHERED)):
            shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        """Terminate all runs that are going on."""
        while self._processes:
            self._processes.popitem()[1].stop()
