"""The preview: what is edited is shown at once, in the page that is open."""

from .hosts import UnknownHostError, host_of
from .session import ServingError, serve

__all__ = ["ServingError", "UnknownHostError", "host_of", "serve"]
