"""A preview of one project: builds the site, shows pages and problems, makes the search index.

The pages that are open in a browser are rendered before the rest of the site. The search index is
made last, in the background.
"""

import contextlib
import gc
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from .. import languages, stages
from ..cancelling import Cancelled, cancelled_when, checkpoint
from ..conventions import number_words
from ..crashes import refusal
from ..messages import gettext as _
from ..messages import ngettext
from ..pages.compose import Composer
from ..problems import Problem, has_errors
from ..project import DOCS, SETTINGS, SITE, SOURCES, open_cache, speak
from ..publishing.building import Publisher, load_render_context
from ..publishing.mkdocs_context import RenderContext, own_themes
from ..publishing.pagefind_process import IndexingError
from ..publishing.published import Published, PublishingError, without_told
from ..publishing.rendering import RenderingError, render_alone, render_draft
from ..workers import WorkerError
from ..workers.process import CHECK_EVERY
from ..writing import hold_lock
from .hosts import Host
from .indexing import PreviewIndex
from .preview_state import PreviewState
from .reporting import PrintLine, PrintProblems, Reporter
from .server import Server
from .watching import HasChanged, Watch, never

DRAFTS = 20
"""Maximum number of drafts in a preview. Drafts are pages of records that aren't published yet."""

LONGEST = 20.0
"""Number of seconds after which no further build is given up, if none has been completed."""

LOADING = 0.3
"""Maximum number of seconds for which a build waits until browsers have loaded the open pages."""

MOST_UNCOLLECTED = 8
"""Number of builds after which memory is freed even if the sources have changed again."""


class Session:
    """A preview of one project, which prints its progress and problems."""

    def __init__(self, project: Path, print_line: PrintLine, print_problems: PrintProblems) -> None:
        self.state = PreviewState()
        self._project = project
        self._reporter = Reporter(project, self.state, print_line, print_problems)
        self._cache = open_cache(project)
        self._site = project / SITE
        self._index = PreviewIndex(self._site, self._reporter)
        self._context: RenderContext | None = None
        self._has_shown_early = False
        self._has_templates = False
        self._given_up_since: float | None = None
        self._uncollected = 0

    def build(self, has_changed: HasChanged = never) -> bool:
        """Build the site without the search index; return whether the site is now up to date.

        ``has_changed``: whether the sources have changed again. Then the build is given up once all
        open pages are shown, because a further build can show them as they are now. But the rest of
        the site, and drawings on the open pages, must be updated now and then. So after builds have
        been given up for ``LONGEST``, the next build is completed.

        Errors are shown, not raised.
        """
        start = time.monotonic()
        self._index.stop()
        self._has_shown_early = False
        self.state.begin_build()
        given_up_since = self._given_up_since or start

        def is_superseded() -> bool:
            is_early = time.monotonic() - given_up_since < LONGEST
            return self._has_shown_early and is_early and has_changed()

        try:
            self._speak()
            with cancelled_when(is_superseded):
                return self._build(start)
        except Cancelled:
            self._given_up_since = given_up_since
        except (OSError, WorkerError, MemoryError) as error:
            told = refusal(error) or str(error)
            if not (self._project / SOURCES).is_dir():
                message = _("there is no folder {folder}/ in {project}")
                told = message.format(folder=SOURCES, project=self._project)
            self._reporter.show_problems([], {}, [told])
        except Exception as error:  # noqa: BLE001 - report bugs, and go on building
            self._reporter.show_crash(error)
        return False

    def _speak(self) -> None:
        """Switch to the language in the project's settings, and to the cache for this language."""
        before = languages.in_use()
        speak(self._project / SETTINGS)
        if languages.in_use() != before:
            self._cache = open_cache(self._project)

    def _build(self, start: float) -> bool:
        def waiting() -> None:
            self._reporter.print_line(_("Another build is running; waiting …"))

        with hold_lock(self._cache.folder, waiting):
            # Ask for the open pages now: a process that is forked while a thread of the server has
            # the lock of ``state`` could never ask.
            open_ = self.state.open_pages() if self._context else []
            show = partial(self._show_early, open_)
            early = stages.Early(partial(self._render, open_), show) if open_ else None
            built = stages.pages(self._project, self._cache, early=early, repeated=True)
            lines = built.lines
            if built.changes is None or has_errors(built.problems):
                self._reporter.show_problems(built.problems, lines, [])
                return False
            try:
                published = Publisher(
                    self._project / "mkdocs.yml", self._site, self._cache, index=False
                ).publish(built.docs)
            except PublishingError as error:
                self._reporter.show_problems(built.problems, lines, str(error).splitlines())
                return False
        self._context = published.render_context or self._context
        self._given_up_since = None
        self._show_site(published)
        drafts = self._show_drafts(built.problems)
        warnings = without_told(published.warnings, built.problems)
        if built.problems or warnings:
            self._reporter.show_problems(built.problems, lines, warnings, "warning")
        count, seconds = len(published.changed), number_words(time.monotonic() - start, 1)
        message = ngettext(
            "{count} page changed ({seconds} s).", "{count} pages changed ({seconds} s).", count
        )
        self._reporter.print_line(message.format(count=count, seconds=seconds))
        for page in drafts:
            message = _("Not published, but shown here: {address}")
            address = f"/{page.removesuffix('index.html')}"
            self._reporter.print_line(message.format(address=address))
        return True

    def _show_drafts(self, problems: Iterable[Problem]) -> list[str]:
        """Update the preview's drafts, and return their paths.

        Drafts are pages of records that aren't published yet. ``problems``: the problems of the
        build, which say which records these are.
        """
        if not self._context:
            return []
        pages: dict[str, bytes] = {}
        drafts = stages.draft_pages(self._project, self._cache, problems, DRAFTS)
        for path, text in drafts.pages.items():
            try:
                page, html = render_draft(self._context, path, text, drafts.files)
            except RenderingError:
                continue  # skip the page: it may need a drawing, which drafts don't get
            pages[page] = html
        self.state.show_drafts({**pages, **drafts.files})
        return list(pages)

    def _show_site(self, published: Published) -> None:
        early = self.state.early_pages
        same = [page for page, html in early.items() if self._read(page) == html]
        self.state.show_site(published.changed, same, all_=published.all_changed)

    def _read(self, page: str) -> bytes | None:
        try:
            return (self._site / page).read_bytes()
        except OSError:
            return None

    def _render(self, pages: Iterable[str], composer: Composer) -> dict[str, bytes]:
        """Return path -> HTML, for those of the pages that can be rendered.

        ``pages``: paths in the site.
        """
        assert self._context  # noqa: S101 - without a context, no page is made before the others
        paths = {file.dest_uri: file.src_uri for file in self._context.pages}
        rendered: dict[str, bytes] = {}
        for page in pages:
            text = composer.text(paths[page]) if page in paths else None
            if text is None:
                continue
            with contextlib.suppress(RenderingError):  # the full build reports the error
                rendered[page] = render_alone(self._context, paths[page], text)
        return rendered

    def _show_early(self, open_: Iterable[str], pages: Mapping[str, bytes]) -> None:
        """Show pages before the rest of the site. The sources have no errors.

        ``open_``: the pages that are open in a browser. ``pages``: those of them that could be
        rendered: path in the site -> HTML.
        """
        self.state.clear_errors()
        changed: list[str] = []
        for page, html in pages.items():
            shown = self.state.early_page(page)
            if html != (self._read(page) if shown is None else shown):
                self.state.show_early(page, html)
                changed.append(page)
        self._has_shown_early = pages.keys() >= set(open_)
        # Leave the processors to the browser and the server's threads: somebody waits for them.
        until = time.monotonic() + LOADING
        while time.monotonic() < until and not self.state.wait_until_loaded(changed, CHECK_EVERY):
            checkpoint()

    def finish(self, has_changed: HasChanged = never) -> None:
        """Write the cache, begin to make the search index, and free memory.

        Call this after the build has been shown: none of it is urgent. ``has_changed``: whether the
        sources have changed again. Then this is left to the next call.
        """
        self._uncollected += 1
        try:
            with cancelled_when(has_changed):
                self._finish()
        except Cancelled:
            if self._uncollected < MOST_UNCOLLECTED:
                return
        self._uncollected = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _finish(self) -> None:
        checkpoint()
        self._cache.flush()
        checkpoint()
        try:
            # If the first build failed, docs/ doesn't exist. MkDocs can't load a project without
            # docs/.
            if self._context is None and (self._project / DOCS).is_dir():
                self._context = load_render_context(
                    self._project / "mkdocs.yml", self._cache.folder / "alone"
                )
            if self._context and not self._has_templates:
                self._load_templates(self._context)
            self._index.start(self._cache)
        except (PublishingError, IndexingError, OSError, MemoryError) as error:
            self._reporter.show_error(error)
        except Exception as error:  # noqa: BLE001 - report bugs, and go on
            self._reporter.show_crash(error)
        checkpoint()

    def _load_templates(self, context: RenderContext) -> None:
        """Load all templates, which the processes that make the open pages inherit."""
        self._has_templates = True
        stages.load_templates(self._cache)
        for page in context.pages[:1]:
            with contextlib.suppress(RenderingError):  # such a page loads the templates too
                render_alone(context, page.src_uri, "")

    @property
    def is_indexing(self) -> bool:
        """Whether the search index is being made."""
        return self._index.is_running

    def publish_index(self, has_changed: HasChanged = never) -> None:
        """Put the search index into the site if it is ready; see ``PreviewIndex.publish``."""
        self._index.publish(self._cache, has_changed)

    def close(self) -> None:
        """Stop making the search index in the background."""
        self._index.stop()

    def watch(self) -> Watch:
        """Return a ``Watch`` of the source files and ``mkdocs.yml``."""
        return Watch([self._project / SOURCES], [self._project / "mkdocs.yml"])

    @property
    def themes(self) -> list[Path]:
        """The folders of the project's own theme files; empty if its settings aren't loaded."""
        return own_themes(self._context.config) if self._context else []

    def listening(self, host: Host, port: int) -> Server:
        """Return a listening server. Raises OSError if the port is not available."""
        return Server(host, port, self._site, self.state, self._reporter.report_crash)

    def running(self, server: Server) -> AbstractContextManager[str]:
        """Return a context manager that serves the site and yields the site's address.

        The path of the address is the path of ``site_url``.
        """
        site_url = self._context.config.site_url if self._context else None
        return server.running(urlsplit(site_url or "").path)
