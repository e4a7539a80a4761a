"""Differences between operating systems that tests depend on."""

import sys
from pathlib import Path

import pytest

WINDOWS = sys.platform == "win32"

posix = pytest.mark.skipif(WINDOWS, reason="Windows has no fork, signals, pipes by name or modes")
"""Decorator that skips a test on Windows."""


def link(place: Path, target: Path) -> None:
    """Make a symbolic link at ``place`` to a folder. On Windows, a junction may be used instead."""
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        if sys.platform != "win32":
            raise
        import _winapi

        _winapi.CreateJunction(str(target), str(place))
