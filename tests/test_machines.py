import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from sourcebook import stages
from sourcebook.corpus import Corpus, Ref
from sourcebook.pages.page_context import PageContext
from sourcebook.pages.parts.linked_data import BEGIN, END, comment, first_day
from sourcebook.pages.site import Site, path_of
from sourcebook.records.dates import parse
from sourcebook.records.folders import FOLDERS

from .hostility import STRINGS
from .projects import ROOT, SMALL, project, run
from .published import read, target

SCHEMA = "https://schema.org/"
THING = {"name", "description", "alternateName", "sameAs", "url", "subjectOf"}
WORK = THING | {"about", "text", "isPartOf", "isBasedOn", "inLanguage", "author", "publisher"}
TYPES = {
    "Event": THING | {"startDate", "location", "superEvent"},
    "Place": THING | {"geo", "containedInPlace"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
    "Person": THING | {"memberOf"},
    "Organization": THING | {"memberOf"},
    "GovernmentOrganization": THING | {"memberOf"},
    "NewsMediaOrganization": THING | {"memberOf"},
    "Thing": THING,
    "NewsArticle": WORK | {"headline", "datePublished"},
    "Claim": WORK | {"appearance"},
    "Question": WORK | {"answerCount", "suggestedAnswer"},
    "Answer": WORK,
    "WebSite": WORK,
    "WebPage": WORK,
    "CollectionPage": WORK,
    "CreativeWork": WORK,
    "Dataset": WORK | {"temporalCoverage", "license", "distribution"},
    "DataDownload": WORK | {"contentUrl"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}
"""Maps each type of schema.org to those of its properties that pages use."""
NEEDED = {
    "Event": {"name", "description", "subjectOf"},
    "Place": {"name"},
    "GeoCoordinates": {"latitude", "longitude", "description"},
    "NewsArticle": {"headline", "inLanguage", "publisher"},
    "Claim": {"text", "appearance"},
    "Question": {"name", "answerCount"},
    "Answer": {"text", "isBasedOn"},
    "WebSite": {"name"},
    "Dataset": {"name", "description", "distribution"},
    "DataDownload": {"contentUrl"},
    "BreadcrumbList": {"itemListElement"},
}
ISO_8601 = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Head(HTMLParser):
    """A page's data for machines: JSON-LD, and the elements ``meta`` and ``link``."""

    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self._inside = False
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a ``meta`` or ``link`` tag, or the beginning of a JSON-LD script."""
        values = {name: value or "" for name, value in attrs}
        self._inside = values.get("type") == "application/ld+json"
        if self._inside:
            self.scripts.append("")
        if tag in ("meta", "link"):
            name = values.get("property") or values.get("name") or values.get("rel") or ""
            value = values.get("content") or values.get("href") or ""
            self.meta.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        """Add text to the content of an open JSON-LD script."""
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Record the end of a script."""
        self._inside = False


def _load(address: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return a small JSON-LD context for schema.org, so that the real one isn't downloaded."""
    assert address == "https://schema.org"
    addresses = ("sameAs", "url", "item", "contentUrl")
    context = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in addresses}}
    document = {"@context": context}
    return {"contextUrl": None, "documentUrl": address, "document": document}


def expanded(script: str, base: str) -> list[dict[str, Any]]:
    """Return the nodes of a page's JSON-LD, in expanded form.

    ``base``: the page's address.
    """
    options = {"base": base, "documentLoader": _load}
    return list(jsonld.expand(json.loads(script), options))


def inside(node: Any) -> list[dict[str, Any]]:
    """Return a JSON-LD node and all nodes inside it, if they have a type."""
    if isinstance(node, list):
        return [found for inner in node for found in inside(inner)]
    if not isinstance(node, dict):
        return []
    return [node] * ("@type" in node) + [
        found for inner in node.values() for found in inside(inner)
    ]


def addresses(node: Any) -> set[str]:
    """Return all addresses (values of ``@id``) in a JSON-LD node."""
    if isinstance(node, list):
        return {address for inner in node for address in addresses(inner)}
    if not isinstance(node, dict):
        return set()
    own = {node["@id"]} if "@id" in node else set()
    return own | {address for inner in node.values() for address in addresses(inner)}


def test_every_page_speaks_schema_org(site: Path) -> None:
    """Each page has valid JSON-LD: known types and properties, and working addresses."""
    pages = read(site)
    for name in pages:
        if name.endswith("/embed/index.html"):
            continue  # this page, a part of another page, has the other page's address
        scripts = Head(site / name).scripts
        if name == "404.html":
            assert scripts == []
            continue
        base = f"https://site.invalid/{name.removesuffix('index.html')}"
        nodes = [node for script in scripts for node in expanded(script, base)]
        assert nodes, name
        for node in inside(nodes):
            kind = node["@type"][0].removeprefix(SCHEMA)
            used = {key.removeprefix(SCHEMA) for key in node if not key.startswith("@")}
            assert used <= TYPES[kind], (name, kind)
            is_link = set(node) <= {"@type", "@id", f"{SCHEMA}name"}
            assert is_link or used >= NEEDED.get(kind, set()), (name, kind)
            for date in ("startDate", "datePublished"):
                for value in node.get(f"{SCHEMA}{date}", ()):
                    assert ISO_8601.fullmatch(value["@value"]), (name, value)
        for address in addresses(nodes):
            place = target(name, address)
            if place:
                there, anchor = place
                assert (site / there).is_file(), (name, address)
                assert not anchor or anchor in pages[there].anchors, (name, address)


def test_records_are_what_their_pages_say_they_are(site: Path) -> None:
    """In JSON-LD, a record's page describes one thing of the right type.

    The page of a source also describes the source's claims.
    """
    corpus = _corpus(ROOT)
    for kind, type_ in (("event", "Event"), ("location", "Place"), ("question", "Question")):
        for id_ in corpus.records(kind):  # type: ignore[arg-type]
            assert _graph(site, kind, id_)[0]["@type"] == type_
    for id_, actor in corpus.actors.items():
        node = _graph(site, "actor", id_)[0]
        assert (node["@type"] == "Person") == (actor.kind == "person")
        assert node["name"] == actor.name
    for id_, source in corpus.sources.items():
        article, *others, _ = _graph(site, "source", id_)
        assert article["headline"] == source.article.title
        assert ("datePublished" in article) == (not source.article.dated_by)
        assert "articleBody" not in article
        assert [node["text"] for node in others] == [c.says for c in source.summary.claims]


def test_a_pin_that_promises_nothing_has_no_coordinates(site: Path) -> None:
    """A place without coordinates, or with precision "none", has no coordinates in JSON-LD."""
    for id_, location in _corpus(ROOT).locations.items():
        known = location.coordinates is not None and location.precision != "none"
        assert ("geo" in _graph(site, "location", id_)[0]) == known


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2015-10-01", "2015-10-01"),
        ("2015-10", "2015-10"),
        ("2015", "2015"),
        ("2015-10-12~", "2015-10"),
        ("2015-10~", "2015"),
        ("2015~", None),
        ("2015-10-12?", None),
        ("2015-10-12%", None),
        ("2015-10-XX", "2015-10"),
        ("2015-XX-XX", "2015"),
        ("201X", None),
        ("2015-21", "2015"),
        ("2015-09-21/2015-10-01", "2015"),
        ("2015-10-01/2015-10-03", "2015-10"),
        ("2015/2015-09~", "2015"),
        ("1980/1988", None),
        ("-0044-03/-0044-05", "-0044"),
        ("2015-09~/2015-10-01", "2015"),
        ("../2015-10-01", None),
        ("2015-10/..", "2015-10"),
    ],
)
def test_dates_are_no_more_precise_than_the_sources(written: str, start: str | None) -> None:
    """A start date in JSON-LD is at most as precise as the date in the record.

    A date such as "about 2015" gives no start date.
    """
    assert first_day(parse(written)) == start


@given(text=st.text() | st.sampled_from(STRINGS))
def test_no_text_ends_the_comment_or_the_script(text: str) -> None:
    """No title or description can end the JSON-LD's comment in docs/ or its script on the site."""
    page = PageContext(Site(_small()), "elsewhere.md")
    made = comment(page, text, f"--> </script> {END} {text}")
    inner = made.removeprefix(BEGIN).removesuffix(END)
    assert re.search("[<>&]", inner) is None
    assert json.loads(inner)[0]["@type"] == "WebPage"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small project with ``SITE_URL``; return the site's folder."""
    folder = project(tmp_path_factory.mktemp("placed") / "project")
    result = run(folder, "--strict", SITE_URL="https://site.invalid/topic")
    assert (result.returncode, result.stderr) == (0, "")
    return folder / "site"


def test_a_site_that_knows_its_address_tells_it(placed: Path) -> None:
    """With ``SITE_URL``, each page has its absolute address in links, metadata and the sitemap."""
    listed = ElementTree.parse(placed / "sitemap.xml")  # noqa: S314 - our own
    told_of = {loc.text or "" for loc in listed.iterfind(".//{*}loc")}
    root, pages = "https://site.invalid/topic/", set()
    assert f"Sitemap: {root}sitemap.xml" in (placed / "robots.txt").read_text("utf-8")
    for file in placed.rglob("*.html"):
        head, name = Head(file), file.relative_to(placed).as_posix()
        if name == "404.html" or name.endswith("/embed/index.html"):
            continue
        own = root + name.removesuffix("index.html")
        if "refresh" in file.read_text("utf-8"):
            assert own not in told_of
            assert head.meta["canonical"][0] in told_of
            continue
        assert own in told_of
        assert head.meta["canonical"] == head.meta["og:url"] == [own]
        assert len(head.meta["description"]) == len(head.meta["og:title"]) == 1
        assert head.meta["og:description"] == head.meta["description"]
        own_nodes = [node for script in head.scripts for node in expanded(script, "about:blank")]
        assert own in addresses(own_nodes)
        assert {address.partition(":")[0] for address in addresses(own_nodes)} == {"https"}
        pages.add(own)
    assert told_of == pages


def test_the_page_for_missing_ones_works_at_any_depth(placed: Path) -> None:
    """Links of 404.html begin at the host's root, because this page is shown at any address."""
    page = read(placed)["404.html"]
    assert page.links
    inner = [link for link in [*page.links, *page.loaded] if not link.startswith("#")]
    assert [link for link in inner if not link.startswith("/topic/")] == []
    proposed = json.loads((placed / "addresses.json").read_text("utf-8"))
    for address, title in proposed:
        assert title
        assert (placed / address / "index.html").is_file()


def test_a_site_that_does_not_know_its_address_claims_none(site: Path) -> None:
    """Without ``SITE_URL``, no page has an absolute address."""
    for file in site.rglob("*.html"):
        assert not {"canonical", "og:url", "og:image"} & Head(file).meta.keys()
    assert "<loc>" not in (site / "sitemap.xml").read_text("utf-8")
    assert not (site / "robots.txt").exists()


def _graph(site: Path, kind: Any, id_: str) -> list[dict[str, Any]]:
    file = site / urljoin(path_of(Ref(kind, id_)), f"{id_}/index.html")
    graph: list[dict[str, Any]] = json.loads(Head(file).scripts[0])["@graph"]
    assert FOLDERS[Ref(kind, id_).type] in file.parts
    return graph


def _corpus(root: Path) -> Corpus:
    corpus = stages.check(root).corpus
    assert corpus is not None
    return corpus


def _small() -> Corpus:
    return _corpus(SMALL.parent)
