"""Dates as researchers write them: the days they cover, and the words they are shown in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sourcebook.records.dates import parse


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
        ("2015-21", "2015-03-01", "2015-05-31", "spring 2015"),
        (
            "2015-09-21/2015-10-01", "2015-09-21", "2015-10-01",
            "21 September to 1 October 2015",
        ),
        ("2015-10-12/2015-10-15", "2015-10-12", "2015-10-15", "12 to 15 October 2015"),
        ("2015-09/2015-10", "2015-09-01", "2015-10-31", "September to October 2015"),
        ("2014/2015-10", "2014-01-01", "2015-10-31", "2014 to October 2015"),
        (
            "2015-09-21~/2015-10-01", "2015-09-21", "2015-10-01",
            "about 21 September to 1 October 2015",
        ),
        ("../2015-10-01", None, "2015-10-01", "1 October 2015 or earlier"),
        ("2015-10~/..", "2015-10-01", None, "since about October 2015"),
        ("2015/2015", "2015-01-01", "2015-12-31", "2015 to 2015"),
        ("0001", "0001-01-01", "0001-12-31", "0001"),
    ],
)  # fmt: skip
def test_a_date_covers_these_days_and_is_said_so(
    text: str, earliest: str | None, latest: str | None, words: str
) -> None:
    """A date claims no more days and no more certainty than its source does."""
    found = parse(text)
    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)
    assert (found.words, found.text) == (words, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(text, "bad-date") for text in (
            "", "4 March 1951", "1951-3-4", "1951-13", "1951-00", "51", "10000", "0000", "-0044",
            "Y17000", "1951-03-04T10:00", "1951/", "/1951", "..", "../..", "1951/1952/1953",
            "[1951,1952]", "{1951..1953}", "1951~-03", "unknown", "２０１５", "1951-03-04 ~",
            "XXXX",
        )],
        *[(text, "no-such-day") for text in ("1951-02-29", "1951-04-31", "1951-02-30~",
                                             "1951-01-01/1951-02-30", "1951-03-00")],
        *[(text, "backward-interval") for text in ("1952/1951", "1951-03-05/1951-03-04",
                                                   "1951-03/1951-02-28~")],
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_why(text: str, code: str) -> None:
    """Each way of getting a date wrong has its own sentence."""
    with pytest.raises(PydanticCustomError) as raised:
        parse(text)
    assert raised.value.type == code


def test_dates_sort_by_their_earliest_day() -> None:
    """In a timeline an open beginning comes first, and the wider of two dates last."""
    texts = ["1951-03-04", "1951", "../1950", "1951-03", "1950-12-31/..", "1951-01-01"]
    assert sorted(texts, key=lambda text: parse(text).sort_key) == [
        "../1950", "1950-12-31/..", "1951-01-01", "1951", "1951-03", "1951-03-04",
    ]  # fmt: skip


@given(st.dates(), st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_an_interval_runs_from_its_first_day_to_its_last(
    one: date, other: date, qualifier: str
) -> None:
    """Whichever two days an interval joins, it covers what lies between, both included."""
    first, last = sorted([one, other])
    found = parse(f"{first.isoformat()}{qualifier}/{last.isoformat()}{qualifier}")
    assert (found.earliest, found.latest) == (first, last)
    assert " to " in found.words
    assert str(last.year) in found.words


@given(st.text(st.sampled_from("0123456789-/.~?%X[]{}YTZ "), max_size=24))
def test_any_text_is_a_date_or_is_told(text: str) -> None:
    """No date brings the reader down, and one that is read can be put into words."""
    try:
        found = parse(text)
    except PydanticCustomError as error:
        assert error.type in ("bad-date", "no-such-day", "backward-interval")  # noqa: PT017
    else:
        assert found.words
        assert found.earliest or found.latest
        assert (found.earliest or date.min) <= (found.latest or date.max)
