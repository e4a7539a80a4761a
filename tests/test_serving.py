"""The preview: saved changes and problems are shown on the open page."""

import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route

from sourcebook.crashes import Crash
from sourcebook.serving.files import page_path
from sourcebook.serving.hosts import host_of
from sourcebook.serving.preview_state import PreviewState
from sourcebook.serving.server import Server

from .browser import Visitor
from .projects import PATIENCE, plain, project, tree, until
from .systems import WINDOWS

PAGE = "events/harbour-fire/index.html"


def test_what_stands_at_an_address() -> None:
    """The address of a folder leads to its index page, and no address leads out of the site."""
    assert page_path("/", "/") == "index.html"
    assert page_path("/events/fire/", "/") == "events/fire/index.html"
    assert page_path("/topic/events/", "/topic/") == "events/index.html"
    assert page_path("/assets/a.css", "/") == "assets/a.css"
    assert page_path("/../../etc/passwd", "/") == "etc/passwd"
    assert page_path("/a/../../b", "/") == "b"


def test_a_page_is_told_once_of_what_came_after_it() -> None:
    """An open page gets each message only once.

    Messages are about changes of this page, changes of all pages, and problems.
    """
    state = PreviewState()
    number = state.number
    state.show_site(["a.html", "b.html"], [])
    assert next(state.news("a.html", number, 0)) == {"load": True}
    assert next(state.news("c.html", number, 0)) == {"problems": []}
    assert next(state.news("a.html", state.number, 0)) == {"problems": []}
    state.show_problems([{"message": "one"}], built=True)
    news = state.news("c.html", state.number, 0)
    assert [next(news), next(news)] == [{"problems": [{"message": "one"}]}, None]
    state.show_site([], [], all_=True)
    assert list(state.news("c.html", number, 0)) == [{"load": True}]


def test_a_page_that_was_shown_first_is_not_shown_twice() -> None:
    """The preview can show an edited page before the build ends.

    If the build then gives the same page, the page isn't reloaded.
    """
    state = PreviewState()
    state.show_early("a.html", b"new")
    assert state.early_page("a.html") == b"new"
    number = state.number
    state.show_site(["a.html", "b.html"], ["a.html"])
    assert state.early_page("a.html") is None
    assert next(state.news("a.html", number, 0)) == {"problems": []}
    assert next(state.news("b.html", number, 0)) == {"load": True}


def test_a_page_shown_first_goes_when_nothing_comes_of_it() -> None:
    """If the build fails after an edited page was shown, the page reloads its old version."""
    state = PreviewState()
    state.show_early("a.html", b"new")
    number = state.number
    state.show_problems([{"message": "no"}], built=False)
    assert state.early_page("a.html") is None
    assert next(state.news("a.html", number, 0)) == {"load": True}


def test_pages_that_are_open_are_known() -> None:
    """``open_pages`` lists each open page once, until it is closed in every tab."""
    state = PreviewState()
    connected = {"a.html", "b.html"}

    def open_(page: str) -> AbstractContextManager[None]:
        return state.page_open(page, 0, lambda: page in connected)

    with open_("a.html"):
        with open_("a.html"), open_("b.html"):
            assert state.open_pages() == ["a.html", "b.html"]
            connected.remove("b.html")
            assert state.open_pages() == ["a.html"]
        assert state.open_pages() == ["a.html"]
    assert state.open_pages() == []


def test_a_build_waits_until_browsers_have_loaded_what_it_has_shown() -> None:
    """``wait_until_loaded`` ends once all pages are open in their latest version, or in time."""
    state = PreviewState()

    def have_loaded(*pages: str, seconds: float = 0.01) -> bool:
        return state.wait_until_loaded(pages, seconds)

    state.show_early("a.html", b"new")
    assert have_loaded()
    assert not have_loaded("a.html")
    with state.page_open("a.html", state.number - 1, lambda: True):
        assert not have_loaded("a.html")
    with state.page_open("a.html", state.number, lambda: True):
        assert have_loaded("a.html")
        state.show_early("b.html", b"new")
        assert have_loaded("a.html")
        assert not have_loaded("a.html", "b.html")
        waiting = Thread(target=have_loaded, args=("b.html",), kwargs={"seconds": 60}, daemon=True)
        waiting.start()
        with state.page_open("b.html", state.number, lambda: True):
            waiting.join(30)
            assert not waiting.is_alive()
            assert have_loaded("a.html", "b.html")


def test_the_site_itself_has_nothing_of_the_preview(tmp_path: Path) -> None:
    """The preview adds its script to a page only when sending it; no file of the site changes."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("<body>Hi</body>\n", "utf-8")
    (tmp_path / "404.html").write_text("<body>No</body>", "utf-8")
    (tmp_path / "b.css").write_text("</body>", "utf-8")
    before = tree(tmp_path)
    state = PreviewState()
    with served(tmp_path, state, "/topic/") as address:
        found = [answer(address, path) for path in ("a/", "a", "nothing/", "b.css", "../b.css")]
        assert answer(address, "/")[:2] == (302, "")
    script = (
        f'<script type="module" src="/.preview/preview.js" data-number="{state.number}"></script>'
    )
    assert found == [
        (200, f"<body>Hi{script}</body>\n", "text/html; charset=utf-8"),
        (302, "", ""),
        (404, f"<body>No{script}</body>", "text/html; charset=utf-8"),
        (200, "</body>", "text/css; charset=utf-8"),
        (200, "</body>", "text/css; charset=utf-8"),
    ]
    assert tree(tmp_path) == before


@contextmanager
def served(
    site: Path, state: PreviewState, mount: str = "/", host: str = "127.0.0.1"
) -> Iterator[str]:
    """Serve a site on a free port, below the path ``mount``; yield its address."""
    with Server(host_of(host), 0, site, state, failed) as server, server.running(mount) as at:
        yield at


def failed(error: Exception) -> Crash:
    """Return a crash without writing a report."""
    return Crash(repr(error), "serve", None, None)


def answer(address: str, path: str) -> tuple[int, str, str]:
    """Request a path; return the response's status, text and media type."""
    host, _, mount = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host)
    connection.request("GET", path if path.startswith("/") else f"/{mount}{path}")
    found = connection.getresponse()
    text = found.read().decode()
    connection.close()
    return found.status, text, found.getheader("Content-Type", "")


def test_a_page_that_leaves_is_forgotten(tmp_path: Path) -> None:
    """If a page closes its connection, the page no longer counts as open."""
    state = PreviewState()
    with served(tmp_path, state) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"))
        connection.request("GET", f"/.preview/news?page=/a/&since={state.number}")
        lines = connection.getresponse()
        assert json.loads(lines.readline().decode().removeprefix("data: ")) == {"problems": []}
        assert state.open_pages() == ["a/index.html"]
        state.show_site(["a/index.html"], [])
        assert lines.read().strip() == b'data: {"load": true}'
        assert state.open_pages() == []
        connection.close()


@pytest.mark.parametrize("changed", ["a/index.html", "404.html", "b/index.html"])
def test_a_tab_without_a_page_follows_what_it_shows(changed: str, tmp_path: Path) -> None:
    """If there is no page at an address, its tab reloads once there is one, or if 404.html changes.

    A tab with a page doesn't reload if 404.html changes.
    """
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "index.html").write_text("<html>", "utf-8")
    state = PreviewState()
    with served(tmp_path, state) as address:
        number = state.number
        state.show_site([changed], [])
        for page, first in (
            ("a", b"problems" if changed[0] == "b" else b"load"),
            ("c", b"problems"),
        ):
            connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"))
            connection.request("GET", f"/.preview/news?page=/{page}/&since={number}")
            told = connection.getresponse()
            assert first in told.readline()
            told.close()
            connection.close()


def test_a_page_that_is_left_is_forgotten_at_once(tmp_path: Path) -> None:
    """If a browser leaves a page, the page no longer counts as open when the next build begins."""
    state = PreviewState()
    with served(tmp_path, state) as address:
        for page in ("a", "b"):
            connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"))
            connection.request("GET", f"/.preview/news?page=/{page}/&since={state.number}")
            lines = connection.getresponse()
            lines.readline()
            assert state.open_pages() == [f"{page}/index.html"]
            lines.close()
            connection.close()


@pytest.mark.parametrize(
    ("severity", "heading"),
    [("error", "Not built: the page is unchanged"), ("warning", "Built, with warnings")],
)
def test_problems_come_with_their_heading(tmp_path: Path, severity: str, heading: str) -> None:
    """The server sends a heading with problems, because the preview's script has no texts."""
    state = PreviewState()
    problem = {"severity": severity, "message": "no"}
    state.show_problems([problem], built=severity == "warning")
    with served(tmp_path, state) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"))
        connection.request("GET", f"/.preview/news?page=/a/&since={state.number}")
        line = connection.getresponse().readline().decode()
        connection.close()
    assert json.loads(line.removeprefix("data: ")) == {
        "problems": [problem], "heading": heading, "hide": "Hide",
    }  # fmt: skip


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, list[str]]]:
    """Run ``serve`` for a small project; yield its folder, its address and its output."""
    folder = project(tmp_path_factory.mktemp("preview") / "small")
    command = [sys.executable, "-u", "build_site.py", "serve", "--port", str(free_port())]
    serving = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        # If the tests run in the background of a shell, they and their child processes ignore
        # SIGINT.
        preexec_fn=None if WINDOWS else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    said: list[str] = []
    assert serving.stdout is not None
    for line in serving.stdout:
        said.append(line)
        if "http://" in line:
            break
    address = said[-1].split()[3]
    reading = Thread(target=lambda: said.extend(serving.stdout or ()), daemon=True)
    reading.start()
    yield folder, address, said
    serving.send_signal(signal.SIGINT)
    assert serving.wait(PATIENCE) == 0, said
    reading.join()
    serving.stdout.close()


@pytest.fixture
def tab(preview: tuple[Path, str, list[str]], browser: Browser) -> Iterator[Visitor]:
    """Yield a visitor of the preview."""
    visitor = Visitor(browser, preview[1])
    yield visitor
    visitor.close()


def edit(path: Path, before: str, after: str) -> None:
    """Replace a text in a file as an editor does: write another file, then rename it."""
    text = path.read_text("utf-8")
    assert before in text
    new = path.with_name(f".{path.name}.new")
    new.write_text(text.replace(before, after, 1), "utf-8")
    new.replace(path)


def shows(page: Page, words: str) -> None:
    """Wait until a page shows words."""
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)


PANEL = "[...document.body.children].find(one => one.shadowRoot)?.shadowRoot.textContent || ''"


def test_an_edit_is_shown_where_the_reader_was(
    preview: tuple[Path, str, list[str]], tab: Visitor
) -> None:
    """After an edit, the affected page reloads at its scroll position; other pages don't reload."""
    folder, _, _ = preview
    page = tab("events/harbour-fire/", width=500, height=400)
    other = tab("method/" if (folder / "docs/method.md").exists() else "format/")
    other.evaluate("window.stays = true")
    page.evaluate("scrollTo(0, 300)")
    edit(folder / "sources/events/fire.yml", "title: ", "title: Great ")
    shows(page, "Great ")
    page.wait_for_function("scrollY === 300")
    page.wait_for_timeout(1500)
    page.wait_for_function("scrollY === 300")  # it may just have reloaded for its drawings
    assert other.evaluate("window.stays") is True


def test_a_page_that_changes_while_it_loads_keeps_the_place(
    tmp_path: Path, browser: Browser
) -> None:
    """A page that reloads before it has loaded, and so can't be scrolled yet, keeps its place."""
    grows = "<script>addEventListener('load', () => document.body.style.height = '3000px')</script>"
    text = f"<body><img src='slow.svg' alt=''>{grows}</body>".encode()
    (tmp_path / "a.html").write_bytes(text)
    state = PreviewState()
    with served(tmp_path, state) as address:
        page = browser.new_page(bypass_csp=True)
        page.goto(f"{address}a.html")
        page.evaluate("scrollTo(0, 300)")
        held: list[Route] = []
        page.route("**/slow.svg", lambda route: held.append(route))
        state.show_early("a.html", b"<p>first</p>" + text)
        page.get_by_text("first").wait_for()
        assert state.wait_until_loaded(["a.html"], PATIENCE)
        assert page.evaluate("[document.readyState, scrollY]") == ["interactive", 0]
        page.unroute("**/slow.svg")
        state.show_early("a.html", b"<p>second</p>" + text)
        page.get_by_text("second").wait_for()
        page.wait_for_function("scrollY === 300")
        page.close()


def test_a_problem_stands_over_the_page_until_it_is_mended(
    preview: tuple[Path, str, list[str]], tab: Visitor
) -> None:
    """Until a problem is fixed, the preview's open page shows it, with excerpt and suggestion."""
    folder, _, _ = preview
    page = tab("actors/fire-brigade/")
    actors = folder / "sources/actors/town.yml"
    edit(actors, "  kind: organisation", "  knd: organisation")
    page.wait_for_function(f"({PANEL}).includes('Not built')")
    told = page.evaluate(PANEL)
    assert "sources/actors/town.yml:9:3" in told
    assert "error[unknown-key] there is no key 'knd' here; did you mean 'kind'?" in told
    assert "    9 |   knd: organisation\n      |   ^" in told
    assert page.inner_text("h1").startswith("Port Ellan fire brigade")
    page.reload()
    page.wait_for_function(f"({PANEL}).includes('Not built')")
    edit(actors, "  knd: organisation", "  kind: organisation")
    page.wait_for_function(f"!({PANEL})")


def test_the_index_comes_last_and_the_site_is_that_of_a_build(
    preview: tuple[Path, str, list[str]], tmp_path: Path
) -> None:
    """``serve`` says when the search index is complete; the site then equals that of MkDocs."""
    folder, _, said = preview
    edit(folder / "sources/actors/town.yml", "name: Ada Brandt", "name: Ada Brantwood")
    until(lambda: "Ada Brantwood" in indexed(folder / "site"))
    until(lambda: said[-1].startswith("Search index up to date ("))
    assert any(re.match(r"\d+ pages? changed \(", line) for line in said)
    plain(folder, tmp_path / "plain")
    assert tree(folder / "site") == tree(tmp_path / "plain")


def indexed(site: Path) -> str:
    """Return the content of a site's search index; empty while the index is being replaced."""
    try:
        fragments = [path.read_bytes() for path in (site / "pagefind/fragment").iterdir()]
    except OSError:
        return ""
    return "".join(gzip.decompress(fragment).decode() for fragment in fragments)
