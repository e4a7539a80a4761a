"""Fuzzing: files that are damaged in many ways, and what Sourcebook makes of them.

``python -m tests.fuzzing --seconds 600`` runs it, ``python -m tests.fuzzing FILE`` repeats an
input that was kept because something was wrong with it.
"""
