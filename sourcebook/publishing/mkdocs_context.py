"""The settings, files and navigation that MkDocs loads before rendering, and their hashes."""

import hashlib
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Any

from ..messages import gettext as _
from ..writing import hashes
from . import mkdocs_adapter, mkdocs_hooks
from .change_detection import reads_files, refuse_additions

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from .page_renderer import PageRenderer

PROJECT_HOOK = "build_site.py"
"""The file name of a project's hook, which makes ``docs/`` and then works like ``mkdocs_hooks``."""


@dataclass(frozen=True)
class RenderContext:
    """The settings, templates, files and navigation with which pages are rendered.

    ``pages``: the files that become pages.
    """

    config: "MkDocsConfig"
    env: "jinja2.Environment"
    files: "Files"
    nav: "Navigation"
    pages: "Sequence[File]"
    renderer: "PageRenderer"


def load_settings(config_file: Path, site_dir: Path) -> tuple["MkDocsConfig", Mapping[str, Any]]:
    """Return a project's settings twice: with MkDocs' defaults, and as written in ``mkdocs.yml``.

    In the settings with defaults, ``mkdocs_hooks`` replaces the hook ``build_site.py``, so that
    ``docs/`` isn't made again. Raises MkDocsException, OSError.
    """
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    changed: dict[str, Any] = {"site_dir": str(site_dir)}
    try:
        written = mkdocs_adapter.read_settings(config_file)
        hooks = written.get("hooks") if isinstance(written, dict) else None
        if isinstance(hooks, list):
            replaced = [hook for hook in hooks if _is_project_hook(hook)]
            changed["hooks"] = [
                mkdocs_hooks.__file__ if hook in replaced else hook for hook in hooks
            ]
            for hook in replaced:
                refuse_additions(config_file.parent / hook)
        # Settings or hooks of a wrong type are ignored above, because ``load_config`` reports them.
        config = load_config(str(config_file), **changed)
    except RecursionError as error:
        raise ConfigurationError(
            _("{file} can't be read: it is nested too deep").format(file=config_file.name)
        ) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise ConfigurationError(
            _("{file} can't be read: {error}").format(file=config_file.name, error=error)
        ) from error
    return config, written


def _is_project_hook(hook: object) -> bool:
    return isinstance(hook, str) and Path(hook).name == PROJECT_HOOK


def render_context(config: "MkDocsConfig", files: "Files | None" = None) -> RenderContext:
    """Load files and navigation, as ``mkdocs build`` does. Raises MkDocsException, OSError.

    ``files``: the files of ``docs/``; if None, they are listed here.

    The navigation contains the titles of pages. If a page in the navigation has no title in its
    front matter, the page is converted to HTML here, to find its title.
    """
    from mkdocs.structure.files import get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    from .page_renderer import PageRenderer

    files = get_files(config) if files is None else files
    env = config.theme.get_env()
    mkdocs_adapter.add_theme_files(files, config)
    whole_nav = config.nav
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    # Restore the menu entries that ``mkdocs_hooks`` has removed: a later build may make their
    # pages.
    config.nav = whole_nav
    pages = files.documentation_pages()
    for file in pages:
        if file.page is None:
            Page(None, file, config)
    renderer = PageRenderer(config, files)
    for page in nav.pages:
        page.read_source(config)
        if page.title is None or "title" not in page.meta:
            mkdocs_adapter.populate(page, renderer)
    return RenderContext(
        config, config.plugins.on_env(env, config=config, files=files), files, nav, pages, renderer
    )


def settings_hash(config: "MkDocsConfig", written: Mapping[str, Any]) -> bytes:
    """Return a hash of the settings and the theme files on which all pages depend.

    ``written``: the settings as written in ``mkdocs.yml``. The theme files are those in the folders
    that ``own_themes`` returns. If a Markdown extension may read untracked files, every call
    returns a different hash.

    The hash doesn't cover the installed packages, because the cache is valid for one set of
    packages only (see ``writing.cache``).
    """
    digest = hashlib.sha256(repr(_canonical(written)).encode())
    if reads_files(config):
        digest.update(token_bytes())
    for folder in own_themes(config):
        digest.update(repr(sorted(hashes(folder).items())).encode())
    return digest.digest()


def own_themes(config: "MkDocsConfig") -> list[Path]:
    """Return the theme's folders outside the installed packages. Users may edit these folders."""
    installed = Path(sysconfig.get_path("purelib"))
    return [folder for folder in map(Path, config.theme.dirs) if installed not in folder.parents]


def nav_hash(context: RenderContext) -> bytes:
    """Return a hash of the data that every page shows.

    These are the navigation, the footer's links, the facts in ``data/site.json``, and the address
    of the page that shows what has changed.
    """
    links = [(page.title, page.url) for page in context.nav.pages]
    footer = _canonical(context.env.globals.get("footer_links"))
    facts, changes = map(context.env.globals.get, ("site_facts", "changes"))
    shown = (str(context.nav), links, footer, facts, changes)
    return hashlib.sha256(repr(shown).encode()).digest()


def _canonical(value: Any) -> object:
    """Convert a setting to an object whose ``repr`` is the same in every process."""
    if isinstance(value, Mapping):
        # Pages don't depend on where the site is built.
        return [(str(key), _canonical(item)) for key, item in value.items() if key != "site_dir"]
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, partial):
        return [_canonical(value.func), _canonical(value.args), _canonical(value.keywords)]
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return str(value)
