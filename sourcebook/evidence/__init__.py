"""Checks quotes and names against the originals, and stores the results in the evidence lock."""

from .keeping import Verified, keep, recalled, verified
from .results import NOTHING_CHECKED, Evidence, Result

__all__ = ["NOTHING_CHECKED", "Evidence", "Result", "Verified", "keep", "recalled", "verified"]
