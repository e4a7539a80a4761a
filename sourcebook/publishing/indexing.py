"""Runs Pagefind, the program that makes the search index, on the pages that have changed.

The index entries of a page usually depend on this page alone. So to bring an index up to date, only
the changed pages are indexed, and the result is merged with the old index. The merged index is the
same, byte for byte, as an index of all pages. If this can't be ensured, all pages are indexed.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from ..messages import gettext as _
from ..writing import StatSignatures, link_or_copy
from . import pagefind_adapter
from .index_state import IndexState, OldState
from .pagefind_adapter import IndexedPages, NewIndex, OldIndex, UnmergeableError
from .pagefind_process import IndexingError, PagefindProcess

_MARK = b"data-pagefind-body"
"""The HTML attribute of the element that Pagefind indexes on a page.

If any page has such an element, Pagefind leaves out all pages without one.
"""

_LANGUAGE = re.compile(rb"""<html[^>]*\slang=["']?[A-Za-z]""", re.IGNORECASE)
"""Matches the tag ``<html>`` of a page if the tag gives the page's language.

Pagefind indexes a page without a language in the language of most pages. So the index of such a
page depends on the other pages.
"""
_HEAD = 2000
"""Number of bytes, from the start of a page, in which the page's language is searched for."""

_COMPANION = "pagefind/companion.html"
"""The path of a page that is added to each run on part of the site. The index leaves it out.

Pagefind leaves out pages without ``_MARK`` only if some page of the run has this attribute. The
added page has this attribute, so each of these runs leaves out the pages without it. A site has no
pages of its own in the folder ``pagefind/``.
"""
_COMPANION_HTML = f'<html lang="zxx"><body {_MARK.decode()}>companion</body></html>'

_MOST = 3
"""If more than one in ``_MOST`` pages has changed, all pages are indexed.

In that case, indexing only the changed pages and merging the indexes would not be faster.
"""

_AT_ONCE = 2000
"""Maximum number of pages in one run of Pagefind, which needs about 0.1 MB of memory per page."""


_SOME = "some"
"""The beginning of the names of folders with the pages for one run of Pagefind.

These folders are in the new index's folder. The number of the run follows.
"""

_Pages = Sequence[str] | None
"""The paths of the pages that one run of Pagefind indexes; None means the whole site."""


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
        self._begin(self._slices() if changed is None else [changed])

    def _begin(self, runs: Sequence[_Pages]) -> None:
        """Start the first run of Pagefind. ``runs``: for each run, the pages to index."""
        self._runs = runs
        self._new: list[NewIndex] = []
        self._started = 0
        self._next_pages = self._gather(0)
        self._start_next()

    def _select(self, old: OldState) -> list[str] | None:
        """Return the paths of the pages that have changed; None if all pages must be indexed."""
        before = old.state.signatures
        changed = [path for path, at in self._html.items() if before.get(path) != at]
        try:
            if (
                len(changed) * _MOST > len(self._html)
                or (old.folder / pagefind_adapter.ENTRY).read_bytes() != old.state.entry
                or not all(map(self._has_language, changed))
            ):
                return None
        except OSError:
            return None
        gone = {_url(path) for path in (*changed, *(before.keys() - self._html.keys()))}
        self._old = OldIndex(old.folder, old.state.pages, gone)
        return changed

    def _slices(self) -> Sequence[_Pages]:
        """Return the pages for each run of Pagefind: several runs if the site has many pages."""
        pages = sorted(self._html)
        if len(pages) <= _AT_ONCE or not all(map(self._has_language, pages)):
            return [None]
        return [pages[begin : begin + _AT_ONCE] for begin in range(0, len(pages), _AT_ONCE)]

    def _has_language(self, path: str) -> bool:
        """Return True if a page's HTML states the page's language, or if the page isn't indexed."""
        with (self._site / path).open("rb") as file:
            head = file.read(_HEAD)
            return bool(_LANGUAGE.search(head)) or _MARK not in head + file.read()

    def _raw(self, run: int) -> Path:
        return self._bundle / f"raw{run}"

    def _start_next(self) -> None:
        """Start the next run. While it goes on, prepare the run after it."""
        run = self._started
        self._process = PagefindProcess(self._next_pages, self._raw(run))
        self._started += 1
        if run:
            shutil.rmtree(self._some(run - 1), ignore_errors=True)
        if self._started < len(self._runs):
            self._next_pages = self._gather(self._started)

    def _some(self, run: int) -> Path:
        return self._bundle / f"{_SOME}{run}"

    def _gather(self, run: int) -> Path:
        """Return a folder with the pages for a run: the site itself, or a folder with copies.

        The copies are hard links where possible. The page ``_COMPANION`` is added to them.
        """
        pages = self._runs[run]
        if pages is None:
            return self._site
        folder = self._some(run)
        for path in (*pages, _COMPANION):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if path == _COMPANION:
                (folder / path).write_bytes(_COMPANION_HTML.encode())
            else:
                link_or_copy(f"{self._site}/{path}", f"{folder}/{path}")
        return folder

    def is_done(self) -> bool:
        """Return whether Pagefind is done: all its runs have ended, or one run has failed.

        If one run has succeeded and runs are left, the next run is started. Raises OSError,
        IndexingError.
        """
        if self._process.has_succeeded and self._started < len(self._runs):
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
                shutil.rmtree(self._bundle)
                self._old = None
                self._begin([None])
                self._wait()
                pages = self._merge()
            for run in range(len(self._runs)):
                shutil.rmtree(self._raw(run), ignore_errors=True)
                shutil.rmtree(self._some(run), ignore_errors=True)
            return self._state(pages)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise IndexingError(
                _("Pagefind's index could not be put in order: {error}").format(error=error)
            ) from error

    def _wait(self) -> None:
        """Wait until all runs of Pagefind have ended. Raises IndexingError if one fails."""
        while True:
            self._process.wait()
            if self._started == len(self._runs):
                return
            self._start_next()
            self._read_finished(self._started - 1)

    def _read_finished(self, runs: int) -> None:
        """Read the indexes that the first ``runs`` runs have made, unless they are read already."""
        for run in range(len(self._new), runs):
            self._new.append(pagefind_adapter.read_index(self._raw(run), _url(_COMPANION)))

    def _merge(self) -> IndexedPages:
        self._read_finished(len(self._runs))
        pages = pagefind_adapter.merge_index(self._new, self._bundle, self._old)
        if not pages:
            raise UnmergeableError("no pages")
        return pages

    def _state(self, pages: IndexedPages) -> IndexState | None:
        first = next(page.url for those in pages.values() for page in those)
        path = f"{first.removeprefix('/')}index.html" if first.endswith("/") else first[1:]
        if _MARK not in (self._site / path).read_bytes():
            # No page has the attribute ``_MARK``, so Pagefind has indexed all pages. A later run on
            # the changed pages would leave them all out, because ``_COMPANION`` would be the only
            # page with ``_MARK``.
            return None
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


def _url(path: str) -> str:
    """Return the URL that Pagefind gives to a file of the site. ``path``: the file's path."""
    url = f"/{path}"
    return url.removesuffix("index.html") if url.endswith("/index.html") else url
