"""Edits ``sources/`` (drafts, new records, renames, merges), and shows records in a terminal."""
