"""All inputs of publishing except ``docs/``. They can be loaded while ``docs/`` is being made."""

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
    """Files and navigation loaded before ``docs/`` was complete, with data to detect later changes.

    ``docs_files``: the paths of the files that were in ``docs/`` at the time of loading.
    ``nav_front_matter``: maps the path of each page in the navigation to the page's front matter,
    or to None if the front matter doesn't contain the page's title.
    """

    context: RenderContext
    log: list[LogEntry]
    docs_files: frozenset[str]
    nav_front_matter: Mapping[str, bytes | None]


@dataclass
class SiteInputs:
    """The settings, the cache entries about the last publish, and the site's current files."""

    config: "MkDocsConfig"
    written: Mapping[str, Any]
    """The settings as written in ``mkdocs.yml``, without MkDocs' defaults."""
    needs_mkdocs: bool
    """Whether MkDocs must build the whole site. If so, the next three fields stay empty."""
    last: LastPublish = field(default_factory=LastPublish)
    state: BuildState = field(default_factory=BuildState)
    site: StatSignatures = field(default_factory=dict)
    """Maps the path of each file that the site has now to the file's signature."""
    log: list[LogEntry] = field(default_factory=list)
    """MkDocs' warnings and errors from prefetching the settings."""
    staged: StatSignatures | None = None
    """Maps the path of each file in the staging tree to the file's signature.

    None if the site wasn't mirrored into the staging tree yet.
    """
    _prefetched: _PrefetchedContext | None = None

    @property
    def is_site_untouched(self) -> bool:
        """Whether no file of the site has changed since the last publish."""
        return self.last.signatures == self.site

    def prefetch_context(self) -> None:
        """Load the files and the navigation, although ``docs/`` may still change.

        Raises MkDocsException, OSError.
        """
        docs = Path(self.config.docs_dir)
        # List the files before loading them, so that a change in between is noticed later.
        files = frozenset(stat_signatures(docs))
        front_matter = {path: _front_matter(docs / path) for path in _likely_in_nav(files)}
        with recorded_log() as log:
            context = render_context(self.config)
        # Compile templates now, so that all forked workers inherit the compiled templates.
        context.env.get_template("main.html")
        nav_front_matter = {
            page.file.src_uri: front_matter.get(page.file.src_uri) if "title" in page.meta else None
            for page in context.nav.pages
        }
        self._prefetched = _PrefetchedContext(context, log, files, nav_front_matter)

    def render_context(self, docs_hashes: Mapping[str, bytes]) -> RenderContext:
        """Return the prefetched context; load a new context if there is none or it is outdated.

        The prefetched context is outdated if a file was added or deleted, or if the title of a page
        in the navigation may have changed. ``docs_hashes``: maps the path of each file in ``docs/``
        to the file's hash.
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
    """Yield the paths of pages that are probably in the navigation.

    If this function misses a page of the navigation, the context is loaded again later.
    """
    for path in paths:
        if path.endswith("/index.md") or (path.endswith(".md") and "/" not in path):
            yield path


def _front_matter(path: Path) -> bytes:
    """Return a page's front matter, or the whole text if the page has no complete front matter."""
    text = path.read_bytes()
    front_matter, end, _ = text.partition(b"\n---\n")
    return front_matter if end and front_matter.startswith(b"---\n") else text


def load_inputs(config_file: Path, site: Path, cache: Cache, rendered: Path) -> SiteInputs:
    """Load the settings, and the state of the site. ``rendered``: the folder for MkDocs' output.

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
    """Load as many inputs as possible before ``docs/`` is complete; return None if an error occurs.

    The error is reported later, when the inputs are loaded again for publishing.
    ``has_time``: a function that returns whether ``docs/`` is still being made.
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
