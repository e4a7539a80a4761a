"""Sites in other languages, in a browser: accessibility and layout."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from .browser import Visitor, visiting
from .collecting_messages import catalogue_of
from .projects import run
from .serving import served
from .test_browsing import fits, keeps_nobody_out, kinds
from .translated import in_language

_WAYS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "dark"), (1440, "light"))


@pytest.fixture(scope="module", params=["ar", "fr", "ru"])
def abroad(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small corpus in the parameter's language; return its site's folder."""
    made = in_language(tmp_path_factory.mktemp("languages") / request.param, request.param)
    result = run(made, "--strict")
    assert (result.returncode, result.stderr) == (0, "")
    return made / "site"


@pytest.fixture
def visit(browser: Browser, abroad: Path) -> Iterator[Visitor]:
    """Yield a visitor of the site ``abroad``; afterwards, fail if a page had errors."""
    with served(abroad) as address, visiting(browser, address) as visitor:
        yield visitor


@pytest.mark.slow
def test_names_on_the_map_stand_beside_their_marks(visit: Visitor) -> None:
    """On the map, a name begins to the right of its mark, also on a right-to-left page."""
    page = visit("map/")
    page.wait_for_selector(".map-place b")
    gaps = page.evaluate(
        "[...document.querySelectorAll('.map-place b')].map((name) =>"
        " name.getBoundingClientRect().x - name.parentElement.getBoundingClientRect().x)"
    )
    assert gaps
    assert min(gaps) > 10


@pytest.mark.slow
def test_a_row_of_links_begins_where_lines_do(visit: Visitor) -> None:
    """A row of links begins on the right if the page is right-to-left, otherwise on the left."""
    page = visit("sources/harbour-post-1951-03/")
    first, last = page.evaluate(
        "[...document.querySelectorAll('.jump a')].map((link) => link.getBoundingClientRect().x)"
        ".filter((_x, n, all) => n === 0 || n === all.length - 1)"
    )
    assert (first > last) == page.evaluate("document.dir === 'rtl'")


@pytest.mark.slow
def test_names_of_rows_stay_in_view_on_a_telephone(visit: Visitor) -> None:
    """On a phone, when the timeline is scrolled sideways, the names of its rows stay in view."""
    page = visit("timeline/", width=360)
    page.wait_for_function(
        "() => {"
        " const box = document.querySelector('.timelines');"
        " const name = box.querySelector('[font-weight]').getBoundingClientRect();"
        " return box.scrollLeft > 0 && name.left >= 0 && name.left < innerWidth / 2;"
        "}"
    )


_OVERLAPS = """() => [...document.querySelectorAll("main thead tr")].flatMap((row) => {
  const texts = [...row.cells].map((cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return { words: cell.innerText, ...text.getBoundingClientRect().toJSON() };
  });
  return texts.flatMap((one, n) => texts.slice(n + 1).map((other) => ({
    pair: [one.words, other.words],
    across: Math.max(one.left - other.right, other.left - one.right),
    down: Math.max(one.top - other.bottom, other.top - one.bottom),
  })));
})"""
"""Returns the distances between a table's column headings; negative where they overlap."""


@pytest.mark.slow
def test_headings_of_columns_stand_apart_on_a_telephone(visit: Visitor) -> None:
    """On a phone, the headings of columns don't overlap in languages with longer words."""
    page = visit("actors/", width=320)
    distances = page.evaluate(_OVERLAPS)
    assert distances
    assert [gap for gap in distances if gap["across"] <= 6 and gap["down"] < 0] == []


_DIVIDED = """(words) => {
  const cell = document.querySelector(".matrix td:not(:first-child)");
  cell.innerHTML = "<em><a href='#'></a></em>";
  const link = cell.querySelector("a");
  link.textContent = words;
  const part = document.createRange();
  return [...words.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    part.setStart(link.firstChild, index);
    part.setEnd(link.firstChild, index + word.length);
    return new Set([...part.getClientRects()].map(({ y }) => y)).size > 1;
  }).map(([word]) => word);
}"""


@pytest.mark.slow
def test_short_words_in_the_matrix_are_whole_on_a_telephone(visit: Visitor, abroad: Path) -> None:
    """On a phone, "in a part" in the matrix of events and sources never breaks within a word."""
    words = catalogue_of(abroad.parent.name)["in a part"].string
    assert visit("matrix/", width=360).evaluate(_DIVIDED, words) == []


@pytest.mark.slow
def test_a_copied_citation_says_the_first_of_a_month(visit: Visitor, abroad: Path) -> None:
    """A copied citation has the day of copying as the language writes it: "1er" in French."""
    page = visit("sources/harbour-post-1951-03/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2026-10-01T12:00:00")
    page.locator("details.cite").first.evaluate("(details) => details.open = true")
    page.locator(".cite .copy").first.click()
    page.wait_for_function("() => document.querySelector('.cite .copy').ariaLive")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    day = {
        "fr": "consulté le 1er octobre 2026)",
        "ru": "1 октября 2026 г.)",
        "ar": "1 أكتوبر 2026)",
    }
    assert copied.endswith(day[abroad.parent.name])


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_of_page_holds(visit: Visitor, abroad: Path, half: int) -> None:
    """Each kind of page fits the window and is accessible.

    Half of the kinds are opened on a phone in dark mode, the other half on a desktop in light mode.
    In Russian, it is the other way round, so each kind is checked in both ways.
    """
    width, scheme = _WAYS[half ^ (abroad.parent.name == "ru")]
    found = []
    page = None
    for address in kinds(abroad, shortest=False)[half::2]:
        page = visit(address, width=width, scheme=scheme, tab=page, tiny=True)
        for check in (fits, keeps_nobody_out):
            found += [f"/{address} {complaint}" for complaint in check(page, visit)]
    assert found == []
