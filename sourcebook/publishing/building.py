"""Publishes ``docs/`` as ``site/``: a new site, made in a staging tree, replaces the old site."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..messages import gettext as _
from ..workers import default_workers
from ..writing import Cache, hashes, recover, stat_signatures
from . import indexing
from .change_detection import needs_mkdocs
from .incremental import IncrementalBuild, docs_hash
from .inputs import SiteInputs, load_inputs
from .mkdocs_context import RenderContext, load_settings, nav_hash, render_context, settings_hash
from .mkdocs_log import LogEntry, recorded_log
from .rendering import RenderingError, log_pages
from .staging import StagingTree
from .state import LastPublish, index_signatures, keep_index_state, old_index


class PublishingError(Exception):
    """The site could not be built; the message says why."""


@dataclass(frozen=True)
class StagedSite:
    """A site that is ready to publish, except for its search index.

    Instances can be sent between processes. ``changed``: paths of all files that are new, changed
    or deleted; empty if MkDocs built the whole site. ``last``: the record to write after
    publishing; None if the published site is up to date. ``needs_index``: whether a search index
    must be made before publishing. ``old_index``: whether the published search index is unchanged
    since it was made. ``render_context``: the settings, files and navigation that the pages were
    rendered with; None if no incremental build was necessary or possible.
    """

    warnings: list[str]
    changed: list[str]
    last: LastPublish | None = None
    needs_index: bool = False
    old_index: bool = False
    render_context: RenderContext | None = None


@dataclass(frozen=True)
class Published:
    """The result of publishing.

    ``warnings``: MkDocs' warnings and errors. ``changed``: paths of pages that are new, changed or
    deleted; empty if MkDocs built the whole site. ``index_seconds``: the time, in seconds, that the
    search index took.
    ``all_changed``: whether every page may look different. This is so if a style sheet or script
    has changed, or if MkDocs built the whole site. ``render_context``: see ``StagedSite``.
    """

    warnings: list[str]
    changed: list[str]
    index_seconds: float = 0.0
    all_changed: bool = False
    render_context: RenderContext | None = None


class Publisher:
    """Builds the same site as ``mkdocs build``, byte for byte, but renders only what has changed.

    ``stage`` makes the next site in a staging tree. ``commit`` makes the search index of this site
    and publishes the site. Until then the published site stays unchanged. Calling ``prefetch``
    first is optional. ``stage`` and ``commit`` may run in different processes, which share only a
    ``StagedSite`` and the cache.

    ``cache``: its folder must be on the same file system as the project. ``index``: whether to
    bring the search index up to date; if False, the old index stays. ``strict``: whether a warning
    is an error. ``docs/`` must exist already, because the hook that makes ``docs/`` doesn't run:
    ``mkdocs_hooks`` replaces ``build_site.py``.
    """

    def __init__(
        self,
        config_file: Path,
        site: Path,
        cache: Cache,
        *,
        strict: bool = False,
        index: bool = True,
    ) -> None:
        self._config_file = config_file
        self._site = site
        self._cache = cache
        self._strict = strict
        self._index = index
        self._tree = StagingTree(site, cache.folder)
        self._prefetched: SiteInputs | None = None

    def publish(
        self, docs_hashes: Mapping[str, bytes] | None = None, workers: int | None = None
    ) -> Published:
        """Call ``stage``, then ``commit``; return the result. Raises PublishingError."""
        return self.commit(self.stage(docs_hashes, workers))

    def prefetch(self, has_time: Callable[[], bool]) -> None:
        """Load inputs, and mirror the site, while ``docs/`` is being made.

        ``has_time``: a function that returns whether ``docs/`` is still being made. If an error
        occurs, ``stage`` loads the inputs again, and reports the error.
        """
        from mkdocs.exceptions import MkDocsException

        with suppress(MkDocsException, OSError):
            recover(self._site)
            with recorded_log() as log:
                inputs = self._load_inputs()
            inputs.log += log
            if not inputs.needs_mkdocs and has_time():
                inputs.staged = self._tree.mirror()
            self._prefetched = inputs

    def _load_inputs(self) -> SiteInputs:
        return load_inputs(self._config_file, self._site, self._cache, self._tree.rendered)

    def stage(
        self, docs_hashes: Mapping[str, bytes] | None = None, workers: int | None = None
    ) -> StagedSite:
        """Make the next site in the staging tree, except its search index.

        ``docs_hashes``: maps the path of each file in ``docs/`` to its hash; None if unknown.
        ``workers``: number of processes that render pages; None for one process per core. Raises
        PublishingError.
        """
        # Imported here, because importing MkDocs takes 0.25 s and ``check`` doesn't need MkDocs.
        from jinja2 import TemplateError
        from mkdocs.exceptions import MkDocsException

        with recorded_log() as log:
            try:
                self._tree.clear_rendered()
                recover(self._site)
                inputs = self._prefetched or self._load_inputs()
                log += inputs.log
                if inputs.needs_mkdocs:
                    return self._stage_with_mkdocs(inputs, log)
                return self._stage(inputs, log, docs_hashes, workers or default_workers())
            except (MkDocsException, TemplateError, RenderingError, OSError) as error:
                raise PublishingError("\n".join([*_messages(log), str(error)])) from error
            finally:
                self._tree.clear_rendered()

    def _stage(
        self,
        inputs: SiteInputs,
        log: Sequence[LogEntry],
        docs_hashes: Mapping[str, bytes] | None,
        workers: int,
    ) -> StagedSite:
        config, last = inputs.config, inputs.last
        docs = Path(config.docs_dir)
        if docs_hashes is None or docs != Path(config.config_file_path).absolute().parent / "docs":
            docs_hashes = hashes(docs, self._cache, "docs.seen")
        settings = settings_hash(config, inputs.written)
        everything = docs_hash(settings, docs_hashes)
        is_indexed = last.is_indexed and inputs.is_site_untouched
        is_known = b"" not in docs_hashes.values()  # b"": the hash of an unreadable file
        is_current = last.docs_hash == everything and inputs.is_site_untouched
        if is_known and is_current and (is_indexed or not self._index):
            self._refuse_warnings(last.warnings)
            return StagedSite(list(last.warnings), [])
        context = render_context(config)
        build = IncrementalBuild(inputs, context, settings + nav_hash(context), docs_hashes)
        state, files = build.run(workers)
        log_pages(state.pages, config.validation.links.anchors)
        warnings = _messages(log)
        self._refuse_warnings(warnings)
        self._cache.set(last.next_state_name, state)
        signatures = self._tree.mirror() if inputs.staged is None else inputs.staged
        changed = self._tree.fill(files, signatures)
        is_indexed = is_indexed and not any(path.endswith(".html") for path in changed)
        if is_indexed or not self._index:
            self._tree.keep_index()
        config.plugins.on_shutdown()
        record = LastPublish(
            last.next_state_name, everything, signatures, tuple(warnings), is_indexed
        )
        return StagedSite(
            warnings, changed, record, self._index and not is_indexed,
            inputs.last.has_index(inputs.site), context,
        )  # fmt: skip

    def _stage_with_mkdocs(self, inputs: SiteInputs, log: Sequence[LogEntry]) -> StagedSite:
        """Have MkDocs build the whole site, including the search index; see ``needs_mkdocs``."""
        from mkdocs.commands.build import build

        plugins = inputs.config.plugins
        plugins.on_startup(command="build", dirty=False)
        build(inputs.config)
        plugins.on_shutdown()
        warnings = _messages(log)
        self._refuse_warnings(warnings)
        self._tree.take_rendered()
        return StagedSite(warnings, [], LastPublish(is_indexed=True))

    def commit(self, staged: StagedSite) -> Published:
        """Make the staged site's search index if it needs one, and publish the site.

        Raises PublishingError.
        """
        if staged.last is None:
            return Published(staged.warnings, [])
        seconds, index_state = 0.0, None
        try:
            if staged.needs_index:
                started = time.monotonic()
                self._tree.clear_all_bundles()
                old = old_index(self._site, self._cache) if staged.old_index else None
                index_state = indexing.make_index(
                    self._tree.path, self._tree.bundle, staged.last.signatures, old
                )
                self._tree.install_bundle()
                seconds = time.monotonic() - started
            is_swapped = self._tree.publish()
        except (indexing.IndexingError, OSError) as error:
            raise PublishingError("\n".join([*staged.warnings, str(error)])) from error
        finally:
            self._tree.clear_bundle()
        if is_swapped:
            # The staged files, whose signatures are known, are now the site. Only the signatures of
            # the index's files are missing.
            signatures = staged.last.signatures | index_signatures(self._site)
        else:
            signatures = stat_signatures(self._site)
        if staged.needs_index:
            keep_index_state(index_state, signatures, self._cache)
        is_indexed = staged.last.is_indexed or staged.needs_index
        record = replace(staged.last, signatures=signatures, is_indexed=is_indexed)
        self._cache.set(LastPublish.CACHE_KEY, record)
        pages = sorted(path for path in staged.changed if path.endswith(".html"))
        is_restyled = any(path.endswith((".css", ".js")) for path in staged.changed)
        is_unknown = not staged.last.state_name  # MkDocs built the whole site
        return Published(
            staged.warnings, pages, seconds, is_restyled or is_unknown, staged.render_context
        )

    def _refuse_warnings(self, warnings: Sequence[str]) -> None:
        if self._strict and warnings:
            raise PublishingError("\n".join([*warnings, _("warnings stop a strict build")]))


def load_render_context(config_file: Path, site_dir: Path) -> RenderContext | None:
    """Load the settings, files and navigation for rendering pages. Raises PublishingError.

    Return None if MkDocs must build the whole site; see ``needs_mkdocs``.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        config, _written = load_settings(config_file, site_dir)
        if needs_mkdocs(config):
            return None
        config.plugins.on_startup(command="build", dirty=False)
        return render_context(config.plugins.on_config(config))
    except (MkDocsException, OSError) as error:
        raise PublishingError(str(error)) from error


def _messages(log: Sequence[LogEntry]) -> list[str]:
    return [entry.message for entry in log]
