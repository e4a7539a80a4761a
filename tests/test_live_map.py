"""The live map, in a browser: filters, popups, addresses, the keyboard, and loaded files."""

import gzip
import json
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from markdown import markdown
from playwright.sync_api import Page, expect

from sourcebook import stages
from sourcebook.analysis import on_map, place_geometry
from sourcebook.corpus import Corpus
from sourcebook.exports import live_map
from sourcebook.pages.compose import Composer

from .browser import Visitor
from .chosen import Fit, fitting, with_parts
from .projects import ROOT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    corpus = stages.check(ROOT).corpus
    assert corpus is not None
    return corpus


@pytest.fixture
def page(visit: Visitor) -> Page:
    """Open the page of the map, wait until the map is drawn, and return the page."""
    return opened(visit("map/", still=True))


def opened(page: Page) -> Page:
    """Wait until the map of a page is drawn; return the page."""
    page.wait_for_selector(".map-mark")
    return page


def shown(page: Page) -> list[str]:
    """Return the titles of the events that the list on the map's page shows."""
    found: list[str] = page.locator(".on-map ul ul li:visible > a").all_text_contents()
    return found


@pytest.mark.slow
def test_filters_show_the_same_on_map_and_list(page: Page) -> None:
    """An event that a filter excludes isn't on the map, in the page's list or in its count."""
    every = shown(page)
    page.get_by_label("Kind").select_option("capture")
    captures = set(shown(page))
    assert 0 < len(captures) < len(set(every))
    expect(page.locator(".filters > output")).to_contain_text(f"{len(captures)} events;")
    page.get_by_label("From", exact=True).fill("2016-01-01")
    assert 0 < len(set(shown(page))) < len(captures)
    page.get_by_text("Clear", exact=True).click()
    expect(page.locator(".filters > output")).to_contain_text(f"{len(set(every))} events;")
    assert shown(page) == every


def standings(page: Page) -> tuple[set[str], set[str]]:
    """Return the ids of events marked as certainly within the chosen days, and as maybe within."""
    within, maybe = (
        page.locator(f".on-map ul ul li.{how}:visible > a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        for how in ("within", "maybe")
    )
    return {*map(_id, within)}, {*map(_id, maybe)}


def _id(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


_MARKS = """marks => marks.map(mark => {
  const {width, height} = mark.getBoundingClientRect();
  const label = mark.getAttribute("aria-label") ?? "";
  return {label, numbers: mark.textContent, classes: [...mark.classList], width, height};
})"""


def drawn_marks(page: Page) -> list[dict[str, Any]]:
    """Return the labels, numbers, classes and sizes (in CSS pixels) of the map's marks."""
    found: list[dict[str, Any]] = page.locator(".map-mark").evaluate_all(_MARKS)
    return found


def told(fit: Fit) -> str:
    """Return the map's expected text about the events that fit the chosen days."""
    events = "event" if len(fit.within) == 1 else "events"
    one = len(fit.undated) == 1
    undated = f"; {len(fit.undated)} undated {'event' if one else 'events'} left out"
    return (
        f"{len(fit.within)} {events} dated within these days, {len(fit.maybe)} that may fall in "
        f"them{undated if fit.undated else ''}; "
    )


@pytest.mark.slow
def test_a_mark_counts_each_event_once(visit: Visitor) -> None:
    """A mark of several places counts an event once, also if it happened at several of them."""
    page = opened(visit("map/?source=zero-hedge-2015-10&kind=capture", still=True))
    count = len(set(shown(page)))
    assert count < len(shown(page))
    mark = page.locator(".map-mark")
    expect(mark).to_have_count(1)
    expect(mark).to_have_attribute("aria-label", re.compile(rf"; {count} events$"))


def test_a_country_with_a_named_mark_is_named_once(page: Page) -> None:
    """Countries are named where there is room, except those whose mark has a name already."""
    marks, names = (
        page.locator(f".map-name{which}").all_text_contents()
        for which in (".map-place", ":not(.map-place)")
    )
    assert {"Turkey", "Iraq"} <= set(marks)
    assert "Armenia" in names
    assert not {name.partition(" +")[0] for name in marks} & set(names)


@pytest.mark.slow
def test_days_may_be_given_in_either_order(visit: Visitor) -> None:
    """If the first day is later than the last day, the map shows the events between them."""
    page = opened(visit("map/?from=2015-10-01&to=2015-10-31", still=True))
    output = page.locator(".filters > output").text_content() or ""
    other = opened(visit("map/?from=2015-10-31&to=2015-10-01", still=True))
    expect(other.locator(".filters > output")).to_have_text(output)


def test_a_place_without_a_position_is_shown_by_the_outline_around_it(corpus: Corpus) -> None:
    """The map draws the outline of the place around a place, if the latter's position is unknown.

    A circle around the middle of Turkey reaches no part of its border with Syria.
    """
    listed = on_map.find(corpus, place_geometry.find(corpus), {})
    outlines = {place.id: place.outline for place in listed.places}
    assert outlines["syrian-turkish-border"] == "turkey"
    assert outlines["iraq"] == "iraq"
    assert outlines["damascus"] == ""
    drawn = json.loads(live_map.compose(corpus)["map/map.json"])["layers"]
    features = [feature for layer in drawn for file in layer for feature in file["features"]]
    shapes = {feature["properties"].get("location") for feature in features}
    assert set(filter(None, outlines.values())) <= shapes


def test_russia_in_october_2015(visit: Visitor, corpus: Corpus) -> None:
    """The map's filter by actor includes the actor's parts, unless the reader turns this off.

    The map's address stores this choice.
    """
    october = "from=2015-10-01&to=2015-10-31"
    page = opened(visit(f"map/?{october}&actor=russia", still=True))
    fit = fitting(corpus, "2015-10-01", "2015-10-31", with_parts("russia"))
    strikes = {"kafr-nabuda-air-strikes", "joint-operations-start"}
    assert strikes <= fit.within | fit.maybe
    assert standings(page) == (fit.within, fit.maybe)
    expect(page.locator(".filters > output")).to_contain_text(told(fit))

    page.get_by_label("with its parts").uncheck()
    alone = fitting(corpus, "2015-10-01", "2015-10-31", {"russia"})
    assert not strikes & (alone.within | alone.maybe)
    assert standings(page) == (alone.within, alone.maybe)
    expect(page.locator(".filters > output")).to_contain_text(told(alone))
    expect(page).to_have_url(re.compile("parts=no"))
    other = opened(visit(page.url, still=True))
    expect(other.get_by_label("with its parts")).not_to_be_checked()
    assert standings(other) == (alone.within, alone.maybe)
    other.get_by_text("Clear", exact=True).click()
    expect(other.get_by_label("with its parts")).to_be_checked()
    expect(other).not_to_have_url(re.compile("parts"))


@pytest.mark.parametrize(
    ("first", "last"),
    [("2015-10-01", "2015-10-31"), ("2015-01-01", "2015-12-31"), ("2016-06-25", "2016-06-25"),
     ("2015-11-01", ""), ("", "2015-09-30"), ("", "2016-06-25")],
)  # fmt: skip
def test_no_date_is_taken_for_more_than_it_says(
    visit: Visitor, corpus: Corpus, first: str, last: str
) -> None:
    """The map distinguishes events within the chosen days from events that may be within them."""
    page = opened(visit(f"map/?from={first}&to={last}", still=True))
    fit = fitting(corpus, first or "0000", last or "9999")
    assert standings(page) == (fit.within, fit.maybe)
    expect(page.locator(".filters > output")).to_contain_text(told(fit))
    if first:
        by_a_day = re.compile(r"\bby (about )?(\d+ )?[A-Z][a-z]+ \d{4}$")
        vague = page.locator(".on-map li.within", has_text=by_a_day)
        expect(vague).to_have_count(0)
    assert bool(page.locator(".map-mark small").count()) == bool(fit.maybe)
    for mark in drawn_marks(page):
        sure, maybe = map(int, re.findall(r"(\d+) (?:events? dated|that may)", mark["label"]))
        assert mark["numbers"] == f"{sure or ''}{f'{maybe}?' if maybe else ''}"
        assert ("maybe" in mark["classes"]) == (not sure)


def test_months_are_played_one_after_the_other(visit: Visitor) -> None:
    """The map's slider and its button "Play" set the dates of the filter.

    If the reader's system asks for reduced motion, there is no button "Play".
    """
    page = visit("map/")
    first = page.locator(".filters [name=from]")
    last = page.locator(".filters [name=to]")
    slider = page.get_by_role("slider", name="Month")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(first).not_to_have_value("")
    assert first.input_value()[:7] == last.input_value()[:7]
    page.get_by_role("button", name="Clear").click()
    expect(first).to_have_value("")
    expect(slider).to_have_value("0")
    page.get_by_role("button", name="Play").click()
    expect(slider).to_have_value("1")
    expect(slider).to_have_value("2")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    still = visit("map/", still=True)
    expect(still.get_by_role("slider", name="Month")).to_be_visible()
    expect(still.get_by_role("button", name="Play")).to_have_count(0)


def test_what_is_chosen_comes_into_view(visit: Visitor) -> None:
    """After a filter leaves few places, the map zooms in on them."""
    page = visit("map/", still=True)
    expect(page.locator(".map-place b").first).to_be_visible()
    before = page.evaluate("location.search")
    page.locator(".filters [name=actor]").select_option("russian-air-force")
    expect(page.locator(".map-place b", has_text="Kafr Nabuda")).to_be_visible()
    assert page.evaluate("location.search") != before


def test_the_address_brings_back_the_view(page: Page, visit: Visitor) -> None:
    """Opening the address of a filtered map restores its filters and the part that it showed."""
    page.get_by_label("Kind").select_option("capture")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile(r"/map/\?.*at=\d"))
    marks = page.locator(".map-mark").all_text_contents()
    expect(page).to_have_url(re.compile("kind=capture"))
    other = opened(visit(page.url, still=True))
    assert other.get_by_label("Kind").input_value() == "capture"
    assert other.locator(".map-mark").all_text_contents() == marks


def test_an_address_that_makes_no_sense_does_no_harm(visit: Visitor) -> None:
    """Invalid values in the map's address are ignored."""
    page = opened(visit("map/?at=x_1&kind=%3Cb%3E&actor=nobody"))
    expect(page.locator(".filters > output")).to_contain_text("81 events;")


ALONE = '.map-mark:not([aria-label*="more place"])'
"""CSS selector of marks for a single place."""


def test_a_mark_for_several_places_leads_nearer(page: Page) -> None:
    """Enter on a map's mark for several places zooms in, and moves the focus to one of them."""
    marks = page.locator(".map-mark")
    before = marks.count()
    page.locator('.map-mark[aria-label^="Damascus"][aria-label*="more place"]').focus()
    page.keyboard.press("Enter")
    expect(marks).not_to_have_count(before)
    expect(page.locator(".map-told")).to_have_count(0)
    expect(page.locator(".map-mark:focus")).to_have_attribute("aria-label", re.compile("Damascus"))


def test_a_mark_is_opened_and_closed_by_keys(page: Page) -> None:
    """Enter opens a mark's popup and focuses it; Escape closes it and focuses the mark again."""
    mark = page.locator(ALONE).first
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
    """A place's button in the list on the map's page opens the place's popup on the map."""
    page.get_by_role("button", name="Show Kafr Nabuda on the map").click()
    told = page.locator(".map-told")
    expect(told).to_contain_text("Assault on Kafr Nabuda")
    link = told.get_by_role("link", name="Assault on Kafr Nabuda")
    assert link.evaluate("(link) => link.href").endswith("/events/kafr-nabuda-assault/")


def test_the_page_reads_without_javascript(visit: Visitor) -> None:
    """Without JavaScript, the map's page has the drawn map and the whole list."""
    page = visit("map/", scripts=False)
    expect(page.locator(".drawing svg.map")).to_be_visible()
    assert page.locator(".on-map ul ul li > a").count() > 80


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(visit: Visitor, scheme: Literal["light", "dark"]) -> None:
    """With an open popup, the map has no violation of WCAG, in light and dark mode."""
    page = opened(visit("map/?from=2015-01-01&to=2015-12-31", scheme=scheme, still=True))
    page.locator(ALONE).first.press("Enter")
    page.wait_for_selector(".map-told")
    found = Axe().run(page, context=".md-content")
    told = [(v["id"], [node["html"] for node in v["nodes"]]) for v in found.response["violations"]]
    assert told == [], json.dumps(told, indent=1)


def test_a_telephone_needs_no_sideways_scrolling(visit: Visitor) -> None:
    """The map's page fits a width of 360 pixels, and its marks are large enough to touch.

    The slider for months isn't wider than the form that it is in.
    """
    page = opened(visit("map/", width=360, height=740))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    months = page.locator(".map-months")
    assert months.evaluate("(slider) => slider.offsetWidth <= slider.parentElement.clientWidth")
    for mark in drawn_marks(page):
        assert min(mark["width"], mark["height"]) >= 24


def test_what_the_page_loads_is_small(site: Path) -> None:
    """The map's script, its library and the outlines are small enough for slow connections."""
    sizes = {
        name: len(gzip.compress((site / name).read_bytes()))
        for name in ("assets/map.js", "assets/months.js", "assets/choosing.js",
                     "assets/leaflet/leaflet.js", "map/map.json")
    }  # fmt: skip
    assert sizes["assets/map.js"] <= 4096
    assert sum(sizes.values()) < 200_000


def test_a_long_list_comes_with_the_maps_data(
    site: Path, corpus: Corpus, visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the list of events on the map's page would be too long, a script loads it afterwards."""
    short = opened(visit("map/", still=True))
    whole = short.locator(".on-map").inner_text()
    links = _addresses(short)
    monkeypatch.setattr(on_map, "LONG", 20)
    context = visit.context(width=800, still=True)
    context.route("**/map/", lambda route: route.fulfill(body=_divided_page(site, corpus)))
    data = live_map.compose(corpus)["map/map.json"]
    context.route("**/map/map.json", lambda route: route.fulfill(body=data))
    page = opened(visit("map/", width=800, still=True))
    assert page.locator(".on-map").inner_text() == whole
    assert _addresses(page) == links
    page.get_by_label("Kind").select_option("capture")
    assert 0 < len(shown(page)) < len(links)
    height = page.locator(".on-map[data-divided]").bounding_box()
    assert height
    assert height["height"] < 700


def _addresses(page: Page) -> list[str]:
    found: list[str] = page.locator(".on-map a").evaluate_all("links => links.map(a => a.href)")
    return found


def _divided_page(site: Path, corpus: Corpus) -> str:
    """Return the page of the map as it would be if its list were too long."""
    text = Composer(corpus).text("map.md") or ""
    made = markdown(text, extensions=["sourcebook.commonmark"])
    listed = made[made.index('<div class="on-map"') : made.index("<!-- json-ld")]
    listed = re.sub(r'href="([\w/-]+)\.md"', r'href="../\1/"', listed)
    html = (site / "map" / "index.html").read_text("utf-8")
    start = html.index('<div class="on-map"')
    return html[:start] + listed + html[html.index("</div>", start) + len("</div>") :]
