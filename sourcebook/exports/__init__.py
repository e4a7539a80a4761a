"""Exports the corpus and its schema as files, with one module for each format."""
