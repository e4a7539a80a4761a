"""What writes in ``sources/`` for the researcher: drafts, skeletons, renames."""
