"""Imports sources from bibliographies of other programs."""

from .formats import SUFFIXES, read
from .listed_sources import Imported, listed
from .new_files import create

__all__ = ["SUFFIXES", "Imported", "create", "listed", "read"]
