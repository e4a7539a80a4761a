"""Quotes and names held to the originals by machine, and the lock that keeps what came of it."""

from .keeping import Verified, keep, recalled, verified
from .results import NOTHING_CHECKED, Evidence, Result

__all__ = ["NOTHING_CHECKED", "Evidence", "Result", "Verified", "keep", "recalled", "verified"]
