"""Edits of ``sources/``: drafts, new records, renames and merges; and views for a terminal."""
