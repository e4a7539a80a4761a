"""Wide tables and code scroll sideways within their own boxes, by keyboard too."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from sourcebook.publishing import wide_tables

from .browser import PATIENCE, Visitor
from .test_browsing import kinds, violations

expect.set_options(timeout=PATIENCE)

_OUT_OF_REACH = {
    "resultTypes": ["violations"], "preload": False, "runOnly": ["scrollable-region-focusable"],
}  # fmt: skip

# These styles make tables and lines of code too wide, whatever the font is.
_NOTHING_FITS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".md-typeset :is(td, th, pre code)::after "
    + "{ content: '.' !important; display: inline-block !important; width: 60rem !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
_SCROLLING = """() => [...document.querySelectorAll(".md-content *")].filter(box =>
  box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX)
).length"""


def test_every_wide_box_is_in_reach_of_the_keyboard(visit: Visitor, site: Path) -> None:
    """On every kind of page, the keyboard reaches each box that scrolls sideways."""
    visit.context(width=320).add_init_script(f"({_NOTHING_FITS})()")
    found = []
    scrolling = 0
    page = None
    for address in kinds(site, shortest=False):
        page = visit(address, width=320, tab=page, tiny=True)
        scrolling += page.evaluate(_SCROLLING)
        page.evaluate(AXE_SCRIPT)
        found += [f"/{address} {complaint}" for complaint in violations(page, _OUT_OF_REACH)]
    assert found == []
    assert scrolling > 20


@pytest.mark.parametrize("scripts", [True, False])
def test_keys_scroll_a_wide_table(visit: Visitor, scripts: bool) -> None:
    """Tab reaches a table without links, and the arrow keys scroll it."""
    page = visit("format/", width=320, scripts=scripts)
    page.evaluate(_NOTHING_FITS)
    page.locator("h2").first.click()
    box = page.locator(".wide").first
    for _ in range(10):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()
    assert box.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"
    page.keyboard.press("ArrowRight")
    expect(box).not_to_have_js_property("scrollLeft", 0)


def test_boxes_stand_around_tables() -> None:
    """The box around a table is labelled by the heading, and is focusable if it has no links."""
    table = "<table><tr><td>{}</td></tr></table>"
    plain, linked = table.format("a"), table.format('<a href="b">b</a>')
    heading = '<h2 id="x">"A" &amp; <em>B</em><a class="headerlink" href="#x">#</a></h2>'
    assert wide_tables.box_tables(f"{plain}{heading}\n{linked}{plain}") == (
        f'<div class="wide" role="group" tabindex="0">\n{plain}\n</div>{heading}\n'
        f'<div class="wide">\n{linked}\n</div>'
        '<div class="wide" role="group" aria-label="&quot;A&quot; &amp; B" tabindex="0">\n'
        f"{plain}\n</div>"
    )
    assert wide_tables.box_tables(heading) == heading


def test_code_is_in_reach_of_the_keyboard() -> None:
    """Blocks of code can be focused, because their lines may be wider than the window."""
    code = '<pre><code{} class="language-yaml">a: b\n</code></pre>'
    assert wide_tables.box_tables(code.format("")) == code.format(' tabindex="0"')
