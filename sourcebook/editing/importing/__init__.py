"""Bibliographies of other programs to drafts of sources."""

from .formats import SUFFIXES, read
from .placing import create
from .source_drafts import SourceDraft, drafts

__all__ = ["SUFFIXES", "SourceDraft", "create", "drafts", "read"]
