"""Reads the files of ``sources/`` into records and their positions; doesn't check references."""
