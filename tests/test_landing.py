"""Link targets: after a link is followed, its target is in view, and only it is highlighted."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import PATIENCE, Visitor
from .published import Published, read, target
from .serving import served
from .test_browsing import kinds

expect.set_options(timeout=PATIENCE)

_WIDTHS = (1440, 360)
_CITED = re.compile(r"p\d+|title|standfirst|caption|c-.+")
"""Matches the anchors of a source's paragraphs and claims."""

# Wait until the page is loaded and drawn. Then return what is wrong with the element that the
# anchor in the page's address names: it is missing, out of sight or not highlighted, for example.
_COMPLAINTS = """async () => {
  const passed = () => new Promise(requestAnimationFrame);
  if (document.readyState !== "complete")
    await new Promise(done => addEventListener("load", done, {once: true}));
  await passed();
  await passed();
  const blocks = "p, li, tr, h1, h2, h3, h4";
  const id = decodeURIComponent(location.hash.slice(1));
  const place = document.getElementById(id);
  if (!place) return [`no #${id}`];
  const wrong = [];
  if (document.querySelector(":target") !== place) wrong.push("not what is addressed");

  // Where its first words stand: an anchor may be an empty one before a heading.
  const block = place.closest(blocks) ?? place;
  const shown = block.innerText.trim() ? block : block.nextElementSibling;
  const words = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  do words.nextNode(); while (words.currentNode !== shown && !words.currentNode.data?.trim());
  const range = document.createRange();
  range.selectNodeContents(words.currentNode);
  const line = range.getClientRects()[0];
  if (!line) return [...wrong, "not shown"];
  const {left, right, top, bottom} = line;
  if (top < 0 || bottom > innerHeight || left < 0) wrong.push(`out of sight, at ${top} px`);
  // A height with a fraction is rounded up: the last pixel may be out of reach.
  const end = Math.ceil(scrollY + innerHeight) + 1 >= document.documentElement.scrollHeight;
  if (top > innerHeight / 3 && !end) {
    const most = document.documentElement.scrollHeight - innerHeight;
    wrong.push(`too far down, at ${top} px, scrolled ${scrollY} of ${most}`);
  };

  for (const x of [left + 1, (left + right) / 2, Math.min(right, innerWidth) - 1]) {
    const over = document.elementFromPoint(x, (top + bottom) / 2);
    if (!shown.contains(over)) wrong.push(`under ${over?.outerHTML.slice(0, 80)}`);
  }
  // Out of sight too it stands where it would be seen.
  const button = document.querySelector(".md-top")?.getBoundingClientRect();
  if (button && button.bottom > top && button.top < bottom
      && button.right > left && button.left < right) wrong.push("where the way back up stands");

  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.backgroundColor = "var(--found)";
  const found = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const meant = place.closest(".side") ?? shown;
  const marked = [...document.querySelectorAll(`.page :is(${blocks}, td, .side)`)]
    .filter(element => getComputedStyle(element).backgroundColor === found);
  if (place.matches("p > a, li > a, td > a") && !marked.length) wrong.push("not marked");
  if (marked.some(element => !meant.contains(element))) wrong.push("another is marked");
  return wrong;
}"""

# Go to each of the given targets on the open page, by a link if the page has one.
_FROM_ONE_TO_THE_NEXT = f"""async places => {{
  const complaints = {_COMPLAINTS};
  const found = {{}};
  for (const place of places) {{
    const link = document.querySelector(`.page a[href="#${{CSS.escape(place)}}"]`);
    if (link) link.click();
    else location.hash = place;
    const wrong = await complaints();
    if (wrong.length) found[place] = wrong;
  }}
  return found;
}}"""

_OPENS_EVIDENCE = "article :is(sup, li > small) > a"
"""CSS selector of links to a source whose first click opens a pane beside the text."""

_FILTERED = ".sortable table, .on-map, .timelines, svg.network"
"""CSS selector of elements above which scripts add controls."""


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Published]:
    """Return the published pages, parsed."""
    return read(site)


@pytest.fixture(scope="module")
def cited(pages: dict[str, Published]) -> dict[str, list[str]]:
    """Map the address of each source's page to the anchors of its paragraphs and claims."""
    return {
        name.removesuffix("index.html"): _both_ways(filter(_CITED.fullmatch, page.anchors))
        for name, page in pages.items()
        if re.fullmatch(r"sources/[^/]+/index\.html", name)
    }


@pytest.mark.parametrize("width", _WIDTHS)
def test_every_paragraph_and_claim_lands(
    visit: Visitor, cited: dict[str, list[str]], width: int
) -> None:
    """Opening the address of a paragraph or claim scrolls to it, and highlights only it."""
    assert sum(map(len, cited.values())) > 200
    found: dict[str, list[str]] = {}
    page = None
    for address, anchors in cited.items():
        page = visit(f"{address}#{anchors[0]}", width=width, tab=page, tiny=True)
        wrong = {anchors[0]: page.evaluate(_COMPLAINTS)}
        wrong |= page.evaluate(_FROM_ONE_TO_THE_NEXT, anchors)
        found |= {f"{address}#{anchor}": it for anchor, it in wrong.items() if it}
    assert found == {}


@pytest.mark.parametrize("part", range(len(_WIDTHS)))
def test_every_address_of_a_paragraph_or_claim_opens(
    visit: Visitor, cited: dict[str, list[str]], part: int
) -> None:
    """If a paragraph's or claim's address is opened in a new window, its target is in view.

    Each address is opened in a window of one of two widths. Neighbouring targets get different
    widths.
    """
    found: dict[str, list[str]] = {}
    for half, width in enumerate(_WIDTHS):
        page = visit("404.html", width=width, tiny=True)
        places = [(address, anchor) for address in cited for anchor in cited[address][half::2]]
        for number, (address, anchor) in enumerate(places[part::2]):
            # Each address gets another query: with the same one, the browser would only scroll.
            page.goto(f"{visit.address}{address}?{number}#{anchor}", wait_until="commit")
            if wrong := page.evaluate(_COMPLAINTS):
                found[f"{address}#{anchor}"] = wrong
        page.close()
    assert found == {}


def _both_ways(anchors: Iterator[str]) -> list[str]:
    """Return anchors in an order that goes first down and then up the page."""
    ordered = sorted(anchors)
    return [*ordered[::2], *ordered[1::2][::-1]]


def test_a_citation_leads_to_its_paragraph(
    visit: Visitor, pages: dict[str, Published], cited: dict[str, list[str]]
) -> None:
    """A citation leads to the cited paragraph or claim on the source's page.

    If a click on the citation opens a pane first, the pane has a link to this place.
    """
    citing = _citing(pages)
    found: dict[str, list[str]] = {}
    tabs: dict[int, Page] = {}
    for number, place in enumerate(_few(place for place in citing if _is_cited(place, cited))):
        width = _WIDTHS[number % 2]
        page = tabs[width] = visit(citing[place], width=width, tab=tabs.get(width))
        links = page.locator(f'.page a[href$="{place.removeprefix("sources/")}"]:visible')
        opens = links.and_(page.locator(_OPENS_EVIDENCE))
        in_pane = opens.count() > 0
        (opens if in_pane else links).first.click()
        if in_pane:
            page.locator("dialog.evidence[open] h2 a").click()  # the citation's own address
        page.wait_for_url(f"{visit.address}{place}")
        if wrong := page.evaluate(_COMPLAINTS):
            found[f"{citing[place]} to {place}"] = wrong
    assert found == {}


def _is_cited(place: str, cited: dict[str, list[str]]) -> bool:
    address, anchor = urldefrag(place)
    return anchor in cited.get(address, ())


def _few(places: Iterable[str]) -> list[str]:
    """Return the first, a middle and the last paragraph and claim of each source."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for place in sorted(places, key=_natural):
        address, anchor = urldefrag(place)
        groups.setdefault((address, anchor.startswith("c-")), []).append(place)
    return [place for group in groups.values()
            for place in sorted({group[0], group[len(group) // 2], group[-1]})]  # fmt: skip


def _natural(place: str) -> tuple[str, int, str]:
    """Return a sort key that sorts the tenth paragraph after the second."""
    number = re.search(r"#p(\d+)$", place)
    return urldefrag(place)[0], int(number[1]) if number else 0, place


def _citing(pages: dict[str, Published]) -> dict[str, str]:
    """Map the address of each link target to the shortest page that links to it."""
    citing: dict[str, str] = {}
    for name, page in sorted(pages.items(), key=lambda named: len(named[1].text)):
        for link in () if name == "404.html" or "/embed/" in name else page.links:
            there = target(name, link)
            if there and there[1] and there[0] != name:
                place = f"{there[0].removesuffix('index.html')}#{there[1]}"
                citing.setdefault(place, name.removesuffix("index.html"))
    return citing


@pytest.mark.parametrize("width", _WIDTHS)
def test_every_other_place_lands(
    visit: Visitor, site: Path, pages: dict[str, Published], width: int
) -> None:
    """Links to anchors other than paragraphs and claims scroll their targets into view."""
    citing = _linked(pages)
    found: dict[str, list[str]] = {}
    page = None
    followed = 0
    for address in kinds(site, shortest=False):
        anchors = [anchor for anchor in citing.get(address, ()) if not _CITED.fullmatch(anchor)]
        if not anchors:
            continue
        followed += len(anchors)
        page = visit(f"{address}#{anchors[-1]}", width=width, tab=page, tiny=True)
        if page.locator(_FILTERED).count():
            page.wait_for_selector(".filters")
        wrong = {anchors[-1]: page.evaluate(_COMPLAINTS)}
        wrong |= page.evaluate(_FROM_ONE_TO_THE_NEXT, anchors)
        found |= {f"{address}#{anchor}": it for anchor, it in wrong.items() if it}
    assert found == {}
    assert followed > 200


def _linked(pages: dict[str, Published]) -> dict[str, list[str]]:
    """Map each page's address to those of its anchors to which links on any page lead."""
    linked: dict[str, set[str]] = {}
    for name, page in pages.items():
        for link in page.links if name != "404.html" else ():
            there = target(name, link)
            if there and there[1]:
                linked.setdefault(there[0].removesuffix("index.html"), set()).add(there[1])
    return {address: _both_ways(iter(anchors)) for address, anchors in linked.items()}


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_keeps_its_place(browser: Browser, small: Path, scripts: bool) -> None:
    """A page's old address redirects to the new page and, with scripts, to the same anchor."""
    site = small / "site"
    with served(site) as address:
        visit = Visitor(browser, address)
        moved = [path.parent for path in site.rglob("index.html")
                 if 'http-equiv="refresh"' in path.read_text("utf-8")]  # fmt: skip
        assert moved
        page = None
        for old in moved:
            name = old.relative_to(site).as_posix()
            anchor = "p1" if name.startswith("sources/") else "sources-on-this-page"
            page = visit(f"{name}/#{anchor}", scripts=scripts, tab=page)
            expect(page.locator(".breadcrumb")).to_be_visible()
            assert f"/{name}/" not in page.url
            if scripts:
                assert page.url.endswith(f"/#{anchor}")
                assert page.evaluate(_COMPLAINTS) == []
        visit.close()
    assert visit.complaints == []
