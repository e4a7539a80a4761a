"""What tests need to know of the system they run on."""

import sys
from pathlib import Path

import pytest

WINDOWS = sys.platform == "win32"

posix = pytest.mark.skipif(WINDOWS, reason="Windows has no fork, signals, pipes by name or modes")
"""For tests of what only Linux and macOS have."""


def link(place: Path, target: Path) -> None:
    """Have a path lead to a folder; on Windows too, where not everybody may make links."""
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        if sys.platform != "win32":
            raise
        import _winapi

        _winapi.CreateJunction(str(target), str(place))
