"""Conclusions from the claims: pure functions of the corpus, one module for each question."""
