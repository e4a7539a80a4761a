"""Lanes of a timeline: the places and actors with a lane, their order, and omitted events."""

from collections.abc import Mapping, Sequence

import pytest

from sourcebook.analysis import lanes
from sourcebook.analysis.lanes import Lane
from sourcebook.analysis.timeline import extents
from sourcebook.corpus import Corpus, Ref

from .made import corpus

PLACES = {
    "land": {"kind": "country"},
    "north": {"kind": "region", "within": "land"},
    "town": {"kind": "town", "within": "north"},
    "south": {"kind": "region", "within": "land"},
    "abroad": {"kind": "country"},
}


def _made(places: Mapping[str, int], at: Mapping[str, Sequence[str]] | None = None) -> Corpus:
    """Return a corpus with ``places[place]`` events at each place, in reverse order of their ids.

    ``at``: maps further events to their places.
    """
    events = {
        f"{place}-{number:02}": {"date": f"{2000 - number}", "locations": [place]}
        for place, count in places.items()
        for number in range(count)
    }
    more = {id_: {"date": "2001", "locations": list(where)} for id_, where in (at or {}).items()}
    return corpus({"s": []}, locations=PLACES, events={**events, **more})


def _by_place(made: Corpus) -> list[tuple[str | None, int, bool]]:
    """Return (place, number of events, whether a place inside it has its own lane) per lane."""
    found = lanes.by_place(made, extents(made))
    return [(lane.ref and lane.ref.id, len(lane.events), lane.rest) for lane in found]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"town": 3, "south": 2}, [("town", 3, False), (None, 2, False)]),
        ({"town": 2, "south": 2}, [("land", 4, False)]),
        ({"town": 3, "land": 45}, [("land", 45, True), ("town", 3, False)]),
        ({"town": 3, "land": 46}, [("land", 49, False)]),
        ({"town": 4, "land": 46}, [("land", 46, True), ("town", 4, False)]),
        ({"south": 3, "abroad": 3}, [("abroad", 3, False), ("south", 3, False)]),
        ({"south": 3, "abroad": 4}, [("abroad", 4, False), ("south", 3, False)]),
        ({"south": 4, "abroad": 3}, [("south", 4, False), ("abroad", 3, False)]),
        ({"town": 3, "north": 3, "land": 3}, [("land", 3, True), ("north", 3, True),
                                              ("town", 3, False)]),
    ],
)  # fmt: skip
def test_which_places_have_a_lane(
    places: dict[str, int], expected: list[tuple[str | None, int, bool]]
) -> None:
    """A place with few events has no lane: its events are in the lane of the place around it."""
    assert _by_place(_made(places)) == expected


def test_an_event_at_several_places_is_where_all_of_them_lie() -> None:
    """An event at several places is in the lane of the place that contains all of them."""
    at = {
        "a": ["town", "south"], "b": ["town", "north"], "c": ["south", "land"],
        "d": ["town", "abroad"], "e": ["north", "town", "north"],
    }  # fmt: skip
    found = lanes.by_place(
        _made({"north": 1, "land": 1}, at), ["a", "b", "c", "d", "e", "north-00", "land-00"]
    )
    assert found == [
        Lane(Ref("location", "land"), ["land-00", "a", "c"], rest=True),
        Lane(Ref("location", "north"), ["north-00", "b", "e"]),
        Lane(None, ["d"]),
    ]


def test_a_lane_is_in_order_of_date() -> None:
    """The events of each lane are in order of date."""
    made = _made({"town": 2, "north": 1, "abroad": 2}, {"x": []})
    assert lanes.by_place(made, [*made.events][::-1]) == [
        Lane(Ref("location", "north"), ["town-01", "north-00", "town-00"]),
        Lane(None, ["abroad-01", "abroad-00", "x"]),
    ]


def _acting(actors: Mapping[str, int], **more: Sequence[str]) -> Corpus:
    """Return a corpus in which each actor has a role in ``actors[actor]`` events.

    ``more``: maps actors to the actors that contain them.
    """
    said = [
        {"event": f"{actor}-{number}", "actors": {actor: "attacker"}}
        for actor, count in actors.items()
        for number in range(count)
    ]
    dated = {str(claim["event"]): {"date": "2015"} for claim in said}
    parts = {actor: {"part_of": list(holders)} for actor, holders in more.items()}
    return corpus({"s": said}, actors=parts, events=dated)


def test_eight_actors_have_a_lane() -> None:
    """The eight actors with the most events have lanes; all other events share the last lane."""
    made = _acting({"i": 1, **dict.fromkeys("cbadefgh", 1), "z": 2})
    found = lanes.by_actor(made, extents(made))
    assert [(lane.ref and lane.ref.id, lane.events) for lane in found] == [
        ("z", ["z-0", "z-1"]),
        *((actor, [f"{actor}-0"]) for actor in "abcdefg"),
        (None, ["h-0", "i-0"]),
    ]


def test_events_without_a_chosen_actor_are_in_order_of_date() -> None:
    """The events of every lane are in order of date, not of name."""
    dates = {"a": "2003", "b": "2001", "c": "2002", "d": "2000"}
    made = corpus(
        {"s": [{"event": event, "actors": {"x": "attacker"}} for event in "ab"]},
        events={id_: {"date": date} for id_, date in dates.items()},
    )
    assert lanes.by_actor(made, dates) == [
        Lane(Ref("actor", "x"), ["b", "a"]),
        Lane(None, ["d", "c"]),
    ]


def test_what_a_deep_part_does_goes_to_the_nearest_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """The events of an actor without a lane are in the lane of the nearest actor containing it."""
    monkeypatch.setattr(lanes, "ACTORS", 3)
    made = _acting(
        {"state": 4, "army": 3, "league": 2, "unit": 1},
        unit=["wing", "club"], wing=["army"], army=["state"], club=["league"],
    )  # fmt: skip
    found = lanes.by_actor(made, extents(made))
    assert [
        (lane.ref and lane.ref.id, lane.events[-1], lane.rest, lane.parts) for lane in found
    ] == [
        ("state", "state-3", True, False),
        ("army", "unit-0", False, True),
        ("league", "unit-0", False, True),
    ]


def test_the_longest_lanes_lose_what_fewest_sources_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a timeline has too many events, its longest lanes omit the events with fewest sources."""
    monkeypatch.setattr(lanes, "MARKS", 5)
    events = {id_: {"date": f"200{number}"} for number, id_ in enumerate("abcdefg")}
    made = corpus(
        {"s": [{"event": "d"}, {"event": "d"}, {"event": "b"}], "t": [{"event": "b"}]},
        events=events,
    )
    long, short = Lane(None, ["a", "b", "c", "d"]), Lane(None, ["e", "f", "g"])
    assert list(lanes.most_told(made, [long, short])) == [
        (Lane(None, ["b", "d"]), 2),
        (Lane(None, ["e", "f"]), 1),
    ]
    fits = Lane(None, ["f", "g"])
    assert list(lanes.most_told(made, [Lane(None, ["a", "c", "d"]), fits])) == [
        (Lane(None, ["a", "c", "d"]), 0),
        (fits, 0),
    ]
    assert list(lanes.most_told(made, [long, fits])) == [
        (Lane(None, ["a", "b", "d"]), 1),
        (fits, 0),
    ]
