"""Runs Pagefind, the program that makes the search index, on the pages that have changed.

The index entries of a page usually depend on this page alone. So to bring an index up to date, only
the changed pages are indexed, and the result is merged with the old index. The merged index is the
same, byte for byte, as an index of all pages. If this can't be ensured, all pages are indexed.
"""

import shutil
from pathlib import Path

from ..messages import gettext as _
from ..writing import StatSignatures
from . import pagefind_adapter
from .index_state import IndexState, OldState
from .pagefind_adapter import IndexedPages, OldIndex, UnmergeableError
from .pagefind_process import IndexingError
from .pagefind_runs import PagefindRuns
from .pages_to_index import url

_MOST = 3
"""If more than one in ``_MOST`` pages has changed, all pages are indexed.

In that case, indexing only the changed pages and merging the indexes would not be faster.
"""


class Indexing:
    """Makes the search index of a site, by one or more runs of Pagefind in the background.

    ``bundle``: the folder for the new index, which must not exist yet. ``signatures``: maps the
    path of each file of the site to its signature. ``old``: the index to bring up to date, if there
    is one. Raises OSError. Raises IndexingError if Pagefind can't be started.
    """

    def __init__(
        self, site: Path, bundle: Path, signatures: StatSignatures, old: OldState | None = None
    ) -> None:
        self._site = site
        self._bundle = bundle
        self._html = {path: at for path, at in signatures.items() if path.endswith(".html")}
        self._old: OldIndex | None = None
        self._is_updatable = True
        changed = self._select(old) if old else None
        pages = iter(sorted(self._html) if changed is None else changed)
        self._runs = PagefindRuns(self._site, self._bundle, pages)
        if not self._runs.is_mergeable or not (self._runs.have_pages or self._old):
            self._index_whole()

    def _index_whole(self) -> None:
        """Terminate Pagefind, and start it on the site itself."""
        self._runs.stop()
        shutil.rmtree(self._bundle, ignore_errors=True)
        self._old = None
        # Pagefind takes the language of a page without one from the other pages. If no page has the
        # mark that selects pages, it indexes all.
        self._is_updatable = self._runs.is_mergeable and self._runs.have_pages
        self._runs = PagefindRuns(self._site, self._bundle, None)

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

    def is_done(self) -> bool:
        """Return whether Pagefind is done: all its runs have ended, or one run has failed.

        If a run has succeeded and pages are left, another run is started. Raises OSError,
        IndexingError.
        """
        is_done = self._runs.is_done()
        if self._runs.is_mergeable:
            return is_done
        self._index_whole()
        return False

    def finish(self) -> IndexState | None:
        """Wait until Pagefind has ended, and complete the index. Raises IndexingError.

        Return the index's state; None if no later build can bring this index up to date.
        """
        try:
            try:
                pages = self._merge()
            except UnmergeableError:
                self._index_whole()
                pages = self._merge()
            self._runs.remove()
            return self._state(pages) if self._is_updatable else None
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise IndexingError(
                _("Pagefind's index could not be put in order: {error}").format(error=error)
            ) from error
        finally:
            self.stop()

    def _merge(self) -> IndexedPages:
        new = []
        for raw in self._runs.finished():
            if not self._runs.is_mergeable:
                raise UnmergeableError("a page without a language")
            new.append(pagefind_adapter.read_index(*raw))
        pages = pagefind_adapter.merge_index(new, self._bundle, self._old)
        if not pages:
            raise UnmergeableError("no pages")
        return pages

    def _state(self, pages: IndexedPages) -> IndexState:
        entry = (self._bundle / pagefind_adapter.ENTRY).read_bytes()
        return IndexState(entry, pages, self._html)

    def stop(self) -> None:
        """Terminate Pagefind and the processes that it has started."""
        self._runs.stop()


def make_index(
    site: Path, bundle: Path, signatures: StatSignatures, old: OldState | None = None
) -> IndexState | None:
    """Make the search index of a site; return the index's state. Raises OSError, IndexingError.

    See ``Indexing`` for the arguments, and ``Indexing.finish`` for the result.
    """
    return Indexing(site, bundle, signatures, old).finish()
