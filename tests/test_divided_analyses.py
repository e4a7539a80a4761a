"""Long lists on pages of analyses: they are divided, without losing entries."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from benchmarks import catalogue, corpora
from sourcebook import stages
from sourcebook.analysis import on_map
from sourcebook.corpus import Corpus
from sourcebook.exports import live_map
from sourcebook.pages.compose import Composer
from sourcebook.pages.lookup.division import PAGE
from sourcebook.pages.parts import analysis_lists, divided_analyses
from sourcebook.pages.parts import network as network_lists
from sourcebook.pages.parts.divided_analyses import AnalysisList, Divided, by_letters, divided
from sourcebook.pages.site import Site
from sourcebook.text import content_hash
from sourcebook.tracking.build_cache import BuildCache
from sourcebook.tracking.build_cache import make as make_pages

from .corpora import SMALL
from .made import corpus

ANALYSES = ("disagreements", "support", "names", "matrix", "network", "coverage", "map")

FRAME = 30_000
"""More than the size, in bytes, of the HTML that the theme puts around a page's text."""

Pages = Mapping[str, str]


def _analyses(made: Corpus) -> dict[str, str]:
    """Return the pages of all analyses, and the drawings on them."""
    shown = (*(f"{name}." for name in ANALYSES), *(f"{name}/" for name in ANALYSES))
    return {job.path: job.make() for job in Composer(made).jobs() if job.path.startswith(shown)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return a generated corpus with every kind of record."""
    folder = tmp_path_factory.mktemp("made") / "project"
    corpora.write(folder, pages=400, seed=1)
    found = stages.check(folder).corpus
    assert found
    return found


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the size limits of lists and pages, so that short lists are divided too."""
    monkeypatch.setattr(divided_analyses, "SHORT", 500)
    monkeypatch.setattr(divided_analyses, "FIRST", 6000)
    monkeypatch.setattr(divided_analyses, "PART", 12_000)
    monkeypatch.setattr(on_map, "LONG", 20)
    monkeypatch.setattr(divided_analyses, "WHOLE", 4000)
    monkeypatch.setattr(network_lists, "LINES", 20)
    monkeypatch.setattr(network_lists, "DRAWN_LINES", 15)


def _lists(made: Corpus) -> Iterator[tuple[str, Sequence[AnalysisList[Any]], Divided]]:
    site = Site(made)
    for name, lists in (
        ("disagreements", analysis_lists.differences(site)),
        ("support", analysis_lists.supported(site)),
        ("names", analysis_lists.names(site)),
        ("matrix", [analysis_lists.mentions(site)]),
        ("coverage", analysis_lists.gaps(site)),
    ):
        yield name, lists, divided(name, lists)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.slow
def test_no_entry_is_lost_or_shown_twice(made: Corpus) -> None:
    """All pages of an analysis together show each entry once, and state the number of entries."""
    for name, lists, found in _lists(made):
        assert found.is_divided, name
        for one in lists:
            first = found.first[one.id]
            on_pages = [
                entry
                for page, here in found.pages
                for entry in here.entries
                if page.path.startswith(f"{name}/{one.id}/")
            ]
            assert first.total == len(one.entries)
            assert len(first.entries) + len(on_pages) == first.total
            keys = Counter(map(repr, map(one.rank, [*first.entries, *on_pages])))
            assert keys == Counter(map(repr, map(one.rank, one.entries)))
            assert [len(here.entries) for _, here in found.pages if here.rest is first.rest] == [
                page.entries for page in first.rest
            ]


_LINK = re.compile(r"\]\(([^()\s]+?\.(?:md|svg))(?:#([\w-]+))?[ )]")


@pytest.mark.usefixtures("small_limits")
@pytest.mark.slow
def test_every_link_of_divided_pages_lands(made: Corpus) -> None:
    """Links on divided pages of analyses, and in their drawings, lead to existing anchors."""
    composer = Composer(made)
    pages = {job.path: job.make() for job in composer.jobs()}
    pages |= {job.path: "" for job in composer.last()}
    own = {path: text for path, text in pages.items() if path.startswith(ANALYSES)}
    assert {path.partition("/")[0] for path in own if path.count("/") == 2} == set(ANALYSES)
    missing = {
        (path, target, anchor)
        for path, text in own.items()
        for link, anchor in _LINK.findall(text)
        if (target := normpath(join(dirname(path), link))) not in pages
        or (anchor and f'id="{anchor}"' not in pages[target])
    }
    assert missing == set()
    drawn = set(re.findall(r'href="network\.md#(r-[\w-]+)"', pages["network.svg"]))
    assert drawn
    assert all(f'id="{anchor}"' in pages["network.md"] for anchor in drawn)


def _renamed(made: Corpus) -> Corpus:
    """Return the corpus with another name for an actor of some claims."""
    ranked = sorted(made.claims_on_actor, key=lambda id_: len(made.claims_on_actor[id_]))
    id_ = ranked[len(ranked) // 2]
    actor = made.actors[id_]
    changed = actor.model_copy(update={"name": f"{actor.name} the Renamed"})
    return replace(made, actors={**made.actors, id_: changed})


def _moved(made: Corpus) -> Corpus:
    """Return the corpus with another date for the event with the most claims."""
    id_ = max(made.claims_on_event, key=lambda id_: len(made.claims_on_event[id_]))
    later = made.events[made.events_by_date[len(made.events) // 2][0]].date
    changed = made.events[id_].model_copy(update={"date": later})
    return replace(made, events={**made.events, id_: changed})


def _silenced(made: Corpus) -> Corpus:
    """Return the corpus without the last claim of its first source."""
    id_, source = next((id_, s) for id_, s in made.sources.items() if len(s.summary.claims) > 3)
    summary = source.summary.model_copy(update={"claims": source.summary.claims[:-1]})
    return replace(made, sources={**made.sources, id_: replace(source, summary=summary)})


@pytest.mark.usefixtures("small_limits")
@pytest.mark.slow
@pytest.mark.parametrize("edit", [_renamed, _moved, _silenced])
def test_further_pages_that_are_kept_are_those_of_a_fresh_build(
    made: Corpus, edit: Callable[[Corpus], Corpus]
) -> None:
    """After an edit, an updated build gives the same pages as a fresh build.

    Of the pages that continue a divided list, more than half are reused.
    """
    first, second = Composer(made), Composer(edit(made))
    before = make_pages(first.jobs(), first.site.tracker, BuildCache(), {}, 1)
    hashes = {path: content_hash(text) for path, text in before.texts.items()}
    after = make_pages(second.jobs(), second.site.tracker, before.cache, hashes, 1)
    both = {path: before.texts[path] for path in after.reused} | dict(after.texts)
    assert both == {job.path: job.make().encode() for job in Composer(edit(made)).jobs()}
    further = [path for path in both if path.startswith(ANALYSES) and path.count("/") == 2]
    remade = [path for path in further if path in after.texts]
    assert 0 < len(remade) < len(further) / 2, (len(remade), len(further))


@pytest.mark.usefixtures("small_limits")
def test_one_more_event_at_a_place_changes_one_further_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If a place has pages of its own in the map's list, a new event there changes one of them."""
    monkeypatch.setattr(divided_analyses, "PART", 6000)

    def given(days: int) -> dict[str, bytes]:
        """Return the hash of what each further page is given. ``days``: of the last year."""
        dates = [f"{year}-03-{day:02}" for year in (2011, 2012, 2013) for day in range(1, 20)]
        dates += [f"2014-03-{day:02}" for day in range(1, days)]
        made = corpus(
            {"post": [{"event": f"e{date}"} for date in dates]},
            locations={"quay": {"coordinates": ["50", "1"], "precision": "exact"}},
            events={f"e{date}": {"locations": ["quay"], "date": date} for date in dates},
        )
        return {job.path: job.given for job in Composer(made).jobs()
                if job.path.startswith("map/places/")}  # fmt: skip

    before, after = given(19), given(20)
    assert len(before) == 4
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == [
        "map/places/of-quay--2014.md"
    ]


@pytest.mark.usefixtures("small_limits")
def test_each_relation_has_one_row(made: Corpus) -> None:
    """Each relation of the network is a row on exactly one page, so its address is unique."""
    pages = _analyses(made)
    rows = Counter(
        anchor
        for path, text in pages.items()
        if path.endswith(".md")
        for anchor in re.findall(r'<a id="(r-[\w-]+)">', text)
    )
    assert set(rows.values()) == {1}
    assert set(rows) == {f"r-{line.id}" for line in Site(made).network.edges}


@pytest.mark.usefixtures("small_limits")
def test_a_divided_page_leads_to_its_parts_and_back(made: Corpus) -> None:
    """An analysis's first page links to each part; each part links to its neighbours and back."""
    pages = _analyses(made)
    parts = [path for path in pages if path.startswith("names/actors/")]
    assert len(parts) > 2
    for path in parts:
        assert f"]({path}) <small>" in pages["names.md"]
        assert "[Home](../../index.md) › [Who calls whom what](../../names.md)" in pages[path]
    names = [path.rpartition("/")[2] for path in parts]
    assert f"- After: [{_part(names[1])}]({names[1]})" in pages[parts[0]]
    assert "- Before:" not in pages[parts[0]]
    assert f"- Before: [{_part(names[0])}]({names[0]})" in pages[parts[1]]
    assert "- After:" not in pages[parts[-1]]
    total = len(_names(made).entries)
    assert re.search(rf"Shown here: \d+ of {total} rows, for the actors", pages["names.md"])


def _names(made: Corpus) -> AnalysisList[Any]:
    return next(one for one in analysis_lists.names(Site(made)) if one.id == "actors")


def _part(name: str) -> str:
    return name.removesuffix(".md").capitalize()


def test_short_lists_have_one_page() -> None:
    """An analysis with few entries has one page."""
    small = stages.check(SMALL).corpus
    assert small
    assert {path for path in _analyses(small) if path.endswith(".md")} == {
        f"{name}.md" for name in ANALYSES
    }


def _by_name(names: Sequence[str]) -> list[AnalysisList[str]]:
    return [
        AnalysisList(
            "words", "Words", names, lambda name: name, by_letters(lambda name: name),
            lambda name: (-len(name), name), lambda name: 1000,
            telling="{shown} of {count}",
        )
    ]  # fmt: skip


@given(
    st.sets(st.text("abcd", min_size=2, max_size=6), max_size=60),
    st.text("abcd", min_size=2, max_size=6),
)
def test_one_more_entry_changes_few_pages(names: set[str], added: str) -> None:
    """A new entry changes the entries of at most one page after the first page."""
    before = divided("x", _by_name(sorted(names)), is_long=True)
    after = divided("x", _by_name(sorted({*names, added})), is_long=True)
    was = {page.path: list(here.entries) for page, here in before.pages}
    now = {page.path: list(here.entries) for page, here in after.pages}
    assert len([path for path in {*was, *now} if was.get(path) != now.get(path)]) <= 1


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of analyses of a generated corpus with 1,000 actors and 3,000 sources."""
    folder = tmp_path_factory.mktemp("catalogue") / "project"
    catalogue.write(folder)
    found = stages.check(folder).corpus
    assert found
    return _analyses(found)


@pytest.mark.slow
def test_no_page_of_foreign_data_is_too_large(foreign: Pages) -> None:
    """All pages of analyses of a large generated corpus are below the size limit."""
    sizes = {path: len(_html(foreign, path).encode()) for path in foreign if path.endswith(".md")}
    assert sum(size > 30_000 for size in sizes.values()) > 10
    assert {path: size for path, size in sizes.items() if size + FRAME > PAGE} == {}


def _html(pages: Pages, path: str) -> str:
    """Return a page's text as HTML, with its drawings."""
    text = markdown(pages[path], extensions=["sourcebook.commonmark"])
    drawings = re.findall(r"\]\(([\w-]+\.svg)\)", pages[path])
    return text + "".join(pages[drawing] for drawing in drawings if drawing in pages)


@pytest.mark.slow
def test_no_drawing_is_too_high(foreign: Pages) -> None:
    """No drawing for the analyses of a large generated corpus is 10,000 pixels high or higher."""
    heights = {
        path: float(found[1])
        for path, text in foreign.items()
        if path.endswith(".svg") and (found := re.search(r'height="([\d.]+)"', text))
    }
    assert heights
    assert max(heights.values()) < 10_000


def _mapped() -> Corpus:
    return corpus(
        {"post": [{"event": f"e{n}"} for n in range(12)], "times": [{"event": "e0"}]},
        locations={
            f"p{n}": {"coordinates": ["50", str(n)], "precision": "exact"} for n in range(3)
        },
        events={f"e{n}": {"locations": [f"p{n % 3}"]} if n else {} for n in range(12)},
    )


def test_the_data_of_a_long_map_has_its_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the map page's list of events is too long, ``map.json`` contains the whole list."""
    assert "list" not in json.loads(live_map.compose(_mapped())["map/map.json"])
    monkeypatch.setattr(on_map, "LONG", 10)
    data = json.loads(live_map.compose(_mapped())["map/map.json"])
    assert [place[:1] + place[3:] for place in data["list"]] == [
        ["p0", "50 0 0", "", ["e3", "e6", "e9"], ""],
        ["p1", "50 1 0", "", ["e1", "e10", "e4", "e7"], ""],
        ["p2", "50 2 0", "", ["e11", "e2", "e5", "e8"], ""],
        ["", "", "", ["e0"]],
    ]
    assert data["titles"]["e0"] == ["e0", "undated"]
