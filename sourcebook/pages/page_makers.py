"""The makers of pages: each module of ``makers/``, with the paths that it declares.

A maker has a function ``pages``, which yields a ``PageSpec`` for each page, and a mapping
``PATHS``. ``PATHS`` maps each path in ``docs/`` to the page's label in the site's menu. The label
is a message; it is empty if the page isn't in the menu. In a path, ``*`` matches any characters. A
maker whose pages show the downloads sets ``LAST = True``, so that its pages are made last. A maker
that reads most of the corpus to find out which pages there are sets ``LATE = True``; none of its
pages is cacheable.
"""

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from . import makers
from .makers.written import OWN
from .page_spec import PageSpec
from .site import Site


class PageMaker(NamedTuple):
    """A module of ``makers/``, with its function ``pages``.

    ``paths``: the module's ``PATHS``. ``is_last``: whether the module's pages are made last.
    ``is_late``: whether it takes time to find out which pages the module has.
    """

    pages: Callable[[Site], Iterator[PageSpec]]
    paths: Mapping[str, str]
    is_last: bool = False
    is_late: bool = False

    @property
    def name(self) -> str:
        """The qualified name of the maker's function ``pages``, for error messages."""
        return f"{self.pages.__module__}.{self.pages.__qualname__}"

    def check_declared(self, path: str) -> None:
        """Raise UndeclaredPathError for a path that the maker doesn't declare."""
        if not any(fnmatchcase(path, pattern) for pattern in self.paths):
            raise UndeclaredPathError(
                f"{self.name} makes '{path}', which isn't in its PATHS; add it there: the names of "
                "generated pages are refused to pages written by hand"
            )


class UndeclaredPathError(Exception):
    """A maker makes a path that it doesn't declare: a mistake in the package."""


@cache
def page_makers() -> tuple[PageMaker, ...]:
    """Return every maker, in order of the modules' names."""
    names = sorted(module.name for module in iter_modules(makers.__path__))
    modules = [import_module(f"{makers.__name__}.{name}") for name in names]
    return tuple(
        PageMaker(
            module.pages,
            module.PATHS,
            getattr(module, "LAST", False),
            getattr(module, "LATE", False),
        )
        for module in modules
    )


def menu() -> dict[str, str]:
    """Return a mapping from path to label for the generated pages in the site's menu."""
    return {path: label for maker in page_makers() for path, label in maker.paths.items() if label}


def reserved_names() -> frozenset[str]:
    """Return the top-level names in ``docs/`` that a hand-written page can't have.

    These are the names of generated pages and of their folders, except the names in ``OWN``.
    """
    paths = (path for maker in page_makers() for path in maker.paths)
    names = {path.partition("/")[0].removesuffix(".md") for path in paths}
    return frozenset(name for name in names if "*" not in name) - OWN
