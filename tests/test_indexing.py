"""The search index is the same for the same pages, on any disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.publishing import indexing, pagefind_runs
from sourcebook.publishing.index_state import IndexState, OldState
from sourcebook.publishing.indexing import Indexing
from sourcebook.publishing.pagefind_adapter import IndexedPage, merge_index, postings, read_index
from sourcebook.publishing.pagefind_adapter.packing import pack, unpack
from sourcebook.publishing.pagefind_adapter.pages import name_pages
from sourcebook.publishing.pagefind_adapter.words import Chunk, divide, ranges
from sourcebook.publishing.pagefind_process import IndexingError, PagefindProcess
from sourcebook.publishing.pages_to_index import gather, indexed_part
from sourcebook.writing import stat_signatures

from .projects import another, tree, until

PAGES = {
    f"{folder}/{name}.html": (
        f'<html lang="{language}"><body data-pagefind-body>'
        f'<p data-pagefind-sort="place:{number}" data-pagefind-filter="kind:{folder}">'
        f"{words} page{number}</p></body></html>"
    )
    for number, (folder, name, language, words) in enumerate(
        (folder, name, language, words)
        for folder, language in (("one", "en"), ("two", "en"), ("drei", "de"))
        for name, words in (
            ("c", "the café on the quay, the cafe"), ("a", "a quay and a harbour"),
            ("b", "naïve words"), ("d", "quay, quay, quay: Café"), ("e", "nothing in common"),
        )
    )
}  # fmt: skip
"""Maps paths to pages in two languages, with spellings that a search treats alike."""


@pytest.fixture
def memory() -> Iterator[Path]:
    """Yield a folder on a disk that lists files in the order of creation, if there is one."""
    with TemporaryDirectory(dir=another()) as made:
        yield Path(made)


def site(folder: Path, pages: list[str]) -> Path:
    """Write pages to a folder in the given order; return the folder."""
    for page in pages:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(PAGES[page], "utf-8")
    return folder


def made(folder: Path, bundle: Path, old: OldState | None = None) -> IndexState:
    """Index the pages in ``folder``; return the state of the index.

    ``bundle``: the folder of the new index. ``old``: the last index, which is then updated.
    """
    state = made_or_whole(folder, bundle, old)
    assert state is not None
    return state


def made_or_whole(folder: Path, bundle: Path, old: OldState | None = None) -> IndexState | None:
    """Do the same; return None if the index can't be updated later."""
    return indexing.make_index(folder, bundle, stat_signatures(folder), old)


def test_the_disk_does_not_show(memory: Path) -> None:
    """The order in which the disk lists the pages doesn't change any byte of the index."""
    found = []
    for name, pages in (("one", sorted(PAGES)), ("other", sorted(PAGES, reverse=True))):
        made(site(memory / name, pages), memory / f"{name}.index")
        found.append(tree(memory / f"{name}.index"))
    assert found[0] == found[1]
    assert len(found[0]) > len(PAGES)


def test_merging_changes_nothing_but_the_order(tmp_path: Path) -> None:
    """``merge_index`` keeps the pages that Pagefind found for each word, filter and sort order."""
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--quiet", "--output-path", tmp_path / "raw",
         "--site", site(tmp_path / "site", list(PAGES))],
        check=True,
    )  # fmt: skip
    before = said(tmp_path / "raw")
    merge_index([read_index(tmp_path / "raw")], tmp_path / "index")
    after = said(tmp_path / "index")
    assert before == after
    assert {"café", "naïve"} <= {word for words in after["words"].values() for word in words}


def test_words_that_become_alike_have_all_their_places(tmp_path: Path) -> None:
    """In an index, a normalised word has the positions of all its spellings, each once.

    For example, "gruss" has the positions of "Gruß" and of "GRUSS".
    """
    (tmp_path / "site").mkdir()
    words = "Gruß quay gruss 今天停火 quay 停火协议 GRUSS"
    (tmp_path / "site/index.html").write_text(page(words, "<h1>Gruß</h1>"), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--quiet", "--output-path", tmp_path / "raw",
         "--site", tmp_path / "site"],
        check=True,
    )  # fmt: skip
    merge_index([read_index(tmp_path / "raw")], tmp_path / "index")
    placed = said(tmp_path / "index")["words"]["en"]
    assert placed["gruss"] == {"/": [[-25, 1, 2, 4, -169, 0], [-1, 0]]}
    assert placed["停火"] == {"/": [[-25, 4, 2], []]}
    assert "gruß" not in placed


def page(words: str, marks: str = "", language: str = ' lang="en"') -> str:
    """Return a page to index. ``marks``: HTML elements with metadata and filter values."""
    return f"<html{language}><body data-pagefind-body>{marks}<p>{words}</p></body></html>"


KINDS = ("actor", "event")

FEW = {
    f"{kind}/{name}/index.html": page(
        f"The {name} of the {kind} near the {'quay' if name < 'd' else 'hill'}",
        f'<h1>{name}</h1><i data-pagefind-filter="kind:{kind}"></i>'
        f'<i data-pagefind-filter="year:{year}"></i>',
    )
    for kind in KINDS
    for year, name in enumerate(("arson", "ban", "café", "dawn", "ear", "fire", "gale"), 2011)
} | {
    "actor/aide/index.html": page("named", '<i data-pagefind-meta="also:Adjutant">x</i>'),
    "about.html": "<html><body>a page that is not indexed</body></html>",
    "german/index.html": page("der Kai", language=' lang="de"'),
    "actor/cook/index.html": page("x", '<i data-pagefind-meta="names:Hossein | حسين"></i>'),
    "event/port/index.html": page("Straße strasse 今天停火协议 停火 الأسد اسد Сирию сирия œuvre"),
}  # fmt: skip
"""The pages of a site: actors and events, some with unique metadata; one is in German."""

CHANGES: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "a word": {
        "event/fire/index.html": page("a Café", '<b data-pagefind-filter="kind:event">x</b>')
    },
    "a page comes before all others": {"actor/abbot/index.html": page("a quay")},
    "a page goes": {"event/ban/index.html": None},
    "words that are folded": {"event/ban/index.html": page("die Strasse 协议 والأسد Сирии")},
    "a name changes": {
        "actor/cook/index.html": page("x", '<i data-pagefind-meta="names:Hassan Husein"></i>')
    },
    "a page with words that are folded goes": {"event/port/index.html": None},
    "pages come and go": {"event/ban/index.html": None, "event/zeal/index.html": page("naïve")},
    "the only page with a name goes": {"actor/aide/index.html": None},
    "the only page with a name loses it": {"actor/aide/index.html": page("unnamed")},
    "metadata comes": {"event/gale/index.html": page("x", '<i data-pagefind-meta="added:y">y</i>')},
    "a page loses its language": {"event/gale/index.html": page("x", language="")},
    "the only page in German goes": {"german/index.html": None},
    "another language": {"event/ban/index.html": page("une page", language=' lang="fr"')},
    "a page is indexed no more": {"event/ban/index.html": "<html><body>ban</body></html>"},
    "a page that is not indexed": {"about.html": "<html><body>another</body></html>"},
    "all pages but one": {path: page("new") for path in FEW if path != "about.html"},
    "an order": {"event/ban/index.html": page("x", '<i data-pagefind-sort="place:1">1</i>')},
    "a value of a filter goes": {f"{kind}/gale/index.html": page("x") for kind in KINDS},
}  # fmt: skip
"""Maps a name to changes of ``FEW``: path -> new page, or None to delete the page."""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IndexState]:
    """Return a folder, and the state of the search index in it.

    The folder has a site in ``site``, and the index of this site in ``index``.
    """
    folder = tmp_path_factory.mktemp("few")
    write(folder / "site", FEW)
    return folder, made(folder / "site", folder / "index")


def write(folder: Path, pages: Mapping[str, str | None]) -> None:
    """Write pages; delete the pages whose value is None."""
    for path, html in pages.items():
        (folder / path).unlink(missing_ok=True)
        if html is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(html, "utf-8")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.slow
def test_an_index_brought_up_to_date_is_the_one_made_anew(
    few: tuple[Path, IndexState], tmp_path: Path, change: dict[str, str | None]
) -> None:
    """After any change, updating the index gives the same bytes as indexing all pages."""
    folder, state = few
    shutil.copytree(folder / "site", tmp_path / "site", copy_function=os.link)
    write(tmp_path / "site", change)
    later = made_or_whole(tmp_path / "site", tmp_path / "later", OldState(folder / "index", state))
    anew = made_or_whole(tmp_path / "site", tmp_path / "anew")
    assert tree(tmp_path / "later") == tree(tmp_path / "anew")
    assert later == anew
    # Update the updated index again.
    shutil.rmtree(tmp_path / "site")
    shutil.copytree(folder / "site", tmp_path / "site", copy_function=os.link)
    old = OldState(tmp_path / "later", later) if later else None
    made(tmp_path / "site", tmp_path / "back", old)
    assert tree(tmp_path / "back") == tree(folder / "index")


@pytest.mark.slow
def test_a_page_without_a_language_is_indexed_with_most_pages_whatever_changes(
    tmp_path: Path,
) -> None:
    """Pagefind indexes a page without a language in the language that most pages have.

    If another language becomes that of most pages, the updated index is the one made anew.
    """
    german = page("Kai", language=' lang="de"')
    pages = {f"{number}.html": page("quay") for number in range(4)}
    pages |= {f"k{number}.html": german for number in range(3)} | {"z.html": page("x", language="")}
    write(tmp_path / "site", pages)
    state = made_or_whole(tmp_path / "site", tmp_path / "before")
    write(tmp_path / "site", {"0.html": german, "1.html": german})
    old = OldState(tmp_path / "before", state) if state else None
    made_or_whole(tmp_path / "site", tmp_path / "later", old)
    made_or_whole(tmp_path / "site", tmp_path / "anew")
    assert tree(tmp_path / "later") == tree(tmp_path / "anew")


@pytest.mark.parametrize("change", ["nothing", "a page loses its language", "an order"])
@pytest.mark.parametrize("at_once", [1, 5])
@pytest.mark.slow
def test_an_index_made_in_several_runs_is_the_one_made_in_one(
    few: tuple[Path, IndexState], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    at_once: int, change: str,
) -> None:  # fmt: skip
    """If a site's pages are indexed in several runs, the index is the same as after one run."""
    shutil.copytree(few[0] / "site", tmp_path / "site", copy_function=os.link)
    write(tmp_path / "site", CHANGES[change])
    anew = made_or_whole(tmp_path / "site", tmp_path / "anew")
    monkeypatch.setattr(pagefind_runs, "_AT_ONCE", at_once)
    assert made_or_whole(tmp_path / "site", tmp_path / "parts") == anew
    assert tree(tmp_path / "parts") == tree(tmp_path / "anew")
    running = Indexing(tmp_path / "site", tmp_path / "later", stat_signatures(tmp_path / "site"))
    until(running.is_done)
    running.finish()
    assert tree(tmp_path / "later") == tree(tmp_path / "anew")


def test_only_changed_pages_are_indexed(
    few: tuple[Path, IndexState], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one page changes, Pagefind indexes only this page and ``companion.html``.

    ``companion.html`` is a page that Sourcebook adds whenever Pagefind runs on a part of the site.
    """
    folder, state = few
    shutil.copytree(folder / "site", tmp_path / "site", copy_function=os.link)
    write(tmp_path / "site", CHANGES["a word"])
    given: dict[str, str] = {}
    start = PagefindProcess.__init__

    def spy(self: PagefindProcess, pages: Path, raw: Path) -> None:
        given.update((path.name, path.read_text("utf-8")) for path in pages.iterdir())
        start(self, pages, raw)

    monkeypatch.setattr(PagefindProcess, "__init__", spy)
    made(tmp_path / "site", tmp_path / "index", OldState(folder / "index", state))
    assert given.keys() == {"0.html", "companion.html"}
    assert given["0.html"] == CHANGES["a word"]["event/fire/index.html"]


BODY = "<div data-pagefind-body><h1>Quay</h1> and hill</div>"


@pytest.mark.parametrize(
    ("html", "part"),
    [
        (f"<!doctype html>\n<html lang='en'><head><title>Q</title></head><nav>x</nav>{BODY}</html>",
         f"<!doctype html>\n<html lang='en'><body>{BODY}</html>"),
        (f"<html lang=en><p>before</p>{BODY}", f"<html lang=en><body>{BODY}"),
        (f"<html lang=en><i data-pagefind-filter='kind'>actor</i>{BODY}", None),
        (f"<html lang=en><h1>Another title</h1>{BODY}", None),
        ("<html lang=en><title>Q</title><div data-pagefind-body>no heading</div>", None),
        (f"<!-- not where it is expected --><html lang=en>{BODY}", None),
        ("<html lang=en data-pagefind-body><h1>Quay</h1>", None),
        ("data-pagefind-body<html lang=en><h1>Quay</h1>", None),
    ],
)  # fmt: skip
def test_pagefind_gets_the_part_that_it_indexes(html: str, part: str | None) -> None:
    """Of a page, Pagefind gets the indexed part alone, unless it may use what precedes it."""
    assert indexed_part(html.encode()).decode() == (part or html)


def test_leftover_pages_of_an_earlier_run_are_removed(tmp_path: Path) -> None:
    """A folder of pages for Pagefind has no pages of the run that used it before."""
    pages = site(tmp_path / "site", list(PAGES))
    gather(pages, iter(PAGES), tmp_path / "pages", 4)
    run = gather(pages, iter(["one/a.html"]), tmp_path / "pages", 4)
    assert run.urls == {"/0.html": "/one/a.html"}
    assert tree(tmp_path / "pages").keys() == {"0.html", "companion.html"}
    assert (tmp_path / "pages/0.html").read_text("utf-8") == PAGES["one/a.html"]


@pytest.mark.parametrize("in_background", [False, True])
def test_one_run_that_fails_ends_the_others(
    few: tuple[Path, IndexState], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    in_background: bool,
) -> None:  # fmt: skip
    """If a run of Pagefind fails, indexing fails, and no other run goes on."""
    monkeypatch.setattr(pagefind_runs, "_AT_ONCE", 3)
    started: list[PagefindProcess] = []
    start = PagefindProcess.__init__

    def spy(self: PagefindProcess, pages: Path, raw: Path) -> None:
        if len(started) == 1:
            shutil.rmtree(pages)
        start(self, pages, raw)
        started.append(self)

    monkeypatch.setattr(PagefindProcess, "__init__", spy)
    signatures = stat_signatures(few[0] / "site")
    running = Indexing(few[0] / "site", tmp_path / "index", signatures)
    if in_background:
        until(running.is_done)
    with pytest.raises(IndexingError):
        running.finish()
    assert len(started) > 1
    assert all(process.has_ended for process in started)


def test_no_run_is_left_if_another_cannot_be_started(
    few: tuple[Path, IndexState], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If Pagefind can't be started a second time, its first run is ended."""
    monkeypatch.setattr(pagefind_runs, "_AT_ONCE", 3)
    started: list[PagefindProcess] = []
    start = PagefindProcess.__init__

    def spy(self: PagefindProcess, pages: Path, raw: Path) -> None:
        if started:
            raise IndexingError("no memory")
        start(self, pages, raw)
        started.append(self)

    monkeypatch.setattr(PagefindProcess, "__init__", spy)
    with pytest.raises(IndexingError, match="no memory"):
        Indexing(few[0] / "site", tmp_path / "index", stat_signatures(few[0] / "site"))
    assert [process.has_ended for process in started] == [True]


def test_files_that_stay_the_same_are_shared(few: tuple[Path, IndexState], tmp_path: Path) -> None:
    """In an updated index, unchanged files are hard links to the files of the old index."""
    folder, state = few
    shutil.copytree(folder / "site", tmp_path / "site", copy_function=os.link)
    write(tmp_path / "site", CHANGES["a word"])
    made(tmp_path / "site", tmp_path / "index", OldState(folder / "index", state))
    old = {path.stat().st_ino for path in (folder / "index").rglob("*.*")}
    new = {path.name.rpartition(".")[2] for path in (tmp_path / "index").rglob("*.*")
           if path.stat().st_ino not in old}  # fmt: skip
    fragments = list((tmp_path / "index/fragment").iterdir())
    assert sum(path.stat().st_ino not in old for path in fragments) == 1
    assert new == {"json", "pf_meta", "pf_fragment", "pf_index", "pf_filter"}


def test_another_index_is_not_brought_up_to_date(
    few: tuple[Path, IndexState], tmp_path: Path
) -> None:
    """If the old index isn't the one that ``OldState`` describes, all pages are indexed."""
    folder, state = few
    made(site(tmp_path / "other", list(PAGES)), tmp_path / "other.index")
    again = made(folder / "site", tmp_path / "index", OldState(tmp_path / "other.index", state))
    assert again == state
    assert tree(tmp_path / "index") == tree(folder / "index")


def test_a_site_without_marked_pages_is_indexed_whole(tmp_path: Path) -> None:
    """If no page has Pagefind's attribute that selects pages, all are indexed in one run."""
    write(tmp_path / "site", {"a.html": "<html lang='en'><body>a word</body></html>"})
    signatures = stat_signatures(tmp_path / "site")
    assert indexing.make_index(tmp_path / "site", tmp_path / "index", signatures) is None
    assert "word" in said(tmp_path / "index")["words"]["en"]


words_and_places = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.dictionaries(
        st.integers(0, 70_000),
        st.tuples(st.lists(st.integers(-300, 70_000)), st.lists(st.integers(-30, 300))),
        max_size=30,
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(words_and_places, words_and_places)
def test_words_are_read_as_they_were_written(one: Any, other: Any) -> None:
    """Sourcebook's own reader and writer of words in index files agree with ``cbor2``."""
    coded: list[Any] = []
    packed: list[bytes] = []
    for spellings in (one, other):
        (word, _), *_others = spellings.items()
        steps, places = [], []
        for at in spellings.values():
            pages = sorted(at)
            steps.append([[page - last, *at[page]] for last, page in pairwise([0, *pages])])
            places.append([(page, cbor2.dumps(list(at[page]))[1:]) for page in pages])
        coded.append(
            [
                word,
                steps[0],
                [list(pair) for pair in zip(list(spellings)[1:], steps[1:], strict=True)],
            ]
        )
        packed.append(
            postings.pack_word(
                word.encode(),
                [
                    (b"", places[0]),
                    *zip(map(str.encode, list(spellings)[1:]), places[1:], strict=True),
                ],
            )
        )
        assert packed[-1] == cbor2.dumps(coded[-1])
    chunk = postings.pack_chunk(packed)
    assert chunk == cbor2.dumps([coded])
    read = list(postings.read_words(chunk))
    assert [word.packed for word in read] == packed
    for word, spellings in zip(read, (one, other), strict=True):
        assert [list(postings.read_page_numbers(places)) for _, places in word.spellings] == [
            sorted(pages) for pages in spellings.values()
        ]
        assert [postings.read_places(places) for _, places in word.spellings] == [
            [(page, cbor2.dumps(list(at))[1:]) for page, at in sorted(pages.items())]
            for pages in spellings.values()
        ]


def test_words_alike_are_in_one_file() -> None:
    """Words with the same first three letters are in one file of the search index."""
    words = [f"{a}{b}{c}{end}".encode() for a in "abc" for b in "aeiou" for c in "lmnop"
             for end in ("a", "b", "cd")]  # fmt: skip
    whole = list(divide((word, b"x" * 900) for word in words))
    found = ranges([(chunk.first, chunk.last) for chunk in whole])
    chunks = [Chunk(*those, chunk.content) for those, chunk in zip(found, whole, strict=True)]
    assert len(chunks) > 5
    assert b"".join(chunk.content for chunk in chunks).count(b"x") == 900 * len(words)
    for prefix in {word[:3].decode() for word in words}:
        loaded = [chunk for chunk in chunks if chunk.first <= prefix <= chunk.last]
        loaded = loaded or [
            chunk for chunk in chunks
            if chunk.first[: len(prefix)] <= prefix and prefix[: len(chunk.last)] <= chunk.last
        ]  # fmt: skip
        assert len(loaded) == 1, prefix


def test_a_word_more_leaves_most_files_as_they_are() -> None:
    """A new word changes at most three files of words in the search index."""
    words = [(f"{n:05x}".encode(), b"%05x" % n * 140) for n in range(0, 60_000, 60)]
    before = {chunk.content for chunk in divide(words)}
    after = {chunk.content for chunk in divide(sorted([*words, (b"00100z", b"y" * 700)]))}
    assert len(before) > 20
    assert len(after - before) <= 3


def test_a_changed_page_renames_its_neighbours_alone() -> None:
    """If one of 1,000 pages changes, fewer than 60 pages get new names in the search index.

    No two pages have the same name.
    """
    pages = [IndexedPage(f"/{n:04}/", 1, (), ("ee", "at")[n > 500], b"%d" % n) for n in range(1000)]
    names = [page.name for page in name_pages(pages, set())]
    assert len(set(names)) == 1000
    assert [name[:2] for name in names] == [page.kind for page in pages]
    changed = [*pages[:300], pages[300]._replace(digest=b"x"), *pages[301:]]
    others = [page.name for page in name_pages(changed, set())]
    differ = [n for n, pair in enumerate(zip(names, others, strict=True)) if len(set(pair)) > 1]
    assert 300 in differ
    assert len(differ) < 60
    more = [page.name for page in name_pages([*pages[:300], pages[300]._replace(url="/0299a/"),
                                              *pages[300:]], set())]  # fmt: skip
    assert len(set(names) - set(more)) < 60


def test_a_name_that_is_taken_is_not_given_twice() -> None:
    """``name_pages`` gives each page's file in the search index a name that no other file has."""
    page = IndexedPage("/a/", 1, (), "ee", b"one")
    taken: set[str] = set()
    (first,), (second,) = name_pages([page], taken), name_pages([page], taken)
    assert first.name != second.name
    assert len(taken) == 2


def said(bundle: Path) -> dict[str, Any]:
    """Return the content of an index, with URLs instead of page numbers."""
    entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
    words: dict[str, Any] = {}
    filters: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    for name, language in entry["languages"].items():
        meta = load(bundle / f"pagefind.{language['hash']}.pf_meta")
        pages = [
            json.loads(unpack((bundle / f"fragment/{page}.pf_fragment").read_bytes(), page))["url"]
            for page, _ in meta[1]
        ]
        found = words[name] = {}
        for _, _, chunk in meta[2]:
            for word, places, others in load(bundle / f"index/{chunk}.pf_index")[0]:
                found[word] = at(pages, places)
                found |= {other: at(pages, there) for other, there in others}
        for name_of, file in meta[3]:
            _, values = load(bundle / f"filter/{file}.pf_filter")
            filters[f"{name}: {name_of}"] = {
                value: sorted(pages[page] for page in those) for value, those in values
            }
        for name_of, those in meta[4]:
            orders[f"{name}: {name_of}"] = [pages[page] for page in those]
    return {"words": words, "filters": filters, "orders": orders}


def at(pages: list[str], places: list[Any]) -> dict[str, Any]:
    """Map the URL of each page to the positions of a word on the page."""
    found, page = {}, 0
    for step, *where in places:
        page += step
        found[pages[page]] = where
    return found


def load(path: Path) -> Any:
    """Return the decoded content of a file of Pagefind's index."""
    return cbor2.loads(unpack(path.read_bytes(), path.name))


def test_a_file_of_another_form_is_told(tmp_path: Path) -> None:
    """If Pagefind's metadata file has an unknown format, the error names this file."""
    (tmp_path / "pagefind-entry.json").write_text('{"languages": {"en": {"hash": "en_1"}}}')
    for n, content in enumerate((pack(cbor2.dumps(["9.9", [], []])), b"not packed", pack(b"\xff"))):
        (tmp_path / "pagefind.en_1.pf_meta").write_bytes(content)
        with pytest.raises(ValueError, match=r"^pagefind\.en_1\.pf_meta has an unknown format$"):
            merge_index([read_index(tmp_path)], tmp_path / str(n))


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80", b"\x81\x81\x82\x61a\x80", b"\x81\x81\x83\x61a\x81\x82\x00\x80\x80",
     b"\x81\x80\x00", b"\x81\x81\x83\x61a\x80\x81\x83\x61b\x80\x80"],
)  # fmt: skip
def test_words_of_another_form_are_told(content: bytes) -> None:
    """A file of words in the search index (``.pf_index``) raises an error if it is malformed."""
    with pytest.raises((ValueError, IndexError)):
        list(postings.read_words(content))


def test_what_is_packed_tells_nothing_of_the_system() -> None:
    """``pack`` writes a gzip header without time and system, equal with all Python versions."""
    packed = pack(b"words")
    assert packed[:10] == bytes([31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
    assert unpack(packed, "file") == b"words"
