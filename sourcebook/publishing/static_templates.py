"""What lists all pages, the sitemap for one; and what of their front matter it shows."""

from collections.abc import Callable, Mapping, Set
from typing import Any

from .rendering import RenderContext, Rendered

ALL = "*"
"""Stands for all of a page's front matter."""


class TrackedMeta(dict[str, Any]):
    """A page's front matter that notes, in a set, which keys are looked at; ``ALL`` for all."""

    def __init__(self, meta: Mapping[str, Any], noted: set[str]) -> None:
        super().__init__(meta)
        self._noted = noted

    def __getitem__(self, key: str) -> Any:
        self._noted.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return an entry, or ``default``."""
        self._noted.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._noted.add(str(key))
        return super().__contains__(key)


def _noting_all(name: str) -> Callable[..., Any]:
    whole = getattr(dict, name)

    def look(self: TrackedMeta, *others: Any) -> Any:
        self._noted.add(ALL)
        return whole(self, *others)

    return look


for _name in ("__iter__", "__len__", "__eq__", "__ne__", "__or__", "__ror__", "__repr__",
              "__reversed__", "keys", "values", "items", "copy"):  # fmt: skip
    setattr(TrackedMeta, _name, _noting_all(_name))


def shown(page: Rendered, listed: Set[str]) -> tuple[object, ...]:
    """Return what lists of pages show of one, if they look at these keys of its front matter."""
    if ALL in listed:
        return page.title, page.meta
    return page.title, {key: page.meta[key] for key in listed if key in page.meta}


def make(plan: RenderContext, every: Mapping[str, Rendered]) -> frozenset[str]:
    """Make what lists all pages, in the site; return which keys of front matter it looks at."""
    from mkdocs.commands import build as mkdocs

    noted: set[str] = set()
    for path, page in every.items():
        file = plan.files.get_file_from_path(path)
        if file and file.page:
            file.page.meta = TrackedMeta(page.meta, noted)
            file.page.title = page.title
    config = plan.config
    for name in config.theme.static_templates:
        mkdocs._build_theme_template(name, plan.env, plan.files, config, plan.nav)
    for name in config.extra_templates:
        mkdocs._build_extra_template(str(name), plan.files, config, plan.nav)
    return frozenset(noted)
