"""Makes the search index of a published site in the background, while the preview keeps running."""

import time
from dataclasses import replace
from pathlib import Path

from ..cancelling import checkpoint
from ..messages import gettext as _
from ..writing import Cache, clone_tree, stat_signatures
from .index_state import index_signatures, keep_index_state, old_index
from .indexing import Indexing
from .pagefind_process import IndexingError
from .staging import StagingTree
from .state import LastPublish, last_publish


class BackgroundIndex:
    """A search index that Pagefind is making.

    Raises OSError. Raises IndexingError if Pagefind can't be started.
    """

    def __init__(self, site: Path, cache: Cache) -> None:
        self._site = site
        self._cache = cache
        self._tree = StagingTree(site, cache.folder)
        self._started = time.monotonic()
        self._tree.clear_ended_bundles()
        last = last_publish(cache)
        old = old_index(site, cache) if last.has_index(index_signatures(site)) else None
        self._indexing = Indexing(site, self._tree.bundle, last.signatures, old)

    @classmethod
    def start_if_needed(cls, site: Path, cache: Cache) -> "BackgroundIndex | None":
        """Start indexing if the published site's search index isn't up to date; else return None.

        Raises IndexingError.
        """
        last: LastPublish | None = cache.get(LastPublish.CACHE_KEY)
        return None if last is None or last.is_indexed else cls(site, cache)

    def is_done(self) -> bool:
        """Return whether Pagefind is done; see ``Indexing.is_done``.

        Raises OSError. Raises IndexingError if another build has changed the site since indexing
        began.
        """
        try:
            return self._indexing.is_done()
        except (OSError, IndexingError):
            self._refuse_other_site()
            raise

    def publish(self) -> float:
        """Wait until the index is complete, then publish the site with the index.

        Return the time since indexing began, in seconds. The caller must hold the project's lock,
        so that no other build runs. Raises OSError. Raises IndexingError if indexing fails, or if
        another build has changed the site since indexing began.
        """
        last = last_publish(self._cache)
        try:
            try:
                state = self._indexing.finish()
            finally:
                self._refuse_other_site()
            checkpoint()
            clone_tree(self._site, self._tree.path)
            checkpoint()
            self._tree.install_bundle()
            self._tree.publish()
        finally:
            self._tree.clear_bundle()
        indexed = replace(last, signatures=stat_signatures(self._site), is_indexed=True)
        keep_index_state(state, indexed.signatures, self._cache)
        self._cache.set(LastPublish.CACHE_KEY, indexed)
        return time.monotonic() - self._started

    def _refuse_other_site(self) -> None:
        """Raise IndexingError if another build has changed the site since indexing began.

        Such a build also deletes the unfinished index, which makes indexing fail.
        """
        if stat_signatures(self._site) != last_publish(self._cache).signatures:
            raise IndexingError(_("another build has changed the site meanwhile"))

    def stop(self) -> None:
        """Terminate Pagefind, and delete the unfinished index."""
        self._indexing.stop()
        self._tree.clear_bundle()
