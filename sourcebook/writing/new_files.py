"""Creates new files: all of them or none. Never overwrites an existing file."""

import os
from collections.abc import Mapping
from pathlib import Path


def create(files: Mapping[Path, bytes], mode: int = 0o666) -> None:
    """Create files that must not exist yet.

    If the file system has hard links, other programs never see an incomplete file.
    ``mode``: the files' permissions, before the umask applies. Raises FileExistsError if one of the
    files exists, and OSError if one can't be written. In both cases no file is created.
    """
    created: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, content, mode)
            created.append(path)
    except BaseException:
        for path in created:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, content: bytes, mode: int) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.unlink(missing_ok=True)  # a killed process may have left this file
        _write(new, content, mode)
        # Making a link, unlike renaming, never replaces a file.
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:
        # Write the file directly, because some file systems have no hard links.
        _write(path, content, mode)
    finally:
        new.unlink(missing_ok=True)


def _write(path: Path, content: bytes, mode: int) -> None:
    # Path.open can't set a file's permissions when it creates the file.
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(content)
