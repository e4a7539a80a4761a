"""Dependency tracking: which lookups each page made, and which pages must be made again."""
