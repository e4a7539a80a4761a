"""Compares quotes and names with the original texts, and stores the results in a lock file."""

from .keeping import Verified, keep, recalled, verified
from .results import NOTHING_CHECKED, Evidence, Result

__all__ = ["NOTHING_CHECKED", "Evidence", "Result", "Verified", "keep", "recalled", "verified"]
