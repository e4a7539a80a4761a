"""Loads what publishing needs besides ``docs/``: the settings, and the state of the site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing import Cache, StatSignatures, stat_signatures
from .change_detection import needs_mkdocs
from .mkdocs_context import load_settings
from .state import BuildState, LastPublish, last_publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


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
