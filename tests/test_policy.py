"""The content-security policy: the pages obey it, the preview sends it, and it is documented."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sourcebook.publishing.wide_tables import box_tables
from sourcebook.serving.policy import NOT_EMBEDDABLE, POLICY, policy

from .browser import Visitor, scripted
from .projects import ROOT
from .test_browsing import kinds

_NOTE = """addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""


@pytest.mark.slow
def test_no_page_breaks_the_policy(browser: Browser, site: Path, address: str) -> None:
    """Every kind of page, the search and the map work under the content-security policy."""
    visitor = Visitor(browser, address, policed=True)
    visitor.context().add_init_script(_NOTE)
    tab = None
    embedded = ["events/hamedani-killed/embed/", "map/embed/"]
    for path in [*kinds(site), "no/such/page/", *embedded]:
        tab = visitor(path, tab=tab)
        scripted(tab)
    tab = visitor("map/", tab=tab)
    tab.locator(".map-mark").first.click()
    tab.keyboard.press("/")
    tab.keyboard.type("aleppo")
    expect(tab.locator(".search__results li").first).to_be_visible()
    assert visitor.complaints == []
    with tab.expect_event("console", lambda message: "policy: style-src" in message.text):
        tab.evaluate("document.body.setAttribute('style', 'color: red')")
    visitor.close()


def test_pages_have_nothing_inline(site: Path) -> None:
    """Pages have no inline styles, handlers or scripts, except JSON-LD data."""
    inline = re.compile(
        r"<style|<[a-z][^>]*\s(?:style|on[a-z]+)=|<script(?! (?:type=\"module\" )?src=)"
    )
    data = '<script type="application/ld+json">'
    for page in site.rglob("*.html"):
        assert inline.findall(page.read_text("utf-8").replace(data, "")) == [], page


def test_columns_are_aligned_without_styles() -> None:
    """Columns are aligned by classes, because the policy forbids inline styles."""
    made = box_tables('<table><tr><th style="text-align: right;">1</th></tr></table>')
    assert 'class="right"' in made
    assert "style=" not in made


def test_who_may_frame_a_page(tmp_path: Path) -> None:
    """Other sites can embed only the pages that are made for embedding."""
    assert policy(tmp_path, "/events/fire/") == f"{POLICY}; {NOT_EMBEDDABLE}"
    assert policy(tmp_path, "/events/fire/embed/").endswith("; frame-ancestors *")
    assert policy(tmp_path, "/events/fire/embed.html").endswith("; frame-ancestors *")
    (tmp_path / "assets/javascripts").mkdir(parents=True)
    assert policy(tmp_path, "/") == ""


@pytest.mark.parametrize("file", ["README.md", "documentation/pages/how-to/publish.md"])
def test_the_policy_is_documented(file: str) -> None:
    """The documentation has exactly the content-security policy that the preview sends."""
    assert f"{POLICY}; {NOT_EMBEDDABLE}" in (ROOT / file).read_text("utf-8")
