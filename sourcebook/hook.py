"""The MkDocs hook: plain ``mkdocs build`` and ``mkdocs serve`` make ``docs/`` first."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import stages
from .problems import has_errors, tell
from .publishing.events import (
    on_env,
    on_files,
    on_page_content,
    on_page_markdown,
    on_post_build,
)
from .workers import WorkerError
from .writing import only_one

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = [
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_pre_build",
    "on_serve",
]

_log = logging.getLogger("mkdocs.plugins.sourcebook")


def on_pre_build(config: "MkDocsConfig") -> None:
    """Bring ``docs/`` up to date; raises PluginError with all errors, and writes nothing then."""
    # Where the command line alone imports this module, MkDocs need not be loaded.
    from mkdocs.exceptions import PluginError

    project = Path(config.config_file_path).parent
    kept = stages.shelf(project)
    try:
        with only_one(kept.folder, lambda: _log.info("Another build is running; waiting")):
            built = stages.pages(project, kept)
            kept.settle()
    except (OSError, WorkerError) as error:
        raise PluginError(str(error)) from error
    if has_errors(built.problems):
        raise PluginError("\n".join(["sources/ has problems:", *tell(built.problems)]))
    for line in tell(built.problems):
        _log.info(line)


def on_serve(server: Any, config: "MkDocsConfig", builder: Any) -> Any:
    """Watch ``sources/`` alone: watching what the build writes would build twice, or for ever."""
    server.unwatch(config.docs_dir)
    return server
