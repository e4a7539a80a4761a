"""``docs/`` to ``site/``: what MkDocs would make, rendering only what has changed."""
