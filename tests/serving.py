"""A web server for tests. It serves a site like a simple web host, but only on this machine."""

import gzip
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from sourcebook.serving.policy import policy

_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")
_TYPES = {".geojson": "application/geo+json", ".js": "text/javascript", ".wasm": "application/wasm"}


@contextmanager
def served(site: Path, folder: str = "/") -> Iterator[str]:
    """Serve a site and yield its address. ``folder``: the URL path of the site, as ``/topic/``.

    Texts are sent compressed. For a missing page, ``404.html`` is sent. The address of a folder
    without a slash at its end is redirected. Pages are sent with the header for the
    content-security policy, so that the browser's console reports violations.
    """
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site, "at": folder}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{folder}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore the error if the browser has closed the connection during a response."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Path
    at: str

    def do_GET(self) -> None:
        """Send the file or the folder's ``index.html``, a redirect, or the page for error 404."""
        path = unquote(urlsplit(self.path).path)
        file = self.site / path.removeprefix(self.at) if path.startswith(self.at) else None
        if file and file.is_dir() and not path.endswith("/"):
            self._answer(301, b"", "text/plain", Location=f"{path}/")
            return
        if file and file.is_dir():
            file = file / "index.html"
        if file and file.is_file():
            self._send(200, file)
        elif (missing := self.site / "404.html").is_file():
            self._send(404, missing)
        else:
            self._answer(404, b"not found", "text/plain")

    def _send(self, status: int, file: Path) -> None:
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        kind = kind or "application/octet-stream"
        if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _compressed(file, file.stat().st_mtime_ns)
            self._answer(status, body, kind, Content_Encoding="gzip")
        else:
            self._answer(status, file.read_bytes(), kind)

    def _answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if kind == "text/html" and (allowed := policy(self.site, urlsplit(self.path).path)):
            self.send_header("Content-Security-Policy", allowed)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Print nothing for a request."""


@cache
def _compressed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)
