"""The search in a browser, and the search index."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.corpus.claimed import NamedBy
from sourcebook.publishing import indexing, search_index
from sourcebook.publishing.pagefind_adapter import merge_index, read_index
from sourcebook.publishing.pagefind_process import IndexingError, PagefindProcess

from .browser import Visitor, scripted
from .projects import ROOT, tree


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    corpus = stages.check(ROOT).corpus
    assert corpus is not None
    return corpus


def type_in(page: Page, words: str) -> None:
    """Open the search by a key, and type words."""
    page.keyboard.press("/")
    page.keyboard.insert_text(words)


def first(page: Page) -> str:
    """Wait for the first result, and return its address."""
    link = page.locator(".search__results a").first
    link.wait_for()
    return link.get_attribute("href") or ""


@pytest.mark.parametrize(
    "open_it",
    [
        lambda page: page.keyboard.press("/"),
        lambda page: page.keyboard.press("s"),
        lambda page: page.get_by_role("button", name="Search").click(),
    ],
    ids=["slash", "s", "click"],
)
def test_it_opens(visit: Visitor, open_it: Callable[[Page], None]) -> None:
    """A key or a click opens the search and focuses its field.

    Until then, the search index isn't loaded.
    """
    page = visit("about/")
    scripted(page)
    assert not [name for name in loaded(page) if "pagefind" in name]
    open_it(page)
    field = page.get_by_role("searchbox", name="Search for")
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def loaded(page: Page) -> list[str]:
    """Return the addresses of all files that a page has loaded."""
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    return names


def test_every_spelling_finds_its_record_first(visit: Visitor, corpus: Corpus) -> None:
    """Every name that a source uses for an actor or location finds this record first."""
    page = visit()
    bearers: dict[str, set[str]] = {}
    tables: tuple[tuple[str, NamedBy], ...] = (
        ("actors", corpus.words_for_actor), ("locations", corpus.words_for_location),
    )  # fmt: skip
    for folder, table in tables:
        for id_, used in table.items():
            for words in (words for _, named in used for words in named):
                bearers.setdefault(words, set()).add(f"/{folder}/{id_}/")
    for name, ref in corpus.names.items():
        bearers.setdefault(name, set()).add(f"/{ref.type}s/{ref.id}/")
    # The search ignores apostrophes, so "the terrorists'" and "the terrorists" are the same words.
    alike: dict[str, set[str]] = {}
    for words, pages in bearers.items():
        alike.setdefault(words.rstrip("'’"), set()).update(pages)
    bearers = {words: alike[words.rstrip("'’")] for words in bearers}
    assert len(bearers) > 250
    found: dict[str, list[str]] = page.evaluate(
        """async (names) => {
          const { answers, RANKED } = await import("/assets/answers.js");
          const found = {};
          for (const name of names) {
            const [group] = await answers(name, {});
            const ranked = group?.results.slice(0, RANKED[group.type]) ?? [];
            found[name] = await Promise.all(ranked.map(async (one) => (await one.data()).url));
          }
          return found;
        }""",
        list(bearers),
    )
    missed = {name: urls[:3] for name, urls in found.items() if not bearers[name] & set(urls[:1])}
    assert missed == {}


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Hizbullah", "/actors/hezbollah/"),
        ("hizbollah", "/actors/hezbollah/"),
        ("Daesh", "/actors/islamic-state/"),
        ("isis", "/actors/islamic-state/"),
        ("Kafr Nabudah", "/locations/kafr-nabuda/"),
        ("Jabhat al-Nusra", "/actors/al-nusra-front/"),
        ("al nusra", "/actors/al-nusra-front/"),
        ("NUSRA front", "/actors/al-nusra-front/"),
    ],
)
def test_a_reader_s_spelling_finds_the_record(visit: Visitor, words: str, there: str) -> None:
    """A name in another spelling, with other capitals or without hyphens, finds its record."""
    page = visit()
    type_in(page, words)
    assert first(page) == there


def test_every_section_that_is_left_out_is_on_a_page(site: Path) -> None:
    """The sections that pages exclude from the search index are exactly ``EXCLUDED_SECTIONS``."""
    found: set[str] = set()
    for path in site.glob("*/*/index.html"):
        found |= {*re.findall(r'<h2 data-pagefind-ignore id="([^"]+)"', path.read_text("utf-8"))}
    assert found == {*search_index.EXCLUDED_SECTIONS}


def test_a_place_has_what_happened_inside_it(visit: Visitor) -> None:
    """The filter by place finds an event in a town by its governorate and its country too."""
    for place, there in (("Hama Governorate", True), ("Syria", True), ("Lebanon", False)):
        page = visit(f"?q=assault&q-kind=event&q-place={place}")
        expect(page.locator(".search__status")).not_to_be_empty()
        link = page.locator(".search__results a[href='/events/kafr-nabuda-assault/']")
        expect(link).to_have_count(1 if there else 0)


@pytest.mark.parametrize(
    ("chosen", "there"),
    [("Russia", True), ("Russia, without its parts", False), ("Russian armed forces", True),
     ("Iran", False)],
)  # fmt: skip
def test_an_actor_has_what_its_parts_did(visit: Visitor, chosen: str, there: bool) -> None:
    """The filter by a state also finds events of its armed forces, unless parts are excluded."""
    page = visit(f"?q=strikes+Kafr+Nabuda&q-kind=event&q-actor={chosen}")
    expect(page.locator(".search__status")).not_to_be_empty()
    link = page.locator(".search__results a[href='/events/kafr-nabuda-air-strikes/']")
    expect(link).to_have_count(1 if there else 0)


@pytest.mark.parametrize(
    ("event", "year"),
    [("kafr-nabuda-assault", "2015"), ("aleppo-assaults", "2016 or earlier"),
     ("assad-defeats-2015", "2015"), ("opposition-unifies", "2015 or earlier"),
     ("russian-air-campaign", "2015 or later"),
     ("us-decision-on-assad", "undated")],
)  # fmt: skip
def test_a_year_has_only_what_can_be_in_no_other(site: Path, event: str, year: str) -> None:
    """In the search filter, a plain year like "2015" finds only events certainly in this year."""
    html = (site / "events" / event / "index.html").read_text("utf-8")
    found = re.findall(r'data-pagefind-filter="year\[data-is\]" data-is="([^"]*)"', html)
    assert year in found
    assert ("2015" in found, "2016" in found) == (year == "2015", False)


def test_no_kind_of_results_comes_before_a_better_one(visit: Visitor) -> None:
    """All search results appear at the same time, even if the best one takes longest to load."""
    page = visit()
    waiting: list[Route] = []
    page.route("**/fragment/ee*", lambda route: waiting.append(route))  # the fragments of events
    with page.expect_event("requestfinished", lambda request: "/fragment/su" in request.url):
        type_in(page, "clean up crew")
    assert waiting
    page.wait_for_timeout(200)
    expect(page.locator(".search__results a")).to_have_count(0)
    page.unroute("**/fragment/ee*")  # continues the waiting requests
    expect(page.locator(".search__event a").first).to_be_visible()


def test_a_search_loads_no_filters_until_they_are_opened(visit: Visitor) -> None:
    """Search results are grouped by kind without loading Pagefind's filter files."""
    page = visit()
    type_in(page, "kafr nabuda")
    first(page)
    assert [name for name in loaded(page) if "pf_meta" in name]
    assert not [name for name in loaded(page) if "pf_filter" in name]
    found = page.evaluate(
        """async () => {
          const { answers, load, TYPES } = await import("/assets/answers.js");
          const engine = await load();
          const ids = (results) => results.map(({ id }) => id).sort();
          const sorted = {}, filtered = {};
          for (const { type, results } of await answers("kafr nabuda", {}))
            sorted[type] = ids(results);
          for (const type of Object.keys(TYPES)) {
            const { results } = await engine.search("kafr nabuda", { filters: { kind: type } });
            if (results.length) filtered[type] = ids(results);
          }
          return [sorted, filtered];
        }"""
    )
    assert found[0] == found[1]
    assert found[0].keys() >= {"actor", "location", "event", "question", "source"}


def test_filters_offer_what_leaves_something(visit: Visitor) -> None:
    """A filter shows how many results each value would leave; choosing it leaves that number."""
    page = visit()
    type_in(page, "kafr nabuda")
    page.get_by_text("Narrow down").click()
    kinds = page.get_by_label("Kind")
    option = kinds.locator("option[value=event]")
    option.wait_for(state="attached")
    count = re.search(r"\((\d+)\)", option.inner_text())
    assert count
    kinds.select_option("event")
    expect(page.locator(".search__status")).to_have_text(f"{count[1]} results")
    expect(page).to_have_url(re.compile("q-kind=event"))
    expect(page.get_by_label("Tag"), "nothing has a tag here").to_be_hidden()


def test_a_passage_leads_to_its_paragraph(visit: Visitor) -> None:
    """A search result in a source leads to the claim or paragraph, which is marked there."""
    page = visit()
    type_in(page, "clean up crew")
    passage = page.locator(".search__source .search__passage").first
    expect(passage.locator("mark").first).to_be_visible()
    assert re.fullmatch(r"/sources/[\w-]+/#(p\d+|c-[\w-]+)", passage.get_attribute("href") or "")
    passage.click()
    marked = page.locator(":is(p, li):has(> a:target)")
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text("clean up crew")
    colour = marked.evaluate("(element) => getComputedStyle(element).backgroundColor")
    assert colour == "rgb(251, 238, 203)"


def test_a_passage_of_an_event_leads_to_its_source(visit: Visitor) -> None:
    """A passage found on an event's page leads to this page's section about its source."""
    page = visit()
    type_in(page, "clean up crew")
    passage = page.locator(".search__event .search__passage").first
    passage.wait_for()
    assert (passage.get_attribute("href") or "").endswith("/#s-zero-hedge-2015-10")


def test_a_passage_keeps_its_spaces(visit: Visitor) -> None:
    """A passage in search results keeps no-break spaces: no number is parted from its unit."""
    cut = visit().evaluate(
        """async (content) => {
          const { passages } = await import(new URL("assets/answers.js", location.origin));
          const [{ text }] = passages({
            raw_content: content, anchors: [], meta: { title: "Fire", lead: "" },
            weighted_locations: [{ location: 4, balanced_score: 1 }],
          });
          return text;
        }""",
        "Fire «\u00a0The keeper saw 30\u202fboats\u00a0» there.",
    )
    assert (
        "".join(word for word, _hit in cut) == "«\u00a0The keeper saw 30\u202fboats\u00a0» there."
    )
    assert [word for word, hit in cut if hit] == ["saw "]


def test_nothing_found(visit: Visitor) -> None:
    """If nothing is found, a message suggests what to try, and a button removes the filters."""
    page = visit("?q=hezbollah&q-year=1981&q-kind=question")
    expect(page.locator(".search__status")).to_have_text("0 results")
    expect(page.locator(".search__results")).to_contain_text("or another spelling")
    page.get_by_role("button", name="Search everywhere").click()
    assert first(page) == "/actors/hezbollah/"
    expect(page.get_by_role("searchbox", name="Search for")).to_be_focused()


def test_keys_go_all_the_way(visit: Visitor) -> None:
    """Arrow keys move through results, letters go to the search field, Escape closes the search."""
    page = visit("about/")
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("searchbox", name="Search for")
    page.keyboard.insert_text("hizbulla")
    assert first(page) == "/actors/hezbollah/"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search__results a").first).to_be_focused()
    page.keyboard.press("h")
    expect(field).to_be_focused()
    expect(field).to_have_value("hizbullah")
    expect(page).to_have_url(re.compile(r"about/\?q=hizbullah$"))
    page.keyboard.press("ArrowUp")
    expect(field).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(button).to_be_focused()
    expect(page).to_have_url(re.compile(r"about/$"))
    page.keyboard.press("Enter")
    assert first(page) == "/actors/hezbollah/"
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/hezbollah/")
    page.go_back()
    expect(page.get_by_role("searchbox", name="Search for")).to_have_value("hizbullah")


def test_it_keeps_the_focus(visit: Visitor) -> None:
    """Tab never moves the focus out of the open search."""
    page = visit("about/")
    type_in(page, "zzqx")
    for _ in range(12):
        page.keyboard.press("Tab")
        behind = "!!document.activeElement.closest('header.md-header, main, footer')"
        assert not page.evaluate(behind)


def test_without_scripts_there_is_no_button(visit: Visitor) -> None:
    """Without JavaScript, the button of the search isn't shown."""
    page = visit("about/", scripts=False)
    expect(page.locator(".search-open")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Visitor, width: int, scheme: str) -> None:
    """With results and filters, the search has no violations of Axe, and fits the window."""
    page = visit("about/", width=width, scheme="dark" if scheme == "dark" else "light")
    type_in(page, "clean up crew")
    first(page)
    page.get_by_text("Narrow down").click()
    page.locator("option[value=event]").wait_for(state="attached")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "(dialog) => dialog.scrollWidth <= dialog.clientWidth"
    assert page.locator("dialog.search").evaluate(wide)


def test_the_index_is_the_same_each_time(site: Path, tmp_path: Path) -> None:
    """The same pages always give the same index, byte for byte."""
    for page in ("about", "method", "events/kafr-nabuda-assault", "locations/syria"):
        (tmp_path / page).mkdir(parents=True)
        (tmp_path / page / "index.html").write_bytes((site / page / "index.html").read_bytes())
    made = []
    for _ in range(4):
        indexing.make_index(tmp_path, tmp_path / "pagefind", {})
        made.append(tree(tmp_path / "pagefind"))
        shutil.rmtree(tmp_path / "pagefind")
    assert made[0] == made[1] == made[2] == made[3]


def test_an_index_that_fails_says_why(tmp_path: Path) -> None:
    """If a site without pages is indexed, the error has Pagefind's message."""
    with pytest.raises(IndexingError, match="Pagefind could not index the site: "):
        indexing.make_index(tmp_path, tmp_path / "pagefind", {})


def test_unknown_files_of_an_index_are_refused(tmp_path: Path) -> None:
    """Merging an index raises an error if a ``.pf_meta`` file has an unknown format."""
    (tmp_path / "pagefind-entry.json").write_text(
        '{"languages": {"en": {"hash": "en_1"}}}', "utf-8"
    )
    (tmp_path / "pagefind.en_1.pf_meta").write_bytes(gzip.compress(b"pagefind_new\x80"))
    with pytest.raises(ValueError, match=r"^pagefind\.en_1\.pf_meta has an unknown format$"):
        merge_index([read_index(tmp_path)], tmp_path / "made")


def test_indexes_and_old_addresses_are_left_out(site: Path) -> None:
    """Record pages are indexed completely, lists only by their title, and 404.html not at all."""

    def body(path: str) -> int:
        return (site / path).read_text("utf-8").count("data-pagefind-body")

    assert body("404.html") == 0
    assert 'page--event" data-pagefind-body' in (
        site / "events/kafr-nabuda-assault/index.html"
    ).read_text("utf-8")
    assert '<div hidden class="found-by" data-pagefind-body>' in (
        site / "events/index.html"
    ).read_text("utf-8")
    assert [
        path for path in site.rglob("*.html") if body(path.relative_to(site).as_posix()) > 1
    ] == []


def test_what_explains_a_page_is_not_found(site: Path) -> None:
    """Explanations of drawings and sections, which are on many pages, aren't indexed."""
    contents = [
        json.loads(gzip.decompress(path.read_bytes())[len(b"pagefind_dcd") :])["content"]
        for path in (site / "pagefind/fragment").iterdir()
    ]
    every = "\n".join(contents)
    assert "Kafr Nabuda" in every
    for words in (
        "The pin stands", "A column for each month", "is how often the words stand",
        "Those to whom a claim gives a part", "About: ", "What each paragraph says, in our words",
    ):  # fmt: skip
        assert words not in every


def test_fragments_name_no_filters(site: Path) -> None:
    """Fragments of the search index have no filter values, so that a search loads less."""
    fragments = list((site / "pagefind/fragment").iterdir())
    assert fragments
    for path in fragments:
        page = json.loads(gzip.decompress(path.read_bytes())[len(b"pagefind_dcd") :])
        assert (page["filters"], bool(page["meta"]["title"])) == ({}, True)


def test_the_index_is_that_of_whole_pages(site: Path, tmp_path: Path) -> None:
    """Pagefind, which gets only a part of each page, makes the same index of the whole pages."""
    PagefindProcess(site, tmp_path / "raw").wait()
    merge_index([read_index(tmp_path / "raw")], tmp_path / "index")
    assert tree(tmp_path / "index") == tree(site / "pagefind")
