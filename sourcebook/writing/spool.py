"""A mapping whose values are in a file instead of in memory."""

import os
import sys
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path


class Spool(MutableMapping[str, bytes]):
    """Maps names to bytes. The bytes are in a temporary file, which ``close`` deletes.

    ``folder``: the folder for this file; it is created if necessary. Raises OSError if the file
    can't be made, written or read.

    Processes that are forked later can read the values, but must not add any.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as the mapping
        self._places: dict[str, tuple[int, int]] = {}

    def close(self) -> None:
        """Delete the file. The mapping can't be used any more."""
        self._file.close()

    def __setitem__(self, name: str, data: bytes) -> None:
        self._places[name] = (self._file.seek(0, 2), len(data))
        self._file.write(data)
        self._file.flush()

    def __getitem__(self, name: str) -> bytes:
        start, size = self._places[name]
        if sys.platform == "win32":
            self._file.seek(start)
            return self._file.read(size)
        # All processes share the file's position, so this doesn't use it.
        return os.pread(self._file.fileno(), size, start)

    def __delitem__(self, name: str) -> None:
        del self._places[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __len__(self) -> int:
        return len(self._places)
