"""The site's pages: which ones exist, what each of them shows, and its Markdown."""

from ..tracking.build_cache import BuildCache, Made, make
from .compose import Composer, compose
from .site import OfferedFile

__all__ = ["BuildCache", "Composer", "Made", "OfferedFile", "compose", "make"]
