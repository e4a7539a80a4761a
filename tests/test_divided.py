"""Long pages of records, which are divided into several pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from markdown import Markdown
from playwright.sync_api import Browser, expect

from sourcebook import stages
from sourcebook.commonmark import CommonMarkExtension
from sourcebook.corpus import Corpus, Ref, Source
from sourcebook.pages import record_lists
from sourcebook.pages.compose import Composer
from sourcebook.pages.lookup.division import PAGE, IndexGroup
from sourcebook.pages.lookup.long_lists import DividedList, LongList, divide_lists
from sourcebook.pages.makers import actors, events, locations, questions, sources
from sourcebook.pages.parts.record_pages import HEADINGS
from sourcebook.pages.site import path_of
from sourcebook.publishing.search_index import prepare
from sourcebook.records.base import Image
from sourcebook.records.dates import parse
from sourcebook.records.pictures import Picture
from sourcebook.records.sources import Article, Claim, Names, Summary
from sourcebook.text import content_hash
from sourcebook.tracking.build_cache import BuildCache
from sourcebook.tracking.build_cache import make as make_pages

from .browser import Visitor
from .corpora import PASSAGES, composed
from .made import corpus
from .projects import ROOT, project, run
from .serving import served

SOURCES, CLAIMS, PARAGRAPHS = 90, 12, 2000

HUBS = (
    Ref("actor", "hub"), Ref("location", "port"), Ref("event", "war"), Ref("question", "why"),
    Ref("source", "book"),
)  # fmt: skip
"""One record of each type whose page is divided."""

TELLER = Ref("actor", "teller")
"""An actor to whom many claims are attributed, but whom no claim is about."""

FRAME = 30_000
"""An upper limit for the size, in bytes, of the theme's HTML around a page's text."""

WORDS = "It is told at length, by many who were there, what was carried from which shed to which."

_LINK = re.compile(r"\]\(([^)\s]+)")
_OURS = re.compile(r"p\d|[crs]-")
_ANCHOR = re.compile(r'<a id="([^"]+)">')


def _said(source: int, number: int) -> dict[str, Any]:
    """Return a claim about all records in ``HUBS`` except the book."""
    other = f"actor-{(source * CLAIMS + number) % 300}"
    event = f"event-{(source * 7 + number) % 400}"
    return {
        "says": f"Source {source} says {number}: what was seen at the port that day.",
        "event": ["war", event],
        "roles": {event: {"hub": "ally"}},
        "actors": {"hub": "ally", other: "opponent"},
        "locations": ["port"],
        "relation": {"subject": "hub", "type": "fights against", "object": other},
        "answers": {"why": {f"position-{number % 4}": f"Because of {source} and {number}."}},
        "origin": ["teller"] if number % 2 else [other],
    }


def _book() -> Source:
    """Return a source with many paragraphs, and two claims for each."""
    claims = [
        Claim.model_validate({
            "id": f"{word}-{number}", "says": f"The book says {word} in {number}.",
            "paragraph": str(number), "event": f"event-{number % 400}",
        })
        for number in range(1, PARAGRAPHS + 1)
        for word in ("one", "two")
    ]  # fmt: skip
    article = {
        "title": "The book", "publisher": "hub", "published": "1999", "language": "en",
        "paragraphs": [f"Paragraph {n} tells of the war." for n in range(1, PARAGRAPHS + 1)],
    }  # fmt: skip
    return Source(
        "book",
        Article.model_validate(article),
        Summary(
            abstract="x",
            claims=tuple(claims),
            names=Names.model_validate({"actors": {"hub": {"the centre": ["3", "1999"]}}}),
        ),
    )


def _large(more: dict[str, Any] | None = None) -> Corpus:
    """Return a corpus in which one record of each type is too long for one page.

    ``more``: an additional claim of the source ``s40``.
    """
    claims = {f"s{source}": [_said(source, n) for n in range(CLAIMS)] for source in range(SOURCES)}
    claims["s40"] += [more] if more else []
    made = corpus(
        claims,
        actors={f"actor-{n}": {"name": f"{chr(97 + n % 26)}{chr(97 + n // 26)} actor-{n}"}
                for n in range(300)},
        locations={"port": {}, **{f"place-{n}": {"within": "port"} for n in range(150)}},
        events={
            "war": {"date": "1990/2020", "locations": ["port"]},
            **{f"event-{n}": {"date": f"{1990 + n % 30}", "locations": [f"place-{n % 150}"],
                              "part_of": "war"} for n in range(400)},
        },
    )  # fmt: skip
    sources = {
        id_: replace(source, article=source.article.model_copy(
            update={"published": parse(f"{1990 + number % 30}-0{number % 9 + 1}")}))
        for number, (id_, source) in enumerate(made.sources.items())
    }  # fmt: skip
    sources["book"] = _book()
    ordered = dict(sorted(sources.items(), key=lambda item: item[1].sort_key))
    places = {**made.places, Ref("source", "book"): made.places[Ref("source", "s1")]}
    return replace(made, sources=ordered, places=places)


@cache
def _pages() -> dict[str, str]:
    return _composed(_large())


@cache
def _pages_after() -> dict[str, str]:
    """Return the pages of ``_edited()``, which has one claim more than ``_large()``."""
    return _composed(_edited())


def _composed(made: Corpus) -> dict[str, str]:
    return {path: text for path, text in composed(made).items() if path.endswith(".md")}


def _edited() -> Corpus:
    return _large(_said(40, 98))


def _of(ref: Ref, section: str = "") -> dict[str, str]:
    """Return path -> text for the pages of a record, or for the parts of one of its lists."""
    folder = path_of(ref).removesuffix(".md")
    within = f"{folder}/{section}/" if section else f"{folder}/"
    return {path: text for path, text in _pages().items() if path.startswith(within)}


def _section(text: str, heading: str) -> str:
    """Return the text of a page below a heading, up to the next heading of the same level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _links(path: str, text: str) -> Iterator[tuple[str, str]]:
    for link in _LINK.findall(text):
        if "://" not in link:
            file, _hash, anchor = link.partition("#")
            yield (normpath(join(dirname(path), file)) if file else path), anchor


@pytest.mark.slow
def test_a_record_of_each_type_is_divided() -> None:
    """The page of a long record of each type is divided; the page of a short record isn't."""
    for ref in HUBS:
        assert len(_of(ref)) > 1, ref
    assert not _of(Ref("actor", "actor-1"))
    assert not _of(Ref("source", "s1"))


@pytest.mark.slow
def test_no_page_is_too_long() -> None:
    """Every page of a record, with the theme's HTML around it, is below the size limit."""
    hubs = [path for ref in HUBS for path in (path_of(ref), *_of(ref))]
    sizes = {path: _size(_pages()[path]) for path in hubs}
    assert {path: size for path, size in sizes.items() if size > PAGE} == {}


def _size(page: str) -> int:
    """Return the size of a page's HTML in bytes."""
    md = Markdown(
        extensions=["md_in_html", "tables", "toc", CommonMarkExtension()],
        extension_configs={"toc": {"permalink": "#"}},
    )
    return len(prepare(md.convert(page.split("\n---\n", 1)[1])).encode()) + FRAME


def _astray(pages: dict[str, str], among: set[str]) -> set[tuple[str, str, str]]:
    """Return broken links on or to the pages ``among``, as (page, linked page, anchor)."""
    anchors = {path: set(_ANCHOR.findall(text)) for path, text in pages.items()}
    return {
        (path, there, anchor)
        for path, text in pages.items()
        for there, anchor in _links(path, text)
        if there.endswith(".md")
        and (path in among or there in among)
        # Anchors of headings are made only when the page is published.
        and (there not in pages or (_OURS.match(anchor) and anchor not in anchors[there]))
    }


def test_every_link_and_anchor_on_divided_pages_lands() -> None:
    """Links on and to divided pages lead to pages with the linked anchors."""
    hubs = {path_of(ref) for ref in HUBS} | {path for ref in HUBS for path in _of(ref)}
    assert _astray(_pages(), hubs) == set()


def test_no_anchor_is_on_a_page_twice() -> None:
    """No page has an anchor twice, although the first page has the anchors of all parts."""
    for ref in HUBS:
        for path, text in {path_of(ref): _pages()[path_of(ref)], **_of(ref)}.items():
            assert max(Counter(_ANCHOR.findall(text)).values(), default=1) == 1, path


@pytest.mark.parametrize(
    ("ref", "section", "heading", "item"),
    [
        (HUBS[0], "claims", "What the sources say", r"^- Source (\d+ says \d+)"),
        (TELLER, "attributed", "Claims attributed to this actor", r"^- Source (\d+ says \d+)"),
        (HUBS[0], "events", "Events", r"^\| \d+ \| \[(event-\d+)\]"),
        (HUBS[0], "relations", "Relations", r"Hub fights against \[\w+ (actor-\d+)\]"),
        (HUBS[1], "claims", "What the sources say", r"^- Source (\d+ says \d+)"),
        (HUBS[1], "events", "Events here and in the places inside", r"^\| \d+ \| \[(event-\d+)\]"),
        (HUBS[1], "inside", "Places inside", r"^- \[(place-\d+)\]"),
        (
            HUBS[1],
            "actors",
            "People and groups with a role in these events",
            r"^- \[\w+ (actor-\d+)\]",
        ),
        (HUBS[2], "accounts", "What the sources say", r"^- Source (\d+ says \d+)"),
        (HUBS[2], "roles", "Roles that sources give", r"^\| \[\w+ (actor-\d+)\]"),
        (HUBS[3], "answers", "The answers, by position", r"^\| Because of (\d+ and \d+)\."),
        (HUBS[4], "paragraphs", "Paragraph by paragraph", r"^<a id=\"p(\d+)\"></a>\[\*\*"),
        (HUBS[4], "paragraphs", "Paragraph by paragraph", r"^- <a id=\"c-(\w+-\d+)\"></a>The"),
    ],
)
def test_nothing_is_lost_or_shown_twice(ref: Ref, section: str, heading: str, item: str) -> None:
    """On all pages of a record together, each item of a list is shown exactly once."""
    texts = [_section(_pages()[path_of(ref)], heading), *_of(ref, section).values()]
    found = Counter(match for text in texts for match in re.findall(item, text, re.MULTILINE))
    made, folder = _large(), path_of(ref).partition("/")[0]
    expected = {
        "claims": SOURCES * CLAIMS, "accounts": SOURCES * CLAIMS, "answers": SOURCES * CLAIMS,
        "attributed": SOURCES * CLAIMS // 2,
        "events": {"actors": len(made.events_of_actor["hub"]), "locations": 401}.get(folder, 0) - 1,
        "relations": 300, "inside": 150, "actors": 300, "roles": 300,
        "paragraphs": PARAGRAPHS if item.startswith(r"^<a") else 2 * PARAGRAPHS,
    }  # fmt: skip
    assert max(found.values()) == 1
    assert len(found) == expected[section]
    assert len(texts) > 1


def test_parts_lead_to_each_other_and_back() -> None:
    """Each part of a record links to the record's page, and to the previous and the next part."""
    for ref in HUBS:
        for path, text in _of(ref).items():
            there = {page for page, _anchor in _links(path, text.partition("\n# ")[0])}
            assert path_of(ref) in there, path
    parts = list(_of(HUBS[4], "paragraphs"))
    assert parts[:2] == ["sources/book/paragraphs/1-50.md", "sources/book/paragraphs/51-100.md"]
    for before, here in pairwise(parts):
        assert "- Before: [¶" in _pages()[here]
        assert (here, "") in set(_links(before, _pages()[before]))
        assert (before, "") in set(_links(here, _pages()[here]))


def test_the_first_page_counts_everything() -> None:
    """Numbers on a divided record's first page count all items, not only the items shown there."""
    actor, book = _pages()["actors/hub.md"], _pages()["sources/book.md"]
    assert f" of {SOURCES * CLAIMS}, those of the sources with the most claims." in actor
    assert f"- **Paragraphs:** {PARAGRAPHS}, each with claims" in book
    assert f"- **Claims:** {2 * PARAGRAPHS}" in book
    counts = [int(n) for n in re.findall(r"</a>\[¶[^]]+\]\([^)]*\) <small>(\d+)</small>", book)]
    assert sum(counts) == PARAGRAPHS


def test_the_address_of_a_paragraph_or_claim_stays() -> None:
    """A divided source's first page keeps the anchors of all paragraphs and claims, as links."""
    row = next(line for line in _pages()["sources/book.md"].splitlines() if 'id="p812"' in line)
    assert 'id="c-two-812"' in row
    assert "[¶801–850](book/paragraphs/801-850.md)" in row
    part = _pages()["sources/book/paragraphs/801-850.md"]
    assert "[**¶812**](../../book.md#p812)" in part
    assert '[#](../../book.md#c-two-812 "The address of this claim")' in part
    assert "sources/book/#c-two-812" in part


def test_links_lead_straight_to_the_right_page() -> None:
    """Links to a paragraph or claim of a divided source lead directly to the right part."""
    assert "(../sources/book/paragraphs/1951-2000.md#p1999" in _pages()["events/event-399.md"]
    cited = [link for path, text in _pages().items() for link in _links(path, text)
             if link[0] == "sources/book.md" and re.fullmatch(r"p\d+|c-.*", link[1])
             and not path.startswith("sources/book/")]  # fmt: skip
    assert cited == []


def test_a_divided_record_is_found_once() -> None:
    """Only the first page of a record has the record's kind and names for the search.

    A part with texts of its own, such as paragraphs, is found as a page of its own. A part that
    only lists other pages isn't indexed.
    """
    for ref in HUBS:
        assert f'<div class="finding" data-kind="{ref.type}"' in _pages()[path_of(ref)]
    for path, text in {path: text for ref in HUBS for path, text in _of(ref).items()}.items():
        indexed = path.split("/")[2] in ("paragraphs", "answers", "accounts")
        assert ('<div class="finding" data-kind="part"' in text) == indexed, path
        assert text.count('class="finding"') == indexed
        assert "data-names" not in text
        assert "\npart: true\n" in text


@pytest.mark.slow
def test_one_more_claim_changes_few_pages() -> None:
    """A new claim changes at most two parts of each list.

    Two parts change, not one, if a source's claims move to the first page or away from it.
    """
    before, after = _pages(), _pages_after()
    for ref in HUBS[:4]:
        folder = path_of(ref).removesuffix(".md")
        changed = [path for path, text in after.items() if path.startswith(f"{folder}/")
                   and before.get(path) != text]  # fmt: skip
        sections = Counter(path.split("/")[2] for path in changed)
        assert 0 < max(sections.values()) <= 2, changed
        assert before.keys() >= set(changed)


@pytest.mark.slow
def test_divided_pages_are_made_again_when_they_should_be() -> None:
    """After an edit, the divided pages are the same as after a build without a cache."""
    first, second = Composer(_large()), Composer(_edited())
    made = make_pages(first.jobs(), first.site.tracker, BuildCache(), {}, 1)
    hashes = {path: content_hash(text) for path, text in made.texts.items()}
    again = make_pages(second.jobs(), second.site.tracker, made.cache, hashes, 1)
    kept = {path: made.texts[path] for path in again.reused}
    both = kept | dict(again.texts)
    fresh = {path: text.encode() for path, text in _pages_after().items() if path in both}
    assert fresh == {path: both[path] for path in fresh}
    assert len(fresh) > 1000
    parts = [path for ref in HUBS for path in _of(ref)]
    remade = [path for path in parts if path in again.texts]
    assert len(remade) < len(parts) / 3


@pytest.mark.slow
def test_many_sources_of_one_line_keep_the_limit() -> None:
    """If a thousand sources mention a record, its pages are still all below the size limit."""
    said = {"event": "fire", "locations": ["quay"], "actors": {"crowd": "witness"}}
    made = corpus({f"s{number}": [said] for number in range(1000)})
    sources_of_one = {
        id_: replace(source, article=source.article.model_copy(update={"publisher": "s0"}))
        for id_, source in made.sources.items()
    }
    composer = Composer(replace(made, sources=sources_of_one))
    hubs = ("actors/s0", "actors/crowd", "events/fire", "locations/quay")
    sizes = {
        job.path: _size(job.make())
        for job in composer.jobs()
        if job.path.startswith(hubs) and job.path.endswith(".md")
    }
    assert {path: size for path, size in sizes.items() if size > PAGE} == {}
    assert {path.split("/")[2] for path in sizes if path.count("/") == 3} >= {
        "published", "claims", "accounts",
    }  # fmt: skip


def test_many_pictures_keep_the_limit() -> None:
    """A place with many pictures is divided by picture, and each picture is shown once."""
    names = [f"quay-{number}.jpg" for number in range(300)]
    album = tuple(
        Image(file=name, alt=f"The quay {WORDS}", credit="Ellan", licence="CC0 1.0", caption=WORDS)
        for name in names
    )
    made = corpus({"s1": [{"event": "fire", "locations": ["quay"]}]})
    pictures = {name: Picture(f"sources/images/{name}", "", 2000, 1500) for name in names}
    for folder, id_ in (("locations", "quay"), ("events", "fire")):
        records = getattr(made, folder)
        records[id_] = records[id_].model_copy(update={"images": album})
    pages = _composed(replace(made, pictures=pictures))
    for own in ("locations/quay", "events/fire"):
        found = {path: text for path, text in pages.items() if path.startswith(own)}
        assert max(map(_size, found.values())) < PAGE
        shown = Counter(
            re.findall(r"\((?:\.\./)+data/images/(quay-\d+)-jpg-480", "".join(found.values()))
        )
        assert shown == Counter(name.removesuffix(".jpg") for name in names)
        assert f"{own}/images/1-50.md" in found
        assert "Shown here: the first " in found[f"{own}.md"]
        assert _astray(pages, set(pages)) == set()


def test_a_long_transcript_weighs_too() -> None:
    """A list is divided sooner if other long texts, such as transcripts, are on the same page."""
    items = LongList(range(100), lambda _: 1000, [lambda _: IndexGroup("a", "a")], lambda one: one)
    assert divide_lists({"a": items}) == {}
    assert set(divide_lists({"a": items}, beside=30_000)) == {"a"}


def test_few_long_paragraphs_keep_the_limit() -> None:
    """A few long paragraphs alone can make a page so long that it is divided."""
    made = corpus({"essay": []})
    text = ("At length it is told who was there. " * 120,) * 80
    essay = made.sources["essay"]
    long = replace(essay, article=essay.article.model_copy(update={"paragraphs": text}))
    pages = _composed(replace(made, sources={"essay": long}))
    sizes = {path: _size(page) for path, page in pages.items() if path.startswith("sources/essay")}
    assert len(sizes) > 2
    assert max(sizes.values()) < PAGE


def _divide_everything(
    lists: dict[str, LongList[Any]], _whole: int = 0, *, beside: int = 0
) -> dict[str, DividedList]:
    """Divide each list that has items, with almost all of its items in parts.

    In a test, this function replaces ``divide_lists``.
    """
    return {
        name: divide_lists({name: replace(found, shown=1, least=1)}, 0)[name]
        for name, found in lists.items()
        if sum(map(found.weight, found.items)) > 1
    }


@pytest.mark.slow
def test_every_list_of_every_page_can_be_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any list can be divided; links on its parts, and links to these parts, work."""
    for maker in (actors, events, locations, questions, sources):
        monkeypatch.setattr(maker, "divide_lists", _divide_everything)
    monkeypatch.setattr(record_lists, "FEW", 0)
    made = set()
    for folder in (ROOT, PASSAGES):
        checked = stages.check(folder)
        assert checked.corpus
        pages = _composed(checked.corpus)
        made |= {(path.split("/")[0], path.split("/")[2]) for path in pages if path.count("/") == 3}
        assert _astray(pages, set(pages)) == set()
    assert len(made) > 25
    assert {name for _folder, name in made} == set(HEADINGS)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a project with a source of several hundred paragraphs; return its site."""
    folder = project(tmp_path_factory.mktemp("divided") / "book")
    text = [f"Paragraph {n} tells of crate{n}. {WORDS} {WORDS}" for n in range(1, 401)]
    front = "title: The long book\npublisher: harbour-post\npublished: 1960\nlanguage: en"
    (folder / "sources/articles/book.md").write_text(
        f"---\n{front}\n---\n\n" + "\n\n".join(text) + "\n", "utf-8"
    )
    claims = "".join(
        f"  - {{id: told-{n}, says: Crate {n} was carried., paragraph: {n}, event: harbour-fire}}\n"
        for n in range(1, 401)
    )
    (folder / "sources/summaries/book.yml").write_text(
        f"abstract: A history of the fire.\nclaims:\n{claims}", "utf-8"
    )
    done = run(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_published_pages_keep_the_limit(published: Path) -> None:
    """The HTML files of a divided source's published pages are all smaller than ``PAGE``."""
    pages = list(published.glob("sources/book/**/index.html"))
    assert len(pages) > 4
    assert max(path.stat().st_size for path in pages) < PAGE


@pytest.mark.parametrize("anchor", ["p312", "c-told-312"])
def test_an_old_address_leads_on(browser: Browser, published: Path, anchor: str) -> None:
    """The address that a paragraph or claim had before the division leads to its present page."""
    with served(published) as address:
        visit = Visitor(browser, address)
        page = visit(f"sources/book/#{anchor}")
        page.wait_for_url(f"{address}sources/book/paragraphs/*/#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_attached()
        # If only the anchor of the open page's address changes, this also leads to the right part.
        # So does the permanent link on a paragraph's number.
        page.goto(f"{address}sources/book/")
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        page.wait_for_url(f"{address}sources/book/paragraphs/*/#{anchor}")
        page.get_by_role("link", name="¶312", exact=True).click()
        page.wait_for_url(f"{address}sources/book/paragraphs/*/#p312")
        visit.close()
    assert visit.complaints == []


def test_an_old_address_leads_to_the_list_without_scripts(
    browser: Browser, published: Path
) -> None:
    """Without JavaScript, the address from before the division leads to a link to the claim."""
    with served(published) as address:
        visit = Visitor(browser, address)
        page = visit("sources/book/#c-told-312", scripts=False)
        link = page.locator("li:has(> a:target) > a[href]")
        expect(link).to_be_in_viewport()
        link.click()
        expect(page.locator("#c-told-312")).to_be_attached()
        visit.close()
    assert visit.complaints == []


def test_the_search_finds_a_divided_record_once_and_its_parts(
    browser: Browser, published: Path
) -> None:
    """The search finds a divided source once by its title, and a part by a word in this part."""
    with served(published) as address:
        visit = Visitor(browser, address)
        page = visit("about/")
        page.keyboard.press("/")
        page.keyboard.insert_text("The long book")
        results = page.locator(".search__source ol > li > a:first-child")
        expect(results.first).to_have_attribute("href", re.compile(r"/sources/book/$"))
        expect(page.locator(".search__source a[href$='/sources/book/']")).to_have_count(1)
        page.get_by_role("searchbox", name="Search for").fill("crate312")
        found = page.locator(".search__part a").first
        expect(found).to_have_attribute("href", re.compile(r"/sources/book/paragraphs/[\d-]+/$"))
        visit.close()
    assert visit.complaints == []
