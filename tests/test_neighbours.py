from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.analysis.neighbours import neighbours
from sourcebook.analysis.spans import possible
from sourcebook.corpus import Corpus, Ref
from sourcebook.records.days import FIRST_DAY, Day

from .made import Said, corpus


def around(made: Corpus, event: str) -> tuple[str | None, str | None]:
    """Return the events before and after an event at the corpus's only place."""
    found = {ref: (before, after) for ref, before, after in neighbours(made)[event]}
    return found.get(Ref("location", "town"), (None, None))


def at_town(**dates: str | dict[str, str]) -> Corpus:
    """Return a corpus of events at one town, each with a date and a claim."""
    events: dict[str, Said] = {
        id_: {"locations": ["town"], **(given if isinstance(given, dict) else {"date": given})}
        for id_, given in dates.items()
    }
    return corpus(
        {"post": [{"event": id_} for id_ in dates]}, locations={"town": {}}, events=events
    )


def test_the_nearest_before_and_after() -> None:
    """The neighbours of an event are the last event before it and the first event after it."""
    made = at_town(fire="1951-03-04", flood="1951-02", frost="1950", storm="1952", truce="1953")
    assert around(made, "fire") == ("flood", "storm")


def test_one_of_several_is_named_and_the_page_says_so() -> None:
    """If several events are equally near in time, the page names one of them, and says so."""
    made = at_town(fire="1951-03", flood="1951-02", frost="1951-02", storm="1952")
    page = stages.generate(made)["events/storm.md"].decode()
    assert "Where several are equally near, one of them is named." in page
    made = at_town(fire="1951-03", storm="1952", truce="1952")
    assert around(made, "fire") == (None, "storm")
    assert around(made, "truce") == ("fire", None)


def test_of_two_that_end_together_the_shorter_is_nearer() -> None:
    """If two earlier events end at the same time, the shorter one is the nearer one.

    Of two later events that begin at the same time, the shorter one is the nearer one, too.
    """
    long, after = "1951-01/1951-03", "1951-07/1952"
    made = at_town(
        a=long, raid="1951-03", z=long, fire="1951-05", b=after, truce="1951-07", y=after
    )
    assert around(made, "fire") == ("raid", "truce")
    dates = {id_: {"date": event.date.text} for id_, event in made.events.items() if event.date}
    said = [{"event": id_, "actors": {"reds": "attacker"}} for id_ in dates]
    of_reds = neighbours(corpus({"post": said}, events=dates))["fire"]
    assert of_reds == [(Ref("actor", "reds"), "raid", "truce")]


def test_an_order_that_dates_leave_open_is_not_told() -> None:
    """If dates leave open which of two events was first, neither is a neighbour of the other."""
    made = at_town(fire="1951-03~", flood="1951-02", frost="../1951-03", storm="1951-04?")
    assert around(made, "fire") == (None, None)
    made = at_town(fire="1951-03", storm="1951-05?")
    assert (around(made, "fire"), around(made, "storm")) == ((None, None), (None, None))
    made = at_town(fire="1951-03", flood="1951-02", storm="1951-04/..")
    assert around(made, "fire") == ("flood", "storm")


def test_a_part_stands_on_no_side_of_its_whole() -> None:
    """An event and its part are never each other's neighbours."""
    made = at_town(siege="1951-03", night={"date": "1951-04", "part_of": "siege"}, truce="1951-05")
    assert around(made, "siege") == (None, "truce")
    assert around(made, "night") == (None, "truce")


def test_what_nobody_says_happened_has_no_place_in_the_order() -> None:
    """An event that is only foretold has no neighbours, and is no neighbour of another event."""
    made = corpus(
        {"post": [{"event": "fire"}, {"event": "flood", "kind": "forecast"}]},
        locations={"town": {}},
        events={"fire": {"locations": ["town"], "date": "1951"},
                "flood": {"locations": ["town"], "date": "1952"}},
    )  # fmt: skip
    assert (around(made, "fire"), around(made, "flood")) == ((None, None), (None, None))


def test_what_may_be_years_older_is_not_the_nearest() -> None:
    """An event dated "by 1950", and so perhaps much older, isn't named as the previous event.

    The nearest of the other earlier events is named instead, if there is one.
    """
    made = at_town(fire="../1950", frost="1949", flood="1949~", storm="1953")
    assert around(made, "storm") == ("flood", None)
    assert around(at_town(fire="../1950", storm="1953"), "storm") == (None, None)


def test_what_had_begun_by_a_day_may_have_gone_on() -> None:
    """An event that had begun by some day may continue, so it is never a previous event."""
    made = at_town(supply="../1950-10", storm="1953", truce="1954")
    assert around(made, "supply") == (None, None)
    assert around(made, "storm") == (None, "truce")


def test_whose_part_is_only_foretold_has_no_neighbours() -> None:
    """An actor's events are neighbours only if a source asserts the actor's role in them."""
    reds = {"actors": {"reds": "attacker"}}
    made = corpus(
        {"post": [{"event": "fire", **reds}, {"event": "flood"}, {"event": "storm", **reds},
                  {"event": "flood", "kind": "forecast", **reds}]},
        events={"fire": {"date": "1951"}, "flood": {"date": "1952"}, "storm": {"date": "1953"}},
    )  # fmt: skip
    found = neighbours(made)
    assert found["storm"] == [(Ref("actor", "reds"), "fire", None)]
    assert found["flood"] == []


DATES = st.sampled_from(
    ["1951", "1951-03", "1951-03-04", "1951-03~", "../1951-04", "1951-02/..", "1950?", "1952-01-01"]
)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), DATES, min_size=1))
def test_whatever_is_called_before_can_only_have_been_before(dates: dict[str, str]) -> None:
    """All possible days of a previous event are before all possible days of the event itself.

    All possible days of a next event are after them.
    """
    made = at_town(**dates)

    def days(event: str) -> tuple[Day, Day]:
        when = made.events[event].date
        assert when
        first, last, _ = possible(when)
        return first, last

    for event, found in neighbours(made).items():
        for _, before, after in found:
            if before or after:
                assert days(event)[0] != FIRST_DAY
            assert before is None or days(before)[1] < days(event)[0]
            assert after is None or days(after)[0] > days(event)[1]
