"""Tables and previews of citations on the published site, in a browser."""

import re

from playwright.sync_api import Page, Route, expect

from sourcebook import stages

from .browser import Visitor
from .projects import ROOT

ROWS = ".sortable tbody tr:visible"
PREVIEW = "#preview:popover-open"


def _column(page: Page, number: int) -> list[str]:
    return page.locator(f"{ROWS} > :nth-child({number})").all_inner_texts()


def _numbers(page: Page, number: int) -> list[int]:
    return [int(text.split(" ")[0]) for text in _column(page, number)]


def _head(page: Page, words: str) -> None:
    page.locator(".sortable th > button:visible", has_text=words).first.click()


def test_heads_sort_and_give_back_the_groups(visit: Visitor) -> None:
    """A first click on a column's heading sorts numbers, highest first; a second, lowest first.

    A third click restores the original order and groups.
    """
    page = visit("actors/")
    before = _column(page, 1)
    _head(page, "Events")
    counts = _numbers(page, 3)
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == len(before)
    assert page.locator('th[aria-sort="descending"]:visible').count() == 1
    assert page.locator(".sortable h2:visible").count() == 0
    _head(page, "Events")
    assert _numbers(page, 3) == sorted(counts)
    _head(page, "Events")
    assert _column(page, 1) == before
    assert page.locator("th[aria-sort]").count() == 0


def test_the_keyboard_sorts(visit: Visitor) -> None:
    """A column's heading is a button: Enter sorts by the column, and keeps the focus."""
    page = visit("actors/")
    page.locator(".sortable th > button", has_text="Sources").last.focus()
    page.keyboard.press("Enter")
    counts = _numbers(page, 4)
    assert counts == sorted(counts, reverse=True)
    assert "Sources" in page.evaluate("document.activeElement.textContent")
    assert page.evaluate("document.activeElement.checkVisibility()")


def test_dates_sort_by_time_not_by_letter(visit: Visitor) -> None:
    """A click on the heading "When" sorts events by date, earliest first.

    A second click reverses the order.
    """
    page = visit("events/")
    before = _column(page, 2)
    _head(page, "When")
    assert _column(page, 2) == before
    _head(page, "When")
    assert _column(page, 2) == before[::-1]


def test_a_filter_by_kind_says_what_several_are_called(visit: Visitor) -> None:
    """The filter by kind shows the plural of a kind, if the vocabulary has one.

    Choosing the plural keeps only the rows of that kind.
    """
    page = visit("events/")

    def with_plurals(route: Route) -> None:
        body = route.fetch().text()
        mark = """data-plurals='{"Kind": {"air strike": "sorties"}}'"""
        route.fulfill(body=body.replace(' data-groups="', f' {mark} data-groups="', 1))

    page.route("**/events/", with_plurals)
    visit("events/", tab=page)
    page.get_by_label("Kind").select_option("sorties")
    assert set(_column(page, 3)) == {"air strike"}


def test_words_filter_whatever_their_case_and_accents(visit: Visitor) -> None:
    """The filter by words keeps and counts the rows with all words, ignoring case and accents."""
    page = visit("events/")
    every = page.locator(ROWS).count()
    page.get_by_label("Find").fill("HÀMA capture")
    expect(page.locator(".filters output")).to_have_text(f"2 of {every}")
    found = page.locator(ROWS).all_inner_texts()
    assert len(found) == 2
    assert all("hama" in row.lower() and "capture" in row.lower() for row in found)
    assert page.locator(".sortable h2:visible").count() == 1
    page.get_by_label("Find").fill("no such thing")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.get_by_label("Find").fill("")
    expect(page.locator(".filters output")).to_have_text(str(every))


def test_what_is_chosen_can_be_passed_on(visit: Visitor) -> None:
    """The address of a filtered and sorted table opens the same table."""
    page = visit("events/")
    page.get_by_label("Kind").select_option("battle")
    expect(page.locator(".filters output")).to_contain_text(" of ")
    _head(page, "Event")
    shown = page.locator(ROWS).all_inner_texts()
    assert shown
    assert all("battle" in row for row in shown)
    again = visit(f"events/{page.url.partition('/events/')[2]}")
    expect(again.locator(".filters output")).to_contain_text(" of ")
    assert again.locator(ROWS).all_inner_texts() == shown
    assert again.get_by_label("Kind").input_value() == "battle"


def test_indexes_are_whole_without_scripts(visit: Visitor) -> None:
    """Without JavaScript, an index of records has all rows, and no filters or buttons."""
    page = visit("actors/", scripts=False)
    checked = stages.check(ROOT)
    assert checked.corpus
    assert page.locator(".sortable tbody tr:visible").count() == len(checked.corpus.actors)
    assert page.locator(".filters, .sortable button").count() == 0


def test_indexes_fit_a_narrow_screen(visit: Visitor) -> None:
    """On a narrow screen, indexes of records fit the width, and can be filtered and sorted."""
    for kind in ("events", "actors", "locations", "questions", "sources"):
        page = visit(f"{kind}/", width=360, height=740)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, kind
        expect(page.locator(".filters")).to_be_visible()
        assert page.locator(".sortable th > button:visible").count() > 2, kind


def test_a_citation_shows_its_paragraph(visit: Visitor) -> None:
    """Focus or hover on a citation shows the paragraph's source, number and digest.

    The Escape key closes this preview.
    """
    page = visit("events/kafr-nabuda-assault/")
    link = page.locator("article sup a").first
    page.keyboard.press("Tab")  # from now on, the browser counts as used by keyboard
    link.focus()
    shown = page.locator(PREVIEW)
    expect(shown).to_contain_text("Zero Hedge, about October 2015, ¶6")
    expect(shown).to_contain_text("30 or more Russian air strikes")
    assert link.get_attribute("aria-describedby") == shown.get_attribute("id")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    assert link.get_attribute("title") == "Zero Hedge, about October 2015, ¶6"
    page.locator("article sup a").nth(1).hover()
    expect(shown).to_be_visible()
    box = shown.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


def test_a_preview_can_be_pointed_at_and_holds_nothing_that_acts(visit: Visitor) -> None:
    """A link's preview stays open while the pointer is on it, and has no links and no ids."""
    page = visit("actors/hezbollah/")
    page.locator("article a[href*='/events/']").first.hover()
    shown = page.locator(PREVIEW)
    expect(shown).to_be_visible()
    shown.hover()
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()
    assert shown.locator("a, script, [id], [class], [style]").count() == 0
    page.mouse.move(2, 2)
    expect(shown).to_have_count(0)


def test_a_citation_opens_its_evidence(visit: Visitor) -> None:
    """Enter on a citation opens a pane with the claim; Escape closes it and restores the focus."""
    page = visit("events/iranian-troops-arrive/")
    link = page.locator('.side sup a[title="Al Jazeera, 1 October 2015, ¶9"]').first
    page.keyboard.press("Tab")
    link.focus()
    page.keyboard.press("Enter")
    pane = page.get_by_role("dialog", name="Al Jazeera, 1 October 2015, ¶9")
    expect(pane).to_be_visible()
    assert page.evaluate("document.activeElement.ariaLabel") == "Close"
    # The pane shows only the cited claim, not the paragraph's other claims.
    assert pane.locator("li").count() == 1
    expect(pane).to_contain_text("The Iranians who are arriving are not advisers")
    expect(pane).to_contain_text("citing the second of two unnamed Lebanese sources")
    expect(pane).to_contain_text("“They are not advisers” (found in the original)")
    place = pane.get_by_role("heading").get_by_role("link").get_attribute("href") or ""
    assert place.endswith("/sources/al-jazeera-2015-10-01/#p9")
    assert pane.locator("[id]:not(h2)").count() == 0
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(link).to_be_focused()
    assert page.url.endswith("/events/iranian-troops-arrive/")


def test_a_claim_can_be_copied_where_it_stands(visit: Visitor) -> None:
    """A claim's citation can be copied, with address, site, version and date."""
    page = visit("actors/hezbollah/", width=360)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("li > small > a", has_text="cite").first.click()
    pane = page.get_by_role("dialog")
    expect(pane).to_be_visible()
    assert page.evaluate("document.querySelector('dialog').matches(':modal')")
    pane.get_by_role("button", name="Copy").click()
    expect(pane.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"At: {visit.address}sources/worldtribune-2015-09/#c-" in copied
    assert re.search(r" \(Syria 2015–16: who says what\. Version [0-9a-f]{12}, accessed \d", copied)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    pane.get_by_role("button", name="Close").click()
    expect(pane).to_be_hidden()


def test_citations_stay_links(visit: Visitor) -> None:
    """Without JavaScript, a click on a citation leads to the cited paragraph.

    So does a click with the Ctrl or Command key, in a new tab.
    """
    page = visit("events/iranian-troops-arrive/")
    link = page.locator("article sup a").first
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url("**/sources/worldtribune-2015-09/#*")
    assert page.get_by_role("dialog").count() == 0
    page = visit("events/iranian-troops-arrive/", scripts=False)
    page.locator("article sup a").first.click()
    page.wait_for_url("**/sources/worldtribune-2015-09/#*")


def test_menus_and_headings_show_no_preview(visit: Visitor) -> None:
    """Links in the menu and in the breadcrumb have no previews."""
    page = visit("events/kafr-nabuda-assault/")
    for place in (".md-tabs a", ".breadcrumb a"):
        page.locator(place).nth(1).hover()
        page.wait_for_timeout(500)
        assert page.locator(PREVIEW).count() == 0


def test_tables_fit_a_phone(visit: Visitor) -> None:
    """On a phone, no table of a few columns scrolls sideways: rows take several lines instead."""
    for address in (
        "network/", "actors/", "locations/", "questions/", "support/", "coverage/", "matrix/",
        "events/iranian-troops-arrive/",
    ):  # fmt: skip
        page = visit(address, width=360, still=True)
        boxes = page.locator(".wide:visible").evaluate_all(
            "(boxes) => boxes.map((box) => [box.scrollWidth, box.clientWidth])"
        )
        assert boxes, address
        assert all(wide <= room for wide, room in boxes), address


def test_a_filter_hides_relations_on_a_phone(visit: Visitor) -> None:
    """On a phone too, the lists below the network have only the relations that a filter leaves."""
    page = visit("network/?actor=hezbollah", width=360, still=True)
    page.locator(".filters output").wait_for()
    shown = page.locator(".relations tbody tr:visible")
    assert 0 < shown.count() < page.locator(".relations tbody tr").count()
    assert all("Hezbollah" in row for row in shown.all_inner_texts())
