"""Exports of the corpus and its schema; one module for each format."""
