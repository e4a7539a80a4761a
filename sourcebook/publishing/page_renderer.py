"""Converts pages as MkDocs' ``Page.render`` does, but faster.

MkDocs makes a ``Markdown`` object for every page, and looks up every link again. Here all pages
share one ``Markdown`` object, and pages in the same folder share the results of looking up links.
In all pages of a folder, the same path leads to the same file and has the same relative URL. This
module is written for the version of MkDocs in ``mkdocs_adapter.READ_AGAINST``.
"""

import re
from collections.abc import Set
from functools import cached_property
from posixpath import dirname
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from markdown import Markdown
from mkdocs.structure.pages import (
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from .. import commonmark

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

_PLAIN_LINK = re.compile(r"([\w./-]+)(?:#([^?]*))?")
"""A link to a file: a relative path, and perhaps an anchor."""

_Folder = dict[str, "_Target"]


class _Target(NamedTuple):
    """The file that a path leads to from a folder's pages, and its URL relative to these pages."""

    file: "File"
    url: str


def place_of(file: "File") -> tuple[str, int]:
    """Return a page's folder in ``docs/`` and its depth in the site.

    If both are equal for two pages, these pages have the same relative links to other pages.
    """
    return dirname(file.src_uri), file.dest_uri.count("/")


class PageRenderer:
    """Renders pages of one site in one process. The pages share the results of looking up links."""

    def __init__(self, config: "MkDocsConfig", files: "Files") -> None:
        self.config = config
        self.files = files
        self._folders: dict[tuple[str, int], _Folder] = {}
        self._links: dict[str, Set[str]] = {}

    @cached_property
    def _markdown(self) -> Markdown:
        return Markdown(
            extensions=self.config.markdown_extensions,
            extension_configs=self.config.mdx_configs or {},
        )

    @cached_property
    def _other_syntax(self) -> commonmark.OtherSyntax:
        return commonmark.OtherSyntax(self._markdown)

    def render(self, page: "Page") -> None:
        """Set a page's content, table of contents, title, anchors and links to anchors."""
        assert page.markdown is not None  # noqa: S101 - it has been read
        md = self._markdown
        if self._other_syntax.occurs_in(page.markdown):
            # Use a new Markdown object, because extensions may keep data from other pages.
            page.render(self.config, self.files)
            return
        file = page.file
        title = _ExtractTitleTreeprocessor()
        anchors = _ExtractAnchorsTreeprocessor(file, self.files, self.config)
        folder = place_of(file)
        links = _Links(file, self.files, self.config, self._folders.setdefault(folder, {}))
        for processor in (anchors, links, title):
            processor._register(md)
        page.content = commonmark.convert(md, page.markdown)
        page.toc = get_toc(cast("Any", md).toc_tokens)
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids
        page.links_to_anchors = links.links_to_anchors
        self._links[file.src_uri] = links.written

    def pop_links(self, page: "Page") -> Set[str] | None:
        """Remove and return the links of a rendered page, as written; None if unknown."""
        return self._links.pop(page.file.src_uri, None)


class _Links(_RelativePathTreeprocessor):
    """MkDocs' processor of links, with a cache of the files that a folder's links lead to."""

    def __init__(
        self, file: "File", files: "Files", config: "MkDocsConfig", folder: _Folder
    ) -> None:
        super().__init__(file, files, config)
        self._folder = folder
        self.written: set[str] = set()

    def path_to_url(self, url: str) -> str:
        self.written.add(url)
        link = _PLAIN_LINK.fullmatch(url)
        if link is None:
            return super().path_to_url(url)
        path, anchor = link.groups("")
        target = self._folder.get(path)
        if target is None:
            written = super().path_to_url(url)
            file = self.files.get_file_from_path(self._target_uri(self.file.src_uri, path))
            # Don't cache a link to this page or below it: its URL is longer on other pages.
            included = file and file.inclusion.is_included()  # type: ignore[no-untyped-call]
            if file and included and not self._is_below(file):
                self._folder[path] = _Target(file, written.partition("#")[0])
            return written
        if self._is_below(target.file):
            return super().path_to_url(url)
        if anchor:
            self.links_to_anchors.setdefault(target.file, {}).setdefault(anchor, url)
        return f"{target.url}#{anchor}" if anchor else target.url

    def _is_below(self, file: "File") -> bool:
        return file.url.startswith(self.file.url)
