"""``docs/`` to ``site/``: as MkDocs would, only what has changed, and the search index."""
