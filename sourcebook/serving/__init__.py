"""The preview: what is edited is shown at once, in the page that is open."""

from .session import ServingError, serve

__all__ = ["ServingError", "serve"]
