"""Measures the bytes and the time of a reader's search: ``python -m benchmarks.searching``.

Builds a site of each size, serves the site on this machine, and types names into its search in
Chromium. Each search runs in a new browser profile. Building 10,000 pages takes some minutes.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Thread
from typing import BinaryIO, NamedTuple

from playwright.sync_api import Browser, Page, Request, sync_playwright

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.project import SITE

from .corpora import write

BROWSER = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
FIRST_RESULT = ".search__results a"


class Searched(NamedTuple):
    """The measurements of one search.

    ``opened``: the bytes that the page itself loads. ``loaded``: the bytes that the search loads.
    ``milliseconds``: the time from typing a name until the first result. ``again``: the time
    from deleting the name's last letter until the first result. The files that the first search
    needed are loaded by then. ``first``: whether the first result for the whole name was the
    record with this name.
    """

    opened: int
    loaded: int
    milliseconds: float
    again: float
    first: bool


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a site's files, and prints nothing.

    Texts are compressed, as by most hosts. The search index is compressed already.
    """

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the response's status and headers, and return its body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".css", ".js", ".json") or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: object) -> None:
        """Print nothing. The base class would print a line for each request."""


def serve(site: Path) -> ThreadingHTTPServer:
    """Start a server for a site in a background thread, on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def searched(browser: Browser, address: str, name: str, title: str) -> Searched:
    """Open a page in a new profile, search for a name, and return the measurements.

    ``address``: the site's address. ``title``: the title of the record with this name.
    """
    context = browser.new_context()
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(f"{address}format/", wait_until="networkidle")
    opened = _size(finished)
    page.click(".search-open")
    page.wait_for_selector("dialog.search")
    page.keyboard.insert_text(name)
    milliseconds = _until_result(page)
    page.wait_for_load_state("networkidle")
    first = page.locator(f"{FIRST_RESULT} b").first.inner_text() == title
    loaded = _size(finished) - opened
    page.keyboard.press("Backspace")
    again = _until_result(page)
    context.close()
    return Searched(opened, loaded, milliseconds, again, first)


def _size(finished: Sequence[Request]) -> int:
    sizes = [request.sizes() for request in finished]
    return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)


def _until_result(page: Page) -> float:
    begun = time.perf_counter()
    page.evaluate("document.querySelector('.search__results').replaceChildren()")
    page.wait_for_selector(FIRST_RESULT)
    return (time.perf_counter() - begun) * 1000


def names(corpus: Corpus, count: int) -> Iterator[tuple[str, str]]:
    """Yield names that sources use, each with the title of the only actor that has this name.

    ``count``: the maximum number of names, which are spread evenly over all such names.
    """
    used = [(words, corpus.actors[id_].name) for id_ in corpus.actors
            for _, named in corpus.words_for_actor.get(id_, ()) for words in named]  # fmt: skip
    bearers: dict[str, set[str]] = {}
    for words, name in used:
        bearers.setdefault(words.casefold(), set()).add(name)
    alone = [(words, name) for words, name in used if len(bearers[words.casefold()]) == 1]
    yield from alone[:: max(1, len(alone) // count)][:count]


def row(pages: int, found: Sequence[Searched]) -> str:
    """Return a Markdown table's row with medians and maximums. ``pages``: the site's size."""
    return (
        f"| {pages:,} | {median(one.opened for one in found) / 1000:.0f} "
        f"| {median(one.loaded for one in found) / 1000:.0f} "
        f"| {max(one.loaded for one in found) / 1000:.0f} "
        f"| {median(one.milliseconds for one in found):.0f} "
        f"| {max(one.milliseconds for one in found):.0f} "
        f"| {median(one.again for one in found):.0f} "
        f"| {sum(one.first for one in found)} of {len(found)} |"
    )


def main() -> None:
    """Print a table: the bytes and times of searches on sites of the given sizes."""
    parser = argparse.ArgumentParser(description="Measure what a search costs a reader.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1000], help="sizes")
    parser.add_argument("--seed", type=int, default=1, help="another one, another corpus")
    parser.add_argument("--searches", type=int, default=20, help="so many names are typed")
    parser.add_argument("--built", type=Path, help="a project that is built, instead of new ones")
    arguments = parser.parse_args()
    _say(
        "| Pages | Page, KB | First search, KB | at most | ms | at most | Next search, ms | First |"
    )
    _say("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for pages in arguments.pages:
        if arguments.built:
            _measure(arguments.built, arguments.searches)
            continue
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder, "project")
            write(project, pages, arguments.seed)
            command = [sys.executable, "build_site.py"]
            subprocess.run(command, cwd=project, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
            _measure(project, arguments.searches)


def _measure(project: Path, searches: int) -> None:
    corpus = stages.check(project).corpus
    if corpus is None:
        raise SystemExit("the corpus has problems")
    server = serve(project / SITE)
    address = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(ARGUMENTS))
        found = [searched(browser, address, *pair) for pair in names(corpus, searches)]
        browser.close()
    server.shutdown()
    _say(row(len(list((project / SITE).glob("*/*/index.html"))), found))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
