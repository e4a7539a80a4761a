"""What MkDocs gathers before it renders: settings, files, menu; and hashes that tell of changes."""

import hashlib
import sysconfig
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Any, cast

from ..writing import hashes
from . import mkdocs_hooks
from .change_detection import reads_files, refuse_additions
from .rendering import RenderContext

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

OWN_HOOK = "build_site.py"
"""The hook of a project that makes ``docs/`` first, and then does what ``events`` does."""


def settings(config_file: Path, site_dir: Path) -> tuple["MkDocsConfig", Mapping[str, Any]]:
    """Load a project's settings; return them, and what is written of them.

    Of the project's own hook, only what is done to the site takes part. Raises
    MkDocsException, OSError.
    """
    from mkdocs.config import load_config
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    from .fast_inline import FastInlineExtension

    changed: dict[str, Any] = {"site_dir": str(site_dir)}
    try:
        loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(config_file)))
        with config_file.open("rb") as opened:
            written = yaml_load(opened, loader)
        hooks = written.get("hooks") if isinstance(written, dict) else None
        if isinstance(hooks, list):
            own = [isinstance(hook, str) and Path(hook).name == OWN_HOOK for hook in hooks]
            changed["hooks"] = [
                mkdocs_hooks.__file__ if is_own else hook
                for is_own, hook in zip(own, hooks, strict=True)
            ]
            for hook in (hook for is_own, hook in zip(own, hooks, strict=True) if is_own):
                refuse_additions(config_file.parent / hook)
        # Whatever is wrong with the settings themselves, MkDocs tells.
        config = load_config(str(config_file), **changed)
    except (AttributeError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{config_file.name} can't be read: {error}") from error
    except RecursionError as error:
        reason = "it is nested too deep"
        raise ConfigurationError(f"{config_file.name} can't be read: {reason}") from error
    # MkDocs' types know of names alone; Python-Markdown takes either.
    cast("list[object]", config.markdown_extensions).append(FastInlineExtension())
    return config, written


def render_context(config: "MkDocsConfig") -> RenderContext:
    """Gather files and menu. The titles of pages in the menu stand on all pages."""
    from mkdocs.commands.build import _populate_page
    from mkdocs.structure.files import File, Files, get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    class Found(Files):
        """Files, of which one is found by its path as it is, before that is brought into form."""

        def get_file_from_path(self, path: str) -> File | None:
            return self._src_uris.get(path) or super().get_file_from_path(path)

    files: Files = Found(get_files(config))
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    pages = files.documentation_pages()
    for file in pages:
        if file.page is None:
            Page(None, file, config)
    for page in nav.pages:
        page.read_source(config)
        if page.title is None or "title" not in page.meta:
            _populate_page(page, config, files)
    return RenderContext(
        config, config.plugins.on_env(env, config=config, files=files), files, nav, pages
    )


def settings_hash(config: "MkDocsConfig", written: Mapping[str, Any]) -> bytes:
    """Return a hash of the settings and the theme: all that pages depend on but ``docs/``.

    ``written``: the settings as they are written. What is installed is part of the version of
    whatever is kept.
    """
    found = hashlib.sha256(repr(_told(written)).encode())
    if reads_files(config):
        # What they hold can't be seen: nothing is the same as in any other build.
        found.update(token_bytes())
    for folder in own_themes(config):
        found.update(repr(sorted(hashes(folder).items())).encode())
    return found.digest()


def own_themes(config: "MkDocsConfig") -> list[Path]:
    """Return the theme's folders that aren't installed, and so may be edited."""
    installed = Path(sysconfig.get_path("purelib"))
    return [folder for folder in map(Path, config.theme.dirs) if installed not in folder.parents]


def menu_hash(context: RenderContext) -> bytes:
    """Return a hash of the menu, which stands on every page."""
    listed = [(page.title, page.url) for page in context.nav.pages]
    return hashlib.sha256(repr((str(context.nav), listed)).encode()).digest()


def _told(value: Any) -> object:
    """Return a setting as it is written each time the same."""
    if isinstance(value, Mapping):
        # Where the site is made ready says nothing about it.
        return [(str(key), _told(held)) for key, held in value.items() if key != "site_dir"]
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    if isinstance(value, partial):
        return [_told(value.func), _told(value.args), _told(value.keywords)]
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return str(value)
