"""Maps: the positions of places, the drawing of outlines, and the limits of drawings."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.analysis import place_geometry
from sourcebook.corpus import Corpus
from sourcebook.drawing.clipping import clip_line, clip_ring, svg_path
from sourcebook.drawing.grid_index import GridIndex, GridItem
from sourcebook.drawing.projection import (
    HEIGHT,
    WIDTH,
    Bounds,
    Point,
    Viewport,
    latitude,
    project,
    viewport_around,
    viewport_at,
)
from sourcebook.exports import live_map
from sourcebook.pages.parts import maps
from sourcebook.pages.site import Site
from sourcebook.records.base import LABEL_LENGTH
from sourcebook.records.site import Outlines
from sourcebook.records.vocabularies import LOCATION_KINDS
from sourcebook.text import one_line

from .hostility import STRINGS
from .made import Said, corpus, drawn_by
from .projects import ROOT

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = Bounds(0, 0, 1, 1)
points = st.builds(Point, st.floats(-3, 3), st.floats(-3, 3))
places = st.tuples(st.floats(-80, 80), st.floats(-170, 170))


def outlined(made: Corpus, features: list[Mapping[str, Any]]) -> Corpus:
    """Return a copy of the corpus with these GeoJSON features as its file of outlines."""
    written = {"type": "FeatureCollection", "features": features, "attribution": "By hand"}
    return Corpus(**{**made.__dict__, "outlines": {"land": Outlines.model_validate(written)}})


def area(name: str, west: float, south: float, size: float, layer: str = "region") -> Any:
    """Return a square outline in a layer such as "region"; the numbers are in degrees."""
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size]]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": {"name": name, "layer": layer}, "geometry": geometry}


def place(*coordinates: str, precision: str = "town", **more: Any) -> Any:
    """Return a location's fields without its name. ``more``: further fields."""
    return {"coordinates": list(coordinates), "precision": precision, **more}


ISLE = {
    "isle": place("54", "-3", precision="area", kind="region"),
    "port": place("54.1", "-3.2", within="isle"),
    "mill": {"within": "port"},
    "nowhere": {},
}


def drawn(made: Corpus) -> dict[str, ElementTree.Element]:
    """Return each drawing of a corpus, parsed."""
    svgs = drawn_by(maps.drawings, Site(made))
    return {name: ElementTree.fromstring(svg) for name, svg in svgs.items()}  # noqa: S314 - our own


def texts(root: ElementTree.Element) -> list[str]:
    """Return all texts of a drawing."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def test_a_place_without_coordinates_is_where_its_holder_is() -> None:
    """A place without coordinates has the position of the place that contains it."""
    known = place_geometry.find(corpus({}, locations=ISLE))
    assert {id_: found.place for id_, found in known.items()} == {
        "isle": "isle", "port": "port", "mill": "port",
    }  # fmt: skip
    assert (known["port"].radius, known["isle"].radius) == (0, LOCATION_KINDS["region"].radius_km)


def test_a_rough_place_reaches_to_what_lies_inside() -> None:
    """The circle around an imprecise place is large enough for all places inside that place."""
    far = {**ISLE, "cape": place("57", "-3", within="isle")}
    radius = place_geometry.find(corpus({}, locations=far))["isle"].radius
    assert 333 < radius < 335


@pytest.mark.parametrize(
    ("precision", "radius"), [("exact", 0), ("town", 0), ("area", 60), ("approximate", 60)]
)
def test_only_a_point_that_is_known_is_a_pin(precision: str, radius: int) -> None:
    """Only a place with precise coordinates is drawn as a pin; all other places are circles."""
    there = {"isle": place("54", "-3", precision=precision, kind="region")}
    assert place_geometry.find(corpus({}, locations=there))["isle"].radius == radius


@pytest.mark.parametrize(
    ("name", "kind", "given", "layer", "found"),
    [
        ("Isle", "region", "isle", "region", True),
        ("Isle Region", "region", "Isle", "region", True),
        ("Isle", "region", "Isle", "", True),
        ("Isle", "region", "Isle", "lake", False),
        ("Isle city", "city", "Isle", "region", False),
    ],
)
def test_outlines_are_found_by_name_and_kind(
    name: str, kind: str, given: str, layer: str, found: bool
) -> None:
    """Outlines are found by name and kind, so a region's outline isn't used for a city."""
    rough = {"a": {"name": name, "kind": kind, **place("54", "-3", precision="area")}}
    made = outlined(corpus({}, locations=rough), [area(given, -4, 53, 2, layer)])
    assert bool(place_geometry.find(made)["a"].outline) == found


@given(st.lists(points, min_size=3, max_size=12))
def test_a_clipped_ring_stays_inside(ring: list[Point]) -> None:
    """After clipping, an outline's ring of any shape is completely inside the map's frame."""
    for x, y in clip_ring(ring, SQUARE):
        assert -1e-9 <= x <= 1 + 1e-9
        assert -1e-9 <= y <= 1 + 1e-9


@given(st.lists(points, min_size=2, max_size=12))
def test_a_clipped_line_stays_inside(line: list[Point]) -> None:
    """After clipping, a line such as a river is completely inside the map's frame."""
    for piece in clip_line(line, SQUARE):
        assert len(piece) > 1
        assert all(-1e-9 <= value <= 1 + 1e-9 for point in piece for value in point)


def test_clipping_keeps_what_lies_inside() -> None:
    """Clipping turns a ring around the map into the map's edge.

    A ring inside the map doesn't change. A line that leaves the map and returns becomes two lines.
    """
    around = [Point(-1, -1), Point(2, -1), Point(2, 2), Point(-1, 2)]
    assert sorted(clip_ring(around, SQUARE)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    inside = [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.5, 0.8)]
    assert clip_ring(inside, SQUARE) == inside
    bent = [Point(0.5, -1), Point(0.5, 0.5), Point(2, 0.5), Point(2, 0.7), Point(0.5, 0.7)]
    assert list(clip_line(bent, SQUARE)) == [
        [(0.5, 0), (0.5, 0.5), (1, 0.5)],
        [(1, 0.7), (0.5, 0.7)],
    ]


def test_a_path_leaves_out_what_does_not_show() -> None:
    """An SVG path leaves out points less than a pixel apart, and points on a straight line."""
    line = [Point(0, 0), Point(0.3, 0.4), Point(10, 0.1), Point(20, 0), Point(20, -30.04)]
    assert svg_path([line], closed=False) == "M0 0l20 0 0-30"
    assert svg_path([[Point(0, 0), Point(0.1, 0.1), Point(0, 0.1)]], closed=True) == ""


@given(places, places)
@example((1.5, 0.0), (-1.875, 0.0))  # as high as the viewport, between two possible centres
def test_a_window_shows_what_it_was_made_for(one: tuple[float, float], other: Any) -> None:
    """A map made to show two points contains both points."""
    ends = [project(*one), project(*other)]
    box = Bounds(
        min(p.x for p in ends), min(p.y for p in ends),
        max(p.x for p in ends), max(p.y for p in ends),
    )  # fmt: skip
    window = viewport_around(box, 0.0)
    if window.key[0]:  # at a zoom of 0, the whole world is shown anyway
        assert all(_shown(window, point) for point in ends)
    assert _shown(viewport_at(ends[0], 100), ends[0])


def _shown(window: Viewport, point: Point) -> bool:
    x, y = window.at(point)
    return -0.01 <= x <= WIDTH + 0.01 and -0.01 <= y <= HEIGHT + 0.01


@given(places)
def test_the_projection_can_be_undone(where: tuple[float, float]) -> None:
    """A point's latitude and longitude can be computed from its position on the map."""
    point = project(*where)
    assert abs(latitude(point.y) - where[0]) < 1e-9
    assert abs((point.x - 0.5) * 360 - where[1]) < 1e-9


def test_a_scale_is_true() -> None:
    """The map's scale is right: a degree of latitude is 111 km, at any latitude."""
    for north in (0.5, 35.5, 69.5):
        window = viewport_at(project(north, 10), 300)
        up, down = (window.at(project(north + part, 10)).y for part in (-0.5, 0.5))
        assert abs(up - down) / window.pixels(111.3) == pytest.approx(1, abs=0.03)


def test_only_a_few_places_of_many_are_near() -> None:
    """Of a thousand places in one spot, the grid index returns fewer than 20, the first ones."""
    crowd = [GridItem(Point(0.5 + n * 1e-7, 0.5), n) for n in range(1000)]
    assert [found.what for found in GridIndex(crowd).inside(viewport_at(Point(0.5, 0.5), 100))][
        :3
    ] == [
        0,
        1,
        2,
    ]
    assert len(list(GridIndex(crowd).inside(viewport_at(Point(0.5, 0.5), 100)))) < 20


def test_the_overview_counts_the_places_that_it_shows() -> None:
    """The overview map's text alternative counts only the places inside the map.

    A note in the drawing counts the places outside the map.
    """
    near = {f"town-{n}": place(f"{35 + n / 50}", f"{36 + n / 50}") for n in range(5)}
    places = {**near, "far": place("60", "100")}
    events = {
        f"{id_}-{n}": {"locations": [id_]}
        for id_ in places
        for n in range(1 if id_ == "far" else 9)
    }
    svg = drawn(corpus({}, locations=places, events=events))["map/overview.map.svg"]
    assert svg.get("aria-label") == "Map of 5 places, by number of events"
    assert "1 place lies outside this map" in [text.text for text in svg.iter(f"{SVG}text")]


def test_each_kind_of_place_has_its_map() -> None:
    """A town is drawn as a pin, a region as an area; names of places nearby are links."""
    events = {
        "fire": {"locations": ["port"]}, "flood": {"locations": ["mill"]},
        "storm": {"locations": ["isle", "port"]}, "rumour": {"locations": ["nowhere"]},
    }  # fmt: skip
    made = corpus({}, locations=ISLE, events=events)
    found = drawn(made)
    assert sorted(found) == [
        "events/storm.map.svg", "locations/isle.map.svg", "locations/port.map.svg",
        "map/overview.map.svg",
    ]  # fmt: skip
    port, isle = found["locations/port.map.svg"], found["locations/isle.map.svg"]
    classes = [{e.get("class") for e in root.iter()} for root in (port, isle)]
    assert "pin" in classes[0]
    assert "area" not in classes[0]
    assert "pin" not in classes[1]
    assert "area" in classes[1]
    assert [a.get("href") for a in isle.iter(f"{SVG}a")] == ["port.md"]
    storm = found["events/storm.map.svg"]
    assert {a.get("href") for a in storm.iter(f"{SVG}a")} == {
        "../locations/isle.md", "../locations/port.md",
    }  # fmt: skip
    site = Site(made)
    assert maps.of_event(site, "rumour") is None
    fire, flood = maps.of_event(site, "fire"), maps.of_event(site, "flood")
    assert fire
    assert flood
    assert (fire.path, flood.path) == ("locations/port.map.svg", "locations/port.map.svg")
    assert flood.caution == "The exact position of mill isn’t recorded here; the map shows port."


def test_nothing_is_said_to_lie_where_no_source_places_it() -> None:
    """If a place has no position, its map is that of the place around it, with a warning."""
    claims: list[Said] = [{"event": "works", "kind": "forecast"}]
    located: dict[str, Said] = {
        **ISLE,
        "port": {**ISLE["port"], "name": "Port", "in_text": "the port"},
        "mill": {**ISLE["mill"], "in_text": "a mill"},
    }
    site = Site(corpus({"post": claims}, None, located, {"works": {"locations": ["mill"]}}))
    found = maps.of_location(site, "mill")
    assert found
    assert (found.label, found.caution) == (
        "Map: Port",
        "The exact position of a mill isn’t recorded here; the map shows the port.",
    )
    assert maps.of_event(site, "works") == found


def test_an_outline_is_the_shape_of_its_place() -> None:
    """A place with a known outline is drawn as this outline, with an attribution, not a circle."""
    made = outlined(corpus({}, locations=ISLE), [area("isle", -4, 53, 2)])
    isle = drawn(made)["locations/isle.map.svg"]
    assert [e.tag for e in isle.iter() if e.get("class") == "area"] == [f"{SVG}path"]
    assert "By hand" in texts(isle)


def test_the_finest_whole_outline_is_taken() -> None:
    """If a place has several outlines, the most detailed is used.

    Outlines that are clearly smaller than the largest are ignored.
    """
    whole, part = area("isle", -4, 50, 4), area("isle", -4, 53, 1)
    part["geometry"]["coordinates"][0][1:1] = [[-3.5, 53], [-3.4, 53]]
    made = outlined(corpus({}, locations=ISLE), [part, whole])
    shape = place_geometry.find(made)["isle"].outline
    assert shape
    assert shape.geometry.lines == whole["geometry"]["coordinates"]


@pytest.mark.parametrize("text", STRINGS)
def test_names_are_text(text: str) -> None:
    """Names of places and outlines never become markup, in drawings or in the map's data."""
    text = text[:LABEL_LENGTH]
    named = {**ISLE, "port": {**ISLE["port"], "name": text or "x"}}
    made = corpus({}, locations=named, events={"fire": {"locations": ["port", "isle"]}})
    made = outlined(made, [area(text, -4, 53, 2)])
    allowed = {
        f"{SVG}{tag}" for tag in ("svg", "g", "path", "circle", "rect", "text", "a", "title")
    }
    for root in drawn(made).values():
        assert {element.tag for element in root.iter()} <= allowed
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on")}
        assert all(a.get("href", "").endswith(".md") for a in root.iter(f"{SVG}a"))
    assert "\n" not in live_map.compose(made)["map/map.json"].rstrip("\n")
    assert one_line(text) in drawn(made)["locations/port.map.svg"].get("aria-label", "")


positions = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(list)
features = st.builds(
    lambda lines, kind, name, layer: {
        "type": "Feature",
        "properties": {"name": name, "layer": layer},
        "geometry": {"type": kind, "coordinates": lines},
    },
    st.lists(st.lists(positions, max_size=6), max_size=3),
    st.sampled_from(["Polygon", "MultiLineString"]),
    st.one_of(st.none(), st.text(max_size=5), st.integers()),
    st.one_of(st.none(), st.sampled_from(["country", "lake", "river", ""]), st.booleans()),
)  # fmt: skip


@given(st.lists(features, max_size=4))
def test_any_outlines_can_be_drawn(given: list[Any]) -> None:
    """Any valid GeoJSON can be drawn: empty, degenerate or without names."""
    made = outlined(corpus({}, locations=ISLE, events={"fire": {"locations": ["port"]}}), given)
    assert len(drawn(made)) == 3
    assert live_map.compose(made)["map/map.json"]


def test_no_map_promises_that_a_border_lies_in_a_circle() -> None:
    """In the real corpus, no map claims that a wide area or a border lies in a circle."""
    made = stages.check(ROOT).corpus
    assert made is not None
    areas = ("aleppo-idlib-border", "coastal-heartland", "around-coastal-heartland")
    for id_ in areas:
        shown = maps.of_location(Site(made), id_)
        assert shown
        assert shown.caution == "The shaded area is only approximate."
    border = maps.of_location(Site(made), "syrian-turkish-border")
    assert border
    assert border.caution == (
        "The exact position of the border of Turkey with Syria isn’t recorded here; "
        "the map shows Turkey."
    )
    assert [id_ for id_, place in made.locations.items() if place.precision == "approximate"] == []


@pytest.mark.slow
def test_the_real_maps_are_small_and_always_the_same() -> None:
    """The maps of the real corpus are small, and have the same bytes each time."""
    made = stages.check(ROOT).corpus
    assert made is not None
    one, other = drawn_by(maps.drawings, Site(made)), drawn_by(maps.drawings, Site(made))
    assert one == other
    sizes = sorted(len(svg) for svg in one.values())
    assert sizes[len(sizes) // 2] < 8_000
    assert sizes[-1] < 40_000
