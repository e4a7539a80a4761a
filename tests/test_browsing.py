"""Tests of each kind of page of the published site, in a browser.

The kinds are found on the site, so a new kind of page is tested automatically.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from .browser import Visitor, scripted
from .serving import served

_MISSING = "no/such/page/"

# By default, Axe preloads sounds and other hosts' style sheets. The site has neither.
_EVERYTHING = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},  # at least 24 px, or enough space around
}
_COLOURS = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["color-contrast", "link-in-text-block"],
}

_VIOLATIONS = "async options => (await axe.run(options)).violations"

# Axe takes long to check contrast. So, of texts that look alike, its two rules on contrast check
# only two. Texts look alike if they and the elements around them have the same styles. All other
# rules check every element.
_MARK_LOOKS = """() => {
  const known = new Map();
  const like = new Map();  // an element to the number of its look
  const look = element => {
    if (!element) return 0;
    if (like.has(element)) return like.get(element);
    const style = getComputedStyle(element);
    const beneath = look(element.parentElement);
    const key = [beneath, style.color, style.backgroundColor, style.backgroundImage,
      style.opacity, style.filter, style.mixBlendMode, style.textShadow, style.fontSize,
      style.fontWeight, style.textDecorationLine, style.borderBottom, style.display,
      style.position, style.clip, style.clipPath, style.visibility].join();
    if (!known.has(key)) known.set(key, known.size + 1);
    like.set(element, known.get(key));
    return like.get(element);
  };
  const chosen = new Map();
  const controls = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({visibilityProperty: true}) || !element.getClientRects().length)
      continue;
    if (element.matches("input, select, textarea")) controls.push(element);
    const said = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!said) continue;
    const number = look(element);
    if (!chosen.has(number)) chosen.set(number, [element]);
    else chosen.get(number)[1] = element;
  }
  for (const element of document.querySelectorAll("[data-look]"))
    element.removeAttribute("data-look");
  for (const element of [...controls, ...[...chosen.values()].flat()])
    element.setAttribute("data-look", "");
  const marked = "[data-look], [data-look] *";
  axe.configure({rules: [
    {id: "color-contrast", selector: marked},
    {id: "link-in-text-block", selector: `:is(a[href], [role=link]):is(${marked})`},
  ]});
}"""

_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}

# Find the elements that are wider than the window, and aren't in a box that scrolls.
_BEYOND = """() => [...document.querySelectorAll(".md-content *")].filter(element => {
  if (!element.checkVisibility() || element.getBoundingClientRect().right < innerWidth + 1)
    return false;
  for (let box = element.parentElement; box; box = box.parentElement)
    if (box.matches("svg") || getComputedStyle(box).overflowX !== "visible")
      return false;
  return true;
}).map(element => element.outerHTML.slice(0, 120))"""

# Record each element that the keyboard reaches, whether it is visible, and whether the focus
# changes the look of the element, its label or its parent.
_WATCH = """() => {
  const looks = element => [element, element.nextElementSibling, element.parentElement,
    element.parentElement.parentElement].filter(Boolean).map(shown => {
      const style = getComputedStyle(shown);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor,
        style.borderColor, style.textDecorationColor].join();
    }).join("|");
  const focused = "a[href], button, input, select, textarea, summary, [tabindex]";
  window.wanted = new Set([...document.querySelectorAll(focused)].filter(element =>
    element.tabIndex >= 0 && !element.disabled && element.type !== "radio"
    && element.checkVisibility({visibilityProperty: true})));
  window.unseen = new Set();
  window.passed = new Set();
  window.reached = new Map();
  const follows = (one, other) => one.compareDocumentPosition(other) & 4;
  document.addEventListener("focusin", ({target}) => {
    // What can be used while the focus goes by is looked at then: some of it comes and goes.
    for (const element of wanted) {
      if (follows(element, target) && !reached.has(element) && element.tabIndex >= 0
        && element.checkVisibility({visibilityProperty: true})) passed.add(element);
    }
    const box = target.getBoundingClientRect();
    if (box.right <= 0 || box.left >= innerWidth) unseen.add(target);
    reached.set(target, looks(target));
  });
  document.addEventListener("focusout", ({target}) => setTimeout(() => {
    const same = document.activeElement !== target && reached.get(target) === looks(target);
    if (same && target.type !== "text" && target.type !== "search") unseen.add(target);
  }));
  return wanted.size;
}"""
_REACHED = """stops => {
  const told = elements => elements.map(element => element.outerHTML.slice(0, 120));
  const follows = (one, other) => one.compareDocumentPosition(other) & 4;
  const last = [...reached.keys()].reduce((one, other) => follows(one, other) ? other : one);
  const missed = [...passed].filter(element => !reached.has(element));
  const held = reached.size < stops - 3 ? [last] : [];
  return {missed: told(missed), unseen: told([...unseen]), held: told(held)};
}"""

# Find the texts that a page doesn't show, except texts that readers can unfold or that only the
# search reads.
_HIDDEN = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector(".md-content"), 4);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const folded = element.closest("details, script, style, template, svg title, .found-by");
    if (texts.currentNode.data.trim() && !folded && !element.checkVisibility())
      found.push(texts.currentNode.data.trim());
  }
  return found;
}"""
_PRINTED = """() => [...document.querySelectorAll(
  "header, nav:not(.breadcrumb), footer, form, button, input, select"
)].filter(it => it.checkVisibility({visibilityProperty: true}) && it.getClientRects().length)
  .map(it => it.outerHTML.slice(0, 120))"""
# The layers of the live map are larger than its frame, which shows a part of them.
_CUT_OFF = """() => [...document.querySelectorAll(
  ".md-content :is(table, svg, .map-frame):not(.map-frame *)"
)].filter(it => it.getBoundingClientRect().right > innerWidth)
  .map(it => it.outerHTML.slice(0, 120))"""
_TEXT = """css => {
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = css;
  const text = document.querySelector(".md-content").innerText;
  style.remove();
  return text;
}"""
_ADDED = "button, form, input, label, select, output, [role=status], .leaflet-container"


_PAPER = 686
"""The width of the text on A4 paper with the margins of ``styles/print.css``, in CSS pixels."""

_PARTS = 4
"""Number of groups of pages. Each group is one test, so that groups can be tested in parallel."""

_STOPS = 60
"""Maximum number of Tab presses per page. Further down, long pages repeat themselves."""


def kinds(site: Path, *, shortest: bool = True) -> list[str]:
    """Return paths of pages of each kind, relative to the site's address.

    Each page at the top level is a kind of its own. The pages of records in a folder are one kind,
    of which the longest page is returned and, if ``shortest``, the shortest page too. Pages for
    embedding are left out; ``tests/test_reuse.py`` tests them.
    """
    alone: list[str] = []
    records: dict[str, list[tuple[int, str]]] = {}
    for path in site.rglob("index.html"):
        folder, _, record = path.parent.relative_to(site).as_posix().rpartition("/")
        if record == "embed":
            continue
        if not folder:
            alone.append("" if record == "." else f"{record}/")
        elif 'http-equiv="refresh"' not in path.read_text("utf-8"):
            records.setdefault(folder, []).append((path.stat().st_size, f"{folder}/{record}/"))
    ends = {max(sized)[1] for sized in records.values()}
    if shortest:
        ends |= {min(sized)[1] for sized in records.values()}
    return sorted(alone) + sorted(ends)


def reads_whole_without_scripts(page: Page, visit: Visitor) -> Iterator[str]:
    """Yield each text of a page that is missing or hidden without JavaScript."""
    if page.evaluate("innerWidth") < 1280:
        return  # rows are shown as entries here, so the headings of columns are only for sorting
    opened = visit.context(scripts=False).pages
    plain = visit(page.url, scripts=False, tab=next(iter(opened), None), tiny=True)
    yield from (f"hidden without scripts: {text}" for text in plain.evaluate(_HIDDEN))
    scripted(page)
    yield from (f"missing without scripts: {text}" for text in lines(page) - lines(plain))


def lines(page: Page) -> set[str]:
    """Return the lines of text that a page shows, without controls that scripts add."""
    shown = page.evaluate(_TEXT, f".md-content :is({_ADDED}) {{display: none !important}}")
    return {" ".join(line.split()) for line in shown.splitlines()}


def fits(page: Page, _: Visitor) -> Iterator[str]:
    """Yield an error if the page scrolls sideways; wide parts must scroll by themselves."""
    room, wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    if wide > room:
        yield f"{wide} px wide"
    yield from (f"over the edge: {beyond}" for beyond in page.evaluate(_BEYOND))


def keeps_nobody_out(page: Page, _: Visitor) -> Iterator[str]:
    """Yield the accessibility errors that Axe finds, such as missing names or low contrast."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(_MARK_LOOKS)
    yield from violations(page, _EVERYTHING)


def has_contrast_by_night(page: Page, _: Visitor) -> Iterator[str]:
    """Yield violations of contrast when the reader's system has a dark colour scheme."""
    # Without this, elements out of view change their colours only when Axe reaches them.
    page.add_style_tag(content="*, ::before, ::after {transition: none !important}")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.evaluate(_MARK_LOOKS)
    yield from violations(page, _COLOURS)
    page.emulate_media(color_scheme="light")


def violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """Yield the violations that Axe finds. The page must have loaded Axe's script."""
    for violation in page.evaluate(_VIOLATIONS, options):
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html']} {node['failureSummary']}"


def has_its_text_alone_on_paper(page: Page, _: Visitor) -> Iterator[str]:
    """Yield each menu or control that is printed."""
    page.emulate_media(media="print")
    yield from (f"printed: {menu}" for menu in page.evaluate(_PRINTED))
    expect(page.locator("h1").first).to_be_visible()
    page.emulate_media(media="screen")
    # Boxes that were unfolded for printing are folded again before the second frame.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def has_its_text_one_key_away(page: Page, _: Visitor) -> Iterator[str]:
    """Yield an error if the first Tab stop doesn't lead to the page's heading."""
    if page.url.endswith(_MISSING):
        return  # the page has hardly any text
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if not page.evaluate("document.querySelector(':target')?.matches('h1')"):
        yield "the first stop of the keyboard leads elsewhere"


# All checks of a page, which is opened once. The last check leaves the page scrolled.
_CHECKS = (
    fits, keeps_nobody_out, has_contrast_by_night, has_its_text_alone_on_paper,
    reads_whole_without_scripts, has_its_text_one_key_away,
)  # fmt: skip


def test_every_kind_of_page_is_known(site: Path) -> None:
    """``kinds`` finds the pages at the top level, and one index and two records of each type."""
    found = kinds(site)
    for folder in ("actors", "events", "locations", "questions", "sources"):
        assert f"{folder}/" in found
        assert len([address for address in found if address.startswith(f"{folder}/")]) == 3
    assert {"", "about/", "format/", "matrix/", "method/", "names/"} <= set(found)


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("width", [1280, 360])
def test_every_kind_of_page_holds(visit: Visitor, site: Path, width: int, part: int) -> None:
    """Each kind of page passes all checks: layout, accessibility, dark mode, print, no scripts."""
    found = []
    page = None
    for address in [*kinds(site), _MISSING][part::_PARTS]:
        page = visit(address, width=width, tab=page, tiny=True)
        for check in _CHECKS:
            found += [f"/{address} {complaint}" for complaint in check(page, visit)]
    assert found == []


def test_enlarged_four_times_each_page_fits(visit: Visitor, site: Path) -> None:
    """At a zoom of 400 %, no page scrolls sideways in a window of 1280 px."""
    found = []
    page = None
    for address in kinds(site, shortest=False):
        page = visit(address, width=320, height=256, tab=page, tiny=True)
        found += [f"/{address} {complaint}" for complaint in fits(page, visit)]
    assert found == []


def test_paper_cuts_nothing_off(visit: Visitor, site: Path) -> None:
    """On A4 paper, no table and no drawing is wider than the page."""
    found = []
    page = None
    for address in [*kinds(site, shortest=False), "events/russian-intervention/"]:
        page = visit(address, width=_PAPER, tab=page, tiny=True)
        scripted(page)  # the live map is printed too
        page.emulate_media(media="print")
        found += [f"/{address} {cut}" for cut in page.evaluate(_CUT_OFF)]
        page.emulate_media(media="screen")
    assert found == []


def test_a_long_timeline_has_its_axis_on_the_same_sheet(visit: Visitor) -> None:
    """On paper, the names of the axis are directly above the timeline, which begins a new sheet."""
    page = visit("timeline/", width=_PAPER)
    scripted(page)
    names = page.locator(".timelines .on-paper")
    expect(names).to_be_hidden()
    page.emulate_media(media="print")
    expect(names).to_be_visible()
    expect(page.get_by_label("Axis of time")).to_be_hidden()
    axis, first = (found.bounding_box() for found in (names, page.locator(".lane").first))
    assert axis
    assert first
    assert 0 <= first["y"] - axis["y"] - axis["height"] < 10


def test_where_an_address_leads_is_seen_in_any_colours(visit: Visitor) -> None:
    """If the system forces its own colours, an outline marks the part to which an anchor leads."""
    page = visit("sources/zero-hedge-2015-10/#p15")
    marked = page.locator("p:has(> #p15)")
    expect(marked).to_have_css("outline-style", "none")
    page.emulate_media(forced_colors="active")
    expect(marked).to_have_css("outline-style", "solid")


def test_a_contrast_too_low_is_seen_wherever_it_is(visit: Visitor) -> None:
    """The contrast check finds a single table cell with low contrast among many usual cells."""
    page = visit("events/")
    page.evaluate(AXE_SCRIPT)
    for words in ("color: #aaa", "background: #777", "opacity: .4"):
        cell = page.locator("tbody tr:visible").nth(30).locator("> *").last
        cell.evaluate("(cell, style) => cell.setAttribute('style', style)", words)
        page.evaluate(_MARK_LOOKS)
        found = violations(page, _COLOURS)
        assert any("color-contrast" in told and words in told for told in found)
        cell.evaluate("cell => cell.removeAttribute('style')")
    page.evaluate(_MARK_LOOKS)
    assert list(violations(page, _COLOURS)) == []


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("width", [1280, 360])
def test_the_keyboard_reaches_everything(visit: Visitor, site: Path, width: int, part: int) -> None:
    """Tab reaches each link and control, shows the focus, and never gets stuck."""
    found = []
    page = None
    for address in [*kinds(site, shortest=False), _MISSING][part::_PARTS]:
        page = visit(address, width=width, still=True, tab=page, tiny=True)
        if address == "map/":  # the map's script changes the elements that Tab reaches
            page.wait_for_selector(".map-mark")
        stops = min(page.evaluate(_WATCH), _STOPS)
        keys = page.context.new_cdp_session(page)
        before, reached = -1, 0
        # Under load, fewer keys than sent were seen to move the focus: go on while they reach more.
        while before < reached < stops - 3:
            for _ in range(stops + 10 - reached):  # boxes that scroll are stops too
                keys.send("Input.dispatchKeyEvent", _TAB)
            before, reached = reached, page.evaluate("reached.size")
        result = page.evaluate(_REACHED, stops)
        found += [f"/{address} {how}: {it}" for how, those in result.items() for it in those]
        keys.detach()
    assert found == []


def test_what_can_be_used_works(visit: Visitor) -> None:
    """The switch of colours, the unfolding of citations, and the matrix's filter work."""
    source = "sources/south-front-2015-11-09/"
    page = visit(source)
    scheme = page.locator("body")
    for wanted in ("default", "slate"):
        page.locator("label[for^=__palette]:visible").click()
        expect(scheme).to_have_attribute("data-md-color-scheme", wanted)
    page.reload()
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    cite = page.locator("details.cite").first
    cite.locator("summary").click()
    expect(cite.locator(".address")).to_contain_text(f"{visit.address}{source}#c-")

    matrix = visit("matrix/")
    events = matrix.locator(".matrix tbody tr:visible")
    every = events.count()
    matrix.locator(".matrix select").select_option(index=0)
    assert 0 < events.count() < every


def test_every_tab_of_the_menu_opens(visit: Visitor) -> None:
    """Each link of the main menu leads to a different page."""
    page = visit()
    tabs = page.locator(".md-tabs__link")
    titles = set()
    for number in range(tabs.count()):
        tabs.nth(number).click()
        expect(page.locator("h1")).to_have_count(1)
        titles.add(page.title())
    assert len(titles) == tabs.count()


def test_the_method_and_the_data_are_in_reach(visit: Visitor) -> None:
    """Method and Data are last in the menu and the drawer; the site's name leads home."""
    page = None
    for path in ("", "actors/hezbollah/", "names/"):
        page = visit(path, tab=page)
        for last in (".md-tabs__link", ".md-nav--primary > .md-nav__list > li > a"):
            assert page.locator(last).all_text_contents()[-2:] == ["Method", "Data"]
        page.locator(".md-header__topic a").click()
        expect(page).to_have_url(visit.address)


def test_a_site_in_a_folder_of_its_host(browser: Browser, small: Path) -> None:
    """If a site is in a folder of its host, links and files work, and old addresses redirect."""
    site = small / "site"
    with served(site, "/topic/") as address:
        visit = Visitor(browser, address)
        page = None
        for path in kinds(site):
            page = visit(path, tab=page)
            tab = page.locator(".md-tabs__link").nth(1)
            expect(tab).to_have_js_property("href", f"{address}events/")
        page = visit("events/harbour-fire/", tab=page)
        page.locator(".md-tabs__link").nth(1).click()
        expect(page).to_have_url(f"{address}events/")
        expect(page.locator("h1").first).to_be_visible()
        moved = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")
                 if 'http-equiv="refresh"' in path.read_text("utf-8")]  # fmt: skip
        assert moved
        for path in moved:
            page = visit(f"{path}/", tab=page)
            expect(page).not_to_have_url(f"{address}{path}/")
        visit.close()
    assert visit.complaints == []
