"""Records to a corpus: every reference resolved, both ways, and every rule between files held."""

from .model import Corpus, Kind, PlacedClaim, Ref, Roles, Source, roles
from .resolve import resolve

__all__ = ["Corpus", "Kind", "PlacedClaim", "Ref", "Roles", "Source", "resolve", "roles"]
