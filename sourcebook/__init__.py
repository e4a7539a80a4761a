"""Sourcebook: research microsites whose every statement leads to a paragraph of a source."""

__version__ = "0.1.0"
