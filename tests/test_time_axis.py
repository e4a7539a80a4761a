"""Computing the axis of a timeline: its parts, and the bins in which dates are counted."""

from collections.abc import Sequence

import pytest

from sourcebook.analysis.intervals import Days
from sourcebook.analysis.spans import possible
from sourcebook.analysis.timeline import (
    Axis,
    Bin,
    Extent,
    axis,
    count,
    extent,
    histogram,
    month_start,
)
from sourcebook.records.dates import parse
from sourcebook.records.days import FIRST_DAY, LAST_DAY, Day

START = Day(2015, 1, 1)


def _day(number: int) -> Day:
    """Return the day that is ``number`` days after ``START``."""
    return Day.fromordinal(START.toordinal() + number)


def _days(first: int, last: int) -> Days:
    return Days(_day(first), _day(last))


def _axis(*numbers: int) -> tuple[tuple[int, int] | None, ...]:
    """Return the parts of the axis for some days. Days are numbers as in ``_day``."""
    parts = axis(Extent(Days(_day(number), _day(number))) for number in numbers)
    return tuple(
        part and (part[0].toordinal() - START.toordinal(), part[1].toordinal() - START.toordinal())
        for part in parts
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "../2015-10-01~",
            Extent(Days(Day(2015, 10, 1), Day(2015, 10, 1)), soft_end=True, open_start=True),
        ),
        (
            "2015-09/2015-10~",
            Extent(Days(Day(2015, 9, 1), Day(2015, 10, 31)), soft_end=True),
        ),
        (
            "2015-09-03/2015-10-01?",
            Extent(Days(Day(2015, 9, 3), Day(2015, 10, 1)), uncertain=True),
        ),
        (
            "../2015-10",
            Extent(Days(Day(2015, 10, 1), Day(2015, 10, 31)), vague=True, open_start=True),
        ),
    ],
)  # fmt: skip
def test_each_end_has_its_own_shape(text: str, expected: Extent) -> None:
    """In a timeline, only approximate ends of a date fade, and only unknown ends are open."""
    assert extent(parse(text)) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([-47, 0, 0], ((-47, -47), (0, 0), None)),
        ([-46, 0, 0], (None, (-46, 0), None)),
        ([0, 0, 47], (None, (0, 0), (47, 47))),
        ([0, 0, 46], (None, (0, 46), None)),
        ([-150, 0, 50, 100], ((-150, -150), (0, 100), None)),
        ([-149, 0, 50, 100], (None, (-149, 100), None)),
        ([0, 50, 100, 250], (None, (0, 100), (250, 250))),
        ([0, 50, 100, 249], (None, (0, 249), None)),
    ],
)
def test_how_far_is_far_off(numbers: Sequence[int], expected: object) -> None:
    """An axis breaks between distant dates and the others if the gap between them is long enough.

    It must be at least 1.5 times as long as the span of the other dates, and at least 1.5 months.
    """
    assert _axis(*numbers) == expected


@pytest.mark.parametrize(
    ("few", "many", "expected"),
    [
        (1, 2, ((-900, -900), (0, 10), None)),
        (2, 13, (None, (-900, 10), None)),
        (2, 14, ((-900, -890), (0, 10), None)),
        (3, 20, (None, (-900, 10), None)),
        (3, 21, ((-900, -885), (0, 10), None)),
    ],
)
def test_only_few_are_far_off(few: int, many: int, expected: object) -> None:
    """Of all dates, at most an eighth, or a single one, can be beyond a break of the axis."""
    early = [-900, -890, -885][:few]
    assert _axis(*early, *[0] * (many - 1), 10) == expected
    mirrored = tuple(
        part and (-part[1], -part[0]) for part in _axis(*[0] * (many - 1), -10, *map(abs, early))
    )
    assert mirrored[::-1] == expected


def test_late_dates_hide_no_early_ones() -> None:
    """The axis breaks after a distant early date even if the latest date is farther away."""
    assert _axis(-1000, 0, 10, 10, 2000) == ((-1000, -1000), (0, 10), (2000, 2000))
    assert _axis(-2000, 0, 10, 10, 1000) == ((-2000, -2000), (0, 10), (1000, 1000))


def test_each_side_is_broken_once() -> None:
    """Each side of the axis breaks at most once, even if there is another long gap on that side."""
    assert _axis(-90_000, -900, *[0] * 6) == ((-90_000, -90_000), (-900, 0), None)
    assert _axis(*[0] * 6, 900, 90_000) == (None, (0, 900), (90_000, 90_000))


def _count(over: Axis, most: int, *texts: str) -> tuple[str, list[tuple[str, str, int, int]], int]:
    """Count dates in bins; return the unit, the bins and the number of excluded dates.

    ``over``: the axis. ``most``: maximum number of bins in its main part. A bin is (first day,
    last day, number of dates in it, number of dates perhaps in it).
    """
    found = count([(extent(parse(text)), possible(parse(text))) for text in texts], over, most)
    bins = [
        (one.days.first.isoformat(), one.days.last.isoformat(), one.dated, one.maybe)
        for one in found.bins
    ]
    return found.unit, bins, found.wide


def test_days_are_counted_one_by_one() -> None:
    """If there is room for all days, each bin is a day.

    A date whose known days extend beyond its first bin is in no bin. Such dates are counted
    separately.
    """
    over = Axis(None, Days(Day(2015, 2, 27), Day(2015, 3, 1)), None)
    texts = ["2015-02-27", "2015-02-28", "2015-02-28?", "2015-02-28/2015-03-01", "2015-02-28/.."]
    assert _count(over, 3, *texts) == (
        "day",
        [
            ("2015-02-27", "2015-02-27", 1, 0),
            ("2015-02-28", "2015-02-28", 1, 2),
            ("2015-03-01", "2015-03-01", 0, 0),
        ],
        1,
    )
    assert _count(over, 2, *texts)[0] == "month"


def test_months_are_counted_where_days_are_too_many() -> None:
    """If there are too many days for the bins, each bin is a whole month.

    Each part of the axis beyond a break has one bin.
    """
    over = Axis(
        Days(Day(1980, 5, 3), Day(1988, 12, 31)),
        Days(Day(2015, 11, 20), Day(2016, 1, 7)),
        Days(Day(2071, 1, 1), Day(2071, 12, 31)),
    )
    texts = ["1980-05-03", "1980/1988", "2015-11", "2015-12-31", "2016-01-31", "2071", "../2016-01"]
    assert _count(over, 3, *texts) == (
        "month",
        [
            ("1980-05-03", "1988-12-31", 1, 1),
            ("2015-11-01", "2015-11-30", 1, 0),
            ("2015-12-01", "2015-12-31", 1, 0),
            ("2016-01-01", "2016-01-31", 1, 1),
            ("2071-01-01", "2071-12-31", 1, 0),
        ],
        0,
    )


def test_what_begins_before_the_axis_is_in_its_first_bin() -> None:
    """A date before the axis is counted in the axis's first bin as a possible date."""
    over = Axis(None, Days(Day(2015, 2, 27), Day(2015, 2, 28)), None)
    assert _count(over, 2, "2015-02-20") == (
        "day", [("2015-02-27", "2015-02-27", 0, 1), ("2015-02-28", "2015-02-28", 0, 0)], 0,
    )  # fmt: skip


def _histogram(beside: str, *texts: str) -> tuple[Axis, list[tuple[str, int, int]]]:
    """Return the axis and the non-empty bins for dates of events.

    ``beside``: the date on which a source was published.
    """
    shown = [(extent(parse(text)), possible(parse(text))) for text in texts]
    over, counted = histogram(shown, [extent(parse(beside))], 48)
    assert (over.earlier in [one.days for one in counted.bins]) == (over.earlier is not None)
    return over, [
        (one.days.first.isoformat(), one.dated, one.maybe)
        for one in counted.bins
        if one.dated or one.maybe
    ]


def test_an_end_far_away_is_there_only_for_what_it_holds() -> None:
    """The axis is broken before a distant date only if the date is counted in the drawing."""
    autumn = [f"2015-10-{day:02}" for day in range(1, 31)]
    columns = [(day, 1, 0) for day in autumn]
    main = Days(Day(2015, 10, 1), Day(2015, 10, 30))
    far = Days(Day(2014, 1, 1), Day(2014, 1, 1))
    assert _histogram("2015-10-30", *autumn, "2014-01-01/2015-10-02") == (
        Axis(None, main, None), columns,
    )  # fmt: skip
    assert _histogram("2015-10-30", *autumn, "2014-01-01") == (
        Axis(far, main, None), [("2014-01-01", 1, 0), *columns],
    )  # fmt: skip
    assert _histogram("2014-01-01", *autumn) == (Axis(far, main, None), columns)
    assert _histogram("2017-01-01", *autumn) == (
        Axis(None, main, Days(Day(2017, 1, 1), Day(2017, 1, 1))), columns,
    )  # fmt: skip


UNITS = {
    1: "month", 3: "quarter", 12: "year", 60: "five years", 120: "decade", 600: "fifty years",
    1200: "century", 6000: "five centuries", 12_000: "thousand years",
    60_000: "five thousand years", 120_000: "ten thousand years", 600_000: "fifty thousand years",
    1_200_000: "hundred thousand years", 6_000_000: "five hundred thousand years",
    12_000_000: "million years", 60_000_000: "five million years",
    120_000_000: "ten million years", 600_000_000: "fifty million years",
    1_200_000_000: "hundred million years", 6_000_000_000: "five hundred million years",
}  # fmt: skip


@pytest.mark.parametrize("months", UNITS)
def test_a_bin_is_as_short_as_there_is_room_for(months: int) -> None:
    """If six bins are allowed, a span of six months has one bin for each month.

    The same holds for six years, for example. If the span is one day longer, bins are longer.
    """
    begin = months * 12
    six = Days(
        Day.fromordinal(month_start(begin)), Day.fromordinal(month_start(begin + 6 * months) - 1)
    )
    found = count([], Axis(None, six, None), 6)
    assert found.unit == UNITS[months]
    assert found.bins == [
        Bin(
            Days(
                Day.fromordinal(month_start(begin + number * months)),
                Day.fromordinal(month_start(begin + (number + 1) * months) - 1),
            ),
            0,
            0,
        )
        for number in range(6)
    ]
    seven = Days(six.first, Day.fromordinal(six.last.toordinal() + 1))
    longer = [*UNITS.values(), UNITS[months]]
    if months < max(UNITS):
        assert count([], Axis(None, seven, None), 6).unit == longer[longer.index(UNITS[months]) + 1]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (0, Day(0, 1, 1)),
        (1, Day(0, 2, 1)),
        (-1, Day(-1, 12, 1)),
        (2015 * 12 + 11, Day(2015, 12, 1)),
        (FIRST_DAY.year * 12, FIRST_DAY),
        (FIRST_DAY.year * 12 - 1, FIRST_DAY),
        (FIRST_DAY.year * 12 + 1, Day(FIRST_DAY.year, 2, 1)),
        (LAST_DAY.year * 12 + 11, Day(LAST_DAY.year, 12, 1)),
    ],
)
def test_months_have_their_first_day(month: int, expected: Day) -> None:
    """``month_start`` returns the ordinal of a month's first day, at least that of ``FIRST_DAY``.

    Its argument is the number of months since January of year 0.
    """
    assert month_start(month) == expected.toordinal()


def test_no_month_begins_long_after_the_calendar() -> None:
    """For any month after ``LAST_DAY``, ``month_start`` returns the day after ``LAST_DAY``."""
    end = LAST_DAY.toordinal() + 1
    assert [month_start((LAST_DAY.year + years) * 12) for years in (1, 2, 500)] == [end] * 3
