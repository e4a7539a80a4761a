"""Computing distances, the radius of imprecise places, and their outlines."""

from collections.abc import Sequence
from typing import Any

import pytest

from sourcebook.analysis import on_map, place_geometry
from sourcebook.corpus import Corpus

from .made import corpus
from .test_maps import area, outlined, place


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (1, 0), 111.195),
        ((0, 0), (0, 1), 111.195),
        ((60, 10), (60, 11), 55.597),
        ((60, 10), (30, 12), 3339.207),
        ((90, 0), (-90, 0), 20015.087),
        ((0, 0), (0, 180), 20015.087),
        ((51.5, -0.1), (48.9, 2.4), 339.432),
    ],
)
def test_how_far_places_are_apart(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    """Distances on the globe are right: a degree of longitude is half as long at 60° north."""
    assert place_geometry.distance(one, other) == pytest.approx(kilometres, abs=0.001)
    assert place_geometry.distance(other, one) == pytest.approx(kilometres, abs=0.001)


REACH = {
    "building": 1, "village": 3, "town": 5, "city": 10, "district": 10, "area": 20,
    "road": 30, "other": 20, "region": 60, "water": 100, "country": 250,
}  # fmt: skip


@pytest.mark.parametrize("kind", REACH)
def test_a_rough_place_reaches_as_far_as_its_kind(kind: str) -> None:
    """The radius of an imprecise place depends on its kind."""
    rough = {"a": place("54", "-3", precision="area", kind=kind)}
    assert place_geometry.find(corpus({}, locations=rough))["a"].radius == REACH[kind]


def test_a_reach_is_rounded_up() -> None:
    """An imprecise place's radius is rounded up to kilometres, to include all places inside."""
    places = {
        "a": place("0", "0", precision="area", kind="city"),
        "b": place("1", "0", within="a"),
        "c": {"within": "a"},
    }
    assert place_geometry.find(corpus({}, locations=places))["a"].radius == 112


def test_a_point_without_precision_is_no_place() -> None:
    """If a location's precision is "none", the position of its container is used."""
    places = {
        "a": place("54", "-3"),
        "b": place("55", "-3", precision="none", within="a"),
        "c": place("56", "-3", precision="exact", within="a"),
    }
    found = place_geometry.find(corpus({}, locations=places))
    assert {id_: (one.place, one.point, one.radius) for id_, one in found.items()} == {
        "a": ("a", (54, -3), 0),
        "b": ("a", (54, -3), 0),
        "c": ("c", (56, -3), 0),
    }


def _outline(features: Sequence[Any], **more: Any) -> str | None:
    """Return the width in degrees and number of points of a region's outline, or None.

    The region is imprecise. ``more``: other fields of its location.
    """
    given = {"name": "Isle", "kind": "region", **place("54", "-3", precision="area"), **more}
    found = place_geometry.find(outlined(corpus({}, locations={"a": given}), list(features)))
    shape = found["a"].outline
    if shape is None:
        return None
    across = [point[0] for line in shape.geometry.lines for point in line]
    return f"{max(across) - min(across):.2f} wide, {len(across)} points"


def _finer(given: Any, points: int) -> Any:
    """Return an outline with ``points`` more points on its first side."""
    ring = given["geometry"]["coordinates"][0]
    (west, south), (east, _) = ring[0], ring[1]
    more = [[west + (east - west) * n / (points + 1), south] for n in range(1, points + 1)]
    given["geometry"]["coordinates"][0] = [ring[0], *more, *ring[1:]]
    return given


def test_the_finest_whole_outline_is_taken() -> None:
    """If a place has several outlines, the one with the most points is used.

    Outlines that are clearly smaller than the largest are ignored.
    """
    whole = area("Isle", -4, 53, 2)
    cut, nearly = (_finer(area("Isle", -4, 53, side), 5) for side in (1.8, 1.9))
    assert _outline([whole, cut]) == "2.00 wide, 5 points"
    assert _outline([whole, nearly]) == "1.90 wide, 10 points"
    assert _outline([nearly, whole]) == "1.90 wide, 10 points"


def test_an_outline_is_of_an_area_and_has_a_name() -> None:
    """A place's outline is an area of the same name. Places that maps mark with a pin have none."""
    point = {"type": "Feature", "properties": {"name": "Isle", "layer": "region"},
             "geometry": {"type": "Point", "coordinates": [-3, 54]}}  # fmt: skip
    assert _outline([point]) is None
    assert _outline([point, area("Isle", -4, 53, 2)]) == "2.00 wide, 5 points"
    assert _outline([area("Isle", -4, 53, 2)], precision="exact") is None
    assert _outline([area("Isle", -4, 53, 2)], precision="town") is None


def test_an_outline_bears_any_of_the_names() -> None:
    """A place's outline is found by any of its names, in any case, with or without its kind."""
    small, large = area("the eyot", -4, 53, 1), area("ISLE", -4, 53, 2, "")
    assert _outline([small], aliases=["The Eyot Region"]) == "1.00 wide, 5 points"
    assert _outline([small, large], aliases=["The Eyot Region"]) == "2.00 wide, 5 points"
    assert _outline([small]) is None


def test_shapes_of_several_files_are_one_choice() -> None:
    """The outlines of a place are compared with each other, even if they are in several files.

    Of equally good outlines, that in the first file is used.
    """
    isle = {"name": "Isle", "kind": "region", **place("54", "-3", precision="area")}
    made = corpus({}, locations={"a": isle})
    small, large, other = (
        outlined(made, [area("Isle", west, 53, size)]).outlines["land"]
        for west, size in ((-4.0, 1), (-4.0, 2), (-3.5, 2))
    )
    for files, expected in (
        ({"b": small, "c": large}, large),
        ({"b": large, "c": small}, large),
        ({"b": large, "c": other}, large),
        ({"c": large, "b": other}, other),
    ):
        found = place_geometry.find(Corpus(**{**made.__dict__, "outlines": files}))
        assert found["a"].outline == expected.features[0]


def test_the_map_names_the_place_whose_position_is_drawn() -> None:
    """A place without a position is drawn at the place around it, under that place's name."""
    land = {"name": "Ellan", "kind": "country", "coordinates": ["54", "-4"], "precision": "area"}
    made = corpus(
        {"post": [{"event": "raid"}, {"event": "landing"}]},
        locations={"ellan": land, "border": {"within": "ellan", "precision": "none"}},
        events={"raid": {"locations": ["border"]}, "landing": {"locations": ["ellan"]}},
    )
    listed = on_map.find(made, place_geometry.find(made), {})
    assert {place.id: place.label for place in listed.places} == {"border": "Ellan", "ellan": ""}
