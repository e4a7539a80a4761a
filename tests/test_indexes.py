import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.collation import filed
from sourcebook.corpus import Corpus, RecordType, Ref
from sourcebook.pages.lookup.alphabet import beginning
from sourcebook.pages.lookup.division import (
    LIMIT,
    IndexGroup,
    divide,
    divide_steadily,
    most_telling,
)
from sourcebook.pages.lookup.gazetteer import Gazetteer
from sourcebook.pages.makers.indexes import indexed_name
from sourcebook.pages.site import path_of, relative
from sourcebook.problems import Mark
from sourcebook.records.entities import Actor

from .corpora import composed
from .made import corpus


def _initial(id_: str) -> IndexGroup:
    return IndexGroup(id_[0], id_[0].upper())


def _initials(id_: str) -> IndexGroup:
    return IndexGroup(id_[:2], id_[:2].upper())


@pytest.mark.parametrize(
    ("names", "order"),
    [
        ("Émile,Ernst,Eduard", "Eduard,Émile,Ernst"),
        ("the Reds,Blues,A Team,an Army", "an Army,Blues,the Reds,A Team"),
        ("al-Nusra Front,Norway,Al Jazeera,Moscow", "Al Jazeera,Moscow,Norway,al-Nusra Front"),
        ("Zürich,zebra,Ångström,2 brothers", "2 brothers,Ångström,zebra,Zürich"),
        ("Ömer,Москва,大阪,Zoe,حماة", "Ömer,Zoe,Москва,حماة,大阪"),
        ("“Caliphate”,Capital,«Cairo»", "«Cairo»,“Caliphate”,Capital"),
    ],
)
def test_names_stand_where_readers_look_for_them(names: str, order: str) -> None:
    """Case, accents, quotation marks and words like "the" don't affect an index's order.

    Names in other scripts than the site's come last.
    """
    assert ",".join(sorted(names.split(","), key=filed)) == order


@pytest.mark.parametrize(
    ("name", "surname", "shown"),
    [
        ("Ana de la Cruz", "de la Cruz", "de la Cruz, Ana"),
        ("Mao Zedong", "Mao", "Mao Zedong"),
        ("Plato", "Plato", "Plato"),
        ("Reds", None, "Reds"),
        ("Ada Brandt", "Holm", "Ada Brandt"),
    ],
)
def test_persons_stand_under_their_surnames(name: str, surname: str | None, shown: str) -> None:
    """In indexes, a person is listed by the surname if the record gives one."""
    actor = Actor.model_validate({"name": name, "kind": "person", "surname": surname})
    assert indexed_name(actor) == shown


@pytest.mark.parametrize(
    ("name", "first", "two"),
    [
        ("Émile", ("e", "E"), ("em", "Em")),
        ("al-Nusra", ("n", "N"), ("nu", "Nu")),
        ("7th Division", ("0-9", "0–9"), ("7t", "7t")),
        ("大阪", ("u5927", "大"), ("u5927--u962a", "大阪")),
        ("…", ("other", "Other"), ("other", "Other")),
        ("The", ("t", "T"), ("th", "Th")),
    ],
)
def test_beginnings(name: str, first: tuple[str, str], two: tuple[str, str]) -> None:
    """``beginning`` returns a name's first letters twice: in ASCII for an address, and as text."""
    assert (beginning(name, 1), beginning(name, 2)) == (first, two)


@given(st.lists(st.text(min_size=1), max_size=60))
def test_names_with_one_beginning_stand_together(names: list[str]) -> None:
    """Sorted names with the same first letters are adjacent, so parts of an index don't overlap."""
    for length in (1, 2):
        met = [beginning(name, length) for name in sorted(names, key=filed)]
        runs = [found for found, _ in groupby(met)]
        assert len(runs) == len({address for address, _ in runs})
        assert all(address.isascii() and "/" not in address for address, _ in met)


def test_small_groups_share_a_part_and_large_ones_are_divided() -> None:
    """``divide`` joins small groups of ids into one part, and splits a large group into several."""
    ids = ["a1", "a2", "b1", "c1", "c2", "c3", "d1", "d2", "d3", "d4"]
    parts = divide(ids, [_initial, lambda id_: IndexGroup(f"{id_[0]}--x", f"{id_[0]}x")], 3)
    assert [(part.address, part.words, list(part.ids)) for part in parts] == [
        ("a", "A – B", ["a1", "a2", "b1"]),
        ("c", "C", ["c1", "c2", "c3"]),
        ("d--x--1", "dx (1)", ["d1", "d2", "d3"]),
        ("d--x--2", "dx (2)", ["d4"]),
    ]


@given(st.sets(st.text("abc", min_size=2, max_size=5)), st.integers(1, 7))
def test_every_record_is_in_exactly_one_part(ids: set[str], limit: int) -> None:
    """``divide`` keeps all records in their order, and no part has more than ``limit`` records."""
    ordered = sorted(ids)
    parts = divide(ordered, [_initial, _initials], limit)
    assert [id_ for part in parts for id_ in part.ids] == ordered
    assert all(1 <= len(part.ids) <= limit for part in parts)
    assert len({part.address for part in parts}) == len(parts)


def test_dividing_needs_a_level() -> None:
    """``divide`` and ``divide_steadily`` raise ValueError without a function for an item's group.

    The parts would have no addresses.
    """
    with pytest.raises(ValueError, match="nothing to divide by"):
        divide(["a"], [])
    with pytest.raises(ValueError, match="nothing to divide by"):
        divide_steadily(["a"], [], len)


def test_a_heavy_group_of_a_list_is_divided() -> None:
    """``divide_steadily`` never joins groups; it divides a large group into subgroups."""
    parts = divide_steadily(["a1", "b1", "ba2", "ba3", "bb", "c1"], [_initial, _initials], len, 5)
    assert [(part.address, part.words, list(part.items)) for part in parts] == [
        ("a", "A", ["a1"]),
        ("b1", "B1", ["b1"]),
        ("ba--1", "BA (1)", ["ba2"]),
        ("ba--2", "BA (2)", ["ba3"]),
        ("bb", "BB", ["bb"]),
        ("c", "C", ["c1"]),
    ]


@given(st.lists(st.text("abc", min_size=3, max_size=5)), st.integers(5, 40), st.data())
def test_one_more_item_changes_one_part(items: list[str], limit: int, data: st.DataObject) -> None:
    """A new item of a divided list changes only its group's parts; no item is lost or repeated."""
    more = data.draw(st.text("abc", min_size=3, max_size=5))
    before, after = (
        {part.address: list(part.items)
         for part in divide_steadily(found, [_initial, _initials], len, limit)}
        for found in (items, [*items, more])
    )  # fmt: skip
    assert sorted(item for found in before.values() for item in found) == sorted(items)
    assert all(sum(map(len, found)) <= limit for found in before.values())
    changed = {
        address for address in before.keys() | after if before.get(address) != after.get(address)
    }
    assert {address[0] for address in changed} == {more[0]}


def test_the_most_telling_items_are_shown_in_their_order() -> None:
    """``most_telling`` returns two lists: the most telling items, which are shown, and the others.

    Items of the lowest rank are the most telling. Items of the same rank are in the same list,
    unless those of the lowest rank alone exceed the limit. Each list keeps the original order.
    """
    items = ["dd", "a", "cc", "b", "eee", "f"]
    assert most_telling(items, len, len, 7) == (["dd", "a", "cc", "b", "f"], ["eee"])
    assert most_telling(items, len, len, 6) == (["a", "b", "f"], ["dd", "cc", "eee"])
    assert most_telling(items, len, len, 2) == (["a", "b"], ["dd", "cc", "eee", "f"])


def test_locations_as_a_tree_and_by_country() -> None:
    """In the tree of places, each place comes below the place that contains it.

    A place's country is the nearest country around it, or the place itself.
    """
    made = corpus(
        {},
        locations={
            "asia": {"kind": "region"},
            "persia": {"kind": "country", "within": "asia"},
            "rasht": {"within": "persia"},
            "aral": {"kind": "water", "within": "asia"},
            "bath": {},
        },
    )
    found = Gazetteer(made)
    assert [(id_, found.depth(id_), found.country(id_)) for id_ in found.as_tree()] == [
        ("asia", 0, None), ("aral", 1, None), ("persia", 1, "persia"), ("rasht", 2, "persia"),
        ("bath", 0, None),
    ]  # fmt: skip
    assert found.as_list() == ["persia", "rasht", "aral", "asia", "bath"]


def _large() -> Corpus:
    """Return a corpus whose indexes of actors, places and events are too long for one page."""
    count = LIMIT + 120
    days = [f"201{n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(count)]
    events = {f"e{n}": {"date": day} for n, day in enumerate(days)} | {"never": {}, "by-date": {}}
    places: dict[str, Mapping[str, Any]] = {
        f"p{n}": {"name": f"{'abcdefgh'[n % 8]}place {n}", "within": "land"} for n in range(count)
    }
    return _placed(corpus(
        {"post": [{"event": id_} for id_ in events]},
        actors={f"a{n}": {"name": f"{'klmnopqr'[n % 8]}name {n}"} for n in range(count)},
        locations={"land": {"kind": "country"}, "by-place": {}, **places},
        events=events,
    ))  # fmt: skip


def _placed(made: Corpus) -> Corpus:
    """Give every record of a corpus a position in a file; return the corpus."""
    kinds: tuple[RecordType, ...] = ("actor", "location", "event", "question")
    refs = [Ref(kind, id_) for kind in kinds for id_ in made.records(kind)]
    refs += [Ref("source", id_) for id_ in made.sources]
    return replace(made, places={ref: (Mark("sources/x.yml", 1, 1),) for ref in refs})


@pytest.fixture(scope="module")
def large() -> tuple[Corpus, dict[str, str]]:
    """Return a large corpus and its pages."""
    made = _large()
    return made, composed(made)


def _parts(pages: Mapping[str, str], folder: str) -> Iterator[str]:
    """Yield the paths of an index's parts, in the order of the links on the index's page."""
    for line in pages[f"{folder}/index.md"].splitlines():
        if line.startswith("| [") and "](by-" in line:
            yield f"{folder}/" + line.partition("](")[2].partition(")")[0]


@pytest.mark.parametrize(
    ("folder", "kind"), [("actors", "actor"), ("locations", "location"), ("events", "event")]
)
@pytest.mark.slow
def test_a_large_index_is_divided(
    large: tuple[Corpus, dict[str, str]], folder: str, kind: Any
) -> None:
    """In a large index, each record is in exactly one part, and neighbouring parts are linked."""
    made, pages = large
    parts = list(_parts(pages, folder))
    assert len(parts) > 1
    assert set(parts) == {path for path in pages if path.startswith(f"{folder}/by-") and
                          path.count("/") == 2}  # fmt: skip
    rows = [[line for line in pages[path].splitlines() if line.startswith("| ")
             and "---" not in line and "](" in line] for path in parts]  # fmt: skip
    assert all(0 < len(found) <= LIMIT for found in rows)
    for id_ in made.records(kind):
        link = f"](../{id_}.md)"
        cell = 2 if kind == "event" else 1
        assert sum(link in row.split(" | ")[cell - 1] for found in rows for row in found) == 1, id_
    for before, here in pairwise(parts):
        assert f"]({here.rpartition('/')[2]})" in pages[before]
        assert f"]({before.rpartition('/')[2]})" in pages[here]
        assert "](../index.md)" in pages[here]


@pytest.mark.slow
def test_parts_collide_with_no_record(large: tuple[Corpus, dict[str, str]]) -> None:
    """A record whose id equals the folder name of an index's parts still has its page."""
    made, pages = large
    assert "# by-date\n" in pages["events/by-date.md"]
    assert len(pages) == len({path.casefold() for path in pages})
    assert {path_of(ref) for ref in made.places} <= pages.keys()


@pytest.mark.parametrize(
    ("path", "start", "seen"),
    [
        ("events/a.md", "events/b.md", "a.md"),
        ("events/a.md", "events/by-date/2015.md", "../a.md"),
        ("events/by-date/2015.md", "events/index.md", "by-date/2015.md"),
        ("actors/a.md", "events/by-date/2015.md", "../../actors/a.md"),
        ("index.md", "events/a.md", "../index.md"),
        ("events/a.md", "index.md", "events/a.md"),
    ],
)
def test_addresses_between_pages(path: str, start: str, seen: str) -> None:
    """Links between pages are relative and as short as possible."""
    assert relative(path, start) == seen


def test_a_small_index_is_one_page() -> None:
    """An index of a few records is one page."""
    made = _placed(corpus({"post": [{"event": "fire"}]}))
    assert not [path for path in composed(made) if "/by-" in path]


def test_the_main_period_comes_first() -> None:
    """In the index of events, the period of most events precedes older and undated events."""
    dates = ["1980-05-01", "2015-10-02", "2015-11-03", "2015-12-04", "2016-01-05", None]
    made = corpus(
        {"post": [{"event": f"e{n}"} for n in range(6)]},
        events={f"e{n}": {"date": date} if date else {} for n, date in enumerate(dates)},
    )
    page = composed(made)["events/index.md"]
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["2015", "2016", "1980", "Undated"]
