"""How much a reader's browser has to fetch: sizes, not times."""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.weights import SCRIPTS, pages, scripts, weigh


def test_pages_weigh_little(browser: Browser, site: Path, address: str) -> None:
    """The heaviest page of each kind comes over a slow line, with nothing kept from before."""
    weights = [weigh(browser, address, page, limit) for page, limit in pages(site)]
    assert all(weight.files > 1 for weight in weights)
    assert [weight for weight in weights if weight.size > weight.limit] == []


def test_scripts_of_ours_are_few(site: Path) -> None:
    """What the site does with scripts of its own stays small enough to be read in an hour."""
    assert 0 < scripts(site) < SCRIPTS
