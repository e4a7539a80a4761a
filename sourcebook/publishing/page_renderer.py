"""Converts pages to HTML as MkDocs' ``Page.render`` does, but faster.

MkDocs makes a new ``Markdown`` object for each page, and looks up every link of each page. Here,
all pages share one ``Markdown`` object. Pages in the same folder also share a cache of links: from
each of these pages, the same path leads to the same file and becomes the same relative URL.

This module is written for the version of MkDocs in ``mkdocs_adapter.READ_AGAINST``.
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
from mkdocs.utils import get_relative_url

from .. import commonmark

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

_PLAIN_LINK = re.compile(r"([\w./-]+)(?:#([^?]*))?")
"""Matches a link to a file. Group 1 is a relative path; group 2 is the anchor, if there is one."""

_MAX_TAGS = 20_000
"""Maximum number of link tags in a folder's cache.

Without a maximum, the cache would grow with the number of claims.
"""


class _Target(NamedTuple):
    """A file that is linked from pages in one folder. ``url``: its URL, relative to these pages."""

    file: "File"
    url: str


class _Link(NamedTuple):
    """A link to another page. ``tag``: the HTML tag of the link, as published.

    ``anchor``: the anchor on the other page; empty if the link has no anchor. ``written``: the
    link's address, as written in the Markdown.
    """

    tag: str
    file: "File"
    anchor: str
    written: str


class _Folder(NamedTuple):
    """The cache of the links on a folder's pages."""

    targets: dict[str, _Target]
    """Maps a relative path to the file that the path leads to."""
    links: dict[str, _Link]
    """Maps an HTML tag, as the Markdown engine writes it, to the link that replaces it."""


def place_of(file: "File") -> tuple[str, int]:
    """Return a page's folder in ``docs/``, and the page's depth in the site.

    If two pages have the same folder and depth, a link to a third page has the same relative URL on
    both of them.
    """
    return dirname(file.src_uri), file.dest_uri.count("/")


class PageRenderer:
    """Renders pages of one site in one process.

    All pages share one ``Markdown`` object. The pages of a folder share a cache of links.
    """

    def __init__(self, config: "MkDocsConfig", files: "Files") -> None:
        self.config = config
        self.files = files
        self._folders: dict[tuple[str, int], _Folder] = {}
        self._links: dict[str, _Links] = {}

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
        """Convert a page's Markdown, and set the page's attributes as MkDocs would.

        The attributes are content (HTML), table of contents, title, anchors and links to anchors.
        """
        assert page.markdown is not None  # noqa: S101 - MkDocs has read it
        md = self._markdown
        if self._other_syntax.occurs_in(page.markdown):
            # Use MkDocs' method, which makes a new ``Markdown`` object for this page: in the shared
            # object, extensions might still have data from other pages.
            page.render(self.config, self.files)
            return
        file = page.file
        title = _ExtractTitleTreeprocessor()
        anchors = _ExtractAnchorsTreeprocessor(file, self.files, self.config)
        folder = place_of(file)
        known = self._folders.setdefault(folder, _Folder({}, {}))
        links = _Links(file, self.files, self.config, known)
        for processor in (anchors, links, title):
            processor._register(md)
        page.content = commonmark.convert(md, page.markdown, links.update)
        page.toc = get_toc(cast("Any", md).toc_tokens)
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids
        page.links_to_anchors = links.links_to_anchors
        self._links[file.src_uri] = links

    def pop_links(self, page: "Page") -> tuple[Set[str], Set[str]] | None:
        """Return and forget the links of a rendered page; return None if the links are unknown.

        The first set has the paths in ``docs/`` of files on the site that the page links to, except
        the page itself and files below its URL. The second set has the links that the first doesn't
        cover, as written in the Markdown.
        """
        links = self._links.pop(page.file.src_uri, None)
        return (links.files_linked, links.written) if links else None


class _Links(_RelativePathTreeprocessor):
    """MkDocs' processor of a page's links, with a cache that the pages of a folder share."""

    def __init__(
        self, file: "File", files: "Files", config: "MkDocsConfig", folder: _Folder
    ) -> None:
        super().__init__(file, files, config)
        self._folder = folder
        self.files_linked: set[str] = set()
        """The paths in ``docs/`` of files on the site that the page links to.

        The page itself and files below its URL are left out.
        """
        self.written: set[str] = set()
        """The page's links that ``files_linked`` doesn't cover, as written in the Markdown."""

    def update(self, tag: str) -> str | None:
        """Return the tag of a link or an image, with the target's address on the site.

        Return None if the tag has no address, or if the tag also is an anchor.
        """
        link = self._folder.links.get(tag)
        if link and not self._is_below(link.file):
            self._note(link.file, link.anchor, link.written)
            return link.tag
        url = commonmark.address(tag)
        if url is None:
            return None
        updated = commonmark.with_address(tag, self.path_to_url(url))
        path, anchor = _split(url)
        target = self._folder.targets.get(path)
        if target and not self._is_below(target.file) and len(self._folder.links) < _MAX_TAGS:
            self._folder.links[tag] = _Link(updated, target.file, anchor, url)
        return updated

    def path_to_url(self, url: str) -> str:
        path, anchor = _split(url)
        target = self._folder.targets.get(path) or self._look_up(path)
        if target is None or self._is_below(target.file):
            self.written.add(url)
            return super().path_to_url(url)
        self._note(target.file, anchor, url)
        return f"{target.url}#{anchor}" if anchor else target.url

    def _look_up(self, path: str) -> _Target | None:
        """Return the file that a path leads to, and add the file to the cache.

        Return None if the site has no such file, or if the file's URL begins with the URL of this
        page.
        """
        file = path and self.files.get_file_from_path(self._target_uri(self.file.src_uri, path))
        # Don't cache a link to this page or to a page below this page: on the other pages of the
        # folder, the relative URL of such a link is longer.
        included = file and file.inclusion.is_included()  # type: ignore[no-untyped-call]
        if not file or not included or self._is_below(file):
            return None
        target = _Target(file, get_relative_url(file.url, self.file.url))
        self._folder.targets[path] = target
        return target

    def _note(self, file: "File", anchor: str, url: str) -> None:
        self.files_linked.add(file.src_uri)
        if anchor:
            self.links_to_anchors.setdefault(file, {}).setdefault(anchor, url)

    def _is_below(self, file: "File") -> bool:
        return file.url.startswith(self.file.url)


def _split(url: str) -> tuple[str, str]:
    """Return the path and the anchor of a link to a file; two empty texts for any other link."""
    link = _PLAIN_LINK.fullmatch(url)
    return (link[1], link[2] or "") if link else ("", "")
