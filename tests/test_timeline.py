"""Timelines: precise, in order, within their frame, and of limited size."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from sourcebook import stages
from sourcebook.analysis import lanes
from sourcebook.analysis.intervals import Days
from sourcebook.analysis.spans import Possible, possible
from sourcebook.analysis.timeline import Axis, Extent, axis, count, extent, extents
from sourcebook.corpus import Ref, Source
from sourcebook.drawing import sparkline
from sourcebook.drawing.marks import MarkShape, truncated, width, wrapped
from sourcebook.drawing.scale import Scale
from sourcebook.drawing.timeline import WIDTH, EventMark, LaneDrawing, draw, draw_axis
from sourcebook.exports import timeline as export
from sourcebook.pages.makers import timeline
from sourcebook.pages.parts import sparklines
from sourcebook.pages.site import Site
from sourcebook.records.dates import parse
from sourcebook.records.days import FIRST_DAY, LAST_DAY, Day

from .browser import Visitor
from .chosen import fitting, with_parts
from .made import corpus, drawn_by
from .projects import ROOT

DRAWINGS = Path(__file__).parent / "drawings"
DATES = (
    "1980/1988", "2015", "2015-03-04", "2015-03-05~", "2015-04", "2015-05~",
    "2015-06-01/2015-07-10", "2015-06~/..", "../2015-08-15", "2015-09-01?", "../2015-10~",
)  # fmt: skip


def _parsed(drawn: str) -> Element:
    return fromstring(drawn)  # noqa: S314 - our own drawing


def _mark(text: str, label: str = "") -> EventMark:
    when = parse(text)
    return EventMark(extent(when), label or text, when.words, f"events/{label or 'x'}.md")


def test_a_timeline_as_it_is_drawn() -> None:
    """Days, intervals, months, approximate and open dates each have a shape of their own."""
    marks = [_mark(text) for text in DATES]
    drawn = draw(
        "Dates", axis(mark.extent for mark in marks), [LaneDrawing("Of all sorts", "", marks)]
    )
    assert drawn == (DRAWINGS / "timeline.svg").read_text("utf-8")


def test_the_axis_has_the_scale_of_the_timeline() -> None:
    """The labels on the axis above a timeline are at the positions of the lines in its rows."""
    marks = [_mark(text) for text in DATES]
    over = axis(mark.extent for mark in marks)
    rules = re.compile(r"M([\d.]+) 0v")
    below = rules.findall(draw("Dates", over, [LaneDrawing("Of all sorts", "", marks)]))
    assert below
    assert rules.findall(draw_axis(over)) == below
    assert len(re.findall("<tspan", draw_axis(over))) == len(below)


def test_a_strip_as_it_is_drawn() -> None:
    """A small timeline has events' shapes without names, and marks of sources below the line."""
    shown = [extent(parse(text)) for text in DATES]
    published = [extent(parse("2015-10-01"))]
    drawn = sparkline.marks("Dates", axis(shown), shown, published)
    assert drawn == (DRAWINGS / "strip.svg").read_text("utf-8")


def test_columns_as_they_are_drawn() -> None:
    """Many events are drawn as columns: certain dates dark, and possible dates light above them."""
    shown = [extent(parse(text)) for text in DATES]
    allowed = [possible(parse(text)) for text in DATES]
    counted = count(zip(shown, allowed, strict=True), axis(shown), sparkline.COLUMNS)
    drawn = sparkline.columns("Dates", axis(shown), counted, ())
    assert drawn == (DRAWINGS / "columns.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-03-04", Extent(Days(Day(2015, 3, 4), Day(2015, 3, 4)))),
        ("2015-02", Extent(Days(Day(2015, 2, 1), Day(2015, 2, 28)), vague=True)),
        (
            "2015~",
            Extent(Days(Day(2015, 1, 1), Day(2015, 12, 31)), vague=True, soft_start=True,
                   soft_end=True),
        ),
        ("1980/1988", Extent(Days(Day(1980, 1, 1), Day(1988, 12, 31)))),
        (
            "2015-09~/2015-10-01",
            Extent(Days(Day(2015, 9, 1), Day(2015, 10, 1)), soft_start=True),
        ),
        ("../2015-10-01", Extent(Days(Day(2015, 10, 1), Day(2015, 10, 1)), open_start=True)),
        (
            "2015-10~/..",
            Extent(Days(Day(2015, 10, 1), Day(2015, 10, 31)), vague=True, soft_start=True,
                   open_end=True),
        ),
        ("2015-10-01?", Extent(Days(Day(2015, 10, 1), Day(2015, 10, 1)), uncertain=True)),
    ],
)  # fmt: skip
def test_extents(text: str, expected: Extent) -> None:
    """A date is drawn as precisely as it is known: open ends are open, a month isn't one day."""
    assert extent(parse(text)) == expected


def test_far_off_dates_do_not_squash_the_others() -> None:
    """Dates far from all others get a compressed end of the axis, so the others have room."""
    shown = [extent(parse(text)) for text in ("1980/1988", *["2015-10", "2015-11"] * 8, "2071")]
    assert axis(shown) == Axis(
        Days(Day(1980, 1, 1), Day(1988, 12, 31)),
        Days(Day(2015, 10, 1), Day(2015, 11, 30)),
        Days(Day(2071, 1, 1), Day(2071, 12, 31)),
    )


def test_even_dates_are_on_one_scale() -> None:
    """If dates are evenly distributed, the axis isn't broken."""
    shown = [extent(parse(str(year))) for year in range(1900, 2000, 5)]
    assert axis(shown) == Axis(None, Days(Day(1900, 1, 1), Day(1995, 12, 31)), None)


NUMBERS = st.integers(1, 3_652_059) | st.integers(FIRST_DAY.toordinal(), LAST_DAY.toordinal())
DAYS = NUMBERS.map(Day.fromordinal)
EXTENTS = st.builds(
    lambda first, length, *flags: Extent(
        Days(Day.fromordinal(first), Day.fromordinal(min(first + length, LAST_DAY.toordinal()))),
        *flags,
    ),
    NUMBERS, st.sampled_from([0, 0, 1, 30, 365, 4000]), *[st.booleans()] * 6,
)  # fmt: skip


@given(st.lists(EXTENTS, min_size=1, max_size=30), st.lists(DAYS, min_size=2, max_size=20))
def test_later_is_never_further_left(shown: Sequence[Extent], days: Sequence[Day]) -> None:
    """On any axis, later days are never to the left of earlier days, and all are in the frame."""
    scale = Scale(axis(shown), 40, 840)
    places = [scale.begin(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(40 <= place <= scale.end(day) <= 840
               for place, day in zip(places, sorted(days), strict=True))  # fmt: skip


@given(st.lists(EXTENTS, min_size=1, max_size=30))
def test_the_axis_holds_every_date(shown: Sequence[Extent]) -> None:
    """The parts of the axis contain all dates, are in order, and don't overlap."""
    earlier, main, later = axis(shown)
    parts = [part for part in (earlier, main, later) if part]
    assert all(a.last < b.first for a, b in pairwise(parts))
    for one in shown:
        for day in one.days:
            assert any(part.first <= day <= part.last for part in parts)


@given(st.lists(EXTENTS, min_size=1, max_size=30))
def test_nothing_leaves_the_frame(shown: Sequence[Extent]) -> None:
    """Each shape, with its fading ends, is within the drawing, which is valid XML."""
    over = axis(shown)
    scale = Scale(over, sparkline.MARGIN, sparkline.WIDTH - sparkline.MARGIN)
    for one in shown:
        shape = MarkShape(one, scale)
        assert 0 <= shape.left < shape.right <= sparkline.WIDTH
    _parsed(sparkline.marks("x", over, shown, shown))
    marks = [EventMark(one, "words " * (n % 20), "then", "x.md") for n, one in enumerate(shown)]
    root = _parsed(draw("x", over, [LaneDrawing("x", "", marks)]))
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        if "text-anchor" not in text.attrib and text.text:
            assert float(text.attrib["x"]) + width(text.text) <= WIDTH + 1


@given(st.lists(EXTENTS, min_size=1, max_size=60))
def test_every_event_is_counted_or_left_out(shown: Sequence[Extent]) -> None:
    """Each event is either counted in one column or counted as left out."""
    counted = count([(one, Possible(*one.days, True)) for one in shown], axis(shown), 48)
    assert sum(one.dated + one.maybe for one in counted.bins) + counted.wide == len(shown)
    assert len(counted.bins) <= 51
    days = [day for one in counted.bins for day in one.days]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("text", "dated", "maybe", "wide"),
    [("2015-10-12", 1, 0, 0), ("2015-10", 1, 0, 0), ("2015-10-12~", 1, 0, 0),
     ("2015-10~", 0, 1, 0), ("2015-10-31~", 0, 1, 0), ("2015-10-12?", 0, 1, 0),
     ("../2015-10-12", 0, 1, 0), ("2015-10/..", 0, 1, 0),
     ("2015", 0, 0, 1), ("2015-10-12/2015-11-02", 0, 0, 1)],
)  # fmt: skip
def test_a_column_counts_as_dated_only_what_is(
    text: str, dated: int, maybe: int, wide: int
) -> None:
    """A date "about" a month counts as a possible date of this month, not as a certain one."""
    over = Axis(None, Days(Day(2014, 1, 1), Day(2016, 12, 31)), None)
    counted = count([(extent(parse(text)), possible(parse(text)))], over, 48)
    assert counted.unit == "month"
    found = sum(one.dated for one in counted.bins), sum(one.maybe for one in counted.bins)
    assert (*found, counted.wide) == (dated, maybe, wide)


def test_a_label_is_cut_only_where_it_must_be() -> None:
    """A title is shortened only if it is too long.

    Wide letters, such as Chinese ones, count twice.
    """
    assert truncated("short", 100) == "short"
    assert truncated("x" * 50, 105) == "x" * 13 + "…"
    assert truncated("戦" * 50, 100) == "戦" * 7 + "…"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("exactly fifteen", ["exactly fifteen"]),
        ("exactly fifteen or more", ["exactly fifteen", "or more"]),
        ("one two three four five", ["one two three", "four five"]),
        ("one two\xa0three four five six", ["one two\xa0three", "four five six"]),
        ("one two three four", ["one two", "three four"]),
        ("incomprehensibilities", ["incomprehensibi", "lities"]),
        ("戦" * 10, ["戦" * 8, "戦戦"]),
        ("one two three four five six seven", ["one two three", "four five six", "seven"]),
        ("one two three " * 4, ["one two three", "one two three", "one two three…"]),
    ],
)
def test_a_long_label_takes_several_lines(text: str, lines: Sequence[str]) -> None:
    """A long label is wrapped into even lines, between words if possible.

    It is cut only if it needs more than three lines.
    """
    assert wrapped(text, 105, 3) == lines


@given(st.text(st.sampled_from("ab \xa0-戦"), max_size=60), st.integers(1, 4))
def test_wrapping_loses_nothing(text: str, most: int) -> None:
    """No line of a wrapped label is too wide, and no letter is lost if the label isn't cut."""
    lines = wrapped(text, 60, most)
    assert len(lines) <= most
    assert all(width(line) <= 60 for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_rows_are_as_high_as_their_labels() -> None:
    """Rows of several lines don't overlap the next row, and a lane ends below its last row."""
    marks = [_mark("2015", "long title " * 8), _mark("2015", "short"), _mark("2015", "words " * 9)]
    lanes_drawn = [LaneDrawing("a", "", marks, "note"), LaneDrawing("b", "", marks[1:2])]
    root = _parsed(draw("x", axis(mark.extent for mark in marks), lanes_drawn))
    place = re.compile(r"translate\(0 (\d+)\)")
    edges = []
    for lane in root.iterfind(".//{*}g[@class='lane']"):
        top = int(place.findall(lane.attrib["transform"])[0])
        for row in lane.iterfind(".//{*}a[@transform]"):
            begin = top + int(place.findall(row.attrib["transform"])[0])
            height = int(row.findall("{*}rect")[0].attrib["height"])
            lines = [float(text.attrib["y"]) for text in row.iterfind("{*}text")][:-1]
            assert lines == sorted(lines)
            assert lines[-1] <= height - 8
            edges.append((begin, begin + height))
        edges.extend(
            (top + int(float(note.attrib["y"])) - 16, top + int(float(note.attrib["y"])) + 8)
            for note in lane.iterfind("{*}text[@class='note']")
        )
    assert [end - begin for begin, end in edges] == [38, 24, 38, 24, 24]
    assert all(before[1] <= after[0] for before, after in pairwise(edges))
    assert edges[-1][1] <= float(root.attrib["height"])


@pytest.mark.parametrize("name", ["timeline", "timeline-actors"])
def test_a_filter_leaves_no_gaps(visit: Visitor, name: str) -> None:
    """After filtering, rows and lanes follow each other, whatever number of lines a label has."""
    page = visit(f"{name}/?actor=russia", still=True)
    page.locator(".filters output").wait_for()
    boxes = page.locator(".timelines .lane:visible").evaluate_all(
        """(lanes) => lanes.map((lane) => [lane, ...lane.querySelectorAll("a[transform]")]
          .filter((part) => part.checkVisibility())
          .map((part) => part.getBoundingClientRect())
          .map(({ top, bottom }) => [top, bottom]))"""
    )
    assert len(boxes) > 3
    heights = [bottom - top for _lane, *rows in boxes for top, bottom in rows]
    assert {round(height) for height in heights} == {24, 38}
    for _lane, *rows in boxes:
        assert all(abs(after[0] - before[1]) < 1 for before, after in pairwise(rows))
    ends = [rows[-1][1] for _lane, *rows in boxes]
    begins = [lane[0] for lane, *_rows in boxes]
    assert all(10 < begin - end < 24 for end, begin in zip(ends[:-1], begins[1:], strict=True))
    drawing = page.locator(".timelines svg:has(.lane)").bounding_box()
    assert drawing
    assert 0 < drawing["y"] + drawing["height"] - ends[-1] < 24


def test_a_phone_shows_the_whole_legend(visit: Visitor) -> None:
    """On a phone, all entries of a timeline's legend are in view, one below the other."""
    page = visit("timeline/", width=360)
    boxes = page.locator(".scrolled .timeline > g").evaluate_all(
        """(entries) => entries.map((entry) => entry.getBoundingClientRect())
          .map(({left, right, top, bottom}) => [left, right, top, bottom])"""
    )
    box = page.locator(".scrolled .drawing").bounding_box()
    assert box
    assert len(boxes) == 9
    assert all(left >= box["x"] and right <= box["x"] + box["width"] for left, right, *_ in boxes)
    assert all(before[3] <= after[2] + 1 for before, after in pairwise(boxes))
    assert boxes[-1][3] <= box["y"] + box["height"]


PLACES = {
    "land": {"kind": "country"},
    "north": {"kind": "region", "within": "land"},
    "town": {"kind": "town", "within": "north"},
    "south": {"kind": "region", "within": "land"},
}


def _events(**places: Sequence[str]) -> dict[str, dict[str, object]]:
    return {id_: {"date": "2015", "locations": list(at)} for id_, at in places.items()}


def test_places_share_out_the_events() -> None:
    """Each event is in the lane of the smallest place around it that has enough events."""
    made = corpus(
        {"s": []},
        locations=PLACES,
        events=_events(
            a=["town"], b=["town"], c=["north"], d=["town", "south"], e=["land"], f=["south"], g=[]
        ),
    )
    found = lanes.by_place(made, extents(made))
    assert [(lane.ref and lane.ref.id, lane.events, lane.rest) for lane in found] == [
        ("land", ["d", "e", "f"], True),
        ("north", ["a", "b", "c"], False),
        (None, ["g"], False),
    ]


def test_an_event_in_several_places_is_not_said_to_be_elsewhere() -> None:
    """An event in two places, of which only one has a lane, is in the last lane.

    The label of the last lane names this case.
    """
    made = corpus(
        {"s": []},
        locations={**PLACES, "coast": {}},
        events=_events(a=["land"], b=["land"], c=["land"], d=["land", "coast"], e=["coast"], f=[]),
    )
    found = lanes.by_place(made, extents(made))
    assert [(lane.ref and lane.ref.id, lane.events) for lane in found] == [
        ("land", ["a", "b", "c"]), (None, ["d", "e", "f"]),
    ]  # fmt: skip
    drawing = drawn_by(timeline.drawings, Site(made))["timeline.svg"]
    assert ">In several places, elsewhere, or no place given</text>" in drawing


def test_actors_have_the_events_they_take_part_in() -> None:
    """An event is in the lanes of all actors with a role in it, or else in the last lane."""
    made = corpus(
        {"s": [{"event": "a", "actors": {"x": "attacker", "y": "captor"}},
               {"event": "b", "actors": {"x": "attacker"}}]},
        events=_events(a=[], b=[], c=[]),
    )  # fmt: skip
    found = lanes.by_actor(made, extents(made))
    assert [(lane.ref and lane.ref.id, lane.events) for lane in found] == [
        ("x", ["a", "b"]),
        ("y", ["a"]),
        (None, ["c"]),
    ]


def test_a_large_corpus_gives_a_drawing_of_bounded_size() -> None:
    """In a large corpus, only the events with the most sources are drawn, and the page says so."""
    many = {f"e{n:04}": {"date": f"{1900 + n % 100}~", "title": "t" * 70} for n in range(3000)}
    made = corpus({"s": [{"event": "e2999"}]}, events=many)
    site = Site(made)
    drawings = drawn_by(timeline.drawings, site)
    assert "events/e2999.md" in drawings["timeline.svg"]
    assert "And 2700 more, in fewer sources" in drawings["timeline.svg"]
    assert all(len(drawing) < 200_000 for drawing in drawings.values())
    assert [spec.values()["left_out"] for spec in timeline.pages(site)] == [2700]
    overview = sparklines.overview(site)
    assert overview is not None
    assert len(drawn_by(sparklines.drawings, site)[overview.path]) < 10_000
    assert len(json.loads(export.compose(made)["timeline.json"])["events"]) == lanes.MARKS


def _told_each(sources: int) -> sparklines.Sparkline | None:
    """Return the small timeline of an actor with events that ``sources`` sources mention."""
    attack = [{"event": f"e{n}", "actors": {"reds": "attacker"}} for n in range(3)]
    told = {f"s{n:02}": attack[n % 3 : n % 3 + 1] for n in range(sources)}
    articles = {
        id_: Source(
            id_,
            source.article.model_copy(update={"published": parse(f"2015-01-{n + 1:02}")}),
            source.summary,
        )
        for n, (id_, source) in enumerate(corpus(told).sources.items())
    }
    made = replace(
        corpus(told, events={f"e{n}": {"date": f"195{n}"} for n in range(3)}), sources=articles
    )
    return sparklines.of(Site(made), Ref("actor", "reds"), ["e0", "e1", "e2"])


def test_marks_of_publication_are_of_sources_that_mention_the_events() -> None:
    """The caption of a small timeline says if its marks show only the first 24 dates.

    The dates are those on which sources that mention the timeline's events were published.
    """
    few, many = _told_each(24), _told_each(25)
    assert few is not None
    assert many is not None
    assert few.caption == (
        "Marks below the line show when the sources that mention these events appeared."
    )
    assert many.caption == (
        "Marks below the line show the first 24 dates on which sources that mention these events "
        "appeared."
    )


def _caption_with(date: str) -> str:
    """Return the caption of the timeline on the home page.

    The events are 30 of October 2015 and one with ``date``.
    """
    dates = [*(f"2015-10-{day:02}" for day in range(1, 31)), date]
    events = {f"e{n:02}": {"date": text} for n, text in enumerate(dates)}
    overview = sparklines.overview(Site(corpus({"s": [{"event": id_} for id_ in events]},
                                               events=events)))  # fmt: skip
    assert overview is not None
    return overview.caption


def test_the_overview_says_what_it_leaves_out() -> None:
    """The caption of the home page's timeline counts events that aren't drawn, and says why."""
    rest = (
        "Dark: events dated within it. Pale: events dated about then or uncertainly, and those "
        "known only to have happened, or to have begun, by then."
    )
    assert _caption_with("2014-05-05") == (
        f"One column per day. {rest} 1 event that began long before or after these is not drawn."
    )
    assert _caption_with("2014-05-05/2015-10-08") == (
        f"One column per day. {rest} 1 event whose date spans more than one column is left out."
    )


def test_marks_are_not_said_to_be_of_the_events_left_out() -> None:
    """A caption counts omitted events last, so that "these events" can't seem to include them."""
    events = {f"e{day:02}": {"date": f"2015-10-{day:02}"} for day in range(1, 31)}
    events["e31"] = {"date": "2014-05-05/2015-10-08"}
    made = corpus(
        {"s": [{"event": id_, "actors": {"reds": "attacker"}} for id_ in events]}, events=events
    )
    shown = sparklines.of(Site(made), Ref("actor", "reds"), list(events))
    assert shown is not None
    assert shown.caption.endswith(
        " Marks below the line show when the sources that mention these events appeared."
        " 1 event whose date spans more than one column is left out."
    )


def test_without_dates_there_is_no_timeline() -> None:
    """Without dated events, there is no page and no drawing of a timeline."""
    made = corpus({"s": [{"event": "a"}]})
    site = Site(made)
    assert not [*timeline.pages(site)]
    assert not [*timeline.drawings(site), *sparklines.drawings(site), *export.compose(made)]


def test_what_events_can_be_chosen_by() -> None:
    """The data for a timeline's filters has actors, places with containers, sources and kinds."""
    events = {"a": {"date": "../2015-03", "locations": ["town"], "kind": "battle"}}
    made = corpus(
        {"s": [{"event": "a", "actors": {"x": "attacker"}}]}, locations=PLACES, events=events
    )
    found = json.loads(export.compose(made)["timeline.json"])
    assert found["events"] == {"a": [[0], [0, 1, 2], [0], [0], "-", "2015-03-31"]}
    assert [[one["name"], *one["options"]] for one in found["fields"] if "options" in one] == [
        ["actor", ["x", "x"]],
        ["place", ["land", "land"], ["north", "north"], ["town", "town"]],
        ["source", ["s", "s, 1 January 2015"]],
        ["kind", ["battle", "battle"]],
    ]


@pytest.mark.parametrize("name", ["timeline", "timeline-actors"])
@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [("2015-10-01", "2015-10-31", True), ("2015-10-01", "2015-10-31", False),
     ("2015-01-01", "2015-12-31", True), ("", "2016-06-25", True)],
)  # fmt: skip
def test_chosen_days_show_the_same_as_the_map(
    visit: Visitor, name: str, first: str, last: str, parts: bool
) -> None:
    """Filtered by days, a timeline separates certain from possible events, as the map does."""
    real = stages.check(ROOT).corpus
    assert real
    box = "" if parts else "&parts=no"
    page = visit(f"{name}/?from={first}&to={last}&actor=russia{box}", still=True)
    fit = fitting(
        real, first or "0000", last or "9999", with_parts("russia") if parts else {"russia"}
    )
    events = "event" if len(fit.within) == 1 else "events"
    expect(page.locator(".filters output")).to_have_text(
        f"{len(fit.within)} {events} dated within these days, "
        f"{len(fit.maybe)} that may fall in them"
    )
    shown = page.locator(".timelines .event a:visible").evaluate_all(
        "(rows) => rows.map((row) => [row.href.baseVal, /^may fall/.test(row.ariaDescription)])"
    )
    marked = {(str(href).rstrip("/").rpartition("/")[2], maybe) for href, maybe in shown}
    assert {id_ for id_, maybe in marked if not maybe} == fit.within
    assert {id_ for id_, maybe in marked if maybe} == fit.maybe


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1900/2015-10",), (("1900-01-01", "1900-01-01"), ("2015-10-01", "2015-11-30"), None)),
        (("2015-11/2090",), (None, ("2015-10-01", "2015-11-30"), ("2090-12-31", "2090-12-31"))),
        (("2015-08-01",), (None, ("2015-08-01", "2015-11-30"), None)),
        (("2015-06-30",), (("2015-06-30",) * 2, ("2015-10-01", "2015-11-30"), None)),
    ],
)
def test_a_lone_day_far_away_has_an_end_to_itself(
    texts: tuple[str, ...], expected: tuple[tuple[str, str] | None, ...]
) -> None:
    """If one day is far from all others, the axis has a separate end for it.

    A small gap isn't enough for this.
    """
    shown = [extent(parse(text)) for text in (*texts, *["2015-10", "2015-11"] * 8)]
    assert axis(shown) == tuple(
        days and Days(*(possible(parse(day)).first for day in days)) for days in expected
    )
