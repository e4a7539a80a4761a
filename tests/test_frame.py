"""The frame around a page's text, in a browser: colours, header, menus and folded parts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import Visitor, scripted
from .projects import project, run
from .serving import served

LONG = "format/"
"""A page with many sections."""

ACTIVE = ".md-sidebar--secondary .md-nav__link--active"

# Record the page's colours when its first text appears.
_FIRST_COLOURS = """new MutationObserver(() => {
  if (document.querySelector("article")) window.first ??= document.body.dataset.mdColorScheme;
}).observe(document, {childList: true, subtree: true})"""

_IN_SIGHT = """element => {
  const {left, right} = element.getBoundingClientRect();
  return right > 0 && left < innerWidth;
}"""


def colours(page: Page, scheme: str) -> None:
    """Assert that a page has the colours of the colour scheme ``scheme``."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_no_script_of_the_theme_is_there(site: Path, visit: Visitor) -> None:
    """Pages load only Sourcebook's scripts, so Material's scripts aren't published."""
    asked: list[str] = []
    visit.context().on("request", lambda request: asked.append(request.url))
    page = visit("")
    scripted(page)
    assert f"{visit.address}assets/frame.js" in asked
    assert [url for url in asked if "javascripts" in url or "sitemap" in url] == []
    assert not (site / "assets/javascripts").exists()
    assert page.locator("html").get_attribute("class") == "js"


def test_colours_are_chosen_and_kept(visit: Visitor) -> None:
    """Each click switches to light, to dark or to automatic colours; the choice is stored."""
    page = visit("about/", scheme="dark", width=1000)
    label = page.locator("label[for^=__palette]:visible")
    for tip, scheme, after in (
        ("Switch to light mode", "slate", "default"),
        ("Switch to dark mode", "default", "slate"),
        ("Switch to system preference", "slate", "slate"),
    ):
        expect(label).to_have_attribute("title", tip)
        colours(page, scheme)
        label.click()
        colours(page, after)
        again = visit("method/", scheme="dark", width=1000)
        colours(again, after)
        again.close()
    page.emulate_media(color_scheme="light")
    colours(page, "default")
    label.click()
    page.emulate_media(color_scheme="dark")
    expect(label).to_have_attribute("title", "Switch to dark mode")
    colours(page, "default")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_colours_are_chosen_by_keyboard(visit: Visitor, key: str) -> None:
    """The switch of colours works with Enter and with Space, and keeps the focus."""
    page = visit("about/", width=1100 if key == "Enter" else 1150)
    page.locator("#__palette_0").focus()
    for index, scheme in ((1, "default"), (2, "slate"), (0, "default")):
        page.keyboard.press(key)
        colours(page, scheme)
        expect(page.locator(f"#__palette_{index}")).to_be_focused()
        expect(page.locator(f"#__palette_{index}")).to_be_checked()
    assert page.url.endswith("/about/")


def test_what_was_chosen_in_the_theme_s_own_frame_counts(visit: Visitor) -> None:
    """A choice of colours that Material's script stored earlier is used."""
    page = visit("about/", width=1200)
    stored = {"index": 2, "color": {"media": "(prefers-color-scheme: dark)", "scheme": "slate"}}
    page.evaluate("text => localStorage.setItem('/.__palette', text)", json.dumps(stored))
    page.reload()
    colours(page, "slate")
    page.evaluate("localStorage.setItem('/.__palette', 'nonsense')")
    page.reload()
    colours(page, "default")


def test_colours_are_there_before_the_text(visit: Visitor) -> None:
    """Colours are set before the first text is shown, so no page flashes."""
    visit.context(scheme="dark").add_init_script(_FIRST_COLOURS)
    page = visit("about/", scheme="dark")
    assert page.evaluate("first") == "slate"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_the_drawer_opens_and_closes(visit: Visitor) -> None:
    """On a phone, a button opens the menu.

    Escape, a click beside the menu, or a click on a link in the menu closes it.
    """
    page = visit("method/", width=360, height=740, still=True)
    menu = page.locator(".md-sidebar--primary")
    button = page.locator("header label[for=__drawer]")
    box = page.locator("#__drawer")

    def opened() -> None:
        button.click()
        expect(box).to_be_checked()
        page.wait_for_function(_IN_SIGHT, arg=menu.element_handle())

    def closed() -> None:
        expect(box).not_to_be_checked()
        page.wait_for_function(f"it => !({_IN_SIGHT})(it)", arg=menu.element_handle())

    opened()
    page.keyboard.press("Escape")
    closed()
    opened()
    page.mouse.click(340, 400)
    closed()
    opened()
    page.locator("label.md-nav__link", has_text="Compare").focus()
    page.keyboard.press("Enter")
    link = page.locator(".md-nav__link", has_text="Coverage")
    page.wait_for_function(_IN_SIGHT, arg=link.element_handle())
    link.evaluate("link => link.href = '#main'")  # a link within this page
    link.click()
    closed()


def test_back_to_top_shows_when_one_scrolls_back(visit: Visitor) -> None:
    """The button "back to top" appears only when the reader scrolls up, and leads to the top."""
    page = visit(LONG)
    button = page.locator(".md-top")
    expect(button).to_have_css("visibility", "hidden")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 3000)
    expect(page.locator(".md-tabs")).to_have_attribute("hidden", "")
    expect(page.locator(".md-header__title")).to_contain_class("md-header__title--active")
    expect(page.locator(".md-header")).to_contain_class("md-header--shadow")
    expect(button).to_have_css("visibility", "hidden")
    page.mouse.wheel(0, -300)
    expect(button).to_have_css("visibility", "visible")
    page.locator(".md-sidebar--secondary .md-nav__link").first.click()
    expect(button).to_have_css("visibility", "hidden")
    page.mouse.move(400, 400)  # over the contents, the wheel would scroll only the contents
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 3000")
    page.mouse.wheel(0, -300)
    button.click()
    page.wait_for_function("scrollY === 0")
    expect(button).to_have_css("visibility", "hidden")
    expect(page.locator(".md-tabs")).not_to_have_attribute("hidden", "")
    expect(page.locator(".md-header__title")).not_to_contain_class("md-header__title--active")
    expect(page.locator(".md-header")).not_to_contain_class("md-header--shadow")


def test_the_contents_follow_reading(visit: Visitor) -> None:
    """In the table of contents, the current section is marked and visible."""
    page = visit(LONG, height=400)
    links = page.locator(".md-sidebar--secondary .md-nav__link")
    count = links.count()
    assert count > 10
    expect(page.locator(ACTIVE)).to_have_count(0)
    for number in (1, count - 2, 5):
        name = links.nth(number).inner_text()
        links.nth(number).click()
        expect(page.locator(ACTIVE)).to_have_text([name])
        expect(page.locator(".md-sidebar--secondary .md-nav__link--passed")).to_have_count(
            number + 1
        )
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(ACTIVE)).to_have_text([links.last.inner_text()])
    expect(links.last).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(ACTIVE)).to_have_count(0)
    expect(links.first).to_be_in_viewport(ratio=1)
    top = page.locator(".md-sidebar--secondary").bounding_box()
    assert top is not None
    assert top["height"] < 400


def test_a_phone_shows_the_contents_below_the_lead(visit: Visitor) -> None:
    """On a phone, the table of contents is below the introduction."""
    page = visit("sources/zero-hedge-2015-10/", width=360, height=740)
    lead = page.locator(".lead").bounding_box()
    contents = page.locator("details.contents").bounding_box()
    facts = page.locator(".facts").bounding_box()
    assert lead
    assert contents
    assert facts
    assert lead["y"] < contents["y"] < facts["y"]
    assert contents["y"] + contents["height"] < 740
    page.locator("details.contents > summary").click()
    page.locator("details.contents").get_by_role("link", name="Who it cites").click()
    expect(page.locator("#who-it-cites")).to_be_in_viewport()


def test_what_is_folded_unfolds(visit: Visitor) -> None:
    """A folded part unfolds if the address leads to it; for printing, all parts unfold."""
    page = visit("sources/south-front-2015-11-09/")
    folded = page.locator("details:not([open])")
    count = folded.count()
    assert count > 1
    page.emulate_media(media="print")
    expect(folded).to_have_count(0)
    page.emulate_media(media="screen")
    expect(folded).to_have_count(count)
    page.evaluate("document.querySelector('article details').id = 'folded'")
    page.evaluate("location.hash = 'folded'")
    expect(page.locator("#folded")).to_have_attribute("open", "")
    expect(folded).to_have_count(count - 1)


def test_a_site_s_own_script_waits_for_the_page(browser: Browser, tmp_path: Path) -> None:
    """A project's script can use Material's ``document$.subscribe``."""
    folder = project(tmp_path)
    settings = folder / "mkdocs.yml"
    script = "document$.subscribe(({title}) => document.body.dataset.told = title);\n"
    (folder / "docs").mkdir()
    (folder / "docs" / "own.js").write_text(script, "utf-8")
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\nextra_javascript: [own.js]\n", "utf-8")
    assert run(folder).returncode == 0
    with served(folder / "site") as address:
        visit = Visitor(browser, address)
        page = visit()
        expect(page.locator("body")).to_have_attribute("data-told", page.title())
        visit.close()
    assert visit.complaints == []
