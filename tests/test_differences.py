"""The content of each kind of disagreement: its values, its reason, and its records."""

import pytest

from sourcebook.analysis.disagreement import Disagreement, concerning, find, positions
from sourcebook.corpus import Ref
from sourcebook.records.sources import NO_POSITION

from .made import Said, corpus


def told(found: Disagreement) -> list[list[str]]:
    """Return each side of a disagreement: its value, then the addresses of its claims."""
    return [[side.value, *(placed.address for placed in side.claims)] for side in found.sides]


def fire(**more: object) -> Said:
    """Return a claim about the event ``fire``, with further fields."""
    return {"event": "fire", **more}


def test_dates_stand_in_order_and_the_outermost_are_named() -> None:
    """The stated reason of a disagreement over several dates names the first and the last date."""
    claims = {
        "post": [fire(date="2015-10"), fire(date="2015-10-12"), fire(date="2015-10-12")],
        "times": [fire(date="2015-10-14/2015-10-20"), fire(date="2015-10-13")],
    }
    (found,) = find(corpus(claims))
    assert told(found) == [
        ["12 October 2015", "post#c1", "post#c2"],
        ["13 October 2015", "times#c1"],
        ["14 to 20 October 2015", "times#c0"],
    ]
    assert found.why == "“12 October 2015” ends before “14 to 20 October 2015” begins"
    assert (found.sources, found.internal) == (["post", "times"], False)


def test_dates_of_the_same_days_are_sides_of_their_own() -> None:
    """A certain date and an uncertain date of the same day are two sides of a disagreement.

    Such sides are in the order of their claims.
    """
    dates = ("2015-10-14", "2015-10-12?", "2015-10-12", "2015-10-14?")
    (found,) = find(corpus({"post": [fire(date=date) for date in dates]}))
    assert told(found) == [
        ["12 October 2015 (uncertain)", "post#c1"], ["12 October 2015", "post#c2"],
        ["14 October 2015", "post#c0"], ["14 October 2015 (uncertain)", "post#c3"],
    ]  # fmt: skip
    assert found.why == (
        "“12 October 2015 (uncertain)” ends before “14 October 2015 (uncertain)” begins"
    )


def test_a_moment_outside_a_lasting_event_differs_from_what_is_inside() -> None:
    """Dates that are all within an event's interval don't differ.

    If a further date is outside the interval, each of the dates is a side of a disagreement.
    """
    claims = {"post": [fire(date="2013-05"), fire(date="2014-05"), fire(date="2016-05")]}
    (found,) = find(corpus(claims, events={"fire": {"date": "2013/2015"}}))
    assert told(found) == [
        ["May 2013", "post#c0"], ["May 2014", "post#c1"], ["May 2016", "post#c2"],
    ]  # fmt: skip
    assert found.internal
    inside = {"post": [fire(date="2013-01-01"), fire(date="2015-12-31")]}
    assert find(corpus(inside, events={"fire": {"date": "2013/2015"}})) == []


def test_only_figures_that_meet_no_other_take_sides() -> None:
    """A figure that agrees with all others, such as "30-40" with "30" and "40", takes no side."""
    counts = [{"counts": "hurt", "value": value} for value in ("30", "40", "30-40", "35+")]
    (found,) = find(corpus({"post": [fire(figures=[figure]) for figure in counts]}))
    assert told(found) == [["30", "post#c0"], ["40", "post#c1"], ["35 or more", "post#c3"]]
    assert found.why == "“30” means 30; “40” means 40; “35 or more” means 35 or more"
    assert found.counts == "hurt"


def test_figures_that_touch_do_not_differ() -> None:
    """The figures "20-30", "30" and "30+" don't contradict each other."""
    counts = [{"counts": "hurt", "value": value} for value in ("20-30", "30+", "30")]
    assert find(corpus({"post": [fire(figures=[figure]) for figure in counts]})) == []


def test_figures_and_dates_are_of_the_first_event_alone() -> None:
    """The date, figures and places of a claim about two events belong to the first event only."""
    both = {"event": ["fire", "flood"]}
    said = {"date": "2015", "figures": [{"counts": "hurt", "value": "30"}], "locations": ["mill"]}
    other = {"date": "2016", "figures": [{"counts": "hurt", "value": "40"}], "locations": ["port"]}
    flood = {"event": "flood", **other}
    assert find(corpus({"post": [{**both, **said}, flood]})) == []
    kinds = [one.kind for one in find(corpus({"post": [{**both, **said}, fire(**other)]}))]
    assert kinds == ["date", "figure", "place"]


PLACES = {
    "land": {"kind": "country"},
    "town": {"within": "land"},
    "mill": {"within": "town", "name": "the mill"},
    "port": {"within": "town", "name": "the port"},
    "cape": {"within": "land"},
}


@pytest.mark.parametrize(
    ("places", "differ"),
    [
        ([["mill"], ["town"], ["land"]], False),
        ([["land"], ["mill"], ["town"]], False),
        ([["mill", "cape"], ["town"]], False),
        ([["mill", "port"], ["port"], ["town"]], False),
        ([["mill"], ["cape"], ["land"]], True),
        ([["cape"], ["town"]], True),
    ],
)
def test_places_differ_unless_each_lies_in_the_next(places: list[list[str]], differ: bool) -> None:
    """Claims agree on the place if each claim's place lies within the next wider one.

    If a claim names several places, it is enough if one of them fits.
    """
    found = find(corpus({"post": [fire(locations=at) for at in places]}, locations=PLACES))
    assert [one.kind for one in found] == ["place"] * differ


def test_an_event_without_a_difference_hides_none_of_the_next() -> None:
    """An event on which claims agree doesn't hide the differences on the next event."""
    said = [{"date": "2014", "locations": ["mill"]}, {"date": "2016", "locations": ["cape"]}]
    claims = [{"event": event, **one} for event in ("flood", "frost", "fire") for one in said]
    claims[2] = {"event": "frost", "date": "2016"}
    events = {"flood": {"date": "2013/2017"}, "part": {"part_of": "flood"}}
    found = find(corpus({"post": claims}, locations=PLACES, events=events))
    assert [(one.kind, one.subject.id) for one in found] == [("date", "fire"), ("place", "fire")]


def test_a_place_is_called_by_the_narrowest_that_are_named() -> None:
    """A side of a disagreement names only its narrowest places, not the places around them."""
    claims = {"post": [fire(locations=["mill", "town", "port"]), fire(locations=["cape"])]}
    (found,) = find(corpus(claims, locations=PLACES))
    assert told(found) == [["the mill · the port", "post#c0"], ["cape", "post#c1"]]
    assert found.why == "neither place lies within the other"
    there = {"fire": {"locations": ["mill", "cape"]}}
    assert find(corpus(claims, locations=PLACES, events=there)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attacker", "defender"), ("captor", "losing side"), ("captor", "defender"),
        ("opponent", "supporter"), ("ally", "opponent"),
        ("deployed force", "withdrawing force"), ("attacker", "observer"), ("host", "visitor"),
    ],
)  # fmt: skip
def test_these_roles_exclude_each_other(one: str, other: str) -> None:
    """Two roles of an actor that exclude each other are the sides of a disagreement.

    A third role that fits both is on no side.
    """
    claims = {
        "post": [fire(actors={"reds": one})],
        "times": [fire(actors={"reds": other}), fire(actors={"reds": "mediator"})],
    }
    (found,) = find(corpus(claims))
    assert told(found) == [[one, "post#c0"], [other, "times#c0"]]
    assert found.why == f"roles that exclude each other: {one} and {other}"


def test_several_pairs_of_roles_are_one_disagreement() -> None:
    """Three roles of an actor that exclude each other are one disagreement with three sides."""
    claims = {
        "post": [fire(actors={"reds": role}) for role in ("observer", "attacker", "defender")]
    }
    (found,) = find(corpus(claims))
    assert [side.value for side in found.sides] == ["observer", "attacker", "defender"]
    assert found.why == (
        "roles that exclude each other: attacker and defender; attacker and observer"
    )


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        ({"event": ["fire", "flood"]}, {"event": "flood"}, Ref("event", "flood")),
        ({"event": "fire"}, {"event": "flood"}, Ref("event", "fire")),
        ({"locations": ["mill"]}, {"event": "flood"}, Ref("event", "flood")),
        (
            {"relation": {"subject": "blues", "type": "backs", "object": "reds"}},
            {"relation": {"subject": "greens", "type": "backs", "object": "reds"}},
            Ref("source", "times"),
        ),
        ({"locations": ["mill"]}, {"locations": ["port"]}, Ref("source", "times")),
        ({"locations": ["mill"]}, {"actors": {"blues": "ally"}}, Ref("actor", "blues")),
    ],
)
def test_what_a_dispute_is_about(one: Said, other: Said, subject: Ref) -> None:
    """A dispute is about an event of its claims, preferably an event of both claims.

    If neither claim has an event, the dispute is about an actor with a role in a claim. Without
    such an actor, it is about the source of the disputing claim.
    """
    disputing: Said = {**one, "disputes": ["post#c0"]}
    (found,) = find(corpus({"post": [other], "times": [disputing]}))
    assert found.subject == subject


def test_whom_a_dispute_concerns() -> None:
    """A dispute concerns its sources, and all events and actors of its claims."""
    claims: dict[str, list[Said]] = {
        "post": [{"event": ["flood"], "actors": {"reds": "attacker"}}],
        "times": [fire(actors={"blues": "defender"}, disputes=["post#c0"])],
    }
    found = concerning(find(corpus(claims)))
    assert list(found) == [
        Ref("actor", "blues"), Ref("actor", "reds"), Ref("event", "fire"), Ref("event", "flood"),
        Ref("source", "post"), Ref("source", "times"),
    ]  # fmt: skip
    roles = {"post": [fire(actors={"reds": "host"}), fire(actors={"reds": "visitor"})]}
    assert list(concerning(find(corpus(roles)))) == [
        Ref("actor", "reds"), Ref("event", "fire"), Ref("source", "post"),
    ]  # fmt: skip


def test_positions_stand_in_the_question_s_order() -> None:
    """Positions are listed in the order in which the question defines them."""
    question = {"who": {"positions": {"reds": "The reds.", "blues": "The blues.", "rain": "Rain."}}}
    answers: list[object] = [
        {"rain": "Rain it was."}, "Hard to say.", {"reds": "They.", "rain": "Or rain."},
    ]  # fmt: skip
    made = corpus(
        {"post": [{"answers": {"who": answer}} for answer in answers]}, questions=question
    )
    taken = positions(made, "who", made.claims)
    assert {id_: [placed.claim.id for placed in by] for id_, by in taken.items()} == {
        "reds": ["c2"], "rain": ["c0", "c2"], NO_POSITION: ["c1"],
    }  # fmt: skip
    assert list(taken) == ["reds", "rain", NO_POSITION]
    (found,) = find(made)
    assert told(found) == [["The reds.", "post#c2"], ["Rain.", "post#c0", "post#c2"]]
    assert [placed.address for placed in found.claims] == ["post#c2", "post#c0"]
