"""Drawings as separate SVG files: maps, timelines, networks. Pure functions of the corpus."""
