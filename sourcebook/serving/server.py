"""The preview's web server: for this machine, unless told otherwise."""

import io
import json
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from ..crashes import Crash
from .files import found, page_of, type_of
from .hosts import Host
from .requests import Arriving, TooLargeError
from .showing import Shown

SCRIPT = "/.preview/preview.js"
NEWS = "/.preview/news"

_PATIENCE = 15.0
"""Seconds after which a line without news is told nothing, to see who is still there."""

_LINES = 256
"""Lines that are served at once; more would be somebody's who wants to fill the memory."""

_PORTION = 64 * 1024
"""Bytes of an answer that are sent at a time: for each, a slow reader has time."""


class Server(ThreadingHTTPServer):
    """Listens from the beginning on; who asks meanwhile, waits until it answers.

    ``site``: the folder that it shows. ``fail``: tells of an error of ours. Raises OSError if
    the port can't be had.
    """

    daemon_threads = True
    # A preview that has just ended may be begun again at the same address. Windows takes
    # that for leave to listen where another one does.
    allow_reuse_address = os.name == "posix"
    mount = "/"

    def __init__(
        self,
        host: Host,
        port: int,
        site: Path,
        shown: Shown,
        fail: Callable[[Exception], Crash],
    ) -> None:
        self.address_family = host.family
        self.host = host
        self.site = site
        self.shown = shown
        self.fail = fail
        self._lines = BoundedSemaphore(_LINES)
        super().__init__((host.address, port), _Handler)

    def server_bind(self) -> None:
        """Take the port; without asking the network how the machine is called."""
        if self.address_family == socket.AF_INET6 and socket.has_dualstack_ipv6():
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        TCPServer.server_bind(self)
        self.server_name = self.host.address
        self.server_port = self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer on a thread of its own, if there aren't too many."""
        if self._lines.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._lines.release()

    def handle_error(self, *_: object) -> None:
        """Say nothing: browsers let go of a line whenever they like."""

    @contextmanager
    def answering(self, mount: str) -> Iterator[str]:
        """Answer, and give the address. ``mount``: the path below which the site is to stand."""
        inside = "/".join(filter(None, unquote(mount).split("/")))
        self.mount = f"/{inside}/" if inside else "/"
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield f"http://{self.host.shown}:{self.server_port}{quote(self.mount)}"
        finally:
            self.shown.end()
            self.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        """Have requests come in as they may."""
        super().setup()
        self.rfile.close()
        self._arriving = Arriving(self.connection)
        self.rfile = io.BufferedReader(self._arriving)

    def handle_one_request(self) -> None:
        """Answer the next request on this line."""
        self._arriving.begin()
        try:
            super().handle_one_request()
        except TooLargeError:
            self.command, self.requestline, self.request_version = "", "", self.protocol_version
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            # Hanging up on what still comes would take the answer back.
            self.connection.shutdown(socket.SHUT_WR)
            self._arriving.pass_over()

    def parse_request(self) -> bool:
        """Read a request; tell whether it is one for us, having said so if not."""
        if not super().parse_request():
            return False
        if holds_more(self.headers):
            self.close_connection = True  # nothing of it is to be taken for the next request
        names = self.headers.get_all("Host", [])
        if len(names) != 1 or not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        if not self.server.host.answers(names[0].strip()):
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST,
                explain="The preview does not answer to this name: a page elsewhere could read it "
                "that way. If the name is yours, start the preview with: serve --name NAME",
            )
            return False
        return True

    def do_GET(self) -> None:
        """Answer."""
        path, _, query = self.path.partition("#")[0].partition("?")
        try:
            self._answer(unquote(path), query)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours, of which a page must be told
            self._fail(self.server.fail(error))

    def do_HEAD(self) -> None:
        """Answer likewise, without the content."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing: whoever edits looks for problems, not for requests."""

    def version_string(self) -> str:
        """Return what the server calls itself."""
        return "Sourcebook"

    def end_headers(self) -> None:
        """Keep pages of elsewhere from taking what is here for a picture or script of theirs."""
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def _answer(self, path: str, query: str) -> None:
        if path == NEWS:
            asked = parse_qs(query)
            since = asked.get("since", ["0"])[0]
            if not re.fullmatch(r"[0-9]{1,20}", since):
                self.send_error(HTTPStatus.BAD_REQUEST)
                return
            self._tell(asked.get("page", ["/"])[0], int(since))
        elif path == SCRIPT:
            self._send(Path(__file__).with_name("preview.js").read_bytes(), "text/javascript")
        else:
            self._show(path)

    def _show(self, path: str) -> None:
        mount = self.server.mount
        if not path.startswith(mount):
            self._lead(mount)
            return
        page = page_of(path, mount)
        # Noted before the page is read: what changes meanwhile, it is told of.
        number = self.server.shown.number
        first = self.server.shown.first(page)
        if first is not None:
            self._send(_with_script(first, number), "text/html")
            return
        file = found(self.server.site, page)
        try:
            if file and file.is_dir():
                self._lead(f"{mount}{page}/")
                return
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if content is None:
            self._miss(number)
            return
        kind = type_of(page)
        self._send(_with_script(content, number) if kind == "text/html" else content, kind)

    def _miss(self, number: int) -> None:
        file = found(self.server.site, "404.html")
        try:
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if content is None:
            content = b"<!doctype html><title>Not found</title><p>Not found.</p></body>"
        self._send(_with_script(content, number), "text/html", HTTPStatus.NOT_FOUND)

    def _fail(self, crash: Crash) -> None:
        text = "\n".join(crash.lines()).encode("utf-8", "replace")
        self.close_connection = True
        self._send(text, "text/plain", HTTPStatus.INTERNAL_SERVER_ERROR)

    def _lead(self, path: str) -> None:
        """Lead to another path here: one that begins with a single slash."""
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path, errors="replace"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            for start in range(0, len(content), _PORTION):
                self.wfile.write(content[start : start + _PORTION])

    def _tell(self, path: str, since: int) -> None:
        """Tell a page what is new, as it comes: server-sent events, as HTML has them."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        page, shown = page_of(path, self.server.mount), self.server.shown
        with shown.opened(page):
            for message in shown.news(page, since, _PATIENCE):
                told = ":\n\n" if message is None else f"data: {json.dumps(message)}\n\n"
                self.wfile.write(told.encode())


def holds_more(headers: Message) -> bool:
    """Tell whether a request holds more than its headers, which nobody here reads."""
    return "Transfer-Encoding" in headers or headers.get("Content-Length", "0").strip() != "0"


def _with_script(html: bytes, number: int) -> bytes:
    """Return a page with what listens for news; nothing of it is in the site itself."""
    script = f'<script type="module" src="{SCRIPT}" data-number="{number}"></script>'.encode()
    before, end, after = html.rpartition(b"</body>")
    return before + script + end + after if end else html + script
