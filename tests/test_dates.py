"""Dates as researchers write them: which days they cover, and how pages show them in words."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sourcebook.analysis.intervals import days
from sourcebook.catalogue import CATALOGUE
from sourcebook.records import edtf
from sourcebook.records.dates import parse
from sourcebook.records.days import FIRST_DAY, LAST_DAY, Day, month_end


@pytest.mark.parametrize("zone", ["", "Z", "+02:00"])
def test_a_time_of_whole_minutes_needs_no_seconds(zone: str) -> None:
    """A time without seconds is accepted; exports add the seconds, as EDTF requires."""
    assert parse(f"1986-06-14T21:14{zone}") == parse(f"1986-06-14T21:14:00{zone}")
    assert parse(f"1986-06-14T21:14{zone}").text == f"1986-06-14T21:14:00{zone}"
    assert parse(f"1986-06-14T21:14{zone}").words.startswith("14 June 1986, 21:14")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("2015", "2015-01-01", "2015-12-31", "2015"),
        ("2015-10", "2015-10-01", "2015-10-31", "October 2015"),
        ("2016-02", "2016-02-01", "2016-02-29", "February 2016"),
        ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
        ("2015-10-02", "2015-10-02", "2015-10-02", "2 October 2015"),
        ("2015-10-12~", "2015-10-12", "2015-10-12", "about 12 October 2015"),
        ("2015-10-12?", "2015-10-12", "2015-10-12", "12 October 2015 (uncertain)"),
        ("2015-10%", "2015-10-01", "2015-10-31", "about October 2015 (uncertain)"),
        ("2015-10-XX", "2015-10-01", "2015-10-31", "a day in October 2015"),
        ("2015-XX", "2015-01-01", "2015-12-31", "a month of 2015"),
        ("2015-XX-XX", "2015-01-01", "2015-12-31", "a day of 2015"),
        ("201X", "2010-01-01", "2019-12-31", "2010s"),
        ("20XX", "2000-01-01", "2099-12-31", "2000 to 2099"),
        ("201X-10", "2010-10-01", "2019-10-31", "October of one of the 2010s"),
        ("20XX-10-12", "2000-10-12", "2099-10-12", "12 October of a year from 2000 to 2099"),
        ("201X-10-12", "2010-10-12", "2019-10-12", "12 October of one of the 2010s"),
        ("20XX-10", "2000-10-01", "2099-10-31", "October of a year from 2000 to 2099"),
        ("201X-10-XX", "2010-10-01", "2019-10-31", "a day in October of one of the 2010s"),
        ("2015-XX-31", "2015-01-31", "2015-12-31", "day 31 of a month of 2015"),
        ("2015-21", "2015-03-01", "2015-05-31", "spring 2015"),
        (
            "2015-09-21/2015-10-01", "2015-09-21", "2015-10-01",
            "21 September to 1 October 2015",
        ),
        ("2015-10-12/2015-10-15", "2015-10-12", "2015-10-15", "12 to 15 October 2015"),
        ("2015-09/2015-10", "2015-09-01", "2015-10-31", "September to October 2015"),
        ("2015-09/2015-10-01", "2015-09-01", "2015-10-01", "September 2015 to 1 October 2015"),
        (
            "2015-09~/2015-10-01", "2015-09-01", "2015-10-01",
            "about September 2015 to 1 October 2015",
        ),
        ("2014/2015-10", "2014-01-01", "2015-10-31", "2014 to October 2015"),
        (
            "2015-09-21~/2015-10-01", "2015-09-21", "2015-10-01",
            "about 21 September 2015 to 1 October 2015",
        ),
        ("../2015-10-01", None, "2015-10-01", "by 1 October 2015"),
        ("2015-10~/..", "2015-10-01", None, "since about October 2015"),
        ("2015/2015", "2015-01-01", "2015-12-31", "2015 to 2015"),
        ("0001", "0001-01-01", "0001-12-31", "0001"),
        # Years before 1, or with more than four digits
        ("0000", "0000-01-01", "0000-12-31", "1 BCE"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15", "15 March 44 BCE"),
        ("-0044/-0040", "-0044-01-01", "-0040-12-31", "45 to 41 BCE"),
        ("-0044/0014", "-0044-01-01", "0014-12-31", "45 BCE to 0014"),
        ("-0004-02-29", "-0004-02-29", "-0004-02-29", "29 February 5 BCE"),
        ("-9999", "-9999-01-01", "-9999-12-31", "10,000 BCE"),
        ("-004X", "-0049-01-01", "-0040-12-31", "50 to 41 BCE"),
        ("-04XX", "-0499-01-01", "-0400-12-31", "500 to 401 BCE"),
        ("-004X-10", "-0049-10-01", "-0040-10-31", "October of a year from 50 to 41 BCE"),
        ("-004X-10-12", "-0049-10-12", "-0040-10-12", "12 October of a year from 50 to 41 BCE"),
        ("-000X", "-0009-01-01", "0000-12-31", "10 to 1 BCE"),
        ("-0044-03/-0044-04", "-0044-03-01", "-0044-04-30", "March to April 45 BCE"),
        ("-0044-03-15/-0044-04-02", "-0044-03-15", "-0044-04-02", "15 March to 2 April 45 BCE"),
        ("Y12000", "12000-01-01", "12000-12-31", "12,000"),
        ("Y170000002~", "170000002-01-01", "170000002-12-31", "about 170,000,002"),
        ("Y-170000002", "-170000002-01-01", "-170000002-12-31", "170,000,003 BCE"),
        ("Y9999999999", "9999999999-01-01", "9999999999-12-31", "9,999,999,999"),
        # Unknown ends
        ("1985/", "1985-01-01", None, "from 1985, end unknown"),
        ("/1985", None, "1985-12-31", "until 1985, start unknown"),
        ("1985/..", "1985-01-01", None, "since 1985"),
        ("-004X/..", "-0049-01-01", None, "since a year from 50 to 41 BCE"),
        # Times of day
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "12 April 1985, 23:20:30"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "12 April 1985, 23:20:30 UTC"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "12 April 1985, 23:20:30 UTC−04"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12",
         "12 April 1985, 23:20:30 UTC+04:30"),
        # Seasons, with and without a hemisphere
        ("2015-22", "2015-06-01", "2015-08-31", "summer 2015"),
        ("2015-23", "2015-09-01", "2015-11-30", "autumn 2015"),
        ("2015-24", "2015-12-01", "2016-02-29", "winter 2015–16"),
        ("1999-24~", "1999-12-01", "2000-02-29", "about the winter of 1999–00"),
        ("2016-34/..", "2016-04-01", None, "since the second quarter of 2016"),
        ("2015-21/2015-22", "2015-03-01", "2015-08-31", "spring 2015 to summer 2015"),
        ("2015-25", "2015-03-01", "2015-05-31", "spring 2015 (northern hemisphere)"),
        ("2015-26", "2015-06-01", "2015-08-31", "summer 2015 (northern hemisphere)"),
        ("2015-27", "2015-09-01", "2015-11-30", "autumn 2015 (northern hemisphere)"),
        ("2015-28", "2015-12-01", "2016-02-29", "winter 2015–16 (northern hemisphere)"),
        ("2015-29", "2015-09-01", "2015-11-30", "spring 2015 (southern hemisphere)"),
        ("2015-30", "2015-12-01", "2016-02-29", "summer 2015–16 (southern hemisphere)"),
        ("2015-31", "2015-03-01", "2015-05-31", "autumn 2015 (southern hemisphere)"),
        ("2015-32", "2015-06-01", "2015-08-31", "winter 2015 (southern hemisphere)"),
        # Quarters, thirds, halves
        ("2016-33", "2016-01-01", "2016-03-31", "first quarter of 2016"),
        ("2016-34", "2016-04-01", "2016-06-30", "second quarter of 2016"),
        ("2016-35?", "2016-07-01", "2016-09-30", "third quarter of 2016 (uncertain)"),
        ("2016-36", "2016-10-01", "2016-12-31", "fourth quarter of 2016"),
        ("2016-37", "2016-01-01", "2016-04-30", "first third of 2016"),
        ("2016-38", "2016-05-01", "2016-08-31", "second third of 2016"),
        ("2016-39", "2016-09-01", "2016-12-31", "last third of 2016"),
        ("2016-40", "2016-01-01", "2016-06-30", "first half of 2016"),
        ("2016-41", "2016-07-01", "2016-12-31", "second half of 2016"),
        ("2016-33/2016-34", "2016-01-01", "2016-06-30",
         "first quarter of 2016 to second quarter of 2016"),
    ],
)  # fmt: skip
def test_a_date_covers_these_days_and_is_said_so(
    text: str, earliest: str | None, latest: str | None, words: str
) -> None:
    """``parse`` gives a date its expected first day, last day and wording."""
    found = parse(text)
    assert (found.earliest.isoformat() if found.earliest else None) == earliest
    assert (found.latest.isoformat() if found.latest else None) == latest
    assert (found.words, found.text) == (words, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(text, "bad-date") for text in (
            "", "4 March 1951", "1951-3-4", "1951-13", "1951-00", "51", "10000", "-0000", "-44",
            "Y1951", "Y012000", "Y12000000000", "Y12000-10", "1951-03-04T10", "1951-03T10:00:00",
            "1951-03-04t10:00:00", "1951-20", "1951-42", "1951-21-03", "..", "../..", "/", "../",
            "/..", "1951/1952/1953", "unknown", "２０１５", "1951-03-04 ~", "1951-03-04T10:00:00~",
        )],
        *[(text, "date-level") for text in (
            "2015-1X", "2015-X1", "2015-10-1X", "1XXX", "XXXX", "X951", "[1951,1952]",
            "{1951..1953}", "Y-17E7", "1950S2", "Y3388E2S3", "1951~-03", "?1951-03", "1951-~03-04",
        )],
        *[(text, "no-such-time") for text in (
            "1951-03-04T24:00:00", "1951-03-04T10:60:00", "1951-03-04T23:59:60",
            "1951-03-04T10:00:00+25", "1951-03-04T10:00:00+02:60",
        )],
        *[(text, "timed-interval") for text in (
            "1951-03-04T10:00:00/1951-03-05", "1951-03-04/1951-03-04T10:00:00Z",
        )],
        *[(text, "no-such-day") for text in ("1951-02-29", "1951-04-31", "1951-02-30~",
                                             "1951-01-01/1951-02-30", "1951-03-00",
                                             "-0001-02-29", "1951-02-29T10:00:00",
                                             "190X-02-30")],
        *[(text, "backward-interval") for text in ("1952/1951", "1951-03-05/1951-03-04",
                                                   "1951-03/1951-02-28~", "-0040/-0044")],
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_why(text: str, code: str) -> None:
    """If a text isn't a valid date, the code of the error names the kind of mistake."""
    with pytest.raises(PydanticCustomError) as raised:
        parse(text)
    assert raised.value.type == code


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2015-1X", "2015-10/2015-12"),
        ("2015-0X?", "2015-01?/2015-09?"),
        ("2016-02-2X", "2016-02-20/2016-02-29"),
        ("2015-X1", None),
        ("2015-XX-1X", None),
        ("201X-1X", None),
        ("2015-13-1X", None),
        ("2015-00-1X", None),
        ("2015-2X", None),
        ("2015-1X~", "2015-10~/2015-12~"),
        ("2015-12-3X", "2015-12-30/2015-12-31"),
        ("2015-01-0X%", "2015-01-01%/2015-01-09%"),
        ("2015-04-3X", "2015-04-30/2015-04-30"),
        ("2015-02-3X", None),
        ("10000", "Y10000"),
        ("Y1951", "1951"),
        ("1951-03-04T10:00:00/1951-03-05T11:00:00", "1951-03-04/1951-03-05"),
        ("1951-03-04T10:00:00/1951-03-04T11:00:00", "1951-03-04"),
        ("Aug 4, 2020", "2020-08-04"),
        ("4th of August 2020", "2020-08-04"),
        ("August 2020", "2020-08"),
        ("30.06.1908", "1908-06-30"),
        ("1908/06/30", "1908-06-30"),
        ("1908-6-30", "1908-06-30"),
        ("1908\u201106\u201130", "1908-06-30"),
        ("19080630", "1908-06-30"),
        ("1908-06-30 07:14", "1908-06-30T07:14"),
        ("1908-1910", "1908/1910"),
        ("March 1951 to May 1952", "1951-03/1952-05"),
        ("ca. 1908", "1908~"),
        ("~1908", "1908~"),
        ("after 1908", "1908/.."),
        ("before 3 May 1920", "../1920-05-03"),
        ("30/06/1908", None),  # the month may come first or second
        ("1908-31-12", None),
        ("c. " * 1000, None),
    ],
)
def test_what_is_nearly_a_date_is_told_with_the_nearest_that_is_one(
    text: str, near: str | None
) -> None:
    """For a text that isn't a valid date, the error suggests the nearest valid date, if any."""
    with pytest.raises(PydanticCustomError) as raised:
        parse(text)
    assert ((raised.value.context or {}).get("near") or None) == near
    if near:
        assert parse(near).words


def test_dates_sort_by_their_earliest_day() -> None:
    """Dates sort by their first day.

    If two dates have the same first day, the date that covers more days comes later.
    """
    texts = ["1951-03-04", "1951", "../1950", "1951-03", "1950-12-31/..", "1951-01-01"]
    assert sorted(texts, key=lambda text: parse(text).sort_key) == [
        "../1950", "1950-12-31/..", "1951-01-01", "1951", "1951-03", "1951-03-04",
    ]  # fmt: skip


def test_dates_before_the_year_1_and_far_ahead_stand_at_their_ends() -> None:
    """Dates sort correctly before year 1 and after year 9999."""
    texts = ["Y12000", "9999", "0001", "0000", "-0001", "-0044-03-15", "-9999", "Y-12000"]
    assert sorted(texts, key=lambda text: parse(text).sort_key) == texts[::-1]


def test_times_of_day_sort_as_they_were() -> None:
    """Times of day in different time zones sort chronologically."""
    texts = [
        "2015-10-01", "2015-10-01T09:00:00Z", "2015-10-01T13:00:00+02:00",
        "2015-10-02T01:00:00+03:00", "2015-10-01T23:30:00-05:00", "2015-10-03T00:00:00",
    ]  # fmt: skip
    assert sorted(sorted(texts), key=lambda text: parse(text).sort_key) == texts


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015-10-12~", "2015-10-11", "2015-10-13"),
        ("2015-24~", "2015-09-01", "2016-05-31"),
        ("2016-34%", "2016-01-01", "2016-09-30"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("0001~", "0000-01-01", "0002-12-31"),
        ("-0043~", "-0044-01-01", "-0042-12-31"),
        ("Y12000~", "11999-01-01", "12001-12-31"),
        ("Y-9999999999~", "-9999999999-01-01", "-9999999998-12-31"),
        ("2016-01-01T01:00:00+03:00", "2015-12-31", "2016-01-01"),
        ("2015-12-31T22:00:00", "2015-12-31", "2015-12-31"),
        ("1985/", "1985-01-01", "9999999999-12-31"),
    ],
)
def test_the_days_that_a_date_allows(text: str, first: str, last: str) -> None:
    """``days`` widens an approximate date on both sides by the length of the date.

    A time with a zone also allows the day on which it falls in UTC.
    """
    assert [day.isoformat() for day in days(parse(text))] == [first, last]


@given(st.integers(FIRST_DAY.toordinal(), LAST_DAY.toordinal()))
def test_days_are_numbered_through_all_years(number: int) -> None:
    """Each day, also before year 1, has a number that is 1 higher than the previous day's."""
    day = Day.fromordinal(number)
    assert day.toordinal() == number
    if day < LAST_DAY:
        assert day < Day.fromordinal(number + 1)
    if 1 <= day.year <= 9999:
        assert date(*day).toordinal() == number


@given(st.dates(), st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_an_interval_runs_from_its_first_day_to_its_last(
    one: date, other: date, qualifier: str
) -> None:
    """An interval between any two days includes both days and all days between them."""
    first, last = sorted([one, other])
    found = parse(f"{first.isoformat()}{qualifier}/{last.isoformat()}{qualifier}")
    assert (found.earliest, found.latest) == (Day(*_parts(first)), Day(*_parts(last)))
    assert " to " in found.words
    assert str(last.year) in found.words


@given(st.text(st.sampled_from("0123456789-/.~?%X[]{}YTZ:+ES "), max_size=24))
def test_any_text_is_a_date_or_is_told(text: str) -> None:
    """Any text parses to a date that has words for readers, or to an error of ``CATALOGUE``."""
    try:
        found = parse(text)
    except PydanticCustomError as error:
        assert error.type in CATALOGUE  # noqa: PT017
    else:
        assert found.words
        assert found.earliest or found.latest
        assert (found.earliest or FIRST_DAY) <= (found.latest or LAST_DAY)
        assert found.sort_key[0] <= found.sort_key[1]


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


@given(
    st.one_of(
        st.integers(-9999, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}"),
        st.integers(10_000, 9_999_999_999).flatmap(
            lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"])
        ),
    ),
    st.sampled_from(["", *(f"-{code:02}" for code in (*range(1, 13), *range(21, 42))), "-XX"]),
    st.sampled_from(["", "-01", "-28", "-XX"]),
    st.sampled_from(["", "~", "?", "%"]),
    st.sampled_from(["{}", "{}/", "/{}", "{}/..", "../{}", "{}/{}"]),
)
def test_every_part_of_the_format_is_read(
    year: str, month: str, day: str, qualifier: str, shape: str
) -> None:
    """All combinations of years, months, seasons, days, qualifiers and intervals are valid."""
    if year.startswith("Y"):
        month = day = ""
    if not month or month > "-12":
        day = ""
    found = parse(shape.replace("{}", year + month + day + qualifier))
    assert found.words
    assert found.bounds[0].first.year == int(year.removeprefix("Y"))
    assert days(found).first <= (found.earliest or FIRST_DAY)
    assert days(found).last >= (found.latest or LAST_DAY)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("0001-01-01T00:00:00Z", 86_400),
        ("0001-01-01T00:00:00", 86_400),
        ("0001-01-01T10:20:30Z", 86_400 + 37_230),
        ("0001-01-01T00:00:00+03", 86_400 - 10_800),
        ("0001-01-01T00:00:00-03", 86_400 + 10_800),
        ("0001-01-01T00:00:00+05:45", 86_400 - 20_700),
        ("0001-01-01T00:00:00-00:01", 86_400 + 60),
        ("0000-12-31T23:59:59Z", 86_399),
        ("2015-10-12", None),
    ],
)
def test_times_are_counted_to_the_second(text: str, instant: int | None) -> None:
    """``instant`` is a time in seconds; 0001-01-01T00:00:00Z is 86,400.

    A time without a zone counts as UTC. For a date without a time, ``instant`` is None.
    """
    found = edtf.read(text)
    assert (found.instant, found.months) == (instant, 0)


@pytest.mark.parametrize(
    ("text", "has_moment", "zoned"),
    [
        ("1951-03-04T10:00Z", True, True), ("1951-03-04T10:00", True, False),
        ("1951-03-04", False, False), ("1951/1952", False, False), ("1951/..", False, False),
        ("../1951", False, False),
    ],
)  # fmt: skip
def test_only_a_time_of_day_has_a_zone(text: str, has_moment: bool, zoned: bool) -> None:
    """Only a time of day has a ``moment``, and only a time of day with a zone is ``zoned``."""
    found = parse(text)
    assert (found.moment is not None, found.zoned) == (has_moment, zoned)


@pytest.mark.parametrize("year", [2015, 2016, 1900, 2000])
def test_every_month_ends_on_its_last_day(year: int) -> None:
    """``month_end`` agrees with Python's calendar about the last day of each month."""
    for month in range(12):
        last = monthrange(year, month + 1)[1]
        assert month_end(12 * year + month) == Day(year, month + 1, last)
