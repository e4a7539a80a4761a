"""The placeholders in citations of the site's own pages, which the theme replaces on each page."""

TITLE, ADDRESS = "\ue001", "https://\ue002"
"""Placeholders for a page's title and for its address."""
