"""Exports the corpus and its schema as files; each format has a module of its own."""
