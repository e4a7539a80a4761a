"""The pages: which exist, what each shows, and their Markdown."""

from ..tracking.build_cache import BuildCache, Made, make
from .compose import Composer, compose
from .site import OfferedFile

__all__ = ["BuildCache", "Composer", "Made", "OfferedFile", "compose", "make"]
