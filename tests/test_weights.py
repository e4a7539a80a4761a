"""The sizes of the files that a browser loads."""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.weights import SCRIPTS, pages, scripts, weigh


def test_pages_weigh_little(browser: Browser, site: Path, address: str) -> None:
    """The largest page of each kind is small enough for slow connections without a cache."""
    weights = [weigh(browser, address, page, limit) for page, limit in pages(site)]
    assert all(weight.files > 1 for weight in weights)
    assert [weight for weight in weights if weight.size > weight.limit] == []


def test_scripts_of_ours_are_few(site: Path) -> None:
    """The total size of Sourcebook's own scripts is below a limit."""
    assert 0 < scripts(site) < SCRIPTS
