"""Adapter for MkDocs' internals: functions that are private, or not documented for plugins.

MkDocs renders a site with one function, ``build``. To render only some pages, on several cores,
this module calls the functions that ``build`` calls.

This module is written for version ``READ_AGAINST`` of MkDocs, and a test fails if another version
is installed. In that case, compare ``mkdocs.commands.build.build`` with this module and with
``mkdocs_context.render_context``. Then update ``READ_AGAINST``.

The test ``tests/test_republishing.py`` compares Sourcebook's output with the output of
``mkdocs build``, byte for byte.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from .page_renderer import PageRenderer

READ_AGAINST = "1.6.1"
"""The version of MkDocs that this module was written for."""


def read_settings(config_file: Path) -> Any:
    """Return the data of ``mkdocs.yml``, with tags like ``!ENV`` resolved.

    MkDocs hasn't checked these data yet.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(config_file)))
    with config_file.open("rb") as file:
        return yaml_load(file, loader)


def plugin_names(config: "MkDocsConfig", *, but: str) -> set[str]:
    """Return the names of all plugins and hooks, except the hook whose module file is ``but``."""
    hooks: Mapping[str, Any] = config.hooks  # type: ignore[assignment] # maps names to modules
    return set(config.plugins) - {name for name, hook in hooks.items() if hook.__file__ == but}


def published_files(files: "Files") -> "list[File]":
    """Return the files of the site: all except those excluded by settings like ``exclude_docs``."""
    return [file for file in files if file.inclusion.is_included()]  # type: ignore[no-untyped-call]


def add_theme_files(files: "Files", config: "MkDocsConfig") -> None:
    """Add the theme's files to those of ``docs/``, as MkDocs does.

    Hidden folders are skipped: they contain ten thousand icons, which MkDocs leaves out anyway.
    """
    found: set[str] = set()
    for theme in config.theme.dirs:
        for folder, folders, names in os.walk(theme):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = Path(folder).relative_to(theme)
            found.update((inside / name).as_posix() for name in names)

    def listed(filter_func: Callable[[str], bool]) -> list[str]:
        return sorted(filter(filter_func, found))

    files.add_files_from_theme(
        cast("jinja2.Environment", SimpleNamespace(list_templates=listed)), config
    )


def populate(page: "Page", renderer: "PageRenderer") -> None:
    """Read a page's Markdown and set the page's title, content (HTML) and table of contents."""
    from mkdocs.commands.build import _populate_page

    def render(config: object, files: object) -> None:
        del page.render  # restore MkDocs' own method, which the renderer may call
        renderer.render(page)

    page.render = render  # type: ignore[method-assign]
    _populate_page(page, renderer.config, renderer.files)


def write_page(
    page: "Page", config: "MkDocsConfig", pages: "Sequence[File]", nav: "Navigation",
    env: "jinja2.Environment",
) -> None:  # fmt: skip
    """Write the HTML of a populated page into ``config.site_dir``."""
    from mkdocs.commands.build import _build_page

    _build_page(page, config, pages, nav, env)


def anchors(page: "Page") -> frozenset[str]:
    """Return the anchors of a populated page."""
    return frozenset(page.present_anchor_ids or ())


def anchor_links(page: "Page") -> list[tuple[str, str, str]]:
    """Return a populated page's links to anchors, as (target's path, anchor, link as written)."""
    links = (page.links_to_anchors or {}).items()
    found = ((file.src_uri, anchor, link) for file, to in links for anchor, link in to.items())
    return list(dict.fromkeys(found))


def write_static_templates(
    config: "MkDocsConfig", files: "Files", nav: "Navigation", env: "jinja2.Environment"
) -> None:
    """Render the templates that aren't pages, such as ``sitemap.xml`` and ``404.html``."""
    from mkdocs.commands.build import _build_extra_template, _build_theme_template

    for name in config.theme.static_templates:
        _build_theme_template(name, env, files, config, nav)
    for name in config.extra_templates:
        _build_extra_template(str(name), files, config, nav)
