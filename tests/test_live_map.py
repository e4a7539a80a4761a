"""The live map, in a browser: filters, popups, the address, keys, and what is loaded."""

import gzip
import json
import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .browser import Visitor


@pytest.fixture
def page(visit: Visitor) -> Page:
    """Open the map's page, and wait for the map."""
    return opened(visit("map/", still=True))


def opened(page: Page) -> Page:
    """Return a page when its map has been drawn."""
    page.wait_for_selector(".map-mark")
    return page


def shown(page: Page) -> list[str]:
    """Return the events that the list shows."""
    found: list[str] = page.locator(".on-map ul ul li:visible > a").all_text_contents()
    return found


def test_filters_show_the_same_on_map_and_list(page: Page) -> None:
    """What a filter leaves out is gone from the list, from the marks, and from the count."""
    every = shown(page)
    page.get_by_label("Kind").select_option("capture")
    captures = set(shown(page))
    assert 0 < len(captures) < len(set(every))
    expect(page.locator(".filters output")).to_contain_text(f"{len(captures)} events;")
    page.get_by_label("From", exact=True).fill("2016-01-01")
    assert 0 < len(set(shown(page))) < len(captures)
    page.get_by_text("Clear", exact=True).click()
    expect(page.locator(".filters output")).to_contain_text(f"{len(set(every))} events;")
    assert shown(page) == every


def test_the_address_brings_back_the_view(page: Page, visit: Visitor) -> None:
    """Whoever is sent the address sees the same part of the map, through the same filters."""
    page.get_by_label("Kind").select_option("capture")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile(r"/map/\?.*at=\d"))
    marks = page.locator(".map-mark").all_text_contents()
    assert "kind=capture" in page.url
    other = opened(visit(page.url, still=True))
    assert other.get_by_label("Kind").input_value() == "capture"
    assert other.locator(".map-mark").all_text_contents() == marks


def test_an_address_that_makes_no_sense_does_no_harm(visit: Visitor) -> None:
    """Values that are none of ours are as good as none."""
    page = opened(visit("map/?at=x_1&kind=%3Cb%3E&actor=nobody"))
    expect(page.locator(".filters output")).to_contain_text("81 events;")


def test_a_mark_is_opened_and_closed_by_keys(page: Page) -> None:
    """Enter opens a mark and takes the reader in; Escape leads back to it."""
    mark = page.locator(".map-mark").first
    mark.focus()
    name = mark.get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(page.locator(".map-told")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map-told') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(".map-told")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_an_entry_shows_its_place(page: Page) -> None:
    """The list leads to the map: a place's button opens what happened there."""
    page.get_by_role("button", name="Show Kafr Nabuda on the map").click()
    told = page.locator(".map-told")
    expect(told).to_contain_text("Assault on Kafr Nabuda")
    expect(told.get_by_role("link", name="Assault on Kafr Nabuda")).to_have_attribute(
        "href", page.url.split("/map/")[0] + "/events/kafr-nabuda-assault/"
    )


def test_the_page_reads_without_javascript(visit: Visitor) -> None:
    """Without a script there is the drawn map, and the whole list with its links."""
    page = visit("map/", scripts=False)
    expect(page.locator(".drawing svg.map")).to_be_visible()
    assert len(page.locator(".on-map ul ul li > a").all()) > 80


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(visit: Visitor, scheme: Literal["light", "dark"]) -> None:
    """Names, roles and contrast are as WCAG has them, with a popup open, by day and night."""
    page = opened(visit("map/", scheme=scheme, still=True))
    page.locator(".map-mark").first.press("Enter")
    page.wait_for_selector(".map-told")
    found = Axe().run(page, context=".md-content")
    told = [(v["id"], [node["html"] for node in v["nodes"]]) for v in found.response["violations"]]
    assert told == [], json.dumps(told, indent=1)


def test_a_telephone_needs_no_sideways_scrolling(visit: Visitor) -> None:
    """At 360 pixels the page is no wider than the screen, and marks are large enough to touch."""
    page = opened(visit("map/", width=360, height=740))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for mark in page.locator(".map-mark").all():
        box = mark.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_what_the_page_loads_is_small(site: Path) -> None:
    """The script, its library and the outlines are no burden on a slow line."""
    sizes = {
        name: len(gzip.compress((site / name).read_bytes()))
        for name in ("assets/map.js", "assets/leaflet/leaflet.js", "map/map.json")
    }
    assert sizes["assets/map.js"] <= 4096
    assert sum(sizes.values()) < 200_000
