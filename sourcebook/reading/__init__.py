"""Files of ``sources/`` to records, each with its place: all that reads, and no more than reads."""

from .conflicts import conflicts
from .document import Document, Entry
from .folder import Parts, decode, read
from .geojson import places_of_names
from .records import Records
from .suggesting import Suggestions, nearest

__all__ = [
    "Document",
    "Entry",
    "Parts",
    "Records",
    "Suggestions",
    "conflicts",
    "decode",
    "nearest",
    "places_of_names",
    "read",
]
