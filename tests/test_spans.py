"""Filters of events: dates compared with a range of days, and actors with their parts."""

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.analysis import lanes
from sourcebook.analysis.intervals import Days
from sourcebook.analysis.spans import Possible, possible, standing
from sourcebook.analysis.timeline import extents
from sourcebook.corpus import Ref, Source
from sourcebook.exports import choices
from sourcebook.pages.lookup.search_facets import years
from sourcebook.pages.makers import timeline
from sourcebook.pages.parts.search_metadata import SearchMetadata
from sourcebook.pages.site import Site
from sourcebook.records.dates import parse
from sourcebook.records.days import Day
from sourcebook.records.sources import Names

from .made import corpus, drawn_by
from .projects import ROOT

OCTOBER = Days(Day(2015, 10, 1), Day(2015, 10, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-10-12", "within"),
        ("2015-10-01", "within"),
        ("2015-10-31", "within"),
        ("2015-10", "within"),
        ("2015-10-02/2015-10-20", "within"),
        ("2015-10-12~", "within"),
        ("2015-10-01~", "maybe"),
        ("2015-10-12?", "maybe"),
        ("2015-10-12%", "maybe"),
        ("2015-10-02?/2015-10-20", "maybe"),
        ("2015-10~", "maybe"),
        ("2015-09~", "maybe"),
        ("2015", "maybe"),
        ("2015-09-21/2015-10-01", "maybe"),
        ("../2016-06-25", "maybe"),
        ("../2015-10-01", "maybe"),
        ("2015-09/..", "maybe"),
        ("2015-10-31/..", "maybe"),
        ("2015-08~", "outside"),
        ("2015-11-01", "outside"),
        ("2015-11-02?", "outside"),
        ("../2015-09-30", "outside"),
        ("2015-11/..", "outside"),
        ("2014", "outside"),
    ],
)  # fmt: skip
def test_where_a_date_stands_to_a_month(text: str, expected: str) -> None:
    """A date is within a month only if it is certain and all its possible days are in the month."""
    assert standing(possible(parse(text)), OCTOBER) == expected


DAYS = st.dates(date(2015, 1, 1), date(2015, 12, 31)).map(
    lambda day: Day(day.year, day.month, day.day)
)
SPANS = st.tuples(DAYS, DAYS).map(lambda two: Days(min(two), max(two)))


@given(SPANS, SPANS, st.booleans())
def test_standing_says_what_single_days_say(held: Days, span: Days, sure: bool) -> None:
    """A date is within a range if it is certain and all its days are in the range.

    A date is outside the range if none of its days is in the range.
    """
    every = map(Day.fromordinal, range(held.first.toordinal(), held.last.toordinal() + 1))
    inside = [span.first <= day <= span.last for day in every]
    found = standing(Possible(*held, sure), span)
    assert (found == "outside") == (not any(inside))
    assert (found == "within") == (all(inside) and sure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-10-12", ["2015"]),
        ("2015", ["2015"]),
        ("2015-10~", ["2015"]),
        ("2015-12~", ["2015, perhaps", "2016, perhaps"]),
        ("2015~", ["2014, perhaps", "2015, perhaps", "2016, perhaps"]),
        ("2015-10-12?", ["2015, perhaps"]),
        ("2015-12/2016-01", ["2015", "2016"]),
        ("-0012?/-0011", ["13 BCE, perhaps", "12 BCE, perhaps"]),
        ("2015-12/2016-01?", ["2015, perhaps", "2016, perhaps"]),
        ("2009/201X", ["2009", "2010", *(f"{year}, perhaps" for year in range(2011, 2020))]),
        ("../2016-06-25", ["2016 or earlier"]),
        ("2011~/..", ["2010 or later"]),
        ("1400/1600", ["1400 or later", "1600 or earlier"]),
    ],
)  # fmt: skip
def test_years_to_search_by(text: str, expected: list[str]) -> None:
    """The values of the filter by year say if a year is uncertain, as in "2015, perhaps".

    For open or very long dates, they are like "2015 or later".
    """
    assert years(parse(text)) == expected


def test_without_a_date_there_is_no_year() -> None:
    """An undated event is found by the value "undated" of the filter by year."""
    assert years(None) == ["undated"]


ACTORS = {"wing": {"part_of": ["army"]}, "army": {"part_of": ["state", "league"]}}


def test_an_actor_s_parts_are_followed_all_the_way_up() -> None:
    """``belongs_to`` lists all actors that contain an actor, the nearest first, each once."""
    more = {**ACTORS, "league": {"part_of": ["union"]}, "state": {"part_of": ["union"]}}
    assert corpus({}, more).belongs_to == {
        "wing": ["army", "state", "league", "union"],
        "army": ["state", "league", "union"],
        "league": ["union"],
        "state": ["union"],
    }


def test_parts_are_told_once_not_on_each_event() -> None:
    """The data for filters says once, not for each event, which actors contain an actor."""
    made = corpus({"s": [{"event": "raid", "actors": {"wing": "attacker"}}]}, ACTORS)
    found = choices.compose(made, ["raid"], ("actor",))
    actor, parts, *_ = found["fields"]
    assert [value for value, _ in actor["options"]] == ["army", "league", "state", "wing"]
    assert actor["above"] == {"0": [1, 2], "3": [0, 1, 2]}
    assert (parts["name"], parts["type"]) == ("parts", "checkbox")
    assert found["events"] == {"raid": [[3]]}


def test_without_parts_there_is_no_box() -> None:
    """If no actor is part of another, the filters have no switch for parts."""
    made = corpus({"s": [{"event": "raid", "actors": {"wing": "attacker"}}]})
    found = choices.compose(made, ["raid"], ("actor",))
    assert [field["name"] for field in found["fields"]] == ["actor", "from", "to"]


def test_an_actor_is_searched_for_with_its_parts_or_without() -> None:
    """The search filter by actor finds a page by its actors, and by the actors containing them."""
    made = corpus(
        {"s": [{"event": "raid", "actors": {"wing": "attacker"}},
               {"event": "pact", "actors": {"state": "signatory"}}]},
        ACTORS,
    )  # fmt: skip
    finding = SearchMetadata(Site(made))
    assert 'data-actor="army | league | state | wing"' in finding.mark(Ref("event", "raid"))
    assert 'data-actor="state | state, without its parts"' in finding.mark(Ref("event", "pact"))


def test_a_part_s_events_stand_in_the_nearest_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """If an actor has no lane, its events are in the lane of the nearest actor that contains it.

    The lane's label says that the lane includes the events of parts.
    """
    monkeypatch.setattr(lanes, "ACTORS", 2)
    said = {"a": "state", "b": "state", "c": "state", "d": "army", "e": "army", "f": "wing",
            "g": "club", "h": "other"}  # fmt: skip
    made = corpus(
        {"s": [{"event": event, "actors": {actor: "attacker"}} for event, actor in said.items()]},
        {**ACTORS, "club": {"part_of": ["state"]}},
        events={event: {"date": "2015"} for event in said},
    )
    found = lanes.by_actor(made, extents(made))
    assert [(lane.ref and lane.ref.id, "".join(lane.events), lane.rest, lane.parts)
            for lane in found] == [
        ("state", "abcg", True, True),
        ("army", "def", False, True),
        (None, "h", False, False),
    ]  # fmt: skip
    drawing = drawn_by(timeline.drawings, Site(made))["timeline-actors.svg"]
    assert ">army, with its parts<" in drawing
    assert ">state, with its other parts<" in drawing


def _facet(finding: SearchMetadata, ref: Ref, name: str) -> list[str]:
    """Return the values of a search filter for a record's page."""
    found = re.search(rf' data-{name}="([^"]*)"', finding.mark(ref))
    return html.unescape(found[1]).split(" | ") if found else []


def _sources_of(finding: SearchMetadata, ref: Ref) -> list[str]:
    return _facet(finding, ref, "source")


def test_a_source_finds_the_actors_that_it_says_something_of() -> None:
    """The search filter by source finds an actor only if the source itself refers to the actor.

    A source may do so in a claim (also as the claim's origin), by a recorded name, or because the
    actor is its publisher or author.
    """
    made = corpus(
        {
            "post": [{"event": "war", "actors": {"reds": "attacker"}}],
            "times": [{"event": "war"}, {"event": "truce", "origin": ["agency"]}],
            "mail": [{"event": "war", "relation": {
                "subject": "blues", "type": "fights", "object": "reds"}}],
        },
    )  # fmt: skip
    finding = SearchMetadata(Site(made))
    assert _sources_of(finding, Ref("actor", "reds")) == [
        "mail, 1 March 2015", "post, 1 January 2015",
    ]  # fmt: skip
    assert _sources_of(finding, Ref("actor", "agency")) == ["times, 1 February 2015"]
    assert _sources_of(finding, Ref("actor", "mail")) == ["mail, 1 March 2015"]


def test_an_actor_finds_the_questions_and_articles_that_speak_of_it() -> None:
    """The filter by actor finds a question by the claims that answer it, not by other claims."""
    made = corpus(
        {
            "post": [{"event": "war", "actors": {"reds": "attacker"}, "answers": {"who": "Reds."},
                      "origin": ["agency"]}],
            "times": [{"event": "war", "actors": {"blues": "attacker"}}, {"event": "truce"}],
        },
        events={"war": {}, "truce": {}},
        questions={"who": {"about": {"events": ["war"], "actors": ["greens"]}}},
        actors={"greens": {}},
    )  # fmt: skip
    finding = SearchMetadata(Site(made))
    found = _facet(finding, Ref("question", "who"), "actor")
    assert found == ["agency", "greens", "post", "reds"]
    assert _facet(finding, Ref("source", "post"), "actor") == ["agency", "post", "reds"]
    assert _facet(finding, Ref("source", "times"), "actor") == ["blues", "times"]


def test_a_place_is_found_by_what_is_said_inside_it() -> None:
    """The filter by source finds a county by claims on its towns.

    It doesn't find a town by claims on its county.
    """
    made = corpus(
        {
            "post": [{"actors": {"reds": "holder"}, "locations": ["village", "town"]}],
            "times": [{"event": "fire", "locations": ["county"]}],
            "mail": [{"event": "fire"}],
        },
        locations={"village": {"within": "county"}, "town": {"within": "county"}, "county": {}},
    )  # fmt: skip
    names = Names.model_validate({"locations": {"town": {"the town": ["1"]}}})
    old = made.sources["mail"]
    summary = old.summary.model_copy(update={"names": names})
    made.sources["mail"] = Source("mail", old.article, summary)
    finding = SearchMetadata(Site(made))
    post, times, mail = (made.source_label(id_) for id_ in ("post", "times", "mail"))
    expected = {"village": [post], "town": [mail, post], "county": [mail, post, times]}
    refs = {place: Ref("location", place) for place in expected}
    assert {place: _sources_of(finding, refs[place]) for place in expected} == expected
    assert _facet(finding, refs["county"], "actor") == ["reds"]
    assert _facet(finding, Ref("source", "mail"), "place") == ["county", "town"]


def test_places_and_articles_find_each_other() -> None:
    """The search filters for places and for sources agree.

    If the filter for a place finds a source's page, the filter for this source finds the place's
    page, and vice versa.
    """
    made = stages.check(ROOT).corpus
    assert made is not None
    finding = SearchMetadata(Site(made))
    places = {id_: _facet(finding, Ref("source", id_), "place") for id_ in made.sources}
    for id_, place in made.locations.items():
        expected = [made.source_label(source) for source in sorted(places)
                    if place.name in places[source]]  # fmt: skip
        assert _sources_of(finding, Ref("location", id_)) == expected, id_


def test_a_question_has_the_years_of_its_answers() -> None:
    """The filter by year finds a question by the dates of the events in its answers."""
    made = corpus(
        {"post": [{"event": "fire", "answers": {"who": {"ada": "Ada."}}},
                  {"event": "flood", "answers": {"who": {"bo": "Bo."}}}]},
        events={"fire": {"date": "1951"}, "flood": {}, "trial": {}},
        questions={"who": {"about": {"events": ["trial"]}, "positions": {"ada": "A.", "bo": "B."}}},
    )  # fmt: skip
    finding = SearchMetadata(Site(made))
    assert ' data-year="1951 | undated"' in finding.mark(Ref("question", "who"))
    assert ' data-year="undated"' in finding.mark(Ref("event", "trial"))
    real = stages.check(ROOT).corpus
    assert real is not None
    mark = SearchMetadata(Site(real)).mark(Ref("question", "is-assad-in-power"))
    assert ' data-year="2010 or later | 2015 | undated"' in mark


ALWAGHT, SOUTH_FRONT = "Alwaght, 25 June 2016", "South Front, 9 November 2015"
AL_JAZEERA, ZERO_HEDGE = "Al Jazeera, 1 October 2015", "Zero Hedge, about October 2015"
WORLDTRIBUNE = "WorldTribune, about September 2015"


def test_sources_of_pages_as_read_in_the_articles() -> None:
    """For certain pages, the filter by source has exactly the sources that were found by hand."""
    made = stages.check(ROOT).corpus
    assert made is not None
    finding = SearchMetadata(Site(made))
    expected = {
        Ref("actor", "afghan-fighters"): [AL_JAZEERA],
        Ref("actor", "free-syrian-army"): [ALWAGHT],
        Ref("actor", "hossein-hamedani"): [ZERO_HEDGE],
        Ref("actor", "iraqi-fighters"): [AL_JAZEERA, SOUTH_FRONT],
        Ref("actor", "islamic-state"): [ALWAGHT, SOUTH_FRONT, WORLDTRIBUNE, ZERO_HEDGE],
        Ref("actor", "qatar"): [ZERO_HEDGE],
        # Actors that are cited, but have no role and no relation.
        Ref("actor", "reuters"): [AL_JAZEERA, ZERO_HEDGE],
        Ref("actor", "bbc"): [ZERO_HEDGE],
        # Al Jazeera only names Lebanon. Zero Hedge also has a claim about it.
        Ref("location", "lebanon"): [AL_JAZEERA, ZERO_HEDGE],
        # Al Jazeera names "the Idlib and Hama countryside". South Front names the border of Idlib.
        Ref("location", "idlib-governorate"): [AL_JAZEERA, SOUTH_FRONT, WORLDTRIBUNE, ZERO_HEDGE],
        Ref("location", "hama-governorate"): [AL_JAZEERA, SOUTH_FRONT, ZERO_HEDGE],
    }
    assert {ref: _sources_of(finding, ref) for ref in expected} == expected
    asked = _facet(finding, Ref("question", "how-long-will-it-go-on"), "actor")
    assert asked == ["Russia", "WorldTribune", "Unnamed source of WorldTribune"]
    assert "Iraqi fighters" not in _facet(finding, Ref("source", "zero-hedge-2015-10"), "actor")
