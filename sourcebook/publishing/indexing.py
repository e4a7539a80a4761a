"""Runs Pagefind, the program that makes the search index, on the pages that have changed.

The index entries of a page usually depend on this page alone. So to bring an index up to date, only
the changed pages are indexed, and the result is merged with the old index. The merged index is the
same, byte for byte, as an index of all pages. If this can't be ensured, all pages are indexed.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from ..messages import gettext as _
from ..writing import StatSignatures
from . import pagefind_adapter
from .index_state import IndexState, OldState
from .pagefind_adapter import IndexedPages, NewIndex, OldIndex, UnmergeableError
from .pagefind_process import IndexingError, PagefindProcess
from .pages_to_index import MARK, Run, gather, url

_MOST = 3
"""If more than one in ``_MOST`` pages has changed, all pages are indexed.

In that case, indexing only the changed pages and merging the indexes would not be faster.
"""

_GATHERED = "gathered0", "gathered1"
"""Names of the folders, in the new index's folder, which have the pages for runs in turn."""

_AT_ONCE = 2000
"""Maximum number of pages in one run of Pagefind, which needs about 0.1 MB of memory per page."""


class Indexing:
    """Makes the search index of a site, by one or more runs of Pagefind in the background.

    ``bundle``: the folder for the new index, which must not exist yet. ``signatures``: maps the
    path of each file of the site to its signature. ``old``: the index to bring up to date, if there
    is one. Raises IndexingError if Pagefind can't be started.
    """

    def __init__(
        self, site: Path, bundle: Path, signatures: StatSignatures, old: OldState | None = None
    ) -> None:
        self._site = site
        self._bundle = bundle
        self._html = {path: at for path, at in signatures.items() if path.endswith(".html")}
        self._old: OldIndex | None = None
        changed = self._select(old) if old else None
        self._begin(iter(sorted(self._html) if changed is None else changed))

    def _begin(self, pages: Iterator[str]) -> None:
        """Start the first run of Pagefind. ``pages``: the paths of the pages to index."""
        self._runs: list[Run] = []
        self._new: list[NewIndex] = []
        self._pages = pages
        first = self._gather()
        if first.is_mergeable and (first.urls or self._old):
            self._start(first)
        else:
            self._begin_whole()

    def _begin_whole(self) -> None:
        """Start a run of Pagefind on the site itself. It is the only run."""
        shutil.rmtree(self._bundle, ignore_errors=True)
        self._old = None
        self._runs, self._new = [], []
        self._start(Run(self._site))

    def _select(self, old: OldState) -> list[str] | None:
        """Return the paths of the pages that have changed; None if all pages must be indexed."""
        before = old.state.signatures
        changed = [path for path, at in self._html.items() if before.get(path) != at]
        try:
            if (
                len(changed) * _MOST > len(self._html)
                or (old.folder / pagefind_adapter.ENTRY).read_bytes() != old.state.entry
            ):
                return None
        except OSError:
            return None
        gone = set(map(url, (*changed, *(before.keys() - self._html.keys()))))
        self._old = OldIndex(old.folder, old.state.pages, gone)
        return changed

    def _raw(self, run: int) -> Path:
        return self._bundle / f"raw{run}"

    def _gather(self) -> Run:
        """Return the pages for the next run, while the last run may still read other pages."""
        folder = self._bundle / _GATHERED[len(self._runs) % len(_GATHERED)]
        return gather(self._site, self._pages, folder, _AT_ONCE)

    def _start(self, run: Run) -> None:
        """Start a run. While it goes on, prepare the next one."""
        self._process = PagefindProcess(run.folder, self._raw(len(self._runs)))
        self._runs.append(run)
        self._next = None if run.urls is None else self._gather()

    def _start_next(self) -> None:
        assert self._next  # noqa: S101 - see ``_is_last``
        self._start(self._next)

    @property
    def _is_last(self) -> bool:
        """Whether the run that was started last is the last one that is needed."""
        return not (self._next and self._next.is_mergeable and self._next.urls)

    def is_done(self) -> bool:
        """Return whether Pagefind is done: all its runs have ended, or one run has failed.

        If one run has succeeded and runs are left, the next run is started. Raises OSError,
        IndexingError.
        """
        if self._process.has_succeeded and not self._is_last:
            self._process.wait()
            self._start_next()
        return self._process.has_ended

    def finish(self) -> IndexState | None:
        """Wait until Pagefind has ended, and complete the index. Raises IndexingError.

        Return the index's state; None if no later build can bring this index up to date.
        """
        try:
            self._wait()
            try:
                pages = self._merge()
            except UnmergeableError:
                self._begin_whole()
                self._wait()
                pages = self._merge()
            for folder in (
                *map(self._raw, range(len(self._runs))),
                *map(self._bundle.joinpath, _GATHERED),
            ):
                shutil.rmtree(folder, ignore_errors=True)
            return self._state(pages)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise IndexingError(
                _("Pagefind's index could not be put in order: {error}").format(error=error)
            ) from error

    def _wait(self) -> None:
        """Wait until all runs of Pagefind have ended. Raises IndexingError if one fails."""
        while True:
            self._process.wait()
            if self._is_last:
                return
            self._start_next()
            self._read_finished(len(self._runs) - 1)

    def _read_finished(self, runs: int) -> None:
        """Read the indexes that the first ``runs`` runs have made, unless they are read already."""
        for number in range(len(self._new), runs):
            urls = self._runs[number].urls
            self._new.append(pagefind_adapter.read_index(self._raw(number), urls))

    def _merge(self) -> IndexedPages:
        if self._next and not self._next.is_mergeable:
            raise UnmergeableError("a page without a language")
        self._read_finished(len(self._runs))
        pages = pagefind_adapter.merge_index(self._new, self._bundle, self._old)
        if not pages:
            raise UnmergeableError("no pages")
        return pages

    def _state(self, pages: IndexedPages) -> IndexState | None:
        first = next(page.url for those in pages.values() for page in those)
        path = f"{first.removeprefix('/')}index.html" if first.endswith("/") else first[1:]
        if MARK not in (self._site / path).read_bytes():
            return None  # no page has ``MARK``, so Pagefind has indexed all pages
        entry = (self._bundle / pagefind_adapter.ENTRY).read_bytes()
        return IndexState(entry, pages, self._html)

    def stop(self) -> None:
        """Terminate Pagefind and the processes that it has started."""
        self._process.stop()


def make_index(
    site: Path, bundle: Path, signatures: StatSignatures, old: OldState | None = None
) -> IndexState | None:
    """Make the search index of a site; return the index's state. Raises IndexingError.

    See ``Indexing`` for the arguments, and ``Indexing.finish`` for the result.
    """
    return Indexing(site, bundle, signatures, old).finish()
