"""Records to a corpus: every reference resolved, both ways, and every rule between files held."""

from .model import Corpus, Kind, PlacedClaim, Ref, Source
from .resolve import resolve

__all__ = ["Corpus", "Kind", "PlacedClaim", "Ref", "Source", "resolve"]
