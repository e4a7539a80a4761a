"""Builds ``site/`` from ``docs/`` as MkDocs would, but renders only what has changed."""
