"""Pages rendered by MkDocs' own functions, on as many processes as there are cores.

MkDocs 1.6.1 is the last of its line and pinned, so its internals can be leaned on;
a test compares what comes of it with plain ``mkdocs build``, byte for byte.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..crashes import is_ours, working_on
from ..workers import WorkerError, parallel_map
from . import inline_svg

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_LOG = "mkdocs"

# Whatever may be a link to another file, in Markdown or HTML; what is none does no harm.
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|(?:href|src)=[\"']([^\"'>]+)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE
)


class RenderingError(Exception):
    """A page could not be rendered; the message says which, and why."""


@dataclass(frozen=True)
class RenderContext:
    """All that pages are rendered with: settings, templates, files, menu."""

    config: "MkDocsConfig"
    env: "jinja2.Environment"
    files: "Files"
    nav: "Navigation"
    pages: "Sequence[File]"


@dataclass
class Rendered:
    """What is known of a page after it has been rendered and written."""

    path: str
    """Of its Markdown, in ``docs/``."""
    messages: Sequence[tuple[int, str]] = ()
    """What MkDocs logged, with its level."""
    anchors: frozenset[str] = frozenset()
    """Those that the page has."""
    wanted: Sequence[tuple[str, str, str]] = ()
    """Those that it links to: path of the page in ``docs/``, anchor, the link as written."""
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Its front matter."""
    drawings: Sequence[str] = ()
    """The files of its drawings, by their paths in ``docs/``."""
    targets: frozenset[str] = frozenset()
    """The paths in ``docs/`` that it links to, whether there is such a file or not."""


def render(plan: RenderContext, paths: Sequence[str], workers: int) -> dict[str, Rendered]:
    """Render pages, given by their paths in ``docs/``, into the site; return what became of each.

    Raises RenderingError.
    """
    docs = Path(plan.config.docs_dir)
    sizes = {path: (docs / path).stat().st_size for path in paths}
    ordered = sorted(paths, key=lambda path: (-sizes[path], path))
    found: dict[str, Rendered] = {}
    try:
        for rendered in parallel_map(partial(_render, plan), ordered, workers):
            found[rendered.path] = rendered
    except WorkerError as error:
        raise RenderingError(str(error)) from error
    return {path: found[path] for path in paths}


def render_alone(plan: RenderContext, path: str, text: str) -> bytes:
    """Return a page as it is with another text, ahead of all others. Raises RenderingError.

    Its drawings are those of before.
    """
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    of_plan = _file(plan, path)
    file = File.generated(plan.config, path, content=text, inclusion=of_plan.inclusion)
    page = Page(None, file, plan.config)
    _put_together(plan, page)
    made = Path(file.abs_dest_path)
    html = made.read_bytes()
    made.unlink()
    return html


def broken_anchors(rendered: Mapping[str, Rendered]) -> Iterator[tuple[str, str, str]]:
    """Yield links to anchors that aren't there: the page, the link as written, its target."""
    for path, page in rendered.items():
        for target, anchor, link in page.wanted:
            if target in rendered and anchor not in rendered[target].anchors:
                yield path, link, target


def _render(plan: RenderContext, path: str) -> Rendered:
    page = _file(plan, path).page
    assert page is not None  # noqa: S101 - made with the menu, or right after it
    messages = _put_together(plan, page)
    shown = inline_svg.files(page.markdown or "", path)
    wanted = dict.fromkeys(
        (target.src_uri, anchor, link)
        for target, links in (page.links_to_anchors or {}).items()
        for anchor, link in links.items()
    )
    rendered = Rendered(
        path,
        messages,
        frozenset(page.present_anchor_ids or ()),
        list(wanted),
        str(page.title or ""),
        page.meta,
        shown,
        _targets(page.markdown or "", path, Path(plan.config.docs_dir), shown),
    )
    if page not in plan.nav.pages:
        # A site of many pages need not stay in memory; the menu's titles must.
        page.markdown = page.content = None
    return rendered


def _put_together(plan: RenderContext, page: "Page") -> list[tuple[int, str]]:
    """Render a page and write it; return what was logged."""
    from mkdocs.commands.build import _build_page, _populate_page

    path = page.file.src_uri
    logger, kept = logging.getLogger(_LOG), _Kept()
    logger.addHandler(kept)
    try:
        _populate_page(page, plan.config, plan.files)
        _build_page(page, plan.config, plan.pages, plan.nav, plan.env)
    except MemoryError:
        raise
    except Exception as error:  # whatever a template or an extension raises
        if is_ours(error):
            with working_on(f"docs/{path}"):
                raise
        told = [message for level, message in kept.messages if level >= logging.ERROR]
        raise RenderingError("\n".join(told) or f"{path}: {error}") from error
    finally:
        logger.removeHandler(kept)
    return kept.messages


def _targets(markdown: str, path: str, docs: Path, shown: Sequence[str]) -> frozenset[str]:
    """Return what a page links to in ``docs/``, in its text or its drawings."""
    found = {normpath(join(dirname(path), link)) for link in _links(markdown)}
    for drawing in shown:
        folder = dirname(drawing)
        found |= {normpath(join(folder, link)) for link in inline_svg.links(docs / drawing)}
    return frozenset(found)


def _links(markdown: str) -> Iterator[str]:
    for groups in set(_LINK.findall(markdown)):
        link = unquote("".join(groups)).partition("#")[0].partition("?")[0]
        if link and ":" not in link:
            yield link


def _file(plan: RenderContext, path: str) -> "File":
    file = plan.files.get_file_from_path(path)
    assert file is not None  # noqa: S101 - paths are those of the plan's files
    return file


class _Kept(logging.Handler):
    """Keeps what MkDocs logs, from warnings on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.levelno, record.getMessage()))
