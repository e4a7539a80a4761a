"""New files put in place: all of them or none, and never over what is there already."""

import os
from collections.abc import Mapping
from pathlib import Path


def create(files: Mapping[Path, bytes]) -> None:
    """Write files that aren't there yet, each whole from its first moment.

    Raises FileExistsError if one is there, OSError if one can't be written;
    then none of them is.
    """
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, content)
            made.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        # A link, unlike a rename, never replaces what is there.
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no hard links.
        with path.open("xb") as file:
            file.write(content)
    finally:
        new.unlink(missing_ok=True)
