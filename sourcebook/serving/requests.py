"""Limits the size of requests and the time in which they must arrive."""

import contextlib
import io
import re
import socket
import time
from email.message import Message
from typing import Any

TIMEOUT = 20.0
"""Time limit, in seconds, for receiving a whole request, or for sending one chunk of a response."""

MAX_SIZE = 32 * 1024
"""Maximum size of a request, in bytes, including its headers."""

_MAX_DISCARDED = 1024 * 1024
"""Maximum number of bytes that are read and discarded after a request has been refused."""


class TooLargeError(Exception):
    """A request is larger than ``MAX_SIZE``. No browser sends such requests to the preview."""


class RequestStream(io.RawIOBase):
    """The stream of bytes that arrive over a connection, with limits for each request.

    The time limit applies to the whole request, so a client can't extend it by sending data slowly.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.start_request()

    def start_request(self) -> None:
        """Reset the time and size limits for the next request."""
        self._deadline = time.monotonic() + TIMEOUT
        self._bytes_left = MAX_SIZE

    def readable(self) -> bool:
        """Return True: the stream can be read (required by ``RawIOBase``)."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read available bytes into ``buffer``; return the number of bytes read.

        Raises TooLargeError, TimeoutError or OSError.
        """
        seconds = self._deadline - time.monotonic()
        if self._bytes_left <= 0:
            raise TooLargeError
        if seconds <= 0:
            raise TimeoutError
        self._connection.settimeout(seconds)
        try:
            count = self._connection.recv_into(memoryview(buffer)[: self._bytes_left])
        finally:
            self._connection.settimeout(TIMEOUT)
        self._bytes_left -= count
        return count

    def discard_rest(self) -> None:
        """Read and discard the rest of a request.

        Stops after ``_MAX_DISCARDED`` bytes, or at the request's time limit.
        """
        self._bytes_left = _MAX_DISCARDED
        with contextlib.suppress(TooLargeError, OSError):
            while self.readinto(bytearray(MAX_SIZE)):
                pass


def has_body(headers: Message) -> bool:
    """Return whether a request has a body, which the preview never reads."""
    return "Transfer-Encoding" in headers or headers.get("Content-Length", "0").strip() != "0"


_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")


def byte_range(header: str, size: int) -> range | None:
    """Return the bytes of a file that a ``Range`` header (RFC 9110) asks for; None for all bytes.

    ``size``: the size of the file, in bytes. As the standard allows, a header is ignored if it asks
    for several ranges, or for a range outside the file.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        first, end = max(0, size - int(match["last"])), size
    else:
        first, end = int(match["first"]), min(size, int(match["last"] or size) + 1)
    return range(first, end) if first < end else None
