"""Renders pages with MkDocs' own functions, on all cores."""

import logging
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..crashes import is_ours, working_on
from ..messages import gettext as _
from ..workers import FEW_FILES, WorkerError, parallel_map
from ..writing import write_file
from . import inline_svg, mkdocs_adapter, reuse
from .mkdocs_context import RenderContext
from .mkdocs_log import PAGE_LOGGER, LogEntry, recorded_log

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

# Matches anything that may be a link to another file. False matches do no harm.
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|(?:href|src)=[\"']([^\"'>]+)|^ {0,3}\[[^\[\]]+\]:\s*<?(\S+)", re.MULTILINE
)

_SMALL = 1_000_000
"""Maximum size of a file, in bytes, that is copied by reading it as a whole."""


class RenderingError(Exception):
    """A page could not be rendered; the message says which page, and why."""


@dataclass
class Rendered:
    """Data about a page whose HTML has been rendered and written."""

    path: str
    """The path of the page's Markdown file in ``docs/``."""
    log: list[LogEntry] = field(default_factory=list)
    """The messages that MkDocs logged while rendering the page."""
    anchors: Sequence[str] = ()
    """The anchors on the page, sorted: in tens of thousands of pages, sets would need much memory.
    """
    anchor_links: Sequence[tuple[str, str, str]] = ()
    """The page's links to anchors: (target page's path in ``docs/``, anchor, link as written)."""
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """The page's front matter."""
    drawings: Sequence[str] = ()
    """The paths in ``docs/`` of the drawings and of other files whose content the page shows."""
    link_targets: Sequence[str] = ()
    """The paths in ``docs/`` that the page links to, including paths of missing files. Sorted."""

    @property
    def shown(self) -> object:
        """The title and front matter: a list of all pages, such as the sitemap, may show them."""
        return self.title, self.meta


def render(
    context: RenderContext, paths: Sequence[str], copies: "Sequence[File]", workers: int
) -> dict[str, Rendered]:
    """Render pages into ``context.config.site_dir``; return path -> data about the page.

    ``paths``: the paths of the pages in ``docs/``. ``copies``: files that are copied meanwhile.
    ``workers``: number of processes. Raises RenderingError, OSError.
    """
    docs = Path(context.config.docs_dir)
    sizes = {path: (docs / path).stat().st_size for path in paths}
    largest_first = sorted(paths, key=lambda path: (-sizes[path], path))
    found: dict[str, Rendered] = {}

    def work(item: "str | File") -> Rendered | None:
        if isinstance(item, str):
            return _render(context, item)
        _copy(item)
        return None

    try:
        # Render one page in this process first. The workers are forked later, so they inherit the
        # compiled templates of this page.
        middle = len(paths) // 2
        alone = largest_first[middle : middle + 1]
        del largest_first[middle : middle + 1]
        items: list[str | File] = [*largest_first, *copies]
        for rendered in chain(map(work, alone), parallel_map(work, items, workers, FEW_FILES)):
            if rendered:
                found[rendered.path] = rendered
    except WorkerError as error:
        raise RenderingError(str(error)) from error
    return {path: found[path] for path in paths}


def _copy(file: "File") -> None:
    """Copy a file that isn't a page into the site.

    MkDocs' method takes twice as long for a small file, but doesn't read a large one into memory.
    """
    if file.abs_src_path and Path(file.abs_src_path).stat().st_size <= _SMALL:
        write_file(Path(file.abs_dest_path), file.content_bytes)
    else:
        file.copy_file()


def render_alone(context: RenderContext, path: str, text: str) -> bytes:
    """Return the HTML of a page, rendered with ``text`` as its Markdown.

    The preview uses this function to show an edited page before the rest of the site is built.
    ``path``: the page's path in ``docs/``. Drawings are read from ``docs/``. Raises RenderingError.
    """
    return render_draft(context, path, text)[1]


def render_draft(
    context: RenderContext, path: str, text: str, assets: Iterable[str] = ()
) -> tuple[str, bytes]:
    """Return a page's path in the site, and its HTML. The page needn't exist in ``docs/``.

    ``assets``: paths in ``docs/`` of the pictures and recordings on the page. These files needn't
    exist either. For the other parameters, see ``render_alone``. Raises RenderingError.
    """
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    file = context.files.get_file_from_path(path)
    if file:
        file.content_string = text
    else:
        file = File.generated(context.config, path, content=text)
    # The navigation has the page of a file that exists, and shows where this page is.
    page = file.page or Page(None, file, context.config)
    # MkDocs adjusts a link only if it knows the file that the link leads to. So tell MkDocs about
    # the pictures and recordings on the page while the page is rendered.
    lent = [
        File.generated(context.config, asset, content=b"")
        for asset in assets if not context.files.get_file_from_path(asset)
    ]  # fmt: skip
    for one in lent:
        context.files.append(one)
    try:
        _write_page(context, page)
    finally:
        for one in lent:
            context.files.remove(one)
    written = Path(file.abs_dest_path)
    html = written.read_bytes()
    written.unlink()
    return file.dest_uri, html


def render_static_templates(context: RenderContext, pages: Mapping[str, Rendered]) -> None:
    """Render the templates that aren't pages, such as the sitemap.

    ``pages``: path in ``docs/`` -> data about the page, for all pages of the site.
    """
    for path, rendered in pages.items():
        page = _file(context, path).page
        assert page is not None  # noqa: S101 - render_context makes a page for each file
        page.meta, page.title = dict(rendered.meta), rendered.title
    mkdocs_adapter.write_static_templates(context.config, context.files, context.nav, context.env)


def log_pages(pages: Mapping[str, Rendered], level: int) -> None:
    """Log the recorded messages of all pages. Also log links to missing anchors, at ``level``."""
    logger = logging.getLogger(PAGE_LOGGER)
    for page in pages.values():
        for entry in page.log:
            logger.log(entry.level, "%s", entry.message)
    for path, link, target in _broken_anchors(pages):
        message = (
            _("'{page}' has a link '{link}', but there is no such anchor on this page")
            if target == path
            else _("'{page}' has a link '{link}', but there is no such anchor in '{target}'")
        )
        text = message.format(page=path, link=link, target=target)
        logger.log(level, "%s", text)


def _broken_anchors(pages: Mapping[str, Rendered]) -> Iterator[tuple[str, str, str]]:
    """Yield (page, link as written, target page) for each link to a missing anchor."""
    for path, page in pages.items():
        for target, anchor, link in page.anchor_links:
            if target in pages and not _has(pages[target].anchors, anchor):
                yield path, link, target


def _has(names: Sequence[str], name: str) -> bool:
    """Return whether a name is in ``names``, which are sorted."""
    place = bisect_left(names, name)
    return place < len(names) and names[place] == name


def _render(context: RenderContext, path: str) -> Rendered:
    page = _file(context, path).page
    assert page is not None  # noqa: S101 - render_context makes a page for each file
    log = _write_page(context, page)
    markdown = page.markdown or ""
    docs = Path(context.config.docs_dir)
    drawings = inline_svg.drawing_files(markdown, path)
    links = context.renderer.pop_links(page)
    linked, written = links or (set(), {"".join(found) for found in _LINK.findall(markdown)})
    rendered = Rendered(
        path,
        log,
        tuple(sorted(mkdocs_adapter.anchors(page))),
        mkdocs_adapter.anchor_links(page),
        str(page.title or ""),
        page.meta,
        (*drawings, *reuse.read_beside(path, docs)),
        tuple(sorted(linked | _link_targets(written, path, docs, drawings))),
    )
    if page not in context.nav.pages:
        # Free the page's text to save memory. Pages in the navigation need their text, because
        # MkDocs may look for a page's title there.
        page.markdown = page.content = None
    return rendered


def _write_page(context: RenderContext, page: "Page") -> list[LogEntry]:
    """Render a page and write its HTML; return the messages that MkDocs logged."""
    path = page.file.src_uri
    with recorded_log() as log:
        try:
            mkdocs_adapter.populate(page, context.renderer)
            mkdocs_adapter.write_page(page, context.config, context.pages, context.nav, context.env)
        except MemoryError:
            raise
        except Exception as error:  # templates and extensions may raise any exception
            if is_ours(error):
                with working_on(f"docs/{path}"):
                    raise
            reasons = [entry.message for entry in log if entry.level >= logging.ERROR]
            raise RenderingError("\n".join(reasons) or f"{path}: {error}") from error
    return log


def _link_targets(links: Set[str], path: str, docs: Path, drawings: Sequence[str]) -> set[str]:
    """Return the paths in ``docs/`` that a page's text and drawings link to.

    ``links``: the links in the text, as written.
    """
    found = {normpath(join(dirname(path), link)) for link in _relative(links)}
    for drawing in drawings:
        folder = dirname(drawing)
        found |= {normpath(join(folder, link)) for link in inline_svg.links_of(docs / drawing)}
    return found


def _relative(links: Set[str]) -> Iterator[str]:
    """Yield the paths of those ``links`` that may lead to another file of the site."""
    for written in links:
        link = unquote(written).partition("#")[0].partition("?")[0]
        if link and ":" not in link:
            yield link


def _file(context: RenderContext, path: str) -> "File":
    file = context.files.get_file_from_path(path)
    assert file is not None  # noqa: S101 - the paths are those of the context's files
    return file
