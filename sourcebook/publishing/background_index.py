"""The search index of a site that has been published already, made while others go on."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

from ..writing import Cache, clone_tree, stat_signatures, swap_tree
from . import search_index
from .state import LastPublish

INDEX = "pagefind"
"""The folder of the search index in the site."""

SPARE = "site"
"""The folder, where things are kept, of the tree in which the next site is made ready."""

_NEW = "index.new."


class BackgroundIndex:
    """An index that is being made by another process."""

    def __init__(self, site: Path, kept: Cache) -> None:
        self._site = site
        self._kept = kept
        self._new = new_bundle(kept.folder)
        self._begun = time.monotonic()
        shutil.rmtree(self._new, ignore_errors=True)
        self._process = search_index.begin(site, self._new)

    @classmethod
    def begun(cls, site: Path, kept: Cache) -> "BackgroundIndex | None":
        """Begin, if the index isn't that of the site as it is. Raises IndexingError."""
        last: LastPublish | None = kept.get(LastPublish.NAME)
        return None if last is None or last.searched else cls(site, kept)

    def ready(self) -> bool:
        """Tell whether it is made, or has failed."""
        return self._process.poll() is not None

    def put_in_place(self) -> float:
        """Wait for it, and put it into the site; return how many seconds it took.

        Raises IndexingError, where the site has changed meanwhile too, and OSError.
        """
        last: LastPublish = self._kept.get(LastPublish.NAME)
        try:
            search_index.finish(self._process, self._new)
            if stat_signatures(self._site) != last.signs:
                raise search_index.IndexingError("another build has changed the site meanwhile")
            spare = self._kept.folder / SPARE
            clone_tree(self._site, spare)
            install(self._new, spare)
            swap_tree(spare, self._site)
        finally:
            shutil.rmtree(self._new, ignore_errors=True)
        signed = stat_signatures(self._site)
        self._kept.set(LastPublish.NAME, replace(last, signs=signed, searched=True))
        return time.monotonic() - self._begun

    def stop(self) -> None:
        """Give it up."""
        search_index.stop(self._process)
        shutil.rmtree(self._new, ignore_errors=True)


def new_bundle(folder: Path) -> Path:
    """Return where to make an index: for this process alone, whatever others have left behind."""
    return folder / f"{_NEW}{os.getpid()}"


def remove_bundles(folder: Path) -> None:
    """Delete what others have left behind. To be called while the project's lock is held."""
    for left in folder.glob(f"{_NEW}*"):
        shutil.rmtree(left, ignore_errors=True)


def install(bundle: Path, site: Path) -> None:
    """Put an index in the place of the one before. ``site``: a tree that nobody sees yet."""
    shutil.rmtree(site / INDEX, ignore_errors=True)
    bundle.rename(site / INDEX)
