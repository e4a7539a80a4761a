"""Drafts of sources from bibliographies of other programs."""

from .formats import SUFFIXES, read
from .new_files import create
from .source_drafts import SourceDraft, drafts

__all__ = ["SUFFIXES", "SourceDraft", "create", "drafts", "read"]
