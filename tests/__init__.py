"""The tests. ``python -m tests.refresh`` writes what they expect anew."""
