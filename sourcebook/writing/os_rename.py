"""Renames that wait, on Windows, until nobody has open any more what is renamed."""

import sys
import time
from pathlib import Path

_TRIES, _PAUSE = 20, 0.1
"""How often it is tried, and after how many seconds again: a reader needs far less."""


def rename(one: Path, other: Path, *, waits: bool = sys.platform == "win32") -> None:
    """Rename a file or a folder. ``waits``: whether being open in some program hinders that.

    So it is on Windows alone, for all that is in a folder too; a browser's page is being read,
    or a program against viruses looks at what is new. Raises OSError.
    """
    for _ in range(_TRIES if waits else 0):
        try:
            one.rename(other)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    one.rename(other)
