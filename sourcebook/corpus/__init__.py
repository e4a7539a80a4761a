"""Records to a corpus: every reference resolved, both ways, and every rule between files held."""

from .claimed import PlacedClaim, Roles, Source, roles
from .model import Corpus
from .naming import RecordType, Ref
from .resolve import resolve

__all__ = ["Corpus", "PlacedClaim", "RecordType", "Ref", "Roles", "Source", "resolve", "roles"]
