"""The preview's web server. By default, only browsers on this machine can reach it."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread
from typing import Any
from urllib.parse import quote, unquote

from ..crashes import Crash
from .handler import Handler
from .hosts import Host
from .preview_state import PreviewState

_MAX_CONNECTIONS = 256
"""Maximum number of simultaneous connections, so that clients can't exhaust the memory."""


class Server(ThreadingHTTPServer):
    """A server that listens as soon as it is created, but answers only while it is ``running``.

    ``site``: the folder to serve. ``report_crash``: takes an internal error, writes a report on it
    and returns the crash to show. Raises OSError if the port is not available.
    """

    daemon_threads = True
    # This option lets a new preview use the address of a preview that has just ended. The option
    # isn't set on Windows, where it would also let two servers listen on the same address.
    allow_reuse_address = os.name == "posix"
    mount = "/"

    def __init__(
        self,
        host: Host,
        port: int,
        site: Path,
        state: PreviewState,
        report_crash: Callable[[Exception], Crash],
    ) -> None:
        self.address_family = host.family
        self.host = host
        self.site = site
        self.state = state
        self.report_crash = report_crash
        self._connections = BoundedSemaphore(_MAX_CONNECTIONS)
        super().__init__((host.address, port), Handler)

    def server_bind(self) -> None:
        """Bind the socket, but don't look up the host name as the base class does: that is slow."""
        if self.address_family == socket.AF_INET6 and socket.has_dualstack_ipv6():
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        TCPServer.server_bind(self)
        self.server_name = self.host.address
        self.server_port = self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer the requests of a connection on a new thread, or close the connection.

        The connection is closed if there are too many other connections. ``request``: the
        connection's socket.
        """
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer all requests of a connection, then allow another connection in its place."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    def handle_error(self, *_: object) -> None:
        """Print nothing, because browsers may close a connection at any time."""

    @contextmanager
    def running(self, mount: str) -> Iterator[str]:
        """Answer requests while the context lasts. Yields the site's URL.

        ``mount``: the URL path of the site's root.
        """
        inside = "/".join(filter(None, unquote(mount).split("/")))
        self.mount = f"/{inside}/" if inside else "/"
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield f"http://{self.host.url_host}:{self.server_port}{quote(self.mount)}"
        finally:
            self.state.close()
            self.shutdown()
            thread.join()
