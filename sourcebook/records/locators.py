"""Locators: the citable places in a source. Most kinds of passages are from CSL 1.0.2.

A source with a digest is cited by paragraph. Any source can also be cited by passage: ``p. 12``,
``fol. 12r``, ``00:14:30``, ``#comment-77``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

from ..messages import marked

Part = Literal["title", "standfirst", "caption"]
PARTS: tuple[Part, ...] = ("title", "standfirst", "caption")


class Term(NamedTuple):
    """How the passages of one kind, such as pages, are written.

    ``one``, ``several``: the label of a passage and of a range of passages. ``forms``: the other
    words, in lower case and without a full stop, that may stand before the value.
    """

    one: str
    several: str
    forms: tuple[str, ...] = ()


TERMS: Mapping[str, Term] = {
    "volume": Term(marked("vol. {place}"), marked("vols. {place}"), ("volume", "volumes")),
    "book": Term(marked("bk. {place}"), marked("bks. {place}"), ("book", "books")),
    "part": Term(marked("pt. {place}"), marked("pts. {place}"), ("part", "parts")),
    "chapter": Term(marked("ch. {place}"), marked("chs. {place}"), ("chap", "chapter", "chapters")),
    "section": Term(marked("§ {place}"), marked("§§ {place}"), ("sec", "section", "sections")),
    "article": Term(marked("art. {place}"), marked("arts. {place}"), ("article", "articles")),
    "page": Term(marked("p. {place}"), marked("pp. {place}"), ("pg", "page", "pages")),
    "folio": Term(marked("fol. {place}"), marked("fols. {place}"), ("f", "ff", "folio", "folios")),
    "column": Term(marked("col. {place}"), marked("cols. {place}"), ("column", "columns")),
    "line": Term(marked("l. {place}"), marked("ll. {place}"), ("line", "lines")),
    "verse": Term(marked("v. {place}"), marked("vv. {place}"), ("verse", "verses")),
    "figure": Term(marked("fig. {place}"), marked("figs. {place}"), ("figure", "figures")),
    "table": Term(marked("table {place}"), marked("tables {place}")),
    "note": Term(marked("n. {place}"), marked("nn. {place}"), ("note", "notes")),
    "appendix": Term(marked("app. {place}"), marked("apps. {place}"), ("appendix", "appendices")),
    "message": Term(marked("message {place}"), marked("messages {place}"), ("msg",)),
    "time": Term("{place}", "{place}"),
    "fragment": Term("{place}", "{place}"),
}
"""Kind of passage -> labels and accepted words. Passages are sorted by kind, in this order."""

_FORMS = {
    form: kind
    for kind, term in TERMS.items()
    for form in (*term.forms, *(label.split()[0].rstrip(".") for label in term[:2]))
}

_NUMBER = r"[0-9A-Za-z]+(?:[.:][0-9A-Za-z]+)*"
_RANGE = r"\s*[-–]\s*"
_PASSAGE = re.compile(
    rf"(?:(?P<sign>§§?)|(?P<word>[A-Za-z]+)(?:\.|\s))\s*(?P<value>{_NUMBER})"
    rf"(?:{_RANGE}(?P<end>{_NUMBER}))?"
)
_ALMOST = re.compile(
    rf"(?P<word>[A-Za-z]+)(?:\W+|(?=\d))(?P<value>{_NUMBER})(?:{_RANGE}(?P<end>{_NUMBER}))?"
)
_TIME = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])")
_FRAGMENT = re.compile(r"#[0-9A-Za-z][0-9A-Za-z._~:=+/-]{0,199}")
_ROMAN = re.compile(r"(?i)m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_Step = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable passage of a source that isn't a paragraph of its digest.

    ``kind``: a key of ``TERMS``. ``value``: the passage's number, such as ``12r``, ``4.2``,
    ``00:14:30`` or ``#comment-77``. ``end``: the last number if the passage is a range; otherwise
    empty.
    """

    kind: str
    value: str
    end: str = ""

    def __str__(self) -> str:
        """Return the passage as it is written in ``sources/`` and in exports: ``pp. 12-13``."""
        return self.label(TERMS[self.kind], "-")

    def label(self, term: Term, dash: str) -> str:
        """Return the passage with ``term``'s label, and ``dash`` between the numbers of a range."""
        if self.end:
            return term.several.format(place=f"{self.value}{dash}{self.end}")
        return term.one.format(place=self.value)

    @property
    def numbers(self) -> tuple[int, int] | None:
        """The passage's first and last number, as integers; for a time, in seconds.

        None if the passage has no such numbers.
        """
        ends = (self.value, self.end or self.value)
        if self.kind == "time":
            first, last = map(seconds, ends)
        elif all(map(str.isdigit, ends)):
            first, last = map(int, ends)
        else:
            return None
        return first, last

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The key to sort passages by: kind, then number. Roman numerals come before Arabic."""
        return (_RANKS[self.kind], _steps(self.value), _steps(self.end))


_RANKS = {kind: rank for rank, kind in enumerate(TERMS)}

Locator = int | Part | Passage
"""A citable place in a source: a passage, a part's name, or a paragraph's number (from 1)."""


def locator_text(locator: Locator) -> str:
    """Return a locator in the form used in citations: ``¶6``, ``title``, ``p. 12``."""
    return f"¶{locator}" if isinstance(locator, int) else str(locator)


def sort_key(locator: Locator) -> tuple[object, ...]:
    """Return the key to sort locators of a source by: parts, then paragraphs, then passages."""
    if isinstance(locator, Passage):
        return (2, *locator.sort_key)
    return (1, locator) if isinstance(locator, int) else (0, locator)


def anchor(locator: Locator) -> str:
    """Return the HTML id of a locator on its source's page: ``p6``, ``title``, ``page-12``.

    A fragment of the source's own address gets a prefix: ``#comment-77`` becomes ``at-comment-77``.
    Without the prefix, the fragment could be the same as another id on the page.
    """
    if isinstance(locator, int):
        return f"p{locator}"
    if not isinstance(locator, Passage):
        return locator
    if locator.kind == "fragment":
        return f"at-{locator.value[1:]}"
    ends = "-".join(filter(None, (locator.value, locator.end)))
    return f"{locator.kind}-{ends.replace(':', '-') if locator.kind == 'time' else ends}"


def seconds(time: str) -> int:
    """Return a time such as ``01:14:30`` in seconds."""
    hours, minutes, rest = map(int, time.split(":"))
    return 3600 * hours + 60 * minutes + rest


def time_text(whole: int) -> str:
    """Return a number of seconds as hours, minutes and seconds: ``01:14:30``."""
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def parse_time(text: str) -> str | None:
    """Return a time such as ``14:30`` or ``0:14:30`` as ``00:14:30``; None if it isn't a time."""
    match = _TIME.fullmatch(text)
    if match and match[1] and int(match[2]) > 59:
        return None
    return time_text(seconds(f"{match[1] or 0}:{match[2]}:{match[3]}")) if match else None


def parse_passage(text: str) -> Passage | None:
    """Return the passage that a text such as ``p. 12`` names; None if it names no passage.

    The last number of a range may be shortened: ``pp. 112-13``, ``fol. 12r-v``.
    """
    text = text.strip()
    if _FRAGMENT.fullmatch(text):
        return Passage("fragment", text)
    first, _, last = re.sub(_RANGE, "-", text).partition("-")
    if start := parse_time(first):
        end = parse_time(last) if last else ""
        return _ordered("time", start, end) if end is not None else None
    match = _PASSAGE.fullmatch(text)
    kind = _FORMS.get(match["sign"] or match["word"].lower()) if match else None
    if match is None or kind is None:
        return None
    value, end = match["value"], in_full(match["value"], match["end"] or "")
    return _ordered(kind, value, end) if all(map(_is_number, (value, end or value))) else None


def in_full(first: str, last: str) -> str:
    """Return the last number of a range in full: ``113`` for ``first`` 112 and ``last`` 13."""
    if first.isdigit() and last.isdigit() and len(last) < len(first) and int(last) < int(first):
        return first[: -len(last)] + last
    number = first.rstrip("abcdefghijklmnopqrstuvwxyz")
    if last.isalpha() and last.islower() and number.isdigit() and number != first:
        return number + last
    return last


def _is_number(value: str) -> bool:
    """Return whether a value contains a digit, or is a Roman numeral or a single letter."""
    return len(value) <= 50 and (
        any(map(str.isdigit, value)) or len(value) == 1 or bool(_ROMAN.fullmatch(value))
    )


def _ordered(kind: str, value: str, end: str) -> Passage | None:
    if not end or value == end:
        return Passage(kind, value)
    return Passage(kind, value, end) if _steps(value) < _steps(end) else None


def _steps(value: str) -> tuple[_Step, ...]:
    """Return a sort key for a passage's number: ``xii`` comes before 9, and 9 before 10."""
    if value.isalpha() and len(value) < 20 and _ROMAN.fullmatch(value):
        digits = [_ROMAN_DIGITS[letter] for letter in value.lower()]
        pairs = zip(digits, [*digits[1:], 0], strict=True)
        return ((0, sum(-one if one < after else one for one, after in pairs), ""),)
    return tuple(
        (1, int(part), "") if part.isdigit() else (2, 0, part)
        for part in re.findall(r"\d+|[^\d.:-]+", value)
    )


def nearest_passage(text: str) -> str:
    """Return the passage that a text probably means; empty if no passage is similar."""
    match = _ALMOST.fullmatch(text.strip())
    if match is None:
        return ""
    first, last = match["value"], match["end"]
    for form in get_close_matches(match["word"].lower(), _FORMS, n=1, cutoff=0.5):
        for ends in (f"{first}-{last}", f"{last}-{first}") if last else (first,):
            if passage := parse_passage(f"{form} {ends}"):
                return str(passage)
    return ""


_TIMES = rf"{_TIME.pattern}(?:{_RANGE}{_TIME.pattern})?"
PASSAGES = re.sub(
    r"\?P<[a-z]+>", "?:", rf"^\s*(?:{_PASSAGE.pattern}|{_TIMES}|{_FRAGMENT.pattern})\s*$"
)
"""A regular expression, for JSON Schemas, that matches a passage in any allowed form."""
