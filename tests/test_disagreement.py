from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analysis.disagreement import Disagreement, find
from sourcebook.corpus import Ref

from .made import Said, corpus


def only(
    claims: Mapping[str, Sequence[Said]],
    locations: Mapping[str, Said] | None = None,
    events: Mapping[str, Said] | None = None,
) -> Disagreement | None:
    """Return the only disagreement of a corpus; None if there is none."""
    found = find(corpus(claims, locations=locations, events=events))
    assert len(found) < 2
    return found[0] if found else None


def two(one: Said, other: Said) -> dict[str, list[Said]]:
    """Return claims in which two sources, ``post`` and ``times``, report the event ``fire``."""
    return {"post": [{"event": "fire", **one}], "times": [{"event": "fire", **other}]}


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("2015-10-12", "2015-10-13", True),
        ("2015-10-12", "2015-10", False),
        ("2015-10-12~", "2015-10-13", False),
        ("2015-10-12~", "2015-10-14", True),
        ("2015-09", "2015-10", True),
        ("2015-09~", "2015-10", False),
        ("2015-08~", "2015-10-01", True),
        ("2015-08~", "2015-07-01", False),
        ("2015~", "2013-12-31", True),
        ("2015~", "2016-12-31", False),
        ("0001~", "0002-12-31", False),
        ("9999-12~", "9999-11-01", False),
        ("9999-12-31~", "9999-12-29", True),
        ("../2015-09", "2015-10", True),
        ("../2015-09", "2014", False),
        ("2015-10/..", "2015-09-30", True),
        ("2015-09-21/2015-10-01", "2015-10-01", False),
        ("2015-21", "2015-06", True),
        ("1986-06-14T21:14", "1986-06-14T21:20", True),
        ("1986-06-14T21:14", "1986-06-14T21:14:30", False),
        ("1986-06-14T21:14:05", "1986-06-14T21:14:30", True),
        ("1986-06-14T21:14", "1986-06-14", False),
        ("1986-06-14T21:14", "1986-06-14T21:20Z", False),
        ("1986-06-14T21:14Z", "1986-06-14T23:14+02:00", False),
        ("1986-06-14T21:14Z", "1986-06-14T21:14+02:00", True),
    ],
)  # fmt: skip
def test_dates_are_compared_as_intervals(one: str, other: str, differ: bool) -> None:
    """Two dates differ if no day fits both; "about" widens a date."""
    found = only(two({"date": one}, {"date": other}))
    assert (found is not None) == differ
    if found:
        assert (found.kind, found.subject) == ("date", Ref("event", "fire"))
        assert found.why.startswith("“")


@pytest.mark.parametrize(
    ("one", "other", "own", "differ"),
    [
        ("2014", "2016", "2013/..", False),
        ("2014", "2016", "2015/..", True),
        ("2015-10-12", "2015-10-20", "2015-10-12", True),
        ("2015-10-12", "2015-10-20", "2015-10-12/2015-10-20", False),
        ("2015-10-12", "2015-10-20", "2015-10", True),
        ("2015-10-12T09:00", "2015-10-12T10:00", "2015-10-12/2015-10-20", False),
        ("2015-10-12T09:00", "2015-10-12T10:00", "2015-10-12", True),
    ],
)
def test_moments_of_a_lasting_event_do_not_differ(
    one: str, other: str, own: str, differ: bool
) -> None:
    """Two dates within an event's interval don't differ.

    If the event's own date isn't an interval, but a day or a month, different dates in it differ.
    """
    found = only(two({"date": one}, {"date": other}), events={"fire": {"date": own}})
    assert (found is not None) == differ


def test_the_date_of_a_step_is_no_rival() -> None:
    """A claim that dates a part of an event doesn't contradict the event's date."""
    assert only(two({"date": "2014"}, {"date": "2016"}))
    assert not only(two({"date": "2014"}, {"date": "2016", "dates": "step"}))


def test_a_date_that_meets_the_others_takes_no_side() -> None:
    """A date that agrees with all other dates isn't on any side of the disagreement."""
    found = only(
        {"post": [{"event": "fire", "date": "2015"}, {"event": "fire", "date": "2015-10-12"}],
         "times": [{"event": "fire", "date": "2015-10-14"}]}
    )  # fmt: skip
    assert found is not None
    assert [side.value for side in found.sides] == ["12 October 2015", "14 October 2015"]
    assert found.why == "“12 October 2015” ends before “14 October 2015” begins"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("hundreds", "30+", ""),
        ("hundreds", "dozens", "“hundreds” means 200 to 999; “dozens” means 24 to 99"),
        ("30", "~32", ""),
        ("25-30 %", "majority", "“25–30 %” means 25 to 30 %; “majority” means 50 to 100 %"),
    ],
)
def test_figures_differ_where_no_number_can_be_both(one: str, other: str, why: str) -> None:
    """Figures for the same things differ only if no number fits both; the reason is stated."""
    found = only(
        two(
            {"figures": [{"counts": "Houses burnt", "value": one}]},
            {"figures": [{"counts": "houses burnt", "value": other}]},
        )
    )
    assert (found is not None) == bool(why)
    if found:
        assert (found.kind, found.counts, found.why) == ("figure", "Houses burnt", why)


def test_what_is_foretold_is_no_rival_to_what_is_reported() -> None:
    """A forecast doesn't contradict a report, but may contradict another forecast."""
    forty = {"figures": [{"counts": "troops", "value": "40"}]}
    sixty = {"figures": [{"counts": "troops", "value": "60"}]}
    forecast = {"kind": "forecast"}
    assert only(two(forty, sixty))
    assert not only(two(forty, {**sixty, **forecast}))
    assert only(two({**forty, **forecast}, {**sixty, **forecast}))


def test_figures_of_other_things_are_not_compared() -> None:
    """Only figures with the same counted things and the same unit are compared."""
    one = {"figures": [{"counts": "houses burnt", "value": "30"}]}
    assert not only(two(one, {"figures": [{"counts": "houses saved", "value": "40"}]}))
    assert not only(two(one, {"figures": [{"counts": "houses burnt", "value": "40 %"}]}))


PLACES = {"harbour": {"within": "town"}, "mill": {"within": "town"}, "town": {}}


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (["harbour"], ["mill"], True),
        (["harbour"], ["town"], False),
        (["harbour", "town"], ["mill", "town"], True),
        (["harbour", "mill"], ["mill"], False),
    ],
)
def test_places_differ_where_neither_lies_in_the_other(
    one: list[str], other: list[str], differ: bool
) -> None:
    """Two places differ if neither lies in the other; a harbour doesn't differ from its town."""
    found = only(two({"locations": one}, {"locations": other}), PLACES)
    assert (found is not None) == differ
    assert not found or found.kind == "place"


def test_an_event_made_of_others_may_be_in_many_places() -> None:
    """An event with parts may have many places, so its places aren't compared."""
    made = corpus(
        two({"locations": ["harbour"]}, {"locations": ["mill"]}),
        locations=PLACES,
        events={"fire": {}, "first-fire": {"part_of": "fire"}},
    )
    assert find(made) == []


def test_roles_that_exclude_each_other() -> None:
    """One actor in one event can't be both the attacker and the defender."""
    found = only(two({"actors": {"reds": "attacker"}}, {"actors": {"reds": "defender"}}))
    assert found is not None
    assert (found.kind, found.actor) == ("role", "reds")
    assert [side.value for side in found.sides] == ["attacker", "defender"]
    assert not only(two({"actors": {"reds": "attacker"}}, {"actors": {"reds": "captor"}}))


def test_disputes() -> None:
    """If a claim disputes another source's claim, both are sides of one disagreement."""
    claims: dict[str, list[Said]] = {
        "post": [{"event": "fire"}],
        "times": [{"event": "fire", "disputes": ["post#c0"]}],
    }
    found = only(claims)
    assert found is not None
    assert (found.kind, found.sources) == ("dispute", ["times", "post"])
    assert found.why == "the source sets the first against the second"


def test_each_pair_that_disputes_is_told_once() -> None:
    """Two claims that dispute each other are one disagreement."""
    found = find(
        corpus(
            {
                "post": [{"event": "fire", "disputes": ["times#c0"]}, {"event": "fire"}],
                "times": [{"event": "fire", "disputes": ["post#c0", "post#c1"]}],
            }
        )
    )
    assert [(one.kind, *(placed.address for side in one.sides for placed in side.claims))
            for one in found] == [
        ("dispute", "post#c0", "times#c0"),
        ("dispute", "times#c0", "post#c1"),
    ]  # fmt: skip


def test_only_different_positions_differ() -> None:
    """Two wordings of one position don't differ; an answer without a position takes no side."""
    reds, nobody = {"reds": "The reds, it says."}, {"nobody": "Nobody at all."}
    found = only(two({"answers": {"who": reds}}, {"answers": {"who": nobody}}))
    assert found is not None
    assert (found.kind, found.subject, found.why) == ("position", Ref("question", "who"), "")
    assert [side.value for side in found.sides] == ["Position nobody.", "Position reds."]
    assert not only(two({"answers": {"who": reds}}, {"answers": {"who": {"reds": "They did."}}}))
    assert not only(two({"answers": {"who": reds}}, {"answers": {"who": "It is hard to say."}}))


def test_roles_are_compared_in_their_own_event() -> None:
    """An actor's roles exclude each other only if both are roles in the same event."""
    claims = two(
        {"event": ["flood", "fire"], "actors": {"reds": "attacker"}},
        {"actors": {"reds": "defender"}},
    )
    assert not only(claims)
    claims = two(
        {"event": ["flood", "fire"], "roles": {"fire": {"reds": "attacker"}}},
        {"actors": {"reds": "defender"}},
    )
    assert only(claims)


def test_two_voices_in_one_source_are_not_the_source_against_itself() -> None:
    """If two speakers whom a source quotes differ, the source doesn't disagree with itself."""
    found = only(
        {"post": [{"event": "fire", "date": "2014", "origin": ["reds"]},
                  {"event": "fire", "date": "2015", "origin": ["blues"]}]}
    )  # fmt: skip
    assert found is not None
    assert (found.sources, found.internal) == (["post"], False)


def test_a_difference_inside_one_source_is_internal() -> None:
    """A difference between two claims of one source is marked as internal."""
    found = only({"post": [{"event": "fire", "date": "2014"}, {"event": "fire", "date": "2015"}]})
    assert found is not None
    assert found.internal
    found = only(two({"date": "2014"}, {"date": "2015"}))
    assert found is not None
    assert not found.internal


def test_a_voice_on_two_sides_differs_with_itself_whoever_else_speaks() -> None:
    """If a source's own claims are on two sides, the disagreement is internal to the source."""
    yes, no = {"answers": {"who": {"yes": "So."}}}, {"answers": {"who": {"no": "Not so."}}}
    found = only({"post": [yes, no, {**no, "origin": ["reds"]}]})
    assert found is not None
    assert found.internal
    found = only({"post": [yes, {**no, "origin": ["reds"]}]})
    assert found is not None
    assert not found.internal


SAID = st.fixed_dictionaries(
    {"event": st.sampled_from(["fire", "flood"])},
    optional={
        "date": st.sampled_from(["2014", "2015-10", "2015-10-12~", "../2014"]),
        "figures": st.sampled_from(["30", "dozens", "hundreds"]).map(
            lambda value: [{"counts": "houses", "value": value}]
        ),
        "actors": st.sampled_from(["attacker", "defender"]).map(lambda role: {"reds": role}),
        "locations": st.sampled_from([["harbour"], ["mill"], ["town"]]),
        "answers": st.sampled_from(["yes", "no"]).map(lambda taken: {"who": {taken: "So."}}),
        "kind": st.sampled_from(["report", "forecast", "denial"]),
        "dates": st.sampled_from(["event", "step"]),
    },
)
CLAIMS = st.dictionaries(
    st.sampled_from(["post", "times", "herald"]), st.lists(SAID, min_size=1, max_size=3), min_size=1
)


def facts(found: Sequence[Disagreement]) -> set[tuple[object, ...]]:
    """Return the contents of disagreements as a set, so that their order doesn't matter."""
    return {
        (
            d.kind, d.subject, d.actor, d.counts, d.internal,
            frozenset((s.value, frozenset(p.address for p in s.claims)) for s in d.sides),
        )
        for d in found
    }  # fmt: skip


@given(CLAIMS)
def test_disagreement_is_symmetric(claims: dict[str, list[Said]]) -> None:
    """The order of the sources doesn't change which values differ."""
    forwards = corpus(claims, locations=PLACES)
    backwards = corpus(dict(reversed(claims.items())), locations=PLACES)
    assert facts(find(forwards)) == facts(find(backwards))


@given(CLAIMS, st.data())
def test_a_removed_source_leaves_no_trace(
    claims: dict[str, list[Said]], data: st.DataObject
) -> None:
    """If a source is removed, only the disagreements that involve this source can change."""
    gone = data.draw(st.sampled_from(sorted(claims)))
    rest = {name: said for name, said in claims.items() if name != gone}
    found = find(corpus(rest, locations=PLACES))
    assert all(gone not in disagreement.sources for disagreement in found)
    for disagreement in find(corpus(claims, locations=PLACES)):
        if gone not in disagreement.sources:
            assert facts([disagreement]) <= facts(found)


@given(CLAIMS)
def test_a_difference_names_two_values_at_least_with_whose_word_each_is(
    claims: dict[str, list[Said]],
) -> None:
    """A disagreement has at least two sides, each with claims and a different value.

    For each of these claims, it is known on whose word it is made.
    """
    made = corpus(claims, locations=PLACES)
    for found in find(made):
        assert len({side.value for side in found.sides}) == len(found.sides) > 1
        assert all(made.chain(placed) for side in found.sides for placed in side.claims)
        assert all(side.claims for side in found.sides)
