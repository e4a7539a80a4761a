"""Dependency tracking: records the data that each page reads, to find the outdated pages."""
