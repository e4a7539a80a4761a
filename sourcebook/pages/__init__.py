"""The pages of the site: determines which pages exist, and generates their Markdown."""

from ..tracking.build_cache import BuildCache, Job, Made, make
from .compose import Composer, environment
from .lookup.presence import OPTIONAL
from .site import OfferedFile

__all__ = [
    "OPTIONAL",
    "BuildCache",
    "Composer",
    "Job",
    "Made",
    "OfferedFile",
    "environment",
    "make",
]
