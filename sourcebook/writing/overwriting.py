"""Overwrites files fast. For temporary files only: a reader could see half of the new content."""

from pathlib import Path


def overwrite(path: Path, data: bytes) -> None:
    """Write a file: in place, or as a new file. Raises OSError.

    An existing file is cut to its new length only after writing. If it were emptied first, as
    ``Path.write_bytes`` does, ext4 would wait for the disk when the file is closed.
    """
    try:
        with path.open("r+b") as file:
            file.write(data)
            file.truncate()
    except FileNotFoundError:
        path.write_bytes(data)
