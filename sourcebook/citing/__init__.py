"""Cites sources: as CSL-JSON, and as text in any style of the Citation Style Language (CSL)."""
