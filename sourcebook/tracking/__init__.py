"""Dependency tracking: which pages must be made anew, because something that they read changed."""
