"""Bibliographies of other programs to drafts of sources."""

from .drafting import Draft, drafts
from .placing import create
from .reading import SUFFIXES, read

__all__ = ["SUFFIXES", "Draft", "create", "drafts", "read"]
