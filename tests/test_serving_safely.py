"""Security of the preview: requests as an attacker would send them."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from threading import Thread

import pytest

from sourcebook.serving import UnknownHostError, handler, host_of, requests, server
from sourcebook.serving.files import existing_file, file_path, media_type
from sourcebook.serving.preview_state import PreviewState

from .projects import PATIENCE, project
from .systems import WINDOWS
from .test_serving import served

SECRET = "an unpublished name"  # noqa: S105 - a secret of the sources, not a password


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a page, and with a folder whose name is a host's name."""
    return pages(tmp_path)


def pages(where: Path) -> Path:
    """Write a site with a page, and with a folder named like a host; return the site's folder."""
    folder = where / "site"
    for name in ("a/index.html", "evil.example/index.html", "a/evil.example/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<body>{SECRET}</body>", "utf-8")
    (folder / "index.html").write_text(f"<body>{SECRET}</body>", "utf-8")
    return folder


class Line:
    """A connection to a server, over which any bytes can be sent."""

    def __init__(self, address: str) -> None:
        found = re.match(r"http://(.+):(\d+)/", address)
        assert found
        self.port = int(found[2])
        self._line = socket.create_connection((found[1].strip("[]"), self.port), PATIENCE)

    def ask(self, *lines: str) -> tuple[int, dict[str, str], bytes]:
        """Send lines; return the response's status, headers and body, and close the connection."""
        with self._line:
            self._line.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1"))
            return answer(self._line)

    def send(self, data: bytes) -> None:
        """Send bytes to the server."""
        self._line.sendall(data)

    def rest(self) -> bytes:
        """Return all bytes until the server closes the connection, and close this end too."""
        with self._line:
            return received(self._line)


def received(line: socket.socket) -> bytes:
    """Return all bytes that arrive until the connection is closed."""
    data = b""
    while more := line.recv(65536):
        data += more
    return data


def answer(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read a response, of its stated length or until the server closes the connection."""
    data = b""
    while b"\r\n\r\n" not in data and (more := line.recv(65536)):
        data += more
    head, end, content = data.partition(b"\r\n\r\n")
    assert end, f"no answer: {data!r}"
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
    while len(content) < int(headers.get("content-length", 0)) and (more := line.recv(65536)):
        content += more
    return int(first.split()[1]), headers, content


def get(address: str, path: str, *, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Request a path exactly as given, with the server's own address as the host.

    Return the response's status, headers and body.
    """
    line = Line(address)
    return line.ask(
        f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{line.port}", "Connection: close"
    )


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:PORT", "127.0.0.1.evil.example:PORT",
        "localhost.evil.example", "evil.localhost", "127.0.0.1@evil.example",
        "192.168.1.7:PORT", "0.0.0.0:PORT", "[::]:PORT",
        "[::1", "::1", "127.0.0.1:", "127.0.0.1:80:80", "127.0.0.1:x", "", "2130706433", "127.1",
        "localhost, evil.example", "evil.example\tlocalhost", "[127.0.0.1]x",
    ],
)  # fmt: skip
def test_a_name_that_is_led_here_is_not_answered(site: Path, host: str) -> None:
    """Requests with another host's name are refused, as a protection against DNS rebinding."""
    with served(site, PreviewState()) as address:
        for path in ("/", "/a/", "/.preview/news?since=0", "/.preview/preview.js", "/nothing"):
            line = Line(address)
            said = host.replace("PORT", str(line.port))
            status, headers, content = line.ask(f"GET {path} HTTP/1.1", f"Host: {said}")
            assert status in (400, 421), (path, said)
            assert SECRET.encode() not in content
            assert headers["connection"] == "close"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:PORT", "127.0.0.1", "localhost:PORT", "LocalHost", "[::1]:PORT",
     "[0:0:0:0:0:0:0:1]:PORT", "[::ffff:127.0.0.1]:PORT", "localhost:9000"],
)  # fmt: skip
def test_its_own_names_are_answered(site: Path, host: str) -> None:
    """Requests with any of this machine's own names as the host are answered, with any port."""
    with served(site, PreviewState()) as address:
        line = Line(address)
        said = host.replace("PORT", str(line.port))
        status, _, content = line.ask("GET / HTTP/1.1", f"Host: {said}")
    assert status == 200
    assert SECRET.encode() in content


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1"],
        ["GET / HTTP/1.0"],
        ["GET /"],
        ["GET / HTTP/1.1", "Host: 127.0.0.1", "Host: evil.example"],
        ["GET http://evil.example/ HTTP/1.1", "Host: 127.0.0.1"],
        ["GET http://[::1/ HTTP/1.1", "Host: 127.0.0.1"],
        ["GET * HTTP/1.1", "Host: 127.0.0.1"],
        ["HEAD / HTTP/1.1", "Host: evil.example"],
        ["POST / HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 5"],
        ["nonsense"],
    ],
)
def test_what_is_no_request_for_a_page_is_refused_in_words(site: Path, lines: list[str]) -> None:
    """Each malformed request gets an error message, and never a page."""
    with served(site, PreviewState()) as address:
        line = Line(address)
        line.send("".join(f"{one}\r\n" for one in (*lines, "")).encode())
        said = line.rest()
    assert SECRET.encode() not in said
    assert b"400" in said or b"421" in said or b"501" in said


def test_what_follows_in_a_request_is_not_another_request(site: Path) -> None:
    """A request's body isn't treated as another request."""
    inner = "GET /a/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with served(site, PreviewState()) as address:
        for held in (f"Content-Length: {len(inner)}", "Transfer-Encoding: chunked"):
            line = Line(address)
            line.send(f"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n{held}\r\n\r\n{inner}".encode())
            said = line.rest()
            assert said.count(b"HTTP/1.1 ") == 1
            assert SECRET.encode() not in said


@pytest.mark.parametrize(
    "path",
    [
        "/%2fevil.example", "/%2Fevil.example/..%2fevil.example", "//evil.example",
        "/%5cevil.example", "/\\evil.example", "/%5C%5Cevil.example", "/a/..//evil.example",
        "/a/%2e%2e/%2fevil.example", "/%09/evil.example", "/.//evil.example", "/a//evil.example",
        "/%0d%0aX-Set:%20yes/../a",
        "///evil.example/%2e%2e", "/evil.example", "/a/evil.example", "/a",
    ],
)  # fmt: skip
def test_nothing_leads_to_another_host(mounted: tuple[str, str], path: str) -> None:
    """No redirect leads to another host, whatever the path is."""
    address, mount = mounted
    for asked in (path, f"{mount.rstrip('/')}{path}"):
        status, headers, _ = get(address, asked)
        assert status in (200, 302, 404)
        assert (status == 302) == ("location" in headers)
        leads = headers.get("location", "/")
        assert re.fullmatch(r"/(?:[\w.%-][\w.%/-]*)?", leads), leads
        assert "//" not in leads
        assert "x-set" not in headers


@pytest.fixture(scope="module", params=["/", "/topic/", "//evil.example/", "/a%20b/"])
def mounted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Serve a site with a folder named like a host, below some path; yield address and path."""
    mount = request.param
    with served(pages(tmp_path_factory.mktemp("mounted")), PreviewState(), mount) as address:
        yield address, mount


@pytest.mark.parametrize(
    "path",
    ["/%00", "/a/%00.html", "/%ff%fe", "/" + "x" * 5000, "/%ed%a0%80/", "/a%00/", "/..%2f..%2fetc",
     "/%2e%2e/%2e%2e/etc/passwd", "/%F0%9F%98%80", "/\x7f", "/?%00", "/#%00"],
)  # fmt: skip
def test_whatever_is_asked_is_answered(site: Path, path: str) -> None:
    """Any path gets a response, if only error 404."""
    with served(site, PreviewState()) as address:
        status, _, _ = get(address, path)
        assert status == (200 if path in ("/?%00", "/#%00") else 404)
        assert get(address, "/")[0] == 200


@pytest.mark.parametrize("since", ["abc", "-1", "1e9", "9" * 5000, "%00", "1_0", "%D9%A3", ""])
def test_news_since_no_number_are_refused_in_words(site: Path, since: str) -> None:
    """For ``/.preview/news``, an invalid ``since`` is an error; a missing one counts as 0."""
    with served(site, PreviewState()) as address:
        if since:
            assert get(address, f"/.preview/news?page=/&since={since}")[0] == 400
        else:
            assert get(address, "/.preview/news", method="HEAD")[0] == 200


def test_head_is_answered_without_the_content(site: Path) -> None:
    """A HEAD request gets the same headers as a GET request, without a body."""
    with served(site, PreviewState()) as address:
        for path in ("/", "/a", "/nothing", "/.preview/preview.js", "/.preview/news?since=x"):
            asked, told = get(address, path), get(address, path, method="HEAD")
            assert told[2] == b""
            for answered in (asked, told):
                answered[1].pop("date")
            assert told[:2] == asked[:2]
        assert get(address, "/.preview/news?since=0", method="HEAD")[0] == 200
        line = Line(address)
        line.send(b"HEAD /a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  b"GET /a/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")  # fmt: skip
        said = line.rest()
    assert said.count(b"HTTP/1.1 200 OK") == 2
    assert said.count(SECRET.encode()) == 1


def test_links_lead_nowhere_outside_the_site(site: Path, tmp_path: Path) -> None:
    """Symbolic links to files outside the site are treated as missing."""
    (tmp_path / "private.txt").write_text(SECRET, "utf-8")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "index.html").write_text(SECRET, "utf-8")
    (site / "file.txt").symlink_to(tmp_path / "private.txt")
    (site / "folder").symlink_to(tmp_path / "private")
    (site / "up").symlink_to("..")
    (site / "loop").symlink_to("loop")
    (site / "404.html").symlink_to(tmp_path / "private.txt")
    (site / "inside").symlink_to("a")
    if not WINDOWS:
        os.mkfifo(site / "pipe")
    with served(site, PreviewState()) as address:
        for path in ("/file.txt", "/folder", "/folder/", "/folder/index.html", "/up/private.txt",
                     "/loop", "/loop/", "/pipe", "/nothing"):  # fmt: skip
            status, _, content = get(address, path)
            assert (status, SECRET.encode() in content) == (404, False), path
        status, _, content = get(address, "/inside/")
        assert (status, SECRET.encode() in content) == (200, True)


def test_who_sends_a_byte_now_and_then_is_not_waited_for(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview's time limit is for a whole request, so slow clients are cut off (Slowloris)."""
    monkeypatch.setattr(requests, "TIMEOUT", 0.4)
    with served(site, PreviewState()) as address:
        slow, quiet = Line(address), Line(address)
        slow.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        ended = []
        reading = [Thread(target=lambda one=one: ended.append(one.rest())) for one in (slow, quiet)]
        for thread in reading:
            thread.start()
        deadline = time.monotonic() + PATIENCE
        while reading[0].is_alive() and time.monotonic() < deadline:
            time.sleep(0.02)
            try:
                slow.send(b"X: 1\r\n")
            except OSError:
                break
        for thread in reading:
            thread.join(PATIENCE)
        assert len(ended) == 2
        assert get(address, "/a/")[0] == 200


def test_a_page_that_waits_for_news_is_not_sent_away(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time limit is only for requests, so an open page that waits for changes isn't cut off."""
    monkeypatch.setattr(requests, "TIMEOUT", 0.2)
    monkeypatch.setattr(handler, "_HEARTBEAT", 0.1)
    state = PreviewState()
    with served(site, state) as address:
        line = Line(address)
        line.send(f"GET /.preview/news?page=/a/&since={state.number} HTTP/1.1\r\n"
                  "Host: localhost\r\n\r\n".encode())  # fmt: skip
        time.sleep(0.8)
        assert state.open_pages() == ["a/index.html"]
        state.show_site(["a/index.html"], [])
        assert line.rest().endswith(b'data: {"load": true}\n\n')


@pytest.mark.parametrize(
    "request_",
    [
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + f"X-Many: {'x' * 900}\r\n" * 60,
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x" * 60_000,
        "GET /" + "x" * 60_000,
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + "a:\r\n" * 200,
    ],
)
def test_a_request_larger_than_any_is_refused(site: Path, request_: str) -> None:
    """Requests with very large headers get an error, and don't fill the memory."""
    with served(site, PreviewState()) as address:
        line = Line(address)
        line.send(f"{request_}\r\n\r\n".encode())
        assert line.rest().startswith(b"HTTP/1.1 431 ")
        assert get(address, "/")[0] == 200


def test_too_many_connections_are_closed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the maximum number of open connections, new ones are closed until an open one ends."""
    monkeypatch.setattr(server, "_MAX_CONNECTIONS", 3)
    with served(site, PreviewState()) as address:
        held = [Line(address) for _ in range(3)]
        for line in held:
            line.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET")
            answer(line._line)
        assert Line(address).rest() == b""
        for line in held:
            line._line.close()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                assert get(address, "/")[0] == 200
                break
            except (AssertionError, OSError):
                time.sleep(0.02)
        else:
            pytest.fail("there is no room again")


def test_pages_elsewhere_can_take_nothing_for_theirs(site: Path) -> None:
    """Pages of other sites can't load pictures, scripts or data of the preview."""
    with served(site, PreviewState()) as address:
        for path in ("/", "/nothing", "/.preview/preview.js", "/a"):
            _, headers, _ = get(address, path)
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert headers["x-content-type-options"] == "nosniff"
            assert "access-control-allow-origin" not in headers
            assert headers["server"] == "Sourcebook"


def test_an_error_of_ours_is_answered_in_words(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal error gives response 500 with a message, and the next request works."""

    def fail(*_: object) -> None:
        raise KeyError("of ours")

    with served(site, PreviewState()) as address:
        with monkeypatch.context() as patch:
            patch.setattr(handler, "existing_file", fail)
            status, headers, content = get(address, "/a/")
        assert (status, headers["content-type"]) == (500, "text/plain; charset=utf-8")
        assert b"bug in Sourcebook" in content
        assert b"KeyError('of ours')" in content
        assert get(address, "/a/")[0] == 200


def test_where_all_may_reach_it_names_led_here_are_still_not_answered() -> None:
    """With ``--host 0.0.0.0``, requests must name an IP address, this machine or a given host."""
    own = socket.gethostname().lower()
    everywhere = host_of("0.0.0.0", ["Dev.Example.org"])  # noqa: S104 - this case is tested
    for said in ("192.168.1.7:8000", "[fe80::1]:8000", "0.0.0.0:8000", "localhost", own,
                 f"{own.partition('.')[0]}.local:8000", "dev.example.org:443"):  # fmt: skip
        assert everywhere.answers(said), said
    for said in ("evil.example", "x.dev.example.org", "dev.example.org.evil.example", "1.2.3.4.5"):
        assert not everywhere.answers(said), said
    assert (everywhere.private, everywhere.url_host) == (False, "localhost")
    one = host_of("192.168.1.7")
    assert one.answers("192.168.1.7:8000")
    assert one.answers("localhost:8000")
    assert not one.answers("192.168.1.8:8000")
    assert not one.answers("evil.example")
    assert (one.private, one.url_host) == (False, "192.168.1.7")


def test_hosts_are_known_in_each_of_their_forms() -> None:
    """All names of the loopback address are recognised; IPv6 addresses have brackets in URLs."""
    assert host_of("localhost").address == "127.0.0.1"
    assert host_of("127.0.0.1").private
    assert host_of("127.8.8.8").answers("127.8.8.8:80")
    assert (host_of("::1").family, host_of("[::1]").url_host) == (socket.AF_INET6, "[::1]")
    assert host_of("::1").private
    assert host_of("::").url_host == "localhost"
    assert host_of("::").answers("[2001:db8::1]:8000")
    for nonsense in ("no.such.host.invalid", "a b", "http://localhost", "x" * 300, ""):
        with pytest.raises(UnknownHostError, match=r"^host "):
            host_of(nonsense)


def test_it_listens_at_ipv6_too(site: Path) -> None:
    """The server can listen on IPv6, and prints an address that browsers can open."""
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    with served(site, PreviewState(), host="::1") as address:
        line = Line(address)
        assert address == f"http://[::1]:{line.port}/"
        assert line.ask("GET / HTTP/1.1", f"Host: [::1]:{line.port}")[0] == 200
        evil = Line(address).ask("GET / HTTP/1.1", f"Host: evil.example:{line.port}")
        assert evil[0] == 421


def test_a_file_lies_in_the_site_on_any_system(tmp_path: Path) -> None:
    """On Windows, paths with drives, devices or alternate data streams lead to no file."""
    windows = PureWindowsPath("C:\\p\\site")
    for page in ("..\\secret", "a\\..\\..\\secret", "C:/x", "c:x", "\\\\host\\share",
                 "a.html:stream", "a.html::$DATA", "con", "a/NUL.html", "aux .txt",
                 "COM\u00b9", "//host/share", "conin$", "", "a\0b"):  # fmt: skip
        assert file_path(windows, page) is None, page
    assert file_path(windows, "a/b.html") == PureWindowsPath("C:\\p\\site\\a\\b.html")
    assert file_path(windows, "console/common.html") is not None
    posix = PurePosixPath("/p/site")
    assert file_path(posix, "a\\b:c.html") == PurePosixPath("/p/site/a\\b:c.html")
    assert file_path(posix, "/etc/passwd") is None
    assert existing_file(tmp_path, "x" * 5000) is None


def test_types_are_the_same_on_all_systems() -> None:
    """Scripts have the right media type, even if Windows lists them as plain text."""
    assert media_type("a.js") == "text/javascript"
    assert media_type("a.css") == "text/css"
    assert media_type("a.wasm") == "application/wasm"
    assert media_type("a.geojson") == "application/geo+json"
    assert media_type("a.svg") == "image/svg+xml"
    assert media_type("pagefind.pf_meta") == "application/octet-stream"


@contextmanager
def taken() -> Iterator[int]:
    """Yield a port that is in use."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    """If the port is in use, ``serve`` reports this before it builds anything."""
    folder = project(tmp_path / "small")
    with taken() as port:
        result = serve(folder, "--port", str(port))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"port {port}: Address already in use; name another, as in --port {port + 1}\n"
    )
    assert not (folder / "docs").exists()
    assert not (folder / "site").exists()


def test_others_may_read_it_only_with_a_warning(tmp_path: Path) -> None:
    """``serve`` warns if other machines can reach the preview; an unknown host is an error.

    The test names an address that no machine has (RFC 5737), so no port is opened.
    """
    folder = project(tmp_path / "small")
    with taken() as port:
        result = serve(folder, "--port", str(port), "--host", "192.0.2.1")
        quiet = serve(folder, "--port", str(port), "--host", "localhost")
        wrong = serve(folder, "--host", "no.such.host.invalid")
    assert result.stderr.startswith(
        f"Warning: whoever reaches this machine at 192.0.2.1, port {port}, can read the site, "
        "drafts and all.\nhost 192.0.2.1: "
    )
    assert "Warning" not in quiet.stderr
    assert wrong.returncode == 2
    assert "host no.such.host.invalid: " in wrong.stderr


def serve(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``serve`` in a situation in which it can't start."""
    return subprocess.run(
        [sys.executable, "build_site.py", "serve", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
