"""Quantities as sources give them, and the range of numbers that each allows."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sourcebook.records.figures import WORDS, parse


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "approximate"),
    [
        ("30", 30, 30, "", False),
        ("0", 0, 0, "", False),
        ("1,200", 1200, 1200, "", False),
        ("2.5", 2.5, 2.5, "", False),
        ("30+", 30, inf, "", False),
        (">30", 30, inf, "", False),
        (">= 30", 30, inf, "", False),
        ("<40", 0, 40, "", False),
        ("<=40", 0, 40, "", False),
        ("~60", 60, 60, "", True),
        ("~25-30", 25, 30, "", True),
        ("25-30", 25, 30, "", False),
        ("25 – 30", 25, 30, "", False),
        ("25-30 %", 25, 30, "%", False),
        ("30%", 30, 30, "%", False),
        ("60+ %", 60, inf, "%", False),
        ("10 days", 10, 10, "days", False),
        ("1,500+ square kilometres", 1500, inf, "square kilometres", False),
        ("~3 км", 3, 3, "км", True),
        ("hundreds", 200, 999, "", False),
        ("Dozens", 24, 99, "", False),
        ("tens  of\nthousands", 20_000, 99_999, "", False),
        ("most", 50, 100, "%", False),
        ("none", 0, 0, "", False),
        ("a couple", 2, 2, "", False),
        ("few", 2, 9, "", False),
        ("several", 3, 23, "", False),
        ("scores", 40, 99, "", False),
        ("half", 50, 50, "%", False),
        ("majority", 50, 100, "%", False),
        ("all", 100, 100, "%", False),
    ],
)
def test_a_quantity_allows_this_range(
    text: str, low: float, high: float, unit: str, approximate: bool
) -> None:
    """Each quantity allows a range of numbers, so that figures can be compared."""
    found = parse(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert found.approximate == approximate
    assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["", "sixty", "30-20", "30 30", "1,20", "1.2.3", "+30", "<30+", "<10-20", "30++", "-5", "~",
     "30 % of them", "10days", "hundreds of", "about 30", "$30", "30 _x"],
)  # fmt: skip
def test_what_is_no_quantity_is_told(text: str) -> None:
    """A text that isn't a quantity, and so can't be compared, is an error."""
    with pytest.raises(PydanticCustomError) as raised:
        parse(text)
    assert raised.value.type == "bad-figure"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30", "30"), ("30+", "30 or more"), ("~60", "about 60"), ("<=40", "at most 40"),
        (">= 40", "at least 40"), ("<40", "fewer than 40"), ("<9 hours", "less than 9 hours"),
        (">1,000", "more than 1,000"), ("25-30 %", "25–30 %"), ("~25-30 %", "about 25–30 %"),
        ("dozens", "dozens"), ("half", "half"),
    ],
)  # fmt: skip
def test_a_quantity_is_shown_in_words(text: str, words: str) -> None:
    """Quantities are shown in words, and different quantities look different."""
    assert parse(text).words == words


def test_words_of_powers_of_ten_leave_no_gap() -> None:
    """The word "hundreds" means 200 to 999, "thousands" 2,000 to 9,999; "millions" has no end."""
    words = ("hundreds", "thousands", "tens of thousands", "hundreds of thousands")
    for power, word in enumerate(words, 2):
        assert (parse(word).low, parse(word).high) == (2 * 10**power, 10 ** (power + 1) - 1)
    assert (parse("millions").low, parse("millions").high) == (2 * 10**6, inf)


def test_every_word_is_a_range() -> None:
    """The range of each number word begins at 0 or above, and its ends are in order."""
    for word in WORDS:
        assert 0 <= parse(word).low <= parse(word).high


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.booleans())
def test_a_range_has_its_ends_in_order(one: int, other: int, grouped: bool) -> None:
    """The ends of a range are in order, with or without separators of thousands."""
    low, high = sorted([one, other])
    text = f"{low:,}-{high:,}" if grouped else f"{low}-{high}"
    assert (parse(text).low, parse(text).high) == (low, high)
