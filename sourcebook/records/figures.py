"""Quantities as sources give them: ``30``, ``30+``, ``25-30 %``, ``hundreds``."""

import re
from dataclasses import dataclass
from math import inf
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from ..messages import gettext as _
from ..messages import marked
from .base import LABEL_LENGTH, Label, Record
from .invalid import invalid

WORDS: dict[str, tuple[float, float]] = {
    "none": (0, 0),
    "a couple": (2, 2),
    "few": (2, 9),
    "several": (3, 23),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, inf),
    "half": (50, 50),
    "majority": (50, 100),
    "most": (50, 100),
    "all": (100, 100),
}
"""Word -> the lowest and the highest number that the word may mean.

For words that are in ``PERCENT_WORDS`` too, the numbers are percentages.
"""

PERCENT_WORDS = frozenset(["half", "majority", "most", "all"])

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
DIGITS = 30
"""Maximum number of digits in a number of a quantity. Real quantities need fewer."""
_NOT_DIGIT = re.compile(r"\D")
_QUANTITY = re.compile(
    rf"^(?P<sign>~|<=|>=|<|>)?\s*(?P<low>{_NUMBER})"
    rf"(?:\s*[-\u2013]\s*(?P<high>{_NUMBER})|(?P<plus>\+))?"
    r"(?:\s*(?P<percent>%)|\s+(?P<unit>[^\W\d_][^\d]*))?$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with the range of numbers that it allows.

    ``text``: the quantity as written. ``low``, ``high``: the ends of the range, both included;
    ``high`` is infinite if only a minimum is given. ``unit``: ``%``, another unit, or empty for a
    plain count. ``approximate``: whether the quantity is written with ``~``.
    """

    text: str
    low: float
    high: float
    unit: str
    approximate: bool = False

    @property
    def words(self) -> str:
        """The quantity as people write it: ``at most 40``, ``about 60``, ``25–30 %``."""
        if self.text in WORDS:
            return _(self.text)
        match = _QUANTITY.match(self.text)
        if not match:
            return self.text
        end = f"–{match['high']}" if match["high"] else ""
        unit = match["percent"] or (match["unit"] or "").strip()
        number = f"{match['low']}{end} {unit}".strip()
        sign = match["plus"] or match["sign"] or ""
        if sign == "<" and not unit:
            return _("fewer than {number}").format(number=number)
        return _(_SIGNED[sign]).format(number=number) if sign else number

    @property
    def is_bounded(self) -> bool:
        """Whether the quantity is written as a limit, with ``<`` or ``>``."""
        return self.text[:1] in "<>"


_SIGNED = {
    "~": marked("about {number}"), "<=": marked("at most {number}"),
    ">=": marked("at least {number}"), "<": marked("less than {number}"),
    ">": marked("more than {number}"), "+": marked("{number} or more"),
}  # fmt: skip


def parse(text: str) -> Quantity:
    """Read a quantity; raises PydanticCustomError ``bad-figure`` or ``long-number``."""
    text = " ".join(text.split())
    word = text.lower()
    if word in WORDS:
        low, high = WORDS[word]
        return Quantity(text, low, high, "%" if word in PERCENT_WORDS else "")
    match = _QUANTITY.match(text)
    if not match:
        raise invalid("bad-figure", {"value": text})
    if any(len(_NOT_DIGIT.sub("", match[part] or "")) > DIGITS for part in ("low", "high")):
        facts = {"value": text, "limit": str(DIGITS)}
        raise invalid("long-number", facts)
    low = float(match["low"].replace(",", ""))
    high = float(match["high"].replace(",", "")) if match["high"] else low
    if match["plus"] or match["sign"] in (">", ">="):
        high = inf
    elif match["sign"] in ("<", "<="):
        low = 0
    if low > high or (match["sign"] and (match["high"] or match["plus"]) and match["sign"] != "~"):
        raise invalid("bad-figure", {"value": text})
    unit = match["percent"] or (match["unit"] or "").strip()
    return Quantity(text, low, high, unit, match["sign"] == "~")


def _from_yaml(value: Any) -> Quantity:
    if not isinstance(value, str):
        raise invalid("string_type", {})
    if len(value) > LABEL_LENGTH:
        raise invalid("string_too_long", {"max_length": LABEL_LENGTH})
    return parse(value)


class Figure(Record):
    """A number that a claim gives, with what it counts."""

    counts: Label = Field(
        description="What is counted, worded alike for alike things: `people hurt`."
    )
    value: Annotated[
        Quantity,
        PlainValidator(_from_yaml),
        WithJsonSchema({"type": ["string", "number"], "examples": ["30", "60+", "25-30 %"]}),
    ] = Field(
        description="How many: `30`, `30+`, `~60`, `<=40`, `25-30 %`, `10 days`, or a word: "
        + ", ".join(f"`{word}`" for word in WORDS)
        + "."
    )
