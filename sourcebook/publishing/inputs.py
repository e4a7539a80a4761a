"""Loads what publishing needs besides ``docs/``: the settings, and the state of the site."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing import Cache, StatSignatures, stat_signatures
from .change_detection import needs_mkdocs
from .mkdocs_context import RenderContext, load_settings, render_context
from .mkdocs_log import LogEntry, recorded_log
from .state import BuildState, LastPublish, last_publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


@dataclass(frozen=True)
class SiteInputs:
    """The settings, the cache entries about the last publish, and the site's current files."""

    config: "MkDocsConfig"
    written: Mapping[str, Any]
    """The settings as written in ``mkdocs.yml``, without MkDocs' defaults."""
    needs_mkdocs: bool
    """Whether MkDocs must build the whole site. Then ``last``, ``site`` and ``state`` are empty."""
    last: LastPublish = field(default_factory=LastPublish)
    site: StatSignatures = field(default_factory=dict)
    """Maps the path of each file that the site has now to the file's signature."""
    cache: Cache | None = None
    """The cache from which ``state`` is loaded; None for an empty state."""

    @cached_property
    def state(self) -> BuildState:
        """The inputs of each page and file. Loading them takes long, and not every build does."""
        name = self.last.state_name
        return (self.cache.get(name) if self.cache and name else None) or BuildState()

    @cached_property
    def listed(self) -> "tuple[Files, list[LogEntry]]":
        """The files of ``docs/``, and what MkDocs logs about them. May be out of date."""
        from mkdocs.structure.files import get_files

        with recorded_log() as log:
            return get_files(self.config), log

    def render_context(self, paths: Set[str], log: list[LogEntry]) -> RenderContext:
        """Load files and navigation; reuse ``listed`` if its files are those at ``paths``.

        ``paths``: the paths of the files that ``docs/`` has now. ``log``: the list to which the
        messages about reused files are added. Raises MkDocsException, OSError.
        """
        files, messages = self.listed
        if {file.src_uri for file in files} == paths:
            log += messages
            return render_context(self.config, files)
        return render_context(self.config)

    @property
    def is_site_untouched(self) -> bool:
        """Whether no file of the site has changed since the last publish."""
        return self.last.signatures == self.site


def load_inputs(config_file: Path, site: Path, cache: Cache, rendered: Path) -> SiteInputs:
    """Load the settings, and the state of the site. ``rendered``: the folder for MkDocs' output.

    Raises MkDocsException, OSError.
    """
    config, written = load_settings(config_file, rendered)
    if needs_mkdocs(config):
        return SiteInputs(config, written, needs_mkdocs=True)
    last = last_publish(cache)
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    found = stat_signatures(site)
    # Keep only one of two equal mappings in memory: each has an entry for every file of the site.
    return SiteInputs(
        config, written, False, last, last.signatures if found == last.signatures else found, cache
    )
