"""Benchmarks: generate corpora of any size, and measure time and memory of Sourcebook on them."""
