"""Citations: sources as CSL-JSON, and as text in a style of the Citation Style Language (CSL)."""

from .citations import Citation, Citations
from .items import csl_item
from .refusing import refusal

__all__ = ["Citation", "Citations", "csl_item", "refusal"]
