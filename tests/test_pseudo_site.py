"""A site in another language: theme and scripts show no English, and longer words fit."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import Visitor, visiting
from .projects import PATIENCE, ROOT, project
from .pseudo import CLOSE, OPEN, pseudo
from .serving import served

PAGES = {
    "": ".search-open", "events/": ".filters", "events/harbour-fire/": ".record",
    "map/": ".map-mark", "timeline/": ".filters", "network/": ".filters",
    "matrix/": "label:has(+ .wide, + table)",
    "event/harbour-fires/": "#nearest li",
}  # fmt: skip
"""Maps a page to the CSS selector of an element that the test waits for before it reads texts."""

# Selects text of the theme and its scripts, but not of records, the menu or table headings.
_OWN = (
    "dialog.search, .filters button, .filters output, .filters option[value=''], .record, "
    ".contents > summary, .foot a[href$='licences.txt'], .map-live button, .map-mark, "
    ".map-frame .leaflet-bar a, #nearest, h1 + p:has(+ #nearest), "
    "label:has(+ .wide, + table)"
)
_OTHERS = ".search__results li, option:not([value='']), .record code, #nearest a, small"

_UNTRANSLATED = """([own, others, open, close]) => {
  const bare = [];
  const look = (text, element) => {
    const message = new RegExp(`${open}[^${open}${close}]*${close}`, "g"); // innermost first
    let left = text;
    while (left !== (left = left.replace(message, "")));
    if (/\\p{L}/u.test(left)) bare.push(`${element.tagName}.${element.className}: ${left.trim()}`);
  };
  for (const root of document.querySelectorAll(own)) {
    for (const element of [root, ...root.querySelectorAll("[aria-label], [title]")]) {
      // A mark's label begins with the name of its place.
      const place = element.matches(".map-mark") ? /^.*?; / : "";
      look(element.title + (element.ariaLabel ?? "").replace(place, ""), element);
    }
    const copy = root.cloneNode(true);
    copy.querySelectorAll(others).forEach((element) => element.remove());
    look(copy.textContent, root);
  }
  return bare;
}"""

# Finds buttons and similar elements that are smaller than their text, or leave the window.
_CLIPPED = """() => [...document.querySelectorAll(
    "button, summary, select, .filters label, .search__fields label, .map-mark"
  )].filter((element) => {
    if (!element.checkVisibility() || element.closest(".md-header__title, table")) return false;
    const { left, right } = element.getBoundingClientRect();
    return element.scrollWidth > element.clientWidth + 1 ||
      element.scrollHeight > element.clientHeight + 1 || left < 0 || right > innerWidth + 1;
  }).map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim()}`)"""


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small site in the pseudo-language by ``mkdocs build``; return its folder."""
    folder = project(tmp_path_factory.mktemp("pseudo") / "project")
    (folder / "docs").mkdir()  # MkDocs requires this folder before the hook fills it
    done = subprocess.run(
        [sys.executable, "-m", "tests.pseudo", "build", "--quiet", "--strict"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture
def visit_pseudo(browser: Browser, pseudo_site: Path) -> Iterator[Visitor]:
    """Yield a visitor of the site in the pseudo-language; afterwards, fail if a page had errors."""
    with served(pseudo_site) as address, visiting(browser, address) as visitor:
        yield visitor


def untranslated(page: Page) -> list[str]:
    """Return texts of the theme and scripts that lack the brackets of the pseudo-language."""
    found: list[str] = page.evaluate(_UNTRANSLATED, [_OWN, _OTHERS, OPEN, CLOSE])
    return found


def misfits(page: Page) -> list[str]:
    """Return buttons that are too small for their texts, and the page if it is too wide."""
    found: list[str] = page.evaluate(_CLIPPED)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ["the page is wider than the window"] * wide


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_in_another_language(visit_pseudo: Visitor, width: int) -> None:
    """Texts of the theme and of scripts are translated, and longer words fit into their places."""
    for path, part in PAGES.items():
        page = visit_pseudo(path, width=width)
        page.locator(part).first.wait_for()
        assert (path, untranslated(page)) == (path, [])
        assert (path, misfits(page)) == (path, [])


@pytest.mark.parametrize("width", [1280, 360])
def test_search_in_another_language(visit_pseudo: Visitor, width: int) -> None:
    """All texts of the search are translated and fit into their places, with or without results."""
    page = visit_pseudo("about/?q=harbour", width=width)
    page.get_by_text(pseudo("Narrow down")).click()
    kinds = page.get_by_label(pseudo("Kind"))
    expect(kinds.locator("option[value=event]")).to_contain_text(pseudo("Events"))
    expect(page.locator(".search h2").first).to_contain_text(OPEN)
    assert (untranslated(page), misfits(page)) == ([], [])
    page.get_by_role("searchbox").fill("zzqx")
    kinds.select_option("event")
    page.get_by_role("button", name=pseudo("Search everywhere")).wait_for()
    expect(page.locator(".search__status")).to_have_text(pseudo("{count} results").format(count=0))
    assert (untranslated(page), misfits(page)) == ([], [])


def test_the_map_s_popup_in_another_language(visit_pseudo: Visitor) -> None:
    """The texts of Leaflet are translated, such as the label of the button that closes a popup."""
    page = visit_pseudo("map/")
    page.locator(".map-live button").first.click()
    page.locator(".map-told").wait_for()
    close = page.locator(".leaflet-popup-close-button")
    expect(close).to_have_attribute("aria-label", pseudo("Close"))


def test_the_theme_s_own_labels_are_translated(pseudo_site: Path) -> None:
    """A plain ``mkdocs build`` translates texts in templates and in the theme's settings."""
    missing = (pseudo_site / "404.html").read_text("utf-8")
    for message in ("Page not found", "Did you mean one of these?", "Switch to dark mode"):
        assert pseudo(message) in missing
