"""GeoJSON for maps: all valid forms are read and drawn."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.corpus import outlines
from sourcebook.problems import Problem
from sourcebook.reading import geojson
from sourcebook.reading.document import Document
from sourcebook.reading.folder import read as read_folder
from sourcebook.reading.json_places import places
from sourcebook.records.site import is_position

from .corpora import copy_small

TRIANGLE = [[[36, 34], [38, 34], [38, 36], [36, 34]]]
POLYGON = {"type": "Polygon", "coordinates": TRIANGLE}
LINE = {"type": "LineString", "coordinates": [[36, 34], [38, 34]]}


def read(text: str) -> tuple[list[tuple[str, str, Any]] | None, list[Problem]]:
    """Read a text; return the name, type and coordinates of each outline, and the problems."""
    problems: list[Problem] = []
    outlines = geojson.read(Document("map/a.geojson", text, yaml=text), problems)
    if outlines is None:
        return None, problems
    return [
        (feature.name, feature.geometry.type, feature.geometry.coordinates)
        for feature in outlines.features
    ], problems


def feature(geometry: Any, **more: Any) -> dict[str, Any]:
    """Return a GeoJSON feature with the name "Coast"."""
    return {"type": "Feature", "properties": {"name": "Coast"}, "geometry": geometry, **more}


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    """Return a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": list(features), **more}


VALID: dict[str, tuple[Any, list[tuple[str, str, Any]]]] = {
    "null-properties": (
        collection(feature(POLYGON, properties=None)), [("", "Polygon", TRIANGLE)],
    ),
    "no-properties": (
        collection({"type": "Feature", "geometry": POLYGON}), [("", "Polygon", TRIANGLE)],
    ),
    "null-geometry": (collection(feature(None), feature(LINE)),
                      [("Coast", "LineString", LINE["coordinates"])]),
    "no-geometry": (collection({"type": "Feature", "properties": {}}), []),
    "no-coordinates": (collection(feature({"type": "Polygon", "coordinates": []})), []),
    "no-point": (collection(feature({"type": "Point", "coordinates": []})), []),
    "no-features": (collection(), []),
    "feature": (feature(POLYGON), [("Coast", "Polygon", TRIANGLE)]),
    "geometry": (POLYGON, [("", "Polygon", TRIANGLE)]),
    "geometries": (
        feature({"type": "GeometryCollection", "geometries": [
            POLYGON, {"type": "GeometryCollection", "geometries": [LINE]},
            {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
        ]}),
        [("Coast", "Polygon", TRIANGLE), ("Coast", "LineString", LINE["coordinates"]),
         ("Coast", "MultiPoint", [[1, 2], [3, 4]])],
    ),
    "geometries-alone": (
        {"type": "GeometryCollection", "geometries": [LINE]},
        [("", "LineString", LINE["coordinates"])],
    ),
    "foreign-members": (
        collection(feature({**POLYGON, "bbox": [36, 34, 38, 36]}, id=7, style={"x": 1}),
                   crs=None, bbox=[1, 2, 3, 4], name="Coasts"),
        [("Coast", "Polygon", TRIANGLE)],
    ),
    "heights": (
        collection(feature({"type": "MultiPolygon", "coordinates": [
            [[[36, 34, 12.5], [38, 34, 0, 7], [38, 36, -3], [36, 34, 12.5]]],
        ]})),
        [("Coast", "MultiPolygon", [TRIANGLE])],
    ),
    "deep": (
        feature({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}),
        [("Coast", "MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]])],
    ),
}  # fmt: skip
"""Maps an example's name to valid GeoJSON, and to the outlines in this GeoJSON."""


@pytest.mark.parametrize("case", VALID)
def test_what_the_standard_allows_is_read(case: str) -> None:
    """All forms of GeoJSON that RFC 7946 allows give their outlines."""
    data, expected = VALID[case]
    assert read(json.dumps(data)) == (expected, [])


@pytest.mark.parametrize("case", VALID)
@pytest.mark.slow
def test_what_is_read_is_drawn(case: str, tmp_path: Path) -> None:
    """A file that is read without a problem can be drawn, with or without a byte-order mark."""
    project = copy_small(tmp_path)
    data = b"\xef\xbb\xbf" + json.dumps(VALID[case][0]).encode()
    (project / "sources/map/more.geojson").write_bytes(data)
    checked = stages.check(project)
    assert checked.corpus, checked.problems
    assert {problem.code for problem in checked.problems} <= {"unknown-outline"}
    assert "map.md" in stages.generate(checked.corpus)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(values, st.sampled_from([None, 1]))
def test_a_place_is_that_of_the_value(data: Any, indent: int | None) -> None:
    """``places`` gives the position of each value in a JSON text, whatever precedes the value."""
    text = json.dumps(data, indent=indent)
    found = places(text)
    assert found.twice == []
    for loc, at in found.values.items():
        here = data
        for step in loc:
            here = here[step]
        assert json.JSONDecoder().raw_decode(text, at)[0] == here


@pytest.mark.parametrize("rest", [", x: 1}", ', "\\x": 1}', ", {{}}", "]]}}"])
def test_what_stops_being_json_is_told_up_to_there(rest: str) -> None:
    """An invalid number is reported at its position, whatever follows it."""
    outlines, problems = read('{"type": "Point",\n "x": NaN' + rest)
    assert outlines is None
    assert [(str(problem.mark), problem.message) for problem in problems] == [
        ("map/a.geojson:2:7", "this is not JSON: this is not a number")
    ]


@pytest.mark.parametrize(
    ("position", "valid"),
    [
        ([180, 90], True), ([-180, -90], True), ([0.5, 0.5, 9000], True), ([1, 2, None], True),
        ([180.1, 0], False), ([-180.1, 0], False), ([0, 90.1], False), ([0, -90.1], False),
        ([1], False), ([], False), ([True, 1], False), ([1, "2"], False), ("12", False),
        (None, False),
    ],
)  # fmt: skip
def test_what_is_a_position(position: Any, valid: bool) -> None:
    """A GeoJSON position needs longitude and latitude within their ranges; any height is valid."""
    assert is_position(position) == valid


def test_every_fault_of_a_collection_is_told() -> None:
    """All faults of a GeoJSON collection are reported, of whatever kind."""
    collection_ = {
        "type": "GeometryCollection",
        "geometries": [
            1, {"type": "GeometryCollection"}, {"type": "GeometryCollection", "geometries": {}},
            {"type": "Circle"}, {}, {"type": "Point"}, {"type": "Point", "coordinates": [200, 1]},
            2,
        ],
    }  # fmt: skip
    features = [3, {"geometry": collection_, "properties": []}, {"type": "feature"}]
    outlines, problems = read(json.dumps(collection(*features), indent=1))
    assert outlines is None
    told = [problem.facts["reason"].partition(": ") for problem in problems]
    at = "features.1.geometry.geometries"
    assert [(where, what[:20]) for where, _, what in told] == [
        ("features.0", "it should be an obje"),
        ("features.1.type", "it is missing"),
        ("features.1.properties", "it should be an obje"),
        (f"{at}.0", "it should be an obje"),
        (f"{at}.1.geometries", "it is missing"),
        (f"{at}.2.geometries", "it should be a list"),
        (f"{at}.3.type", "it should be one of "),
        (f"{at}.4.type", "it is missing"),
        (f"{at}.5.coordinates", "it is missing"),
        (f"{at}.6.coordinates", "each position should"),
        (f"{at}.7", "it should be an obje"),
        ("features.2.type", "it should be 'Featur"),
    ]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"name": "Coast", "layer": "Region"}, []),
        ({"name": "coast"}, []),
        ({"name": "Coasst", "layer": "region"}, []),
        ({"name": "Inland"}, [("Inland", None)]),
        ({"name": "Inland", "layer": "region"}, []),
    ],
)
def test_an_outline_without_a_layer_is_of_a_location(
    properties: dict[str, str], told: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    """A map outline without the property ``layer`` is reported if no location has its name."""
    places_, map_ = tmp_path / "sources" / "locations", tmp_path / "sources" / "map"
    places_.mkdir(parents=True)
    map_.mkdir()
    (places_ / "a.yml").write_text("coast: {name: Coast, kind: region}\n", "utf-8")
    drawn = collection(feature(POLYGON), feature(POLYGON, properties=properties))
    (map_ / "a.geojson").write_text(json.dumps(drawn), "utf-8")
    records = read_folder(tmp_path / "sources")
    found = list(outlines.check(records))
    assert not records.damaged
    assert [(problem.facts["name"], problem.near) for problem in found] == told
    assert {problem.code for problem in found} <= {"unknown-outline"}
