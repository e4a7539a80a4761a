"""Which pages exist, the data each shows, and the templates that put it into words."""

from .compose import compose
from .site import Download

__all__ = ["Download", "compose"]
