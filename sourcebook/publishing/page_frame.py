"""The frame around a page's text: header, tabs, menu and footer.

Between pages, the frame differs only in its relative links and in the active entry of the menu. So
the pages of a folder share the frame, whose parts are rendered only once. Pages that the menu or
the footer links to have a frame of their own. If the footer says where to report an error in a
page, every page has a footer of its own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context

from .page_renderer import place_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_FEATURES = frozenset([
    "navigation.expand", "navigation.prune", "navigation.sections", "navigation.tabs",
    "navigation.top", "toc.follow",
])  # fmt: skip
"""The features of Material that ``skeleton.html`` and its scripts support."""

_OTHER_FRAMES = (
    "alternate", "analytics", "annotate", "consent", "homepage", "polyfills", "scope", "tags",
    "version",
)  # fmt: skip
"""Settings under ``extra`` that Material's template supports, but ``skeleton.html`` doesn't."""

_SCRIPTS = "assets/javascripts/"
"""The folder, in the site, of Material's scripts. Pages from ``skeleton.html`` don't load them."""


class Frame(NamedTuple):
    """Values that ``skeleton.html`` needs in addition to the site's settings.

    ``styles`` and ``palette`` are paths of style sheets, relative to the site.
    """

    styles: str
    palette: str
    first_palette: Any
    """The initial colour settings of a page, which a script may change."""


def install(env: "Environment", config: "MkDocsConfig") -> None:
    """Set the template globals for ``skeleton.html``, if this template supports the settings.

    Otherwise the globals stay unset, and pages use Material's own template.
    """
    frame = _frame(config)
    if frame:
        env.globals["frame"] = frame
        env.globals["once"] = _once()


def remove_scripts(files: "Files", config: "MkDocsConfig") -> None:
    """Remove Material's scripts from the files of the site, if no page loads them."""
    folders = [Path(folder) for folder in config.theme.dirs if Path(folder, "main.html").exists()]
    if not _frame(config) or not (folders[0] / "skeleton.html").exists():
        return  # pages may use Material's template, which loads the scripts
    bundle = files.get_file_from_path(_asset(config, f"{_SCRIPTS}bundle.*.min.js"))
    for file in list(files):
        # Remove only Material's files: a project's theme may have a folder with the same name.
        if bundle and file.src_dir == bundle.src_dir and file.src_uri.startswith(_SCRIPTS):
            files.remove(file)


def _frame(config: "MkDocsConfig") -> Frame | None:
    theme, extra = config.theme, config.extra
    if (
        theme.name not in ("material", "sourcebook")
        or theme.get("font") is not False
        or not _are_known(theme.get("features") or [])
        or any(extra.get(name) for name in _OTHER_FRAMES)
        or not theme.get("palette")
        or set(config.plugins) - set(config.hooks)
        or _needs_scripts(config)
    ):
        return None
    palette = theme["palette"]
    frame = Frame(
        _asset(config, "assets/stylesheets/main.*.min.css"),
        _asset(config, "assets/stylesheets/palette.*.min.css"),
        palette[0] if isinstance(palette, list) else palette,
    )
    return frame if all(frame) else None


def _are_known(features: object) -> bool:
    """Return whether ``skeleton.html`` supports all features that the settings turn on.

    ``features``: the setting ``theme.features``.
    """
    return isinstance(features, list) and all(
        isinstance(feature, str) and feature in _FEATURES for feature in features
    )


def _needs_scripts(config: "MkDocsConfig") -> bool:
    """Return whether an extension writes content tabs or diagrams, which need Material's script."""
    fences = (config.mdx_configs.get("pymdownx.superfences") or {}).get("custom_fences")
    return "pymdownx.tabbed" in config.markdown_extensions or bool(fences)


def _asset(config: "MkDocsConfig", pattern: str) -> str:
    """Return the path of one of Material's files; empty if there is no such file.

    ``pattern``: the path, with ``*`` for the hash in the file's name.
    """
    for folder in map(Path, config.theme.dirs):
        for path in sorted(folder.glob(pattern)):
            return path.relative_to(folder).as_posix()
    return ""


def _once() -> Callable[..., Any]:
    made: dict[tuple[str, object], Any] = {}
    page, place = None, None

    @pass_context
    def once(context: Context, name: str, caller: Callable[[], Any]) -> Any:
        """Return a part of the frame, from a cache if possible.

        ``name``: the name of the part. ``caller``: a function that renders the part.
        """
        nonlocal page, place
        if page is None or context["page"] is not page:
            page, place = context["page"], (context["base_url"], _place(context))
        key = (name, place)
        if key not in made:
            made[key] = caller()
        return made[key]

    return once


def _place(context: Context) -> object:
    """Return a cache key for a page. Pages with the same key have the same header, tabs and menu.

    A page in the menu has a key of its own. So has a page that the footer links to, because the
    footer's links may be shown beside the menu too.
    """
    page = context["page"]
    if page is None:
        return None
    links = context.get("footer_links") or ()
    in_menu = any(page is other for other in context["nav"].pages) or any(
        isinstance(item, dict) and item.get("link") == page.url for item in links
    )
    return page.url if in_menu else place_of(page.file)
