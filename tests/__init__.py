"""The tests. ``python -m tests.refresh`` overwrites the expected files with the current results."""
