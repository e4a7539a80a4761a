"""Draws conclusions from the claims: pure functions of the corpus, one topic for each module."""
