"""What a reader's browser fetches for a page at first sight: ``python -m benchmarks.weights``.

Compressed, as a host sends it, headers included; with nothing kept from before.
"""

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.browser import Visitor, launched, own_scripts
from tests.serving import served

KB = 1000
RECORD, HOME, MAP, SCRIPTS = 200 * KB, 300 * KB, 450 * KB, 25 * KB
"""What may be sent, in bytes: for a record's page and others, the home page, the live map; and
how large all scripts of ours may be together."""

RECORDS = ("events", "actors", "locations", "questions", "sources")

# How far what stands there has moved by itself, as browsers reckon it: 0.1 is a nuisance.
_SHIFTED = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries()
    .filter(entry => !entry.hadRecentInput)
    .reduce((sum, entry) => sum + entry.value, 0)
  )).observe({type: "layout-shift", buffered: true});
  setTimeout(done, 200, 0);
})"""


class Weight(NamedTuple):
    """A page's address below the site's, its bytes and their limit, how many files, its shift."""

    page: str
    size: int
    limit: int
    files: int
    shift: float


def pages(site: Path) -> Iterator[tuple[str, int]]:
    """Give what is weighed, with its limit: the longest page of each kind of record, and others."""
    yield "", HOME
    for folder in RECORDS:
        longest = max((site / folder).glob("*/index.html"), key=lambda path: path.stat().st_size)
        yield f"{folder}/{longest.parent.name}/", RECORD
    for alone in ("events", "timeline", "network"):
        if (site / alone).is_dir():
            yield f"{alone}/", RECORD
    if (site / "map").is_dir():
        yield "map/", MAP


def weigh(browser: Browser, address: str, page: str, limit: int) -> Weight:
    """Open a page of the site at an address and add up what came over the line."""
    visitor = Visitor(browser, address)
    tab = visitor.context().new_page()
    wire = tab.context.new_cdp_session(tab)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    tab.goto(f"{address}{page}", wait_until="networkidle")
    shift = round(tab.evaluate(_SHIFTED), 3)
    visitor.close()
    return Weight(page, sum(sizes), limit, len(sizes), shift)


def scripts(site: Path) -> int:
    """Return the bytes of all our scripts, compressed together; no page loads them all."""
    return len(gzip.compress(b"".join(path.read_bytes() for path in own_scripts(site)), mtime=0))


def main() -> None:
    """Weigh the site that the command line names, and print a table."""
    parser = argparse.ArgumentParser(description="Weigh the pages of a built site.")
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    site = parser.parse_args().site
    row = "| {:<44} | {:>9} | {:>5} | {:>5} | {:>5} |"
    print(row.format("Page", "KB", "limit", "files", "shift"))  # noqa: T201
    print("| --- | ---: | ---: | ---: | ---: |")  # noqa: T201
    with launched() as browser, served(site) as address:
        for page, limit in pages(site):
            one = weigh(browser, address, page, limit)
            told = f"/{page}", f"{one.size / KB:.0f}", limit // KB, one.files, one.shift
            print(row.format(*told), flush=True)  # noqa: T201
    print(row.format("scripts of ours", f"{scripts(site) / KB:.1f}", SCRIPTS // KB, "", ""))  # noqa: T201


if __name__ == "__main__":
    main()
