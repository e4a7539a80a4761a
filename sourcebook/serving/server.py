"""The preview's web server, for this machine alone."""

import json
import mimetypes
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .showing import Shown

ADDRESS = "127.0.0.1"
SCRIPT = "/.preview/preview.js"
NEWS = "/.preview/news"

_PATIENCE = 15.0
"""Seconds after which a line without news is told nothing, to see who is still there."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A preview that has just ended may be begun again at the same address.
    allow_reuse_address = True

    def __init__(self, port: int, site: Path, mount: str, shown: Shown) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.site = site
        self.mount = mount
        self.shown = shown

    def handle_error(self, *_: object) -> None:
        """Say nothing: browsers let go of a line whenever they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer."""
        parts = urlsplit(self.path)
        if parts.path == NEWS:
            query = parse_qs(parts.query)
            self._tell(query.get("page", ["/"])[0], int(query.get("since", ["0"])[0]))
        elif parts.path == SCRIPT:
            self._send(Path(__file__).with_name("preview.js").read_bytes(), "text/javascript")
        else:
            self._show(unquote(parts.path))

    def log_message(self, *_: object) -> None:
        """Say nothing: whoever edits looks for problems, not for requests."""

    def _show(self, path: str) -> None:
        if not path.startswith(self.server.mount):
            self._lead(self.server.mount)
            return
        page = page_of(path, self.server.mount)
        # Noted before the page is read: what changes meanwhile, it is told of.
        number = self.server.shown.number
        first = self.server.shown.first(page)
        if first is not None:
            self._send(_with_script(first, number), "text/html")
            return
        file = self.server.site / page
        try:
            if file.is_dir():
                self._lead(f"{path}/")
                return
            content = file.read_bytes()
        except OSError:
            self._miss(number)
            return
        kind = mimetypes.guess_type(page)[0] or "application/octet-stream"
        self._send(_with_script(content, number) if kind == "text/html" else content, kind)

    def _miss(self, number: int) -> None:
        try:
            content = (self.server.site / "404.html").read_bytes()
        except OSError:
            content = b"<!doctype html><title>Not found</title><p>Not found.</p></body>"
        self._send(_with_script(content, number), "text/html", HTTPStatus.NOT_FOUND)

    def _lead(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, path: str, since: int) -> None:
        """Tell a page what is new, as it comes: server-sent events, as HTML has them."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        page, shown = page_of(path, self.server.mount), self.server.shown
        with shown.opened(page):
            for message in shown.news(page, since, _PATIENCE):
                told = ":\n\n" if message is None else f"data: {json.dumps(message)}\n\n"
                self.wfile.write(told.encode())


def page_of(path: str, mount: str) -> str:
    """Return the path in the site of what stands at a path of the address; never one above it."""
    inside = path.removeprefix(mount) if path.startswith(mount) else path
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return posixpath.normpath(f"/{name}").lstrip("/")


def _with_script(html: bytes, number: int) -> bytes:
    """Return a page with what listens for news; nothing of it is in the site itself."""
    script = f'<script type="module" src="{SCRIPT}" data-number="{number}"></script>'.encode()
    before, end, after = html.rpartition(b"</body>")
    return before + script + end + after if end else html + script


@contextmanager
def served(site: Path, port: int, mount: str, shown: Shown) -> Iterator[str]:
    """Serve a site, and give its address. ``mount``: the path below which it stands: ``/``.

    Raises OSError if the port can't be had.
    """
    server = _Server(port, site, mount, shown)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{ADDRESS}:{server.server_port}{mount}"
    finally:
        shown.end()
        server.shutdown()
        server.server_close()
        thread.join()
