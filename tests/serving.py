"""A web server for tests: a site as a small host would serve it, on this machine only."""

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
    """Serve a site below a folder (such as ``/topic/``) of a host, and give its address.

    Text goes out compressed, a missing page is answered by ``404.html``, and the
    address of a folder without its slash leads to the one with it. Pages come with the
    content-security policy, so that a browser's console tells of whatever breaks it.
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
        """Pass over a browser that goes away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Path
    at: str

    def do_GET(self) -> None:
        """Answer a request for a file, a folder's page or nothing at all."""
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
        """Keep quiet."""


@cache
def _compressed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)
