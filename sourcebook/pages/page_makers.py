"""Finds the page makers, which are the modules of ``makers/``, and the paths of their pages.

A maker has a function ``pages``, which yields a ``PageSpec`` for each page, and a mapping
``PATHS``. ``PATHS`` maps each path in ``docs/`` to the page's label in the site's menu. The label
is a message to translate; it is empty if the page isn't in the menu. In a path, ``*`` matches any
characters.

If the pages of a maker list the files to download, the maker sets ``LAST = True``, so that its
pages are generated last.
"""

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from . import makers
from .makers.written import OWN, PATHS
from .page_spec import PageSpec
from .site import Site


class PageMaker(NamedTuple):
    """A module of ``makers/``, with its function ``pages``.

    ``paths``: maps each path of the module's pages to the page's label in the menu. ``is_last``:
    whether the pages are generated after all others, because they list the files to download.
    """

    pages: Callable[[Site], Iterator[PageSpec]]
    paths: Mapping[str, str]
    is_last: bool = False

    @property
    def name(self) -> str:
        """The qualified name of the maker's function ``pages``, for error messages."""
        return f"{self.pages.__module__}.{self.pages.__qualname__}"

    def declares(self, path: str) -> bool:
        """Return whether a page's path is in ``paths``, or matches a pattern there."""
        return any(fnmatchcase(path, pattern) for pattern in self.paths)

    def check_declared(self, path: str) -> None:
        """Raise UndeclaredPathError for a path that ``paths`` doesn't cover."""
        if not self.declares(path):
            raise UndeclaredPathError(
                f"{self.name} makes '{path}', which isn't in its PATHS; add it there: the names of "
                "generated pages are refused to pages written by hand"
            )


class UndeclaredPathError(Exception):
    """A maker yields a page whose path isn't in its ``PATHS``: a mistake in this package."""


@cache
def page_makers() -> tuple[PageMaker, ...]:
    """Return all makers, in order of their modules' names."""
    names = sorted(module.name for module in iter_modules(makers.__path__))
    modules = [import_module(f"{makers.__name__}.{name}") for name in names]
    return tuple(
        PageMaker(module.pages, module.PATHS, getattr(module, "LAST", False)) for module in modules
    )


def menu() -> dict[str, str]:
    """Map the path of each generated page in the site's menu to the page's label in the menu."""
    return {path: label for maker in page_makers() for path, label in maker.paths.items() if label}


def reserved_names() -> frozenset[str]:
    """Return the names, without ``.md``, that hand-written pages in ``docs/`` can't have.

    These are the names of generated pages and of their folders. Names in ``OWN`` are excepted:
    these hand-written texts introduce generated pages.
    """
    paths = (path for maker in page_makers() for path in maker.paths)
    names = {path.partition("/")[0].removesuffix(".md") for path in paths}
    return frozenset(name for name in names if "*" not in name) - OWN


def generated_paths() -> frozenset[str]:
    """Return the paths in ``docs/`` of all generated pages, except hand-written texts.

    In a path, ``*`` matches any characters. Some of these pages are generated only if they have
    something to show.
    """
    return frozenset(path for maker in page_makers() for path in maker.paths) - {*PATHS}
