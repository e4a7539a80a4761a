"""Drawings as SVG files of their own: maps, timelines, networks. Pure functions of the corpus."""
