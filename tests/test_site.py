import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from sourcebook import __version__, stages
from sourcebook.corpus import Corpus
from sourcebook.publishing import licences
from sourcebook.publishing.mkdocs_hooks import LICENCES

from .projects import ROOT, project, run, tree
from .published import Published, broken_links, read, target


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Published]:
    """Return the published pages, parsed."""
    return read(site)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    corpus = stages.check(ROOT).corpus
    assert corpus is not None
    return corpus


def test_every_record_has_its_page(pages: dict[str, Published], corpus: Corpus) -> None:
    """Every record has a page whose address is made from its id."""
    records: dict[str, Iterable[str]] = {
        "actors": corpus.actors, "locations": corpus.locations, "events": corpus.events,
        "questions": corpus.questions, "sources": corpus.sources,
    }  # fmt: skip
    for kind, ids in records.items():
        assert {f"{kind}/{id_}/index.html" for id_ in ids} <= pages.keys()
    assert {"index.html", "about/index.html", "method/index.html", "format/index.html"} <= set(
        pages
    )


def test_every_internal_link_and_anchor_resolves(site: Path, pages: dict[str, Published]) -> None:
    """Every internal link leads to an existing page and an existing anchor."""
    broken, followed = broken_links(site, pages)
    assert broken == []
    assert followed > 10_000


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Published]) -> None:
    """No page, style sheet or script loads anything from another host."""
    for name, page in pages.items():
        for address in page.loaded:
            place = target(name, address)
            assert place is not None, f"{name} loads {address}"
            assert name == "404.html" or (site / place[0]).is_file(), (name, address)
    for sheet in site.rglob("*.css"):
        text = sheet.read_text("utf-8")
        assert not re.search(
            r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//", text
        ), sheet


def test_every_citation_leads_to_a_paragraph(pages: dict[str, Published]) -> None:
    """Each note under "Sources on this page" links to an anchor on a source's page."""
    cited = 0
    for name, page in pages.items():
        if name.split("/")[0] not in ("actors", "locations", "events", "questions"):
            continue
        for link in page.links:
            place = target(name, link)
            if place and place[0].startswith("sources/") and place[1]:
                cited += 1
                assert re.fullmatch(r"p\d+|title|standfirst|caption|c-[a-z0-9-]+", place[1])
    assert cited > 1000


def test_every_claim_stands_on_its_source(pages: dict[str, Published], corpus: Corpus) -> None:
    """Each claim and each paragraph has an anchor on its source's page."""
    for placed in corpus.claims:
        page = pages[f"sources/{placed.source.id}/index.html"]
        assert f"c-{placed.claim.id}" in page.anchors
    for id_, source in corpus.sources.items():
        wanted = {f"p{number}" for number in range(1, len(source.article.paragraphs) + 1)}
        assert wanted <= pages[f"sources/{id_}/index.html"].anchors


def test_events_and_actors_lead_to_each_other(pages: dict[str, Published], corpus: Corpus) -> None:
    """An event's page links to each actor with a role in it; the actor's page links back."""
    for event, claims in corpus.claims_on_event.items():
        there = {target(f"events/{event}/index.html", link)
                 for link in pages[f"events/{event}/index.html"].links}  # fmt: skip
        for actor in {a for placed in claims for a in placed.claim.roles_in(event)}:
            name = f"actors/{actor}/index.html"
            assert (name, "") in there
            back = {target(name, link) for link in pages[name].links}
            assert (f"events/{event}/index.html", "") in back


def test_plain_mkdocs_makes_the_same_site(real: Path, tmp_path: Path) -> None:
    """``mkdocs build --strict`` gives the same site as ``build``, byte for byte, and no warning."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path)],
        cwd=real, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert tree(tmp_path) == tree(real / "site")


def test_licences_travel_with_the_site(site: Path, pages: dict[str, Published]) -> None:
    """The site has the licences of all software in it, with the copyright holders."""
    licence = (ROOT / "LICENSE").read_text("utf-8").strip()
    text = (site / LICENCES).read_text("utf-8")
    own, *works = text.split("-" * 72)
    assert own == f"Sourcebook, which made this site\nsourcebook {__version__}\n\n{licence}\n\n"
    assert len(works) == len(licences.WORKS)
    for work, written in zip(licences.WORKS, works, strict=True):
        assert written.strip().startswith(f"{work.name}\n{work.package} ")
        assert all(holder in written for holder in work.holders)
    material, icons, leaflet, pagefind = works
    for written in (material, pagefind):
        assert "Permission is hereby granted, free of charge" in written
        assert 'THE SOFTWARE IS PROVIDED "AS IS"' in written
    assert "Redistributions in binary form must reproduce" in leaflet
    assert "Christie" not in leaflet
    assert "Donath" not in pagefind
    assert "Apache" in icons
    for name in ("index.html", "events/index.html", "404.html"):
        assert any(target(name, link) == (LICENCES, "") for link in pages[name].links), name


def test_edit_links_and_redirects(tmp_path: Path) -> None:
    """With ``edit_url``, pages link to their records' lines in YAML; old addresses redirect."""
    folder = project(tmp_path)
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert 'edit_url: ""' in text
    settings.write_text(
        text.replace('edit_url: ""', 'edit_url: "https://git.invalid/blob/main/{path}#L{line}"'),
        "utf-8",
    )
    assert run(folder).returncode == 0
    checked = stages.check(folder)
    assert checked.corpus is not None
    site = read(folder / "site")
    for ref, places in checked.corpus.places.items():
        page = site[f"{ref.type}s/{ref.id}/index.html"]
        for place in places:
            wanted = f"https://git.invalid/blob/main/{place.path}#L{place.line}"
            assert wanted in page.links
            line = (folder / place.path).read_text("utf-8").splitlines()[place.line - 1]
            assert ref.type == "source" or line.startswith(f"{ref.id}:")
    moved = [(ref, old) for ref in checked.corpus.places if ref.type != "source"
             for old in checked.corpus.records(ref.type)[ref.id].was]  # fmt: skip
    assert moved
    for ref, old in moved:
        name = f"{ref.type}s/{old}/index.html"
        html = (folder / "site" / name).read_text("utf-8")
        leads = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
        assert leads
        assert target(name, leads[1]) == (f"{ref.type}s/{ref.id}/index.html", "")
