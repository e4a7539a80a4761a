"""Reads the files of ``sources/`` into records and their positions; doesn't check references."""

from .conflicts import conflicts
from .document import Document, Entry
from .folder import Parts, decode, read
from .geojson import places_of_names
from .records import Records
from .suggesting import Suggestions, nearest, nearest_few

__all__ = [
    "Document",
    "Entry",
    "Parts",
    "Records",
    "Suggestions",
    "conflicts",
    "decode",
    "nearest",
    "nearest_few",
    "places_of_names",
    "read",
]
