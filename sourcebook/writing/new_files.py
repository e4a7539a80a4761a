"""New files put in place: all of them or none, and never over what is there already."""

import os
from collections.abc import Mapping
from pathlib import Path


def create(files: Mapping[Path, bytes], mode: int = 0o666) -> None:
    """Write files that aren't there yet, each whole from its first moment.

    ``mode``: who may read and write them, as far as the system's own mask allows.
    Raises FileExistsError if one is there, OSError if one can't be written;
    then none of them is.
    """
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, content, mode)
            made.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, content: bytes, mode: int) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.unlink(missing_ok=True)  # of a process that was killed
        _write(new, content, mode)
        # A link, unlike a rename, never replaces what is there.
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no hard links.
        _write(path, content, mode)
    finally:
        new.unlink(missing_ok=True)


def _write(path: Path, content: bytes, mode: int) -> None:
    # Not pathlib's, which can't be told who may read the file from its first moment.
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(content)
