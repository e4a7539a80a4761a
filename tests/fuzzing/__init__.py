"""Fuzzing: damages files at random, and checks that Sourcebook reports problems or makes pages.

``python -m tests.fuzzing --seconds 600`` runs the fuzzer. ``python -m tests.fuzzing FILE`` tries a
stored input again.
"""
