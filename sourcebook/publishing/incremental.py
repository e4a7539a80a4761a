"""Incremental rendering: finds the outdated pages and files of the site, and makes only these.

A page is rendered again if any of the following has changed since the last publish:

- the page's Markdown, or a drawing on the page;
- the settings, the theme or the navigation, which all pages share;
- whether a file exists that the page links to;
- the page's HTML file or one of the page's companions in the site.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from . import companions, mkdocs_adapter, mkdocs_hooks
from .inputs import SiteInputs
from .mkdocs_context import RenderContext
from .rendering import Rendered, render, render_static_templates
from .state import BuildState

if TYPE_CHECKING:
    from mkdocs.structure.files import File


class IncrementalBuild:
    """Makes the outdated pages and files of the site in ``context.config.site_dir``.

    ``shared_hash``: the hash of the settings and the navigation, on which all pages depend.
    ``docs_hashes``: maps the path of each file in ``docs/`` to its hash.
    """

    def __init__(
        self,
        inputs: SiteInputs,
        context: RenderContext,
        shared_hash: bytes,
        docs_hashes: Mapping[str, bytes],
    ) -> None:
        self._inputs = inputs
        self._before = inputs.state
        self._context = context
        self._shared_hash = shared_hash
        self._docs_hashes = docs_hashes
        self._pages = {file.src_uri: file for file in context.pages}
        self._copies = [
            file for file in mkdocs_adapter.published_files(context.files)
            if not file.is_documentation_page()
        ]  # fmt: skip
        self._docs_files = frozenset(file.src_uri for file in context.files)

    def run(self, workers: int) -> tuple[BuildState, set[str]]:
        """Make the outdated pages and files, with ``workers`` processes.

        Return the new state, and the paths of the files that must stay in the site even if this
        build hasn't made them. Raises RenderingError.
        """
        outdated, copies = self._outdated()
        rendered = render(self._context, outdated, copies, workers)
        _share_strings(rendered.values())
        pages = {path: rendered.get(path) or self._before.pages[path] for path in self._pages}
        files = {file.dest_uri for file in (*self._pages.values(), *self._copies)}
        config = self._context.config
        files.update(path for page in pages.values() for path in self._companions(page))
        if self._are_lists_current(pages, rendered):
            files |= config.theme.static_templates
        else:
            render_static_templates(self._context, pages)
            mkdocs_hooks.clean(Path(config.site_dir))
        state = BuildState(self._shared_hash, self._docs_files, self._input_hashes(pages), pages)
        return state, files

    def _outdated(self) -> tuple[list[str], list["File"]]:
        """Return the pages that must be rendered, and the files that must be copied."""
        before = self._before
        untouched = self._inputs.last.untouched(self._inputs.site)
        # Copy the result of ``^``, because the result takes as much memory as a set of all files.
        # Each call of ``isdisjoint`` below would go through all of this memory. The copy is small.
        come_or_gone = frozenset([*(self._docs_files ^ before.docs_files)])

        def is_unchanged(file: "File", input_hash: bytes) -> bool:
            path = file.dest_uri
            is_same = bool(input_hash) and before.input_hashes.get(path) == input_hash
            return is_same and path in untouched

        def is_current(file: "File") -> bool:
            page = before.pages.get(file.src_uri)
            if before.shared_hash != self._shared_hash or page is None:
                return False
            if come_or_gone and (page.log or not come_or_gone.isdisjoint(page.link_targets)):
                return False
            is_whole = untouched.issuperset(self._companions(page))
            return is_whole and is_unchanged(file, self._page_hash(page))

        return (
            [path for path, file in self._pages.items() if not is_current(file)],
            [file for file in self._copies if not is_unchanged(file, self._copy_hash(file))],
        )

    def _input_hashes(self, pages: Mapping[str, Rendered]) -> Mapping[str, bytes]:
        copied = {file.dest_uri: self._copy_hash(file) for file in self._copies}
        return copied | {
            self._pages[path].dest_uri: self._page_hash(page) for path, page in pages.items()
        }

    def _companions(self, page: Rendered) -> list[str]:
        return companions.paths(page.path, page.meta, self._context.config)

    def _page_hash(self, page: Rendered) -> bytes:
        """Return a hash of a page's Markdown and drawings; empty if the Markdown is unreadable."""
        if not self._docs_hashes.get(page.path):
            return b""
        return _hash(self._docs_hashes.get(path, b"") for path in (page.path, *page.drawings))

    def _copy_hash(self, file: "File") -> bytes:
        """Return bytes that identify a copied file's content; empty if the content is unknown."""
        if file.src_dir == self._context.config.docs_dir:
            return self._docs_hashes.get(file.src_uri, b"")
        if not file.abs_src_path:
            return b""
        at = Path(file.abs_src_path).stat()
        return repr((file.abs_src_path, at.st_mtime_ns, at.st_ctime_ns, at.st_size)).encode()

    def _are_lists_current(
        self, pages: Mapping[str, Rendered], rendered: Mapping[str, Rendered]
    ) -> bool:
        """Return whether the files from static templates, such as the sitemap, are up to date.

        These files show titles and front matter of all pages.
        """
        before, config = self._before, self._context.config
        published, now = self._inputs.last.signatures, self._inputs.site
        return (
            before.shared_hash == self._shared_hash
            and before.pages.keys() == pages.keys()
            and all(page.shown == before.pages[path].shown for path, page in rendered.items())
            and all(published.get(path) == now.get(path) for path in config.theme.static_templates)
            and not config.extra_templates
        )


def docs_hash(settings_hash: bytes, docs_hashes: Mapping[str, bytes]) -> bytes:
    """Return a hash of the site's settings and of all files in ``docs/``."""
    return _hash([settings_hash, repr(sorted(docs_hashes.items())).encode()])


def _hash(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.ljust(16))
    return digest.digest()


def _share_strings(pages: Iterable[Rendered]) -> None:
    """Replace equal links, paths and anchors of the pages by one shared object, to save memory."""
    links: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    words: dict[str, str] = {}
    for page in pages:
        page.anchor_links = [links.setdefault(link, link) for link in page.anchor_links]
        page.link_targets = tuple(words.setdefault(path, path) for path in page.link_targets)
        page.anchors = tuple(words.setdefault(name, name) for name in page.anchors)
