"""The staging tree: the folder in which the next site is made, beside the published one.

The two trees share identical files as hard links, so that the time of a build depends on what
has changed, not on the size of the site. At the end the two are swapped.
"""

import os
import shutil
from collections.abc import Set
from pathlib import Path

from ..writing import StatSignatures, clone_tree, remove_file, stat_signatures, swap_tree

INDEX = "pagefind"
"""The folder of the search index in the site."""

_TREE, _RENDERED, _BUNDLE = "site", "site.new", "index.new."


class StagingTree:
    """A folder of the cache in which the next ``site`` is made, on the file system of the site.

    ``rendered``: MkDocs' output folder, from which ``fill`` moves changed files into the tree.
    ``bundle``: the folder for a new search index; no other process uses it.
    """

    def __init__(self, site: Path, cache_folder: Path) -> None:
        self.path = cache_folder / _TREE
        self.rendered = cache_folder / _RENDERED
        self.bundle = cache_folder / f"{_BUNDLE}{os.getpid()}"
        self._site = site
        self._cache_folder = cache_folder

    def mirror(self) -> StatSignatures:
        """Clone the site, except its index, into the tree; return the tree's file signatures.

        Raises OSError.
        """
        clone_tree(self._site, self.path, but=INDEX)
        files = stat_signatures(self.path)
        return {path: sign for path, sign in files.items() if not path.startswith(f"{INDEX}/")}

    def fill(self, wanted: Set[str], signatures: StatSignatures) -> list[str]:
        """Turn the mirrored tree into the new site, except the index; return the changed paths.

        ``wanted``: paths to keep even if they weren't rendered now. ``signatures``: signatures of
        the tree's files; updated in place.
        """
        rendered = stat_signatures(self.rendered)
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
        """Replace the tree by the folder that MkDocs has rendered, including its index."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.rendered.rename(self.path)

    def clear_rendered(self) -> None:
        """Delete the folder ``rendered`` and any files that are left in it."""
        shutil.rmtree(self.rendered, ignore_errors=True)

    def keep_index(self) -> None:
        """Clone the published site's index into the tree."""
        clone_tree(self._site / INDEX, self.path / INDEX)

    def install_bundle(self) -> None:
        """Replace the tree's index by the new one, which is visible once the tree is published."""
        shutil.rmtree(self.path / INDEX, ignore_errors=True)
        self.bundle.rename(self.path / INDEX)

    def clear_bundle(self) -> None:
        """Delete a new index that wasn't installed."""
        shutil.rmtree(self.bundle, ignore_errors=True)

    def clear_all_bundles(self) -> None:
        """Delete new indexes left by killed processes. The caller must hold the project's lock."""
        for left in self._cache_folder.glob(f"{_BUNDLE}*"):
            shutil.rmtree(left, ignore_errors=True)

    def publish(self) -> bool:
        """Swap the tree and the site; return False if the site's files had to be copied instead.

        Raises OSError; see ``writing.swap_tree``.
        """
        return swap_tree(self.path, self._site)


def _move(rendered: Path, place: Path) -> bool:
    """Move a file into the tree unless one with equal content is there; return whether it moved."""
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
    place.parent.mkdir(parents=True, exist_ok=True)
    rendered.replace(place)
    return True
