"""Answers requests to the preview: sends pages of the site, news for open pages, and errors."""

import io
import json
import re
import socket
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote

from ..crashes import Crash
from ..messages import gettext as _
from .files import existing_file, media_type, page_path
from .policy import policy
from .preview_pages import SCRIPT, not_found, script, with_labels, with_script
from .requests import RequestStream, TooLargeError, byte_range, has_body

if TYPE_CHECKING:
    from .server import Server

NEWS = "/.preview/news"
NOT_FOUND = "404.html"
"""The page of the site that is shown if there is no page with the path that was asked for."""

_HEARTBEAT = 15.0
"""Number of seconds without a message after which the server sends a page a comment.

An open page ignores the comment. If the page has been closed, sending fails, and the connection's
thread ends.
"""

_CHUNK = 64 * 1024
"""Size, in bytes, of the chunks in which a response is sent. Each has its own time limit."""


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def setup(self) -> None:
        """Set up the connection so that the size and time of its requests are limited."""
        super().setup()
        self.rfile.close()
        self._request_stream = RequestStream(self.connection)
        self.rfile = io.BufferedReader(self._request_stream)

    def handle_one_request(self) -> None:
        """Answer the next request on this connection."""
        self._request_stream.start_request()
        try:
            super().handle_one_request()
        except TooLargeError:
            self.command, self.requestline, self.request_version = "", "", self.protocol_version
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            # End only the response. If the server closed the whole connection while the client
            # still sends data, the connection would be reset, and the response would be lost.
            self.connection.shutdown(socket.SHUT_WR)
            self._request_stream.discard_rest()

    def parse_request(self) -> bool:
        """Read a request; return whether to answer it.

        If the result is False, an error has already been sent.
        """
        if not super().parse_request():
            return False
        if has_body(self.headers):
            self.close_connection = True  # otherwise, the body would be read as the next request
        names = self.headers.get_all("Host", [])
        if len(names) != 1 or not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        if not self.server.host.answers(names[0].strip()):
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST,
                explain=_(
                    "The preview does not answer to this name, because a web page elsewhere could "
                    "use it to read the site. If the name is yours, start the preview with: "
                    "serve --name NAME"
                ),
            )
            return False
        return True

    def do_GET(self) -> None:
        """Answer a GET request."""
        path, _mark, query = self.path.partition("#")[0].partition("?")
        try:
            self._answer(unquote(path), query)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug of ours, to be shown as a page
            self._send_crash(self.server.report_crash(error))

    def do_HEAD(self) -> None:
        """Answer a HEAD request: like a GET request, but without the body of the response."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Print nothing, because the terminal is for problems, not for requests."""

    def version_string(self) -> str:
        """Return the text of the ``Server`` header."""
        return "Sourcebook"

    def end_headers(self) -> None:
        """Add headers that keep other sites from embedding files, and end the headers."""
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
            self._send_news(asked.get("page", ["/"])[0], int(since))
        elif path == SCRIPT:
            self._send(script(), "text/javascript")
        else:
            self._send_page(path)

    def _send_page(self, path: str) -> None:
        mount = self.server.mount
        if not path.startswith(mount):
            self._redirect(mount)
            return
        page = page_path(path, mount)
        # Get the latest change's number before reading the page. Any later change makes the page
        # reload.
        number = self.server.state.number
        early = self.server.state.early_page(page)
        if early is not None:
            self._send(with_script(early, number), "text/html")
            return
        file = existing_file(self.server.site, page)
        try:
            if file and file.is_dir():
                self._redirect(f"{mount}{page}/")
                return
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if content is None:
            content = self.server.state.draft_page(page)
        if content is None:
            self._send_not_found(number)
            return
        type_ = media_type(page)
        self._send(with_script(content, number) if type_ == "text/html" else content, type_)

    def _send_not_found(self, number: int) -> None:
        file = existing_file(self.server.site, NOT_FOUND)
        try:
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if content is None:
            content = not_found()
        self._send(with_script(content, number), "text/html", HTTPStatus.NOT_FOUND)

    def _send_crash(self, crash: Crash) -> None:
        text = "\n".join(crash.lines()).encode("utf-8", "replace")
        self.close_connection = True
        self._send(text, "text/plain", HTTPStatus.INTERNAL_SERVER_ERROR)

    def _redirect(self, path: str) -> None:
        """Redirect to another URL path on this server.

        ``path`` begins with exactly one slash. With two slashes, ``path`` would name another
        server.
        """
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path, errors="replace"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, type_: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        # Browsers ask for parts of recordings. If a browser doesn't get such a part, its player
        # can't jump to a time.
        part = byte_range(self.headers.get("Range", ""), len(content))
        if part and status is HTTPStatus.OK:
            total, content = len(content), content[part.start : part.stop]
            self.send_response(HTTPStatus.PARTIAL_CONTENT)
            self.send_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{total}")
        else:
            self.send_response(status)
        self.send_header("Accept-Ranges", "bytes")
        is_text = type_.startswith("text/") or type_.endswith(("javascript", "json", "xml"))
        self.send_header("Content-Type", f"{type_}; charset=utf-8" if is_text else type_)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if type_ == "text/html" and (
            allowed := policy(self.server.site, unquote(self.path.partition("?")[0]))
        ):
            self.send_header("Content-Security-Policy", allowed)
        self.end_headers()
        if self.command != "HEAD":
            for start in range(0, len(content), _CHUNK):
                self.wfile.write(content[start : start + _CHUNK])

    def _send_news(self, path: str, since: int) -> None:
        """Send messages to an open page, as server-sent events (HTML standard, section 9.2).

        ``path``: the URL path of the page. ``since``: the number of the latest change that is
        already in the page.
        """
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        page, state = page_path(path, self.server.mount), self.server.state
        exists = state.shows(page) or existing_file(self.server.site, page)
        shown = None if exists else NOT_FOUND
        with state.page_open(page, since, partial(_is_connected, self.connection)):
            for news in state.news(page, since, _HEARTBEAT, shown):
                data = ":" if news is None else f"data: {json.dumps(with_labels(news))}"
                self.wfile.write(f"{data}\n\n".encode())


def _is_connected(connection: socket.socket) -> bool:
    """Return whether a browser that waits for news has kept its connection open.

    Such a browser sends nothing, so a connection from which something can be read has ended.
    """
    with DefaultSelector() as selector:
        selector.register(connection, EVENT_READ)
        return not selector.select(0)
