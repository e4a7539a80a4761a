"""Which pages exist, what each shows, and their Markdown."""

from .compose import Composer, compose
from .making import Made, Memory, make
from .site import Download

__all__ = ["Composer", "Download", "Made", "Memory", "compose", "make"]
