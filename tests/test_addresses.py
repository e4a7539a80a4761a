"""No file of the site can silently replace another file."""

import sys
from collections.abc import Iterator

import pytest

from sourcebook import stages
from sourcebook.addresses import PathTakenError, Taken, address
from sourcebook.corpus import Corpus
from sourcebook.exports import timeline
from sourcebook.pages.compose import Composer
from sourcebook.pages.page_makers import PageMaker, UndeclaredPathError, page_makers
from sourcebook.pages.page_spec import PageSpec
from sourcebook.pages.site import Site

from .corpora import SMALL

OF_INDEX = {"pagefind"}
"""Names of top-level files or folders that the search index uses."""


@pytest.fixture(scope="module")
def small() -> Corpus:
    """Return the small corpus."""
    corpus = stages.check(SMALL).corpus
    assert corpus
    return corpus


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", "index.html"),
        ("actors.md", "actors/index.html"),
        ("actors/index.md", "actors/index.html"),
        ("Actors/Index.MD", "actors/index.html"),
        ("actors/cafe\u0301.md", "actors/café/index.html"),
        ("reindex.md", "reindex/index.html"),
        ("map.svg", "map.svg"),
        ("index", "index"),
    ],
)
def test_what_would_be_one_file_has_one_address(path: str, expected: str) -> None:
    """Paths have the same address if MkDocs or a case-insensitive disk makes one file of them."""
    assert address(path) == expected


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "about.md",
            "sourcebook.pages.makers.written.pages and tests.test_addresses.more both make "
            "'about.md'; one of them must make another path",
        ),
        (
            "Actors.md",
            "sourcebook.pages.makers.indexes.pages makes 'actors/index.md' and "
            "tests.test_addresses.more 'Actors.md', which would be one file of the site; one of "
            "them must make another path",
        ),
    ],
)
def test_two_makers_of_one_page_are_named(
    path: str, told: str, small: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If two functions generate the same page, the build stops, and the error names both."""

    def more(_: Site) -> Iterator[PageSpec]:
        yield PageSpec(path, "written", {})

    more.__module__, more.__qualname__ = "tests.test_addresses", "more"
    # An import from ``sourcebook.pages`` would give the function ``compose``, not the module.
    module = sys.modules[Composer.__module__]
    makers = (*page_makers(), PageMaker(more, {path: ""}))
    monkeypatch.setattr(module, "page_makers", lambda: makers)
    with pytest.raises(PathTakenError) as error:
        list(Composer(small).jobs())
    assert str(error.value) == told


@pytest.mark.parametrize(
    ("path", "makers"),
    [
        ("timeline.md", "sourcebook.pages.makers.timeline.pages and sourcebook.exports.timeline"),
        ("data/corpus.json", "sourcebook.exports.timeline and sourcebook.exports.downloads"),
    ],
)
def test_an_export_takes_no_other_file_s_place(
    path: str, makers: str, small: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If an export has the path of a page or download, the build stops; the error names both."""
    monkeypatch.setattr(timeline, "compose", lambda _: {path: "{}"})
    with pytest.raises(PathTakenError) as error:
        stages.generate(small)
    assert str(error.value) == f"{makers} both make '{path}'; one of them must make another path"


def test_a_page_asked_for_again_is_no_second_one(small: Corpus) -> None:
    """If a page is made alone first, as for the preview, a build still makes it only once."""
    composer = Composer(small)
    assert composer.text("about.md") == composer.text("about.md")
    paths = [job.path for job in (*composer.jobs(), *composer.last())]
    assert len(paths) == len(set(paths))


def test_every_page_of_the_build_s_own_is_refused_to_researchers(small: Corpus) -> None:
    """The names of generated pages and folders are reserved: hand-written pages can't have them."""
    files = stages.generate(small)
    made = {path.removesuffix(".md") for path in files if "/" not in path and path.endswith(".md")}
    made |= {path.split("/")[0] for path in files if "/" in path}
    # The name ``data`` isn't reserved: a researcher's file ``data.md`` is the introduction of the
    # page about the data.
    assert made - {*small.pages, "data"} == stages.RESERVED_PAGES - OF_INDEX


def test_a_maker_makes_only_what_it_declares(
    small: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a module generates a page that isn't in its ``PATHS``, the build stops with an error."""

    def pages(_: Site) -> Iterator[PageSpec]:
        yield PageSpec("invented.md", "written", {})

    pages.__module__, pages.__qualname__ = "sourcebook.pages.makers.invented", "pages"
    makers = (*page_makers(), PageMaker(pages, {}))
    monkeypatch.setattr(sys.modules[Composer.__module__], "page_makers", lambda: makers)
    with pytest.raises(UndeclaredPathError) as error:
        list(Composer(small).jobs())
    assert str(error.value) == (
        "sourcebook.pages.makers.invented.pages makes 'invented.md', which isn't in its PATHS; "
        "add it there: the names of generated pages are refused to pages written by hand"
    )


def test_a_path_is_taken_once() -> None:
    """``Taken`` refuses a taken path, even in another spelling: ``A/index.md`` for ``a.md``."""
    taken = Taken()
    taken.take("a.md", "one")
    taken.take("b.md", "one")
    with pytest.raises(PathTakenError):
        taken.take("A/index.md", "one")
