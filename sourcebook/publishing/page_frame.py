"""The frame around a page's text: makes once what all pages of a folder share.

Header, tabs and menu differ between pages only in their relative links and in which entry of the
menu is active. So all pages of a folder that aren't in the menu share them. The footer isn't
shared: it may link to the page that it stands on.
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

_FEATURES = frozenset([
    "content.code.annotate", "content.code.copy", "content.code.select", "content.tooltips",
    "navigation.expand", "navigation.prune", "navigation.sections", "navigation.tabs",
    "navigation.top", "navigation.tracking", "toc.follow",
])  # fmt: skip
"""The features of Material that ``skeleton.html`` supports."""

_OTHER_FRAMES = (
    "alternate", "analytics", "annotate", "consent", "homepage", "polyfills", "scope", "tags",
    "version",
)  # fmt: skip
"""Settings under ``extra`` for which Material's own template is needed."""


class Frame(NamedTuple):
    """What the frame needs besides the settings. Paths are relative to the site."""

    styles: str
    palette: str
    script: str
    search: str
    first_palette: Any
    """The settings of the colours that a page has before scripts run."""


def install(env: "Environment", config: "MkDocsConfig") -> None:
    """Give templates what ``skeleton.html`` needs; nothing if it doesn't support the settings."""
    frame = _frame(config)
    if frame:
        env.globals["frame"] = frame
        env.globals["once"] = _once()


def _frame(config: "MkDocsConfig") -> Frame | None:
    theme, extra = config.theme, config.extra
    if (
        theme.name not in ("material", "sourcebook")
        or theme.get("font") is not False
        or not set(theme.get("features") or ()) <= _FEATURES
        or any(extra.get(name) for name in _OTHER_FRAMES)
        or not theme.get("palette")
        or set(config.plugins) - set(config.hooks)
    ):
        return None
    palette = theme["palette"]
    frame = Frame(
        _asset(config, "assets/stylesheets/main.*.min.css"),
        _asset(config, "assets/stylesheets/palette.*.min.css"),
        _asset(config, "assets/javascripts/bundle.*.min.js"),
        _asset(config, "assets/javascripts/workers/search.*.min.js"),
        palette[0] if isinstance(palette, list) else palette,
    )
    return frame if all(frame) else None


def _asset(config: "MkDocsConfig", pattern: str) -> str:
    """Return the path of a file of Material, whose name has a hash in it; empty if unknown."""
    for folder in map(Path, config.theme.dirs):
        for path in sorted(folder.glob(pattern)):
            return path.relative_to(folder).as_posix()
    return ""


def _once() -> Callable[..., Any]:
    made: dict[tuple[object, ...], Any] = {}

    @pass_context
    def once(context: Context, name: str, caller: Callable[[], Any]) -> Any:
        """Return a part of the frame, by its name: from another page in the folder, or made now."""
        key = (name, context["base_url"], _place(context["page"], context["nav"]))
        if key not in made:
            made[key] = caller()
        return made[key]

    return once


def _place(page: Any, nav: Any) -> object:
    """Return what relative links, and the menu's active entry, depend on."""
    if page is None:
        return None
    in_menu = any(page is other for other in nav.pages)
    return page.url if in_menu else place_of(page.file)
