"""A corpus without places, questions or relations gives a site without pages about them."""

import re
from pathlib import Path

import pytest

from sourcebook.pages.lookup.presence import OPTIONAL
from sourcebook.pages.page_makers import page_makers
from sourcebook.project import SOURCES

from .corpora import GOOD
from .projects import plain, project, run, tree
from .published import Published, read, target

ABOUT = """---
title: About
---

See [the map](map.md), [**all** places](locations/index.md#top) and [the actors](actors/index.md).
"""

ABSENT = {
    "guilds": {"events", "locations", "map", "matrix", "names", "network", "questions", "support",
               "tags", "timeline", "timeline-actors"},
    "mails": {"locations", "map", "names", "network", "questions", "tags"},
}  # fmt: skip
"""Maps the name of a corpus to the pages and folders that its site lacks."""


@pytest.fixture(scope="module", params=ABSENT)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a corpus without some kinds of records; return the project's folder."""
    sources = next(case for case in GOOD if case.name == request.param) / SOURCES
    folder = project(tmp_path_factory.mktemp("presence") / request.param, sources)
    (folder / "sources" / "pages").mkdir()
    (folder / "sources" / "pages" / "about.md").write_text(ABOUT, "utf-8")
    built = run(folder, "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    counted = next(line for line in built.stdout.splitlines() if "published" in line)
    assert " 0 " not in counted.partition(": site/")[0]
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Published]:
    """Return the published pages, parsed."""
    return read(folder / "site")


def test_what_there_is_nothing_of_has_no_page(folder: Path, pages: dict[str, Published]) -> None:
    """A site without places has no map, and a site without relations has no network.

    All other optional pages exist.
    """
    absent = ABSENT[folder.name]
    made = {name.partition("/")[0] for name in pages} | {
        path.name for path in folder.glob("docs/*")
    }
    assert not absent & made
    optional = {path.removesuffix(".md").removesuffix("/index") for path in OPTIONAL}
    assert absent < optional
    assert optional - absent <= made


def test_every_link_leads_somewhere(folder: Path, pages: dict[str, Published]) -> None:
    """No link in the menu, the footer or a page leads to a missing page."""
    broken = [
        f"{name}: {link}"
        for name, page in pages.items()
        if name != "404.html"
        for link in page.links
        if (place := target(name, link)) and not (folder / "site" / place[0]).is_file()
    ]
    assert broken == []
    about = "".join(pages["about/index.html"].text)
    assert "See the map, all places and the actors." in about


def test_nothing_is_counted_that_isnt_there(pages: dict[str, Published]) -> None:
    """No page has a count of zero, such as "0 locations"."""
    kinds = "actors?|events?|locations?|places|questions?|relations?|names|lines"
    for name, page in pages.items():
        assert not re.search(rf"\b0 ({kinds})\b", "".join(page.text)), name


@pytest.mark.slow
def test_mkdocs_alone_makes_the_same(folder: Path, tmp_path: Path) -> None:
    """``mkdocs build`` gives the same site as ``build``, with the same menu and no warning."""
    assert plain(folder, tmp_path / "plain", "--strict") == ""
    assert tree(tmp_path / "plain") == tree(folder / "site")


def test_optional_pages_are_declared() -> None:
    """Every path in ``OPTIONAL`` is a page's path that ``page_makers`` declares."""
    for path in OPTIONAL:
        assert any(path in maker.paths for maker in page_makers()), path
