"""Pages rendered by MkDocs' own functions, on as many processes as there are cores.

MkDocs 1.6.1 is the last of its line and pinned, so its internals can be leaned on;
a test compares what comes of it with plain ``mkdocs build``, byte for byte.
"""

import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

_LOG = "mkdocs"


class RenderingError(Exception):
    """A page could not be rendered; the message says which, and why."""


@dataclass(frozen=True)
class Plan:
    """All that pages are rendered with: settings, templates, files, menu."""

    config: "MkDocsConfig"
    env: "jinja2.Environment"
    files: "Files"
    nav: "Navigation"


@dataclass
class Rendered:
    """What is known of a page after it has been rendered and written."""

    messages: list[tuple[int, str]] = field(default_factory=list)
    """What MkDocs logged, with its level."""
    anchors: frozenset[str] = frozenset()
    """Those that the page has."""
    wanted: Sequence[tuple[str, str, str]] = ()
    """Those that it links to: path of the page in ``docs/``, anchor, the link as written."""
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Its front matter."""


def default_workers() -> int:
    """Return how many processes render pages: one a core, where processes can be forked."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def render(plan: Plan, paths: Sequence[str], workers: int) -> dict[str, Rendered]:
    """Render pages, given by their paths in ``docs/``, into the site; return what became of each.

    Raises RenderingError.
    """
    if workers < 2 or len(paths) < 2 * workers:
        return _render(plan, paths)
    # Large pages first, dealt in turn: all processes end at about the same time.
    docs = Path(plan.config.docs_dir)
    sizes = {path: (docs / path).stat().st_size for path in paths}
    ordered = sorted(paths, key=lambda path: (-sizes[path], path))
    context = get_context("fork")
    running = []
    for number in range(workers):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(plan, ordered[number::workers], sending))
        process.start()
        sending.close()
        running.append((process, receiving))
    found: dict[str, Rendered] = {}
    failures: list[str] = []
    for process, receiving in running:
        try:
            result = receiving.recv()
        except EOFError:
            result = "a process that renders pages was ended from outside"
        receiving.close()
        process.join()
        if isinstance(result, str):
            failures.append(result)
        else:
            found.update(result)
    if failures:
        raise RenderingError("\n".join(failures))
    return {path: found[path] for path in paths}


def broken_anchors(rendered: dict[str, Rendered]) -> Iterator[tuple[str, str, str]]:
    """Yield links to anchors that aren't there: the page, the link as written, its target."""
    for path, page in rendered.items():
        for target, anchor, link in page.wanted:
            if target in rendered and anchor not in rendered[target].anchors:
                yield path, link, target


def _work(plan: Plan, paths: Sequence[str], sending: Connection) -> None:
    try:
        sending.send(_render(plan, paths))
    except RenderingError as error:
        sending.send(str(error))
    finally:
        sending.close()


def _render(plan: Plan, paths: Iterable[str]) -> dict[str, Rendered]:
    from mkdocs.commands.build import _build_page, _populate_page

    logger = logging.getLogger(_LOG)
    documents = plan.files.documentation_pages()
    found: dict[str, Rendered] = {}
    for path in paths:
        file = _file(plan, path)
        page = file.page
        assert page is not None  # noqa: S101 - made with the menu, or right after it
        kept = _Kept()
        logger.addHandler(kept)
        try:
            _populate_page(page, plan.config, plan.files)
            _build_page(page, plan.config, documents, plan.nav, plan.env)
        except Exception as error:  # whatever a template or an extension raises
            told = [message for level, message in kept.messages if level >= logging.ERROR]
            raise RenderingError("\n".join(told) or f"{path}: {error}") from error
        finally:
            logger.removeHandler(kept)
        found[path] = Rendered(
            kept.messages,
            frozenset(page.present_anchor_ids or ()),
            [
                (target.src_uri, anchor, link)
                for target, links in (page.links_to_anchors or {}).items()
                for anchor, link in links.items()
            ],
            str(page.title or ""),
            page.meta,
        )
        if page not in plan.nav.pages:
            # A site of many pages need not stay in memory; the menu's titles must.
            page.markdown = page.content = None
    return found


def _file(plan: Plan, path: str) -> "File":
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
