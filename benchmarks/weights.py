"""Measures the bytes that a browser loads for a page: ``python -m benchmarks.weights``.

The browser's cache is empty. Files are compressed, as by most hosts, and headers are included.
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
"""Limits in bytes: for most pages, for the home page, and for the page of the live map.

``SCRIPTS`` is the limit for all of Sourcebook's own scripts together.
"""

RECORDS = ("events", "actors", "locations", "questions", "sources")

# JavaScript that returns the sum of a page's layout shifts, as browsers define them. Up to 0.1, the
# Web Vitals (web.dev/cls) call a page good.
_SHIFTED = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries()
    .filter(entry => !entry.hadRecentInput)
    .reduce((sum, entry) => sum + entry.value, 0)
  )).observe({type: "layout-shift", buffered: true});
  setTimeout(done, 200, 0);
})"""


class Weight(NamedTuple):
    """The measurements of a page.

    ``page``: the page's path in the site. ``size``, ``limit``: the loaded bytes, and their limit.
    ``files``: the number of loaded files. ``shift``: how much the layout shifts while the page
    loads, as browsers define it.
    """

    page: str
    size: int
    limit: int
    files: int
    shift: float


def pages(site: Path) -> Iterator[tuple[str, int]]:
    """Yield the path and the size limit of each page to measure.

    These are the home page, the longest page of each kind of record, the list of events, and the
    pages with the timeline, the network and the map.
    """
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
    """Open a page in a new browser profile, and return the measurements.

    ``address``: the site's address. ``page``: the page's path in the site.
    """
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
    """Return the size in bytes of all of Sourcebook's own scripts, compressed as one file.

    No page loads all of these scripts.
    """
    return len(gzip.compress(b"".join(path.read_bytes() for path in own_scripts(site)), mtime=0))


def main() -> None:
    """Measure pages of a site, whose folder the command line names, and print a table."""
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
