"""Citing, reusing and correcting a page: files, citations, links, embedding, pictures."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, expect

from sourcebook import languages, stages
from sourcebook.citing.citations import Citations
from sourcebook.citing.coins import coins
from sourcebook.citing.items import csl_item
from sourcebook.citing.placeholders import ADDRESS, TITLE
from sourcebook.corpus import Corpus
from sourcebook.exports import record_files
from sourcebook.messages import gettext
from sourcebook.publishing import feeds, reuse, share_pictures

from .browser import Visitor
from .corpora import SMALL
from .projects import project, run
from .published import broken_links, read


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the small corpus."""
    corpus = stages.check(SMALL).corpus
    assert corpus is not None
    return corpus


def config(**extra: str) -> Any:
    """Return the project's settings with these values under ``extra``."""
    return SimpleNamespace(extra=extra, site_url="https://site.example/")


def test_each_record_has_its_claims_as_json_and_csv(corpus: Corpus) -> None:
    """Each record has a JSON file and a CSV file with the same claims."""
    files = {job.path: job.make() for job in record_files.jobs(corpus)}
    assert len(files) == 2 * sum(len(getattr(corpus, name)) for name in (
        "actors", "locations", "events", "questions", "sources"))  # fmt: skip
    for id_ in corpus.events:
        data = json.loads(files[f"data/events/{id_}.json"])
        rows = list(csv.DictReader(StringIO(files[f"data/events/{id_}.csv"], newline="")))
        meant = [placed.address for placed in corpus.claims_on_event.get(id_, ())]
        assert list(data["claims"]) == [row["address"] for row in rows] == meant
        assert data["record"]["title"] == corpus.events[id_].title
        assert all(row["source_title"] and row["paragraphs"] for row in rows)


def test_a_page_is_cited_in_the_style_of_the_sources(corpus: Corpus) -> None:
    """Pages are cited in the same style as sources; nested quotation marks are correct."""
    patterns = tuple(pattern.text for pattern in Citations(corpus).page_patterns())
    before, after = reuse._citation(patterns, "What “they” saw", "Version abc.")
    assert "“What ‘they’ saw.” Version abc. " in before
    assert after == "."
    assert (
        "“Who was there?” Version" in reuse._citation(patterns, "Who was there?", "Version abc.")[0]
    )


def test_a_latin_title_keeps_its_marks_in_an_arabic_citation() -> None:
    """In an Arabic citation, a Latin title and the version keep their direction of writing.

    The title is in ``<bdi>``; a left-to-right mark precedes the version.
    """
    languages.use(languages.made("ar"))
    try:
        version = gettext("Version {version}.").format(version="4a57")
        pattern = f"{TITLE}. {ADDRESS}."
        before, _after = reuse._citation((pattern, pattern), "Tom & Ann", version)
    finally:
        languages.use(None)
    assert before == "<bdi>Tom &amp; Ann</bdi>. الإصدار\u00a0\u200e4a57. "


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("", ""),
        ("mailto:a@b.example", "mailto:a@b.example?subject=A%20%26%20B&body=https%3A%2F%2Fx%2F"),
        ("https://h.example/new?t={title}&b={address}",
         "https://h.example/new?t=A%20%26%20B&b=https%3A%2F%2Fx%2F"),
        ("https://h.example/{other}", "https://h.example/{other}"),
    ],
)  # fmt: skip
def test_where_errors_are_reported(setting: str, meant: str) -> None:
    """The link for reporting an error has the page's title and address, percent-encoded."""
    assert reuse.reporting(config(report=setting))("A & B", "https://x/") == meant


def test_each_claim_says_where_to_report_an_error(small: Path) -> None:
    """The box of each claim has a link for reporting an error in this claim.

    No other place on a page has such a link.
    """
    page = (small / "site/sources/ellan-courier-1951-03-05/index.html").read_text("utf-8")
    made = reuse.with_reports(page, config(report="mailto:a@b.example"))
    found = re.findall(r'<a class="report" href="([^"]+)"', made)
    assert len(found) == page.count('<details class="cite">') > 2
    asked = parse_qs(found[0].partition("?")[2].replace("&amp;", "&"))
    assert asked["body"][0].startswith("https://site.example/sources/ellan-courier-1951-03-05/#c-")
    assert reuse.with_reports(page, config()) == page


def test_zotero_finds_the_source_and_the_page(small: Path, corpus: Corpus) -> None:
    """A source's page has two COinS objects for Zotero: the source, and the page itself.

    Other pages have metadata of the type "webpage", and no COinS object.
    """
    page = (small / "site/sources/ellan-courier-1951-03-05/index.html").read_text("utf-8")
    objects = [
        parse_qs(unquote_html(text)) for text in re.findall(r'"Z3988" title="([^"]+)"', page)
    ]
    item = csl_item(corpus, corpus.sources["ellan-courier-1951-03-05"])
    assert [one["rft.title"] for one in objects] == [[item["title"]]] * 2
    assert objects[0]["rft.date"] == ["1951-03-05"]
    assert objects[1]["rft.type"] == ["webpage"]
    event = (small / "site/events/harbour-fire/index.html").read_text("utf-8")
    assert '<meta name="DC.type" content="webpage">' in event
    assert "Z3988" not in event
    assert "citation_journal_title" not in event  # it would make the page an article


def unquote_html(text: str) -> str:
    """Return the value of an HTML attribute whose quotes and ampersands are escaped."""
    return text.replace("&amp;", "&").replace("&#34;", '"')


def test_names_and_identifiers_in_coins() -> None:
    """In COinS, a family name and a given name are one author, and a DOI is an identifier."""
    item = {"type": "book", "title": "T", "author": [{"family": "Okello", "given": "J."}],
            "DOI": "10.1/x", "issued": {"date-parts": [[-4]]}}  # fmt: skip
    found = parse_qs(coins(item))
    assert (found["rft.au"], found["rft_id"]) == (["Okello, J."], ["info:doi/10.1/x"])
    assert "rft.date" not in found  # Zotero doesn't support years BC


def test_each_page_has_its_markdown(small: Path) -> None:
    """Each page's Markdown file is published, and llms.txt links only to existing files."""
    for page in ("index.md", "events/harbour-fire.md", "about.md"):
        assert (small / "site" / page).read_bytes() == (small / "docs" / page).read_bytes()
    listed = (small / "site/llms.txt").read_text("utf-8")
    linked = re.findall(r"\]\(([^)]+)\)", listed)
    assert "events/index.md" in linked
    assert [path for path in linked if not (small / "site" / path).exists()] == []


def test_pages_to_embed_lead_to_the_site(site: Path) -> None:
    """A page for embedding is small, and has no menu, no links to siblings and no broken links."""
    pages = read(site)
    embedded = {path: page for path, page in pages.items() if path.endswith("embed/index.html")}
    assert {"map/embed/index.html", "events/hamedani-killed/embed/index.html"} <= embedded.keys()
    assert broken_links(site, {**pages, **embedded})[0] == []
    for path in embedded:
        text = (site / path).read_text("utf-8")
        assert "md-header" not in text
        assert 'class="siblings' not in text
        assert len(text) < 100_000, path


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#fdfbf7"), ("dark", "#15191b")])
def test_pages_to_embed_follow_the_reader(
    visit: Visitor, scheme: Literal["light", "dark"], paper: str
) -> None:
    """A page for embedding follows the light or dark mode of the reader's system."""
    page = visit("events/hamedani-killed/embed/", scheme=scheme)
    colour = "getComputedStyle(document.body).getPropertyValue('--paper')"
    assert page.evaluate(colour) == paper
    assert Axe().run(page).response["violations"] == []


def test_the_feed_has_the_addresses_of_the_site() -> None:
    """The feed's addresses are absolute if the site's address is known, and otherwise relative."""
    text = '<link href="feed.xml"/><link href="../"/><a href="../events/x/#c">'
    assert feeds.completed(text, "https://s.example/", True) == (
        '<link href="https://s.example/data/feed.xml"/><link href="https://s.example/"/>'
        '<a href="https://s.example/events/x/#c">'
    )
    assert feeds.completed(text, "", True) == text
    assert 'href="../events/x.html#c"' in feeds.completed(text, "", False)


def test_the_same_words_make_the_same_picture() -> None:
    """The same words give the same picture for shared links, byte for byte.

    The picture has the dimensions in ``SIZE``, and less than 40 kB.
    """
    words = ("Who was there?", "2 sources, 2 positions.", ["Soldiers.", "Advisers."], "A site")
    first = share_pictures.picture(*words)
    assert share_pictures.picture(*words) == first
    assert len(first) < 40_000
    assert Image.open(BytesIO(first)).size == share_pictures.SIZE


def test_no_picture_has_letters_that_the_font_lacks() -> None:
    """A page has no picture for shared links if the font lacks letters of the page's title."""
    settings: Any = SimpleNamespace(site_url="https://s.example/", extra={})
    path = share_pictures.path
    assert path("events/x.md", {"title": "Fire, 1951–52"}, settings) == "events/x/share.png"
    for title in ("L’été à Œuvre", "Штурм №\xa01 — Объезд", "Łódź, e\u0301te\u0301"):
        assert path("events/x.md", {"title": title}, settings) == "events/x/share.png"
    assert path("events/x.md", {"title": "حريق"}, settings) == ""
    assert path("events/index.md", {"title": "Events"}, settings) == ""
    settings.site_url = ""
    assert path("events/x.md", {"title": "Fire"}, settings) == ""


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small corpus without directory URLs; return the site's folder."""
    folder = project(tmp_path_factory.mktemp("disk") / "project")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    changed = "use_directory_urls: false"
    settings = re.sub(r"use_directory_urls: \w+\n|\Z", f"{changed}\n", settings, count=1)
    settings += '\nsite_author: "The Harbour Group"\n'
    (folder / "mkdocs.yml").write_text(
        settings.replace('report: ""', 'report: "mailto:a@b.example"'), "utf-8"
    )
    result = run(folder, "--strict")
    assert (result.returncode, result.stderr) == (0, "")
    return folder / "site"


def test_links_work_without_a_server(on_disk: Path) -> None:
    """In a site without directory URLs, every link leads to a file.

    So such a site can be read from disk.
    """
    assert broken_links(on_disk, read(on_disk))[0] == []
    assert (on_disk / "events/harbour-fire/embed.html").exists()
    assert 'href="../sources/ellan-courier-1951-03-05.html' in (
        on_disk / "data/feed.xml"
    ).read_text("utf-8")


@pytest.mark.slow
def test_the_site_reads_from_disk(on_disk: Path, browser: Browser) -> None:
    """If a site is opened from disk, its links work; the search says that it needs a web server."""
    tab = browser.new_page()
    tab.goto((on_disk / "index.html").as_uri())
    expect(tab.get_by_text("The search needs a web server")).to_be_visible()
    expect(tab.locator(".search-open:visible")).to_have_count(0)
    expect(tab.locator(".holds")).to_contain_text("Made by The Harbour Group · Report an error")
    tab.get_by_role("link", name="Events").first.click()
    tab.locator("article a[href*='harbour-fire']").first.click()
    expect(tab.locator("article h1")).to_be_visible()
    assert tab.url.endswith("/events/harbour-fire.html")
    foot = tab.locator(".foot")
    expect(foot).to_contain_text("The Harbour Group")
    assert str(foot.get_by_text("Report an error").get_attribute("href")).startswith("mailto:")
    tab.close()


@pytest.mark.slow
def test_copying_by_keyboard(browser: Browser, address: str) -> None:
    """A page's citation can be unfolded and copied by keyboard, and Axe finds no violation."""
    visitor = Visitor(browser, address)
    page = visitor("events/hamedani-killed/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".reuse summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reuse .copy").first).to_be_visible()  # the script has added this button
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".reuse .copy").first).to_have_text("Copied")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.endswith(f"{address}events/hamedani-killed/.")
    assert "“Killing of Hossein Hamedani.”" in copied
    assert Axe().run(page, ".reuse").response["violations"] == []
    embedded = visitor("questions/who-gains-ground/embed/")
    assert Axe().run(embedded).response["violations"] == []
    assert visitor.complaints == []
    visitor.close()
