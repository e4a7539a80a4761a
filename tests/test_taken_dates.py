"""Events without a date in their records: their dates are derived from claims."""

from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.project import SOURCES

from .corpora import copy_small

AGREED = {
    "the same day": (["1951-03-04", "1951-03-04"], "1951-03-04"),
    "a day in a month": (["1951-03-04", "1951-03"], "1951-03"),
    "a day in an interval": (["1951-03-03/1951-03-05", "1951-03-04"], "1951-03-03/1951-03-05"),
    "about that day": (["1951-03-04", "1951-03-04~"], "1951-03-04~"),
    "perhaps that day": (["1951-03-04?", "1951-03-04"], "1951-03-04?"),
    "an hour of the day": (["1951-03-04T22:10", "1951-03-04"], "1951-03-04"),
    "two days": (["1951-03-04", "1951-03-05"], None),
    "months that overlap": (["1951-02/1951-03", "1951-03/1951-04"], None),
    "about another day": (["1951-03-04", "1951-03~", "1951-04"], None),
    "a day about a month": (["1951-03-04~", "1951-03"], None),
    "two hours": (["1951-03-04T22:10", "1951-03-04T22:12"], None),
    "no end": (["1951-03-04/..", "1951-03-05"], None),
}
"""Maps the name of a case to the dates in an event's claims, and to the date derived from them."""


def corpus(folder: Path, dates: list[str], event: str = "") -> Corpus:
    """Return the small corpus with one more event, and claims about it with these dates.

    ``event``: additional YAML for the event's record.
    """
    sources = copy_small(folder) / SOURCES
    events = f"flood:\n  title: Flood\n  kind: disaster\n{event}"
    (sources / "events" / "flood.yml").write_text(events, "utf-8")
    path = sources / "summaries" / "harbour-post-1951-03.yml"
    claims = "".join(
        f"  - {{id: flood-{at}, says: It was flooded., paragraph: 1, event: flood, date: {date}}}\n"
        for at, date in enumerate(dates)
    )
    path.write_text(path.read_text("utf-8").replace("claims:\n", f"claims:\n{claims}"), "utf-8")
    made = stages.check(folder).corpus
    assert made
    return made


@pytest.mark.parametrize("case", AGREED)
def test_an_event_has_the_date_that_all_its_claims_support(case: str, tmp_path: Path) -> None:
    """An event without a date of its own gets the date that all its dated claims imply.

    If there is no such date, the event has none.
    """
    dates, expected = AGREED[case]
    date = corpus(tmp_path, dates).events["flood"].date
    assert (date.text if date else None) == expected


def test_a_date_of_its_own_stays(tmp_path: Path) -> None:
    """The date in a record isn't changed by less precise claims."""
    made = corpus(tmp_path, ["1951-03-04", "1951-03"], "  date: 1951-03-04\n")
    date = made.events["flood"].date
    assert date
    assert date.text == "1951-03-04"


def test_a_forecast_is_no_match_for_a_report(tmp_path: Path) -> None:
    """A forecast's date is used only if no claim reports that the event has happened."""
    for kinds, expected in (("forecast report", "1951-03-04"), ("forecast forecast", "1951-03")):
        dated = zip(["1951-03", "1951-03-04"], kinds.split(), strict=True)
        claims = [f"{date}, kind: {kind}" for date, kind in dated]
        made = corpus(tmp_path / kinds, claims)
        date = made.events["flood"].date
        assert date
        assert date.text == expected


def test_claims_that_differ_are_cited(tmp_path: Path) -> None:
    """If the claims' dates differ, the event has no date, and its page gives the reason."""
    made = corpus(tmp_path, ["1951-03-04", "1951-04"])
    page = stages.generate(made)["events/flood.md"].decode()
    assert "**When:** the sources differ<sup>" in page


def test_a_page_is_the_same_without_the_date_that_claims_give(tmp_path: Path) -> None:
    """An event's page is the same whether its date is derived from claims or is in its record."""
    pages = [
        stages.generate(corpus(tmp_path / str(at), ["1951-03-04", "1951-03"], event))
        for at, event in enumerate(["", "  date: 1951-03\n"])
    ]
    without, with_date = (made["events/flood.md"].decode() for made in pages)
    assert without == with_date
    assert "**When:** March 1951<sup>" in without
