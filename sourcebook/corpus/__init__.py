"""Joins records into a corpus: resolves their references and checks the rules across files."""

from ..records.base import RecordType
from .claimed import PlacedClaim, Roles, Source, roles
from .model import Corpus
from .naming import Ref
from .resolve import join, resolve, with_drafts, without_home

__all__ = [
    "Corpus",
    "PlacedClaim",
    "RecordType",
    "Ref",
    "Roles",
    "Source",
    "join",
    "resolve",
    "roles",
    "with_drafts",
    "without_home",
]
