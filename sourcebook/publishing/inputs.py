"""The inputs of publishing other than ``docs/``, which can be loaded while ``docs/`` is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing import Cache, StatSignatures, recover, stat_signatures
from .change_detection import needs_mkdocs
from .mkdocs_context import RenderContext, load_settings, render_context
from .mkdocs_log import LOGGER, LogEntry, log_again, recorded_log
from .staging import StagingTree
from .state import BuildState, LastPublish, build_state, last_publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass
class _PrefetchedContext:
    """Files and navigation loaded before ``docs/`` was complete, and data to detect changes since.

    ``docs_files``: the paths in ``docs/`` at that time. ``nav_front_matter``: the front matter of
    each page in the navigation, by path; None if the page must be converted to learn its title.
    """

    context: RenderContext
    log: list[LogEntry]
    docs_files: frozenset[str]
    nav_front_matter: Mapping[str, bytes | None]


@dataclass
class SiteInputs:
    """Settings, the records of the last publish, and the site's files as they are now."""

    config: "MkDocsConfig"
    written: Mapping[str, Any]
    """The settings as parsed, before MkDocs adds defaults."""
    needs_mkdocs: bool
    """Whether MkDocs must build the whole site; then the fields below stay empty."""
    last: LastPublish = field(default_factory=LastPublish)
    state: BuildState = field(default_factory=BuildState)
    site: StatSignatures = field(default_factory=dict)
    """The signature of every file that is in the site now, by its path in the site."""
    log: list[LogEntry] = field(default_factory=list)
    """MkDocs' warnings while the settings were prefetched."""
    staged: StatSignatures | None = None
    """The signature of every file in the staging tree; None if the site isn't mirrored yet."""
    _prefetched: _PrefetchedContext | None = None

    @property
    def is_site_untouched(self) -> bool:
        """Whether the site is as it was published last."""
        return self.last.signatures == self.site

    def prefetch_context(self) -> None:
        """Load files and navigation as they are now. Raises MkDocsException, OSError."""
        docs = Path(self.config.docs_dir)
        # List the files before loading them, so that a change in between is noticed later.
        files = frozenset(stat_signatures(docs))
        front_matter = {path: _front_matter(docs / path) for path in _likely_in_nav(files)}
        with recorded_log() as log:
            context = render_context(self.config)
        # Compile templates now, so that all forked workers inherit them.
        context.env.get_template("main.html")
        nav_front_matter = {
            page.file.src_uri: front_matter.get(page.file.src_uri) if "title" in page.meta else None
            for page in context.nav.pages
        }
        self._prefetched = _PrefetchedContext(context, log, files, nav_front_matter)

    def render_context(self, docs_hashes: Mapping[str, bytes]) -> RenderContext:
        """Return what pages are rendered with: the prefetched context or, if outdated, a new one.

        ``docs_hashes``: the hash of each file in ``docs/``. Added or deleted files, or a page in
        the navigation whose title may have changed, make the prefetched context outdated.
        """
        early = self._prefetched
        docs = Path(self.config.docs_dir)
        if early is None or early.docs_files != docs_hashes.keys():
            return render_context(self.config)
        for path, front_matter in early.nav_front_matter.items():
            if front_matter is None or front_matter != _front_matter(docs / path):
                return render_context(self.config)
        log_again(early.log, LOGGER)
        return early.context


def _likely_in_nav(paths: Iterable[str]) -> Iterator[str]:
    """Yield the pages probably in the navigation. A missed one means loading the context again."""
    for path in paths:
        if path.endswith("/index.md") or (path.endswith(".md") and "/" not in path):
            yield path


def _front_matter(path: Path) -> bytes:
    """Return a page's front matter; the page's whole text if that is missing or not closed."""
    text = path.read_bytes()
    front_matter, end, _ = text.partition(b"\n---\n")
    return front_matter if end and front_matter.startswith(b"---\n") else text


def load_inputs(config_file: Path, site: Path, cache: Cache, rendered: Path) -> SiteInputs:
    """Load settings and the state of the site. ``rendered``: the folder for MkDocs' output.

    Raises MkDocsException, OSError.
    """
    config, written = load_settings(config_file, rendered)
    if needs_mkdocs(config):
        return SiteInputs(config, written, needs_mkdocs=True)
    last = last_publish(cache)
    state = build_state(cache, last)
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    return SiteInputs(config, written, False, last, state, stat_signatures(site))


def prefetch_inputs(
    config_file: Path, site: Path, cache: Cache, tree: StagingTree, has_time: Callable[[], bool]
) -> SiteInputs | None:
    """Load as much as possible before ``docs/`` is complete; return None if that fails.

    ``has_time``: returns whether ``docs/`` is still being made. An error is reported only when
    the site is published.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        recover(site)
        with recorded_log() as log:
            inputs = load_inputs(config_file, site, cache, tree.rendered)
        inputs.log += log
        if not inputs.needs_mkdocs and has_time():
            inputs.prefetch_context()
            inputs.staged = tree.mirror()
    except (MkDocsException, OSError):
        return None
    return inputs
