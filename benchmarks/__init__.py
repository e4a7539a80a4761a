"""Corpora of any size, and what each stage costs on them."""
