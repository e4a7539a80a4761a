"""Renames that retry on Windows while another program has the file or folder open."""

import sys
import time
from pathlib import Path

_TRIES, _PAUSE = 20, 0.1
"""Number of retries, and the pause before each retry, in seconds.

The pauses are 2 s in all. Most programs that read a file have closed it by then.
"""


def rename(source: Path, target: Path, *, retries: bool = sys.platform == "win32") -> None:
    """Rename a file or a folder. ``retries``: whether to try again after a PermissionError.

    Windows refuses to rename a file that any program has open, or a folder around such a file. A
    virus scanner may be reading a new file, or a server may be reading an old file. Raises OSError.
    """
    for _ in range(_TRIES if retries else 0):
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    source.rename(target)
