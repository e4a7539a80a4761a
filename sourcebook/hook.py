"""The MkDocs hook: plain ``mkdocs build`` and ``mkdocs serve`` make ``docs/`` first."""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from . import stages
from .crashes import crashed, refused, shows_tracebacks
from .problems import format_problems, has_errors
from .publishing import mkdocs_hooks
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

Does = ParamSpec("Does")
Made = TypeVar("Made")


def _told(error: Exception, config: "MkDocsConfig") -> str:
    """Write down an error of ours, and return what is shown of it."""
    told = crashed(error, "mkdocs", Path(config.config_file_path).parent).lines()
    if shows_tracebacks():
        told = ["".join(traceback.format_exception(error)), *told]
    return "\n".join(told)


def _guarded(event: Callable[Does, Made]) -> Callable[Does, Made]:
    """Have an error of ours at one of MkDocs' events told as one, instead of by its traceback."""

    @wraps(event)
    def guarded(*given: Does.args, **more: Does.kwargs) -> Made:
        from mkdocs.exceptions import MkDocsException, PluginError

        try:
            return event(*given, **more)
        except (MkDocsException, OSError):
            raise
        except Exception as error:
            raise PluginError(_told(error, cast("MkDocsConfig", more["config"]))) from error

    return guarded


on_env = _guarded(mkdocs_hooks.on_env)
on_files = _guarded(mkdocs_hooks.on_files)
on_page_markdown = _guarded(mkdocs_hooks.on_page_markdown)
on_page_content = _guarded(mkdocs_hooks.on_page_content)
on_post_build = _guarded(mkdocs_hooks.on_post_build)


def on_pre_build(config: "MkDocsConfig") -> None:
    """Bring ``docs/`` up to date; raises PluginError with all errors, and writes nothing then."""
    # Where the command line alone imports this module, MkDocs need not be loaded.
    from mkdocs.exceptions import PluginError

    project = Path(config.config_file_path).parent
    kept = stages.open_cache(project)
    try:
        with only_one(kept.folder, lambda: _log.info("Another build is running; waiting")):
            built = stages.pages(project, kept)
            kept.flush()
    except (OSError, WorkerError, MemoryError) as error:
        raise PluginError(refused(error) or str(error)) from error
    except Exception as error:
        raise PluginError(_told(error, config)) from error
    if has_errors(built.problems):
        raise PluginError("\n".join(["sources/ has problems:", *format_problems(built.problems)]))
    for line in format_problems(built.problems):
        _log.info(line)


def on_serve(server: Any, config: "MkDocsConfig", builder: Any) -> Any:
    """Watch ``sources/`` alone: watching what the build writes would build twice, or for ever."""
    server.unwatch(config.docs_dir)
    return server
