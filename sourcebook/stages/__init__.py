"""The stages from ``sources/`` to ``docs/``, in order: checking, making, building."""

from .building import load_templates, pages, write_docs
from .checking import RESERVED_PAGES, Checked, check, keep_evidence, verify
from .drafts import draft_pages
from .early import Early
from .making import NO_CACHE, generate, make

__all__ = [
    "NO_CACHE",
    "RESERVED_PAGES",
    "Checked",
    "Early",
    "check",
    "draft_pages",
    "generate",
    "keep_evidence",
    "load_templates",
    "make",
    "pages",
    "verify",
    "write_docs",
]
