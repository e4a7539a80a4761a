"""The staging tree: the folder in which the next site is made, beside the published site.

If a file is the same in the staging tree and in the site, both are hard links to one file. So the
time of a build depends on what has changed, not on the size of the site. At the end of a build, the
staging tree and the site are swapped.
"""

import os
import shutil
from collections.abc import Set
from pathlib import Path

from ..ending import is_running
from ..writing import StatSignatures, clone_tree, remove_file, stat_signatures, swap_tree

INDEX = "pagefind"
"""The path, in the site, of the search index's folder."""

_TREE, _RENDERED, _BUNDLE = "site", "site.new", "index.new."


class StagingTree:
    """A folder of the cache in which the next ``site`` is made.

    This folder is on the same file system as the site. ``rendered``: MkDocs' output folder, from
    which ``fill`` moves changed files into the tree. ``bundle``: the folder for a new search index.
    Its name has this process's id; a build in another process may delete it.
    """

    def __init__(self, site: Path, cache_folder: Path) -> None:
        self.path = cache_folder / _TREE
        self.rendered = cache_folder / _RENDERED
        self.bundle = cache_folder / f"{_BUNDLE}{os.getpid()}"
        self._site = site
        self._cache_folder = cache_folder
        self._mirrored: StatSignatures | None = None

    def mirror_ahead(self, site: StatSignatures) -> None:
        """Do the work of ``mirror`` now. Raises OSError."""
        # A hard link has the signature of the file that it links to.
        are_links = clone_tree(self._site, self.path, but=INDEX)
        files = site if are_links else stat_signatures(self.path)
        inside = f"{INDEX}/"
        self._mirrored = {path: at for path, at in files.items() if not path.startswith(inside)}

    def mirror(self, site: StatSignatures) -> StatSignatures:
        """Make the tree equal the site, except for the search index, by hard links if possible.

        ``site``: path -> signature, for each file of the site. Return the same for the tree,
        without the index. Raises OSError.
        """
        if self._mirrored is None:
            self.mirror_ahead(site)
        mirrored, self._mirrored = self._mirrored or {}, None
        return mirrored

    def fill(self, wanted: Set[str], signatures: StatSignatures) -> list[str]:
        """Turn the tree into the new site, except for the search index; return the changed paths.

        ``wanted``: paths of files to keep even if they weren't rendered now. ``signatures``: path
        -> signature, for each file in the tree; updated in place.
        """
        rendered = stat_signatures(self.rendered)
        if rendered and not signatures:
            self.take_rendered()
            signatures.update(rendered)
            return list(rendered)
        changed = [path for path in signatures if path not in wanted and path not in rendered]
        for path in changed:
            remove_file(self.path / path)
            del signatures[path]
        for path, signature in rendered.items():
            if _move(self.rendered / path, self.path / path):
                signatures[path] = signature
                changed.append(path)
        return changed

    def take_rendered(self) -> None:
        """Replace the tree by the whole folder ``rendered``."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.rendered.rename(self.path)

    def clear_rendered(self) -> None:
        """Delete the folder ``rendered`` and any files that are left in it."""
        shutil.rmtree(self.rendered, ignore_errors=True)

    def keep_index(self) -> None:
        """Put the published site's search index into the tree, as hard links if possible."""
        clone_tree(self._site / INDEX, self.path / INDEX)

    def install_bundle(self) -> None:
        """Replace the tree's search index by the new search index in the folder ``bundle``."""
        shutil.rmtree(self.path / INDEX, ignore_errors=True)
        self.bundle.rename(self.path / INDEX)

    def clear_bundle(self) -> None:
        """Delete the folder ``bundle`` unless the new index in it was installed."""
        shutil.rmtree(self.bundle, ignore_errors=True)

    def clear_ended_bundles(self) -> None:
        """Delete the folder ``bundle``, and the unfinished search indexes of killed processes."""
        self.clear_bundle()
        for left in self._cache_folder.glob(f"{_BUNDLE}*"):
            if not is_running(left.name.removeprefix(_BUNDLE)):
                shutil.rmtree(left, ignore_errors=True)

    def clear_all_bundles(self) -> None:
        """Delete all unfinished search indexes that killed processes have left behind.

        The caller must hold the project's lock.
        """
        for left in self._cache_folder.glob(f"{_BUNDLE}*"):
            shutil.rmtree(left, ignore_errors=True)

    def publish(self) -> bool:
        """Swap the tree and the site; return whether this was possible.

        If the swap was impossible, the tree's files were copied into the site. Raises OSError; see
        ``writing.swap_tree``.
        """
        return swap_tree(self.path, self._site)


def _move(rendered: Path, place: Path) -> bool:
    """Move the file ``rendered`` to ``place``, unless a file there has the same content already.

    Return whether the file was moved.
    """
    try:
        if (
            place.stat().st_size == rendered.stat().st_size
            and place.read_bytes() == rendered.read_bytes()
        ):
            return False
    except NotADirectoryError:
        place.parent.unlink()
    except FileNotFoundError:
        pass
    if place.is_dir():
        shutil.rmtree(place)
    try:
        rendered.replace(place)
    except FileNotFoundError:  # the target folder is missing, which is rare
        place.parent.mkdir(parents=True, exist_ok=True)
        rendered.replace(place)
    return True
