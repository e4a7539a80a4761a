"""The preview: serves the site, rebuilds it after each change, and reloads pages in the browser."""

from .hosts import UnknownHostError, host_of
from .loop import ServingError, serve

__all__ = ["ServingError", "UnknownHostError", "host_of", "serve"]
