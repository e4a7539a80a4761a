"""Finds numbers in a text, and drafts them as a claim's figures, for the researcher to check."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...records.figures import WORDS, parse
from .identifiers import blanked

_SMALL = re.findall(
    r"\w+",
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_SPELLED = {word: number for number, word in enumerate(_SMALL, 2)}
_SPELLED |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_SPELLED |= {
    f"{ten}-{unit}": 10 * tens + number
    for tens, ten in enumerate(_TENS, 2)
    for number, unit in enumerate(["one", *_SMALL[:8]], 1)
}
_SPELLED |= {"a hundred": 100, "a thousand": 1000}
_VAGUE = [word for word in WORDS if word not in ("none", "few", "most", "all", "half")]
_SIGNS = {
    "about": "~", "around": "~", "some": "~", "nearly": "~", "almost": "~", "roughly": "~",
    "approximately": "~", "more than": ">", "over": ">", "at least": ">=", "at most": "<=",
    "up to": "<=", "fewer than": "<", "less than": "<", "under": "<",
    "no more than": "<=", "not more than": "<=", "no fewer than": ">=", "not fewer than": ">=",
    "no less than": ">=", "not less than": ">=",
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NOT_COUNTED = frozenset(
    re.findall(
        r"\w+",
        """in on at of and or to for from by with who whom that which were was are is have had has
        as but than since until against over per when while""",
    )
)
_MONEY = {"£": "pounds", "$": "dollars", "€": "euros"}
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_UNITS = (
    "seconds|minutes|hours|days|weeks|months|years|metres|meters|kilometres|kilometers|km|miles|"
    "tonnes|tons|dollars|pounds|euros"
)
_LONGEST_FIRST = "|".join(sorted([*_SPELLED, *_VAGUE], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?<![\w.,/:-])(?:(?P<sign>{'|'.join(_SIGNS)})\s+)?"
    rf"(?P<money>[£$€])?(?:(?P<low>{_DIGITS})(?:\s*(?:-|–|to|and)\s*(?P<high>{_DIGITS}))?|(?P<word>{_LONGEST_FIRST}))"
    rf"(?![\w/]|[.,:-]\d|-[^\W\d_]*\d)(?:\s+(?P<times>{'|'.join(_TIMES)})\b)?"
    rf"(?:\s*(?P<percent>%|per ?cent\b)|[\s-](?P<unit>{_UNITS})\b)?"
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?P<counted>[^\W\d_][\w’'-]*))?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?<![\w.,/:-])(?P<low>\d+|\d{1,3}(?:[. ]\d{3})+)(?![\w/:]|[.,-]\d)")


_ITEM = re.compile(r"\s*(?:[(\[]?\d{1,4}[.)\]]|[¶§]\s*\d{1,4}\.?)\s")
_BARE_ITEM = re.compile(r"\s*(\d{1,4})\s")
_NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(sorted(_SPELLED, key=len, reverse=True))}))"
_HOUR = rf"(?:\d{{1,2}}(?:[.:]\d\d)?|one|{'|'.join(_SMALL[:11])})"
_CLOCK = (
    rf"\b{_HOUR}\s*(?:[ap]\.?\s?m\b|o[’']clock\b)"
    rf"|\b(?:half\s+past|quarter\s+(?:past|to)|{_NUMBER}\s+(?:minutes?\s+(?:past|to)|past))\s+{_HOUR}\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s*(?:hours|hrs?)\b"
    r"|(?<![£$€.,])\b(?:[01]?\d|2[0-3])\.[0-5]\d\b(?!\.?\d)"
    rf"(?![\s-]*(?:%|per ?cent|{'|'.join(_TIMES)}|{_UNITS}))"
)
"""Matches times of day: 9 p.m., ten o'clock, half past nine, 0930 hours, 9.10."""
_AGE = (
    rf"\bage[ds]?\s+(?:of\s+)?{_NUMBER}\b(?:\s+(?:and|to|or)\s+{_NUMBER}\b)?"
    rf"|\b{_NUMBER}[\s-]years?[\s-]old\b"
)
_UNCOUNTED = re.compile(f"{_CLOCK}|{_AGE}", re.IGNORECASE)
_AGE_AFTER_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:,\s\d{1,3}(?=[,.;](?:\s|$))|\s\(\d{1,3}\))")
"""Matches an age after a name: "Ada Brandt, 34" and "Ada Brandt (34)"."""


def numbered(paragraphs: Sequence[str]) -> set[int]:
    """Return the indexes of numbered paragraphs: those that begin with successive numbers."""
    first = {at: int(match[1]) for at, text in enumerate(paragraphs)
             if (match := _BARE_ITEM.match(text))}  # fmt: skip
    return {at for at, one in first.items()
            if first.get(at - 1) == one - 1 or first.get(at + 1) == one + 1}  # fmt: skip


class FoundNumber(NamedTuple):
    """A number in a text, written as the value of a figure (a number that a claim gives).

    ``counted``: the word after the number, which may name what is counted.
    """

    value: str
    counted: str = ""


def find_numbers(
    text: str,
    language: str | None,
    excluded: Iterable[tuple[int, int]] = (),
    *,
    is_numbered: bool = False,
) -> list[FoundNumber]:
    """Return the numbers in a text: numbers in digits and, in English, also numbers in words.

    Times of day and ages are skipped. ``excluded``: the ranges of dates in the text, as indexes;
    numbers in dates are skipped. ``is_numbered``: whether the text is a paragraph that begins with
    its own number.
    """
    english = (language or "en").partition("-")[0] == "en"
    spans = list(excluded)
    found = []
    # The number with which a numbered paragraph begins is skipped.
    numbered = _ITEM.match(text) or (_BARE_ITEM.match(text) if is_numbered else None)
    if numbered:
        spans.append(numbered.span())
    spans += [match.span() for match in _UNCOUNTED.finditer(text)]
    spans += [match.span() for match in _AGE_AFTER_NAME.finditer(text)]
    for match in (_ENGLISH if english else _PLAIN).finditer(blanked(text)):
        at = match.start("low") if match["low"] else match.start("word")
        if not any(start <= at < end for start, end in spans):
            found.append(_english(match) if english else FoundNumber(re.sub("[. ]", "", match[0])))
    return [number for number in dict.fromkeys(found) if _is_figure(number.value)]


def _english(match: re.Match[str]) -> FoundNumber:
    word = match["word"] and match["word"].lower()
    sign = _SIGNS[match["sign"].lower()] if match["sign"] else ""
    counted = match["counted"] or ""
    if counted.lower() in _NOT_COUNTED:
        counted = ""
    if word in WORDS:
        return FoundNumber(word, counted)
    times = _TIMES[match["times"].lower()] if match["times"] else 1
    value = _multiplied(match["low"] or str(_SPELLED[word]), times)
    if match["high"]:
        value, sign = f"{value}-{_multiplied(match['high'], times)}", ""
    unit = "%" if match["percent"] else match["unit"] or _MONEY.get(match["money"])
    if unit:
        return FoundNumber(f"{sign}{value} {unit.lower()}")
    return FoundNumber(f"{sign}{value}", counted)


def _multiplied(number: str, times: int) -> str:
    """Return the product of two numbers, with thousands separators.

    If ``times`` is 1, ``number`` is returned unchanged.
    """
    return number if times == 1 else f"{float(number.replace(',', '')) * times:,.0f}"


def _is_figure(value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True
