"""Publishes ``docs/`` as ``site/``: a new site, made in a staging tree, replaces the old site."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..cancelling import checkpoint
from ..compiled_templates import CompiledTemplates
from ..messages import gettext as _
from ..workers import default_workers
from ..writing import Cache, hashes, recover, stat_signatures
from . import indexing
from .change_detection import needs_mkdocs
from .incremental import IncrementalBuild, docs_hash
from .index_state import OldState, index_signatures, keep_index_state, old_index
from .inputs import SiteInputs, load_inputs
from .mkdocs_context import RenderContext, load_settings, nav_hash, render_context, settings_hash
from .mkdocs_log import LogEntry, recorded_log
from .pagefind_process import IndexingError
from .published import Published, PublishingError
from .rendering import RenderingError, log_pages
from .staging import StagingTree
from .state import LastPublish


@dataclass(frozen=True)
class _Staged:
    """A site in the staging tree, complete except for its search index.

    ``changed``: paths of all files that are new, changed or deleted; empty if MkDocs built the
    whole site. ``record``: the ``LastPublish`` to write after publishing; None if the published
    site is up to date. ``old``: the published search index; None if it can't be brought up to date.
    ``render_context``: see ``Published``.
    """

    warnings: list[str]
    changed: list[str]
    record: LastPublish | None = None
    old: OldState | None = None
    render_context: RenderContext | None = None


class Publisher:
    """Builds the same site as ``mkdocs build``, byte for byte, but renders only what has changed.

    The next site is made in a staging tree, which then replaces the published site in one step.

    ``cache``: its folder must be on the same file system as the project. ``index``: whether to
    bring the search index up to date; if False, the old index stays. ``strict``: whether a warning
    is an error.

    ``docs/`` must exist already. The hook that makes ``docs/`` doesn't run, because
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
        self._prefetched: tuple[SiteInputs, list[LogEntry]] | None = None

    def prefetch(self, has_time: Callable[[], bool] = lambda: True) -> None:
        """Load MkDocs, the settings and the state of the site, while ``docs/`` is being made.

        ``has_time``: whether ``docs/`` is still being made. Once it is made, it may turn out that
        nothing has changed, so work that is needed only for changes isn't done ahead any more.
        Errors are ignored here: ``publish`` then loads everything again and reports the errors.
        """
        from mkdocs.exceptions import MkDocsException

        with suppress(MkDocsException, OSError), recorded_log() as log:
            inputs = self._load_inputs()
            self._prefetched = inputs, log
            work: tuple[Callable[[], object], ...] = (
                lambda: inputs.state,
                lambda: self._tree.mirror_ahead(inputs.site),
                lambda: inputs.listed,
            )  # fmt: skip
            for one in () if inputs.needs_mkdocs else work:
                if not has_time():
                    break
                one()

    def _load_inputs(self) -> SiteInputs:
        recover(self._site)
        return load_inputs(self._config_file, self._site, self._cache, self._tree.rendered)

    def publish(
        self, docs_hashes: Mapping[str, bytes] | None = None, workers: int | None = None
    ) -> Published:
        """Bring the site up to date. Raises PublishingError.

        ``docs_hashes``: maps the path of each file in ``docs/`` to its hash; None if unknown.
        ``workers``: number of processes that render pages; None for one process per core.
        """
        # Imported here, because the command ``check`` doesn't need MkDocs.
        from jinja2 import TemplateError
        from mkdocs.exceptions import MkDocsException

        with recorded_log() as log:
            try:
                self._tree.clear_rendered()
                inputs, early = self._prefetched or (self._load_inputs(), [])
                log += early
                if inputs.needs_mkdocs:
                    staged = self._stage_with_mkdocs(inputs, log)
                else:
                    staged = self._stage(inputs, log, docs_hashes, workers or default_workers())
            except (MkDocsException, TemplateError, RenderingError, OSError) as error:
                raise PublishingError("\n".join([*_messages(log), str(error)])) from error
            finally:
                self._tree.clear_rendered()
        if staged.record is None:
            return Published(staged.warnings, [])
        return self._commit(staged, staged.record)

    def _stage(
        self,
        inputs: SiteInputs,
        log: list[LogEntry],
        docs_hashes: Mapping[str, bytes] | None,
        workers: int,
    ) -> _Staged:
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
            return _Staged(list(last.warnings), [])
        context = inputs.render_context(docs_hashes.keys(), log)
        checkpoint()
        known = self._cache.get("site.templates")
        templates = CompiledTemplates(context.env, known)
        build = IncrementalBuild(inputs, context, settings + nav_hash(context), docs_hashes)
        state, files = build.run(workers)
        checkpoint()
        log_pages(state.pages, config.validation.links.anchors)
        warnings = _messages(log)
        self._refuse_warnings(warnings)
        self._cache.set(last.next_state_name, state)
        self._cache.set("site.templates", templates.bytecode, write=templates.bytecode != known)
        checkpoint()
        signatures = self._tree.mirror(inputs.site)
        changed = self._tree.fill(files, signatures)
        is_indexed = is_indexed and not any(path.endswith(".html") for path in changed)
        if is_indexed or not self._index:
            self._tree.keep_index()
        config.plugins.on_shutdown()
        record = LastPublish(
            last.next_state_name, everything, signatures, tuple(warnings), is_indexed
        )
        old = old_index(self._site, self._cache) if last.has_index(inputs.site) else None
        return _Staged(warnings, changed, record, old, context)

    def _stage_with_mkdocs(self, inputs: SiteInputs, log: Sequence[LogEntry]) -> _Staged:
        """Have MkDocs build the whole site, including the search index; see ``needs_mkdocs``."""
        from mkdocs.commands.build import build

        plugins = inputs.config.plugins
        plugins.on_startup(command="build", dirty=False)
        build(inputs.config)
        plugins.on_shutdown()
        warnings = _messages(log)
        self._refuse_warnings(warnings)
        self._tree.take_rendered()
        return _Staged(warnings, [], LastPublish(is_indexed=True))

    def _commit(self, staged: _Staged, record: LastPublish) -> Published:
        """Publish the staged site; first make its search index, unless the index is up to date.

        ``record``: the value of ``staged.record``. Raises PublishingError.
        """
        needs_index = self._index and not record.is_indexed
        seconds, index_state = 0.0, None
        checkpoint()
        try:
            if needs_index:
                started = time.monotonic()
                self._tree.clear_all_bundles()
                index_state = indexing.make_index(
                    self._tree.path, self._tree.bundle, record.signatures, staged.old
                )
                self._tree.install_bundle()
                seconds = time.monotonic() - started
            is_swapped = self._tree.publish()
        except (IndexingError, OSError) as error:
            raise PublishingError("\n".join([*staged.warnings, str(error)])) from error
        finally:
            self._tree.clear_bundle()
        if is_swapped:
            # The staged files are now the site, and their signatures are known. Only the signatures
            # of the index's files are missing.
            signatures = record.signatures | index_signatures(self._site)
        else:
            signatures = stat_signatures(self._site)
        if needs_index:
            keep_index_state(index_state, signatures, self._cache)
            record = replace(record, is_indexed=True)
        self._cache.set(LastPublish.CACHE_KEY, replace(record, signatures=signatures))
        pages = sorted(path for path in staged.changed if path.endswith(".html"))
        is_restyled = any(path.endswith((".css", ".js")) for path in staged.changed)
        is_unknown = not record.state_name  # MkDocs built the whole site
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
