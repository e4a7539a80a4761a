"""Cites sources: as CSL-JSON, and as text in any style of the Citation Style Language (CSL)."""

from .citations import Citation, Citations
from .coins import coins
from .items import csl_item
from .refusing import refusal

__all__ = ["Citation", "Citations", "coins", "csl_item", "refusal"]
