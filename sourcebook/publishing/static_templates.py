"""Templates that list all pages, such as the sitemap, and the front matter keys that they read."""

from collections.abc import Callable, Mapping, Set
from typing import Any

from . import mkdocs_adapter
from .mkdocs_context import RenderContext
from .rendering import Rendered

ALL = "*"
"""Stands for all keys of a page's front matter."""


class TrackedMeta(dict[str, Any]):
    """A page's front matter. Whenever a key is read, the key is added to ``read_keys``.

    An operation that reads all keys, such as iteration, adds ``ALL``.
    """

    def __init__(self, meta: Mapping[str, Any], read_keys: set[str]) -> None:
        super().__init__(meta)
        self._read_keys = read_keys

    def __getitem__(self, key: str) -> Any:
        self._read_keys.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return an entry, or ``default``."""
        self._read_keys.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._read_keys.add(str(key))
        return super().__contains__(key)


def _tracking_all(name: str) -> Callable[..., Any]:
    method = getattr(dict, name)

    def tracked(self: TrackedMeta, *others: Any) -> Any:
        self._read_keys.add(ALL)
        return method(self, *others)

    return tracked


for _name in ("__iter__", "__len__", "__eq__", "__ne__", "__or__", "__ror__", "__repr__",
              "__reversed__", "keys", "values", "items", "copy"):  # fmt: skip
    setattr(TrackedMeta, _name, _tracking_all(_name))


def shown(page: Rendered, read_keys: Set[str]) -> tuple[object, ...]:
    """Return what lists of pages can show of a page.

    This is the page's title, and those entries of its front matter whose keys are in ``read_keys``.
    """
    if ALL in read_keys:
        return page.title, page.meta
    return page.title, {key: page.meta[key] for key in read_keys if key in page.meta}


def render_all(context: RenderContext, pages: Mapping[str, Rendered]) -> frozenset[str]:
    """Render all static templates; return the front matter keys that they read.

    ``pages``: maps the path in ``docs/`` of each page of the site to data about the page.
    """
    read_keys: set[str] = set()
    for path, rendered in pages.items():
        file = context.files.get_file_from_path(path)
        if file and file.page:
            file.page.meta = TrackedMeta(rendered.meta, read_keys)
            file.page.title = rendered.title
    mkdocs_adapter.write_static_templates(context.config, context.files, context.nav, context.env)
    return frozenset(read_keys)
