"""The network of actors and relations: its data, its drawings and its page."""

import random
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from sourcebook import stages
from sourcebook.analysis import network
from sourcebook.analysis.relations import group_finder
from sourcebook.corpus import Corpus, Ref
from sourcebook.drawing import node_layout
from sourcebook.pages.parts import network as pages
from sourcebook.pages.site import Site
from sourcebook.records.vocabularies import GROUPS
from sourcebook.records.vocabulary import COLOURS, LINES

from .browser import Visitor
from .chosen import with_parts
from .corpora import SMALL
from .made import corpus
from .networks import DRAWN, drawn, four, says
from .projects import ROOT

group_of = group_finder({}, GROUPS)

SVG = "{http://www.w3.org/2000/svg}"

IDS = [f"a{n}" for n in range(12)]
TYPES = ["backs", "fights against", "fights alongside", "leads", "meets"]

relations = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(TYPES), st.sampled_from(IDS)), max_size=30
)


def test_relations_have_their_claims_and_ties_none() -> None:
    """Relations list the claims that state them; ties, such as "is part of", have no claims."""
    made = network.build(four())
    every = (*made.relations, *made.ties)
    assert [(r.subject, r.type, r.object, len(r.claims)) for r in every] == [
        ("blues", "meets", "reds", 1),
        ("greens", "backs", "reds", 1),
        ("reds", "fights against", "blues", 2),
        ("reds", "threatens", "blues", 1),
        ("guards", "is part of", "reds", 0),
    ]


def test_lines_are_what_is_alike_from_one_to_another() -> None:
    """Relations of the same group and direction between two actors are drawn as one line."""
    made = network.build(four())
    assert [(line.id, line.weight, line.sources) for line in made.edges] == [
        ("blues--other--reds", 1, ["times"]),
        ("greens--support--reds", 1, ["post"]),
        ("guards--recorded--reds", 0, []),
        ("reds--against--blues", 3, ["post", "times"]),
    ]
    assert made.neighbours["reds"] == ["blues", "greens", "guards"]
    assert made.most_related(2) == ["reds", "blues"]


def test_a_claim_that_states_two_relations_is_one_claim() -> None:
    """The width of a line depends on its number of claims.

    A claim that states two relations of the same line counts once.
    """
    two = [{"subject": "reds", "type": type_, "object": "blues"} for type_ in ("arms", "backs")]
    other = {"subject": "reds", "type": "backs", "object": "blues"}
    made = network.build(corpus({"post": [{"relation": two}], "times": [{"relation": other}]}))
    assert [(line.id, line.weight) for line in made.edges] == [("reds--support--blues", 2)]


def test_what_a_claim_and_a_record_state_is_one_relation() -> None:
    """A relation in both a claim and a record is counted once, and cites the claim."""
    record = {"part_of": ["reds", "greens"], "speaks_for": ["reds"]}
    made = network.build(
        corpus({"post": [says("guards", "is part of", "reds")]}, actors={"guards": record})
    )
    assert [(line.id, line.weight) for line in made.edges] == [
        ("guards--recorded--greens", 0),
        ("guards--command--reds", 1),
        ("guards--recorded--reds", 0),
    ]
    assert [(tie.type, tie.object) for tie in made.ties] == [
        ("is part of", "greens"), ("speaks for", "reds")
    ]  # fmt: skip


def test_who_is_near_whom() -> None:
    """An actor's neighbours are listed once, sorted by id, whichever way the relations point."""
    leaves = [f"leaf{n:02}" for n in range(12)]
    told = [says("hub", "backs", leaf) for leaf in reversed(leaves[4:])]
    told += [says(leaf, "meets", "hub") for leaf in reversed(leaves[:6])]
    made = network.build(corpus({"post": told}, actors={id_: {} for id_ in ("hub", *leaves)}))
    assert made.neighbours == {"hub": leaves, **{leaf: ["hub"] for leaf in leaves}}
    assert (made.degree("hub"), made.degree("leaf03"), made.degree("post")) == (12, 1, 0)
    assert made.related == {"hub": 14, **dict.fromkeys(leaves, 1), "leaf04": 2, "leaf05": 2}
    assert made.most_related(4) == ["hub", "leaf04", "leaf05", "leaf00"]


def test_nobody_is_related_to_themselves() -> None:
    """An actor has no relation with itself in the network."""
    assert network.build(corpus({"post": [says("reds", "backs", "reds")]})).edges == []


@pytest.mark.parametrize(
    ("type_", "group"),
    [
        ("fights alongside", "together"),
        ("fights against", "against"),
        ("gives air support to", "support"),
        ("sends into battle", "command"),
        ("sends troops to", "support"),
        ("is an offshoot of", "command"),
        ("meets", "other"),
        ("came late to", "other"),
        ("fights for", "together"),
        ("leads attacks on", "against"),
        ("does not support", "other"),
        ("is a former ally of", "other"),
        ("Backs", "support"),
        ("بيدعم", "other"),
    ],
)
def test_words_tell_the_group(type_: str, group: str) -> None:
    """Common words in the phrase of a relation decide its group.

    A phrase without such words, or with a word such as "not" or "former", is in the group "other".
    """
    assert group_of(type_) == group
    assert group in GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_of_a_group_can_decide_it(group: str) -> None:
    """Every word in a group's list can decide the group of a phrase."""
    words = GROUPS[group].words
    assert [group_of(f"often {word.upper()} to") for word in words] == [group] * len(words)


@pytest.mark.parametrize(
    "word", ["not", "no", "Never", "neither", "former", "formerly", "once", "ex-", "without"]
)
def test_words_that_turn_a_phrase_around(word: str) -> None:
    """A phrase with a word such as "not" or "former" is in the group "other"."""
    assert group_of(f"is {word} ally of") == "other"
    assert group_of("is another ally of") == "together"


def test_every_group_has_its_look() -> None:
    """Groups differ not only by colour, but also by the type of line."""
    claimed = [group.line for id_, group in GROUPS.items() if id_ != "recorded"]
    assert len(set(claimed)) == len(claimed)
    assert {group.colour for group in GROUPS.values()} <= COLOURS.keys()
    assert set(claimed) <= LINES.keys()


def test_every_colour_has_its_line_in_the_style_sheet() -> None:
    """The style sheet has a rule for the lines of each colour that a group can have."""
    style = (ROOT / "sourcebook/theme/styles/network.css").read_text("utf-8")
    for colour in COLOURS:
        assert f".{colour}-line" in style, f"add .{colour}-line to theme/styles/network.css"


def test_the_drawings_of_a_small_network() -> None:
    """Each drawing equals its expected file; ``python -m tests.refresh`` updates these files."""
    expected = {path.name: path.read_text("utf-8") for path in DRAWN.glob("*.svg")}
    assert drawn(four()) == expected
    assert sorted(expected) == [
        "blues.network.svg", "greens.network.svg", "network.svg", "reds.network.svg"
    ]  # fmt: skip


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


@settings(max_examples=20)
@given(relations)
def test_drawings_are_whole(told: list[tuple[str, str, str]]) -> None:
    """Each drawing is XML, its circles are in the frame, and its lines join existing circles."""
    made = corpus({"post": [says(*relation) for relation in told]}, actors={i: {} for i in IDS})
    for name, svg in drawn(made).items():
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
        width, height = float(root.attrib["width"]), float(root.attrib["height"])
        circles = list(root.iter(f"{SVG}circle"))
        for circle in circles:
            x, y, r = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
            assert r <= x <= width - r
            assert r <= y <= height - r
        spots = {tuple(float(c.attrib[key]) for key in ("cx", "cy", "r")) for c in circles}
        for line in root.iter(f"{SVG}a"):
            if line.get("class") != "line":
                continue
            path = line.findall(f"{SVG}path")[1].attrib["d"]
            numbers = _numbers(path)
            for x, y in (numbers[:2], numbers[-2:]):
                assert any(abs(((x - a) ** 2 + (y - b) ** 2) ** 0.5 - r) < 10 for a, b, r in spots)
        if name == "network.svg":
            ids = {node.get("data-id") for node in root.iter(f"{SVG}a")} - {None}
            ends = {
                line.get(key) for line in root.iter(f"{SVG}a") for key in ("data-from", "data-to")
            }
            assert ends - {None} == ids == set(network.build(made).edges_of)


@settings(max_examples=15)
@given(relations, st.randoms())
def test_the_order_of_claims_changes_no_drawing(
    told: list[tuple[str, str, str]], chance: random.Random
) -> None:
    """The order of claims doesn't change the drawings of the network."""
    shuffled = chance.sample(told, len(told))
    first, second = (
        drawn(
            corpus({"post": [says(*relation) for relation in listed]}, actors={i: {} for i in IDS})
        )
        for listed in (told, shuffled)
    )
    assert first == second


def _tied(count: int) -> Any:
    return networkx.connected_watts_strogatz_graph(count, 4, 0.3, seed=1)


def test_what_machines_reckon_differently_is_rounded_away() -> None:
    """Positions in the network are rounded, so that all machines give the same drawing."""
    chance = random.Random(1)  # noqa: S311 - not used for security
    graph = _tied(60)
    shaken = node_layout.spring_positions(
        graph, lambda value: value * (1 + chance.uniform(-1e-11, 1e-11))
    )
    assert shaken == node_layout.spring_positions(graph)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(5, 90), st.integers(4, 30), st.integers(4, 50)),
        min_size=1,
        max_size=30,
    )
)
def test_no_two_boxes_overlap(sizes: list[tuple[int, int, int]]) -> None:
    """No two circles with their names overlap in a drawing, whatever their sizes."""
    boxes = {f"n{n:02}": node_layout.NodeBox(*map(float, size)) for n, size in enumerate(sizes)}
    ids = list(boxes)
    at = node_layout.node_positions(boxes, list(pairwise(ids)))
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            (ax, ay), (bx, by) = at[a], at[b]
            beside = abs(ax - bx) >= boxes[a].half + boxes[b].half - 1
            above = ay + boxes[a].below <= by - boxes[b].above + 1
            below = by + boxes[b].below <= ay - boxes[a].above + 1
            assert beside or above or below, (a, b)


def test_a_large_network_is_cut_and_says_so() -> None:
    """A large network is reduced to the actors with the most relations, and the page says so."""
    told = [says(f"hub{n % 7}", "backs", f"leaf{n}") for n in range(2000)]
    made = corpus(
        {"post": told},
        actors={f"hub{n}": {} for n in range(7)} | {f"leaf{n}": {} for n in range(2000)},
    )
    found, data = pages.data(Site(made))
    assert (len(data["actors"]), len(data["lines"])) == (60, 53)
    assert (data["less_related"], data["undrawn"]) == (1947, 1947)
    assert {f"hub{n}" for n in range(7)} <= set(data["actors"])
    listed = found.first["support"]
    assert (len(listed.entries), listed.total) == (53, 2000)
    assert sum(part.entries for part in listed.rest) == 1947


def test_around_an_actor_stand_those_with_most_claims() -> None:
    """The network on an actor's page shows only the neighbours with the most claims."""
    told = [says("hub", "backs", f"leaf{n:02}") for n in range(20)]
    ids = ["hub", *(f"leaf{n:02}" for n in range(20))]
    made = corpus({"post": [*told, told[19]]}, actors={id_: {} for id_ in ids})
    svg = drawn(made)["hub.network.svg"]
    assert svg.count('class="node"') == pages.AROUND
    assert 'href="leaf19.md"' in svg
    assert '<a href="hub.md#related"><text x="8" y="' in svg
    assert ">and 4 more</text>" in svg


def test_without_relations_there_is_no_drawing() -> None:
    """Without relations, the site has no page and no drawing of the network."""
    made = corpus({"post": [{"actors": {"reds": "attacker"}}]})
    assert drawn(made) == {}
    assert [path for path in pages_of(made) if "network" in path] == []


def test_who_is_related_only_to_themselves_has_no_drawing() -> None:
    """An actor related only to itself has no drawing, but its page lists the relation."""
    made = corpus({"post": [says("reds", "fights against", "reds")]}, actors={"reds": {}})
    page = pages_of(made)["actors/reds.md"]
    assert "- Reds fights against reds" in page
    assert "![" not in page


def pages_of(made: Corpus) -> dict[str, str]:
    """Return path -> text for every page of a corpus."""
    refs = [
        *(Ref("actor", id_) for id_ in made.actors),
        *(Ref("source", id_) for id_ in made.sources),
    ]
    made.places.update({ref: () for ref in refs if ref not in made.places})
    files = stages.generate(made).items()
    return {path: text.decode() for path, text in files if path.endswith((".md", ".svg"))}


def test_lines_lead_to_rows_that_are_there() -> None:
    """Each line in a drawing of the network links to an existing row of a table."""
    checked = stages.check(SMALL)
    assert checked.corpus is not None
    for made in (four(), checked.corpus):
        files = pages_of(made)
        followed = 0
        for path, svg in files.items():
            if not path.endswith("network.svg"):
                continue
            folder = path.rpartition("/")[0]
            for page, anchor in re.findall(r'href="([^"#]+)#(r-[^"]+)"', svg):
                text = files[f"{folder}/{page}" if folder else page]
                assert f'<a id="{anchor}"></a>' in text, (path, anchor)
                followed += 1
        assert followed


def test_the_network_opens_on_one_actor(visit: Visitor) -> None:
    """The network's page first shows the lines of one actor; a button shows all lines."""
    page = visit("network/", still=True)
    lines = page.locator("svg.network .line")
    shown = page.locator("svg.network .line:not(.off)")
    expect(page.locator(".filters [name=actor]")).not_to_have_value("")
    assert 0 < shown.count() < lines.count()
    size = page.locator("svg.network").get_attribute("viewBox")
    page.get_by_role("button", name="Clear").click()
    expect(shown).to_have_count(lines.count())
    assert page.locator("svg.network").get_attribute("viewBox") != size  # a smaller drawing
    page.locator('a[href="#lines"]').click()
    expect(page.locator("h2").first).to_be_in_viewport()


def test_an_actor_has_the_lines_of_its_parts(visit: Visitor) -> None:
    """The filter by actor also shows the lines of its parts, unless the reader turns this off."""
    page = visit("network/?actor=russia", still=True)
    page.locator(".filters output").wait_for()  # the filter is applied
    lines = page.locator("svg.network .line:not(.off)")
    ends = "(lines) => lines.map(({ dataset }) => [dataset.from, dataset.to])"
    forces = with_parts("russia")
    assert len(forces) > 4
    expect(page.locator(".filters output")).to_contain_text(f"{lines.count()} of ")
    every = lines.evaluate_all(ends)
    assert all(forces & set(pair) for pair in every)
    assert any("russian-air-force" in pair and "russia" not in pair for pair in every)
    page.get_by_label("with its parts").uncheck()
    alone = lines.evaluate_all(ends)
    assert 0 < len(alone) < len(every)
    assert all("russia" in pair for pair in alone)
    rows = page.locator(".relations tbody tr:visible")
    assert rows.count() == len(alone)
    for part in page.locator(".relations:visible").all():
        assert part.locator("tbody tr:visible").count()
