"""The MkDocs hook: makes ``mkdocs build`` and ``mkdocs serve`` update ``docs/`` first."""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from .crashes import refusal, report_crash, shows_tracebacks
from .messages import gettext as _
from .problems import format_problems, has_errors
from .project import open_cache, speak
from .publishing import mkdocs_hooks
from .workers import WorkerError
from .writing import hold_lock

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_pre_build",
    "on_serve",
]

_log = logging.getLogger("mkdocs.plugins.sourcebook")

P = ParamSpec("P")
R = TypeVar("R")


def _report(error: Exception, config: "MkDocsConfig") -> str:
    """Write a report of an error in Sourcebook; return the text to show to the user."""
    lines = report_crash(error, "mkdocs", Path(config.config_file_path).parent).lines()
    if shows_tracebacks():
        lines = ["".join(traceback.format_exception(error)), *lines]
    return "\n".join(lines)


def _guarded(event: Callable[P, R]) -> Callable[P, R]:
    """Return an MkDocs event handler, wrapped to report unexpected errors as bugs of Sourcebook."""

    @wraps(event)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        from mkdocs.exceptions import MkDocsException, PluginError

        try:
            return event(*args, **kwargs)
        except (MkDocsException, OSError):
            raise
        except Exception as error:
            # MkDocs passes the settings to ``on_config`` by position, and to the other handlers as
            # the keyword argument ``config``.
            config = kwargs.get("config") or args[0]
            raise PluginError(_report(error, cast("MkDocsConfig", config))) from error

    return guarded


def _on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    speak(Path(config.config_file_path))
    return mkdocs_hooks.on_config(config)


on_config = _guarded(_on_config)
on_env = _guarded(mkdocs_hooks.on_env)
on_files = _guarded(mkdocs_hooks.on_files)
on_page_markdown = _guarded(mkdocs_hooks.on_page_markdown)
on_page_content = _guarded(mkdocs_hooks.on_page_content)
on_post_page = _guarded(mkdocs_hooks.on_post_page)
on_post_build = _guarded(mkdocs_hooks.on_post_build)


def on_pre_build(config: "MkDocsConfig") -> None:
    """Bring ``docs/`` up to date.

    If there are errors in the sources, writes nothing, and raises a PluginError that lists them.
    """
    # Imported here, because the command line imports this module without needing MkDocs or the
    # stages.
    from mkdocs.exceptions import PluginError

    from . import stages

    project = Path(config.config_file_path).parent
    cache = open_cache(project)
    try:
        with hold_lock(cache.folder, lambda: _log.info(_("Another build is running; waiting"))):
            built = stages.pages(project, cache)
            cache.flush()
    except (OSError, WorkerError, MemoryError) as error:
        raise PluginError(refusal(error) or str(error)) from error
    except Exception as error:
        raise PluginError(_report(error, config)) from error
    if has_errors(built.problems):
        lines = [_("sources/ has problems:"), *format_problems(built.problems)]
        raise PluginError("\n".join(lines))
    for line in format_problems(built.problems):
        _log.info(line)


def on_serve(server: Any, config: "MkDocsConfig", builder: Any) -> Any:
    """Stop MkDocs from watching ``docs/``.

    Each build writes ``docs/``; if MkDocs watched this folder, each build would start another
    build.
    """
    server.unwatch(config.docs_dir)
    return server
