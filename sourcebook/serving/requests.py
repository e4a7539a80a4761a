"""Requests as they come in: only so large, and only so long in coming."""

import contextlib
import io
import socket
import time
from typing import Any

PATIENCE = 20.0
"""Seconds that a request may take to come, and a part of an answer to be taken."""

MOST = 32 * 1024
"""Bytes of a request at most, headers and all."""

_PASSED_OVER = 1024 * 1024
"""Bytes that are waited for at most from somebody who is being refused."""


class TooLargeError(Exception):
    """A request is larger than any that a browser makes."""


class Arriving(io.RawIOBase):
    """What comes over a line. Whoever sends a byte now and then is not waited for longer."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.begin()

    def begin(self) -> None:
        """Wait for the next request from now on."""
        self._until = time.monotonic() + PATIENCE
        self._left = MOST

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come. Raises TooLargeError, TimeoutError, and OSError."""
        left = self._until - time.monotonic()
        if self._left <= 0:
            raise TooLargeError
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(left)
        try:
            count = self._line.recv_into(memoryview(buffer)[: self._left])
        finally:
            self._line.settimeout(PATIENCE)
        self._left -= count
        return count

    def pass_over(self) -> None:
        """Let come what still comes, within the time that is left, and let it go."""
        self._left = _PASSED_OVER
        with contextlib.suppress(TooLargeError, OSError):
            while self.readinto(bytearray(MOST)):
                pass
