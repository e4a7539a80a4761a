"""Adapts Pandoc's default style, Chicago's for readers of English, to the language in use.

Pandoc has words of many languages for styles, but the default style puts the month before the day
and has English commas. If Pandoc's word in a language is missing or wrong, the word comes from
Sourcebook's message catalogue. A project's own style isn't changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from string import Formatter
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..conventions import in_use
from ..messages import gettext as _
from ..messages import language, pgettext
from ..text import comma, semicolon
from .pandoc import ALONE, JOINED

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_EDITION = [("number", "edition"), ("label", "edition")]
"""The elements of the style that print ``2nd ed.``. Right-to-left languages put ``ed.`` first."""

_NAMED_EDITION = [("text", "edition"), ("label", "edition")]
"""The elements of the style that print ``Morning Edition``.

In many languages, the word for "edition" comes first. Pandoc has this word; the order comes from
Sourcebook's message catalogue.
"""

_MONTH_ALONE = "annote"
"""A CSL variable that marks items dated to a month without a day. Citations never show it."""


def flagged(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return CSL-JSON items; each item dated to a month without a day has ``_MONTH_ALONE`` set."""
    return [{**item, _MONTH_ALONE: "yes"} if _has_month_alone(item) else item for item in items]


def _has_month_alone(item: Mapping[str, Any]) -> bool:
    return any(len(parts) == 2 for parts in item.get("issued", {}).get("date-parts", ()))


def translate(style: Element) -> None:
    """Adapt a CSL style, in place, to the language in use. ``style``: the root element."""
    marks = str.maketrans({",": comma().strip(), ";": semicolon().strip()})
    for element in style.iter():
        for name in {"delimiter", "prefix", "suffix"}.intersection(element.attrib):
            element.set(name, element.attrib[name].translate(marks))
        if "delimiter-precedes-last" in element.attrib or element is style:
            element.set("delimiter-precedes-last", "never")
        if element.get("text-case") == "title":  # title case is an English convention
            del element.attrib["text-case"]
        element.attrib.pop("page-range-format", None)  # so are shortened ranges
    for name in ("name-delimiter", "sort-separator"):
        style.set(name, comma())
    for macro in style.iter(f"{_CSL}macro"):
        for parent in [*macro.iter()]:
            parent[:] = [_date(child) for child in parent]
            if in_use().right_to_left and [*map(_printed, parent)] == _EDITION:
                parent[:] = parent[::-1]
            if [*map(_printed, parent)] == _NAMED_EDITION:
                _order_named_edition(parent)
    style.insert(1, _locale())


def _order_named_edition(both: Element) -> None:
    """Put an edition's name and the word for "edition" in the order of the language in use.

    If the style capitalises the word for "edition", whichever comes first is capitalised instead.
    ``both``: the parent of the elements that print the name and the word.
    """
    capital = both[1].attrib.pop("text-case", "")
    if pgettext("in a citation", "{name} edition").endswith("{name}"):
        both[:] = both[::-1]
    if capital:
        both[0].set("text-case", capital)


def _printed(element: Element) -> tuple[str, str | None]:
    """Return the name of a style's element, and the CSL variable that the element prints."""
    return element.tag.removeprefix(_CSL), element.get("variable")


def _date(element: Element) -> Element:
    """Return a style's element, adapted to the language in use if it prints more than a year.

    A month and day are put in the order of the language. An element that prints the date of
    publication becomes a ``choose`` with two forms of the month, because some languages inflect the
    month's name: ``март`` without a day, but ``2 марта``.
    """
    if element.tag != f"{_CSL}date" or element.get("date-parts") == "year":
        return element
    if [part.get("name") for part in element] == ["month", "day"]:
        element[:] = _date_parts(in_use().day_of_year)
    if element.get("variable") != "issued":
        return element
    choose = Element(f"{_CSL}choose")
    alone = SubElement(choose, f"{_CSL}if", variable=_MONTH_ALONE)
    alone.append(deepcopy(element))
    month = alone[0].find(f"{_CSL}date-part[@name='month']")
    if month is None:
        month = SubElement(alone[0], f"{_CSL}date-part", name="month")
    month.set("form", "short")
    SubElement(choose, f"{_CSL}else").append(element)
    return choose


def _date_parts(pattern: str) -> Iterator[Element]:
    """Yield CSL's ``date-part`` elements for a date pattern, such as ``Conventions.short_day``."""
    pieces = [(text, field) for text, field, *_rest in Formatter().parse(pattern)]
    after = [text for text, _field in pieces[1:]] + [""]
    for (_text, field), suffix in zip(pieces, after, strict=True):
        if field:
            form = {"form": "ordinal"} if field == "day" and in_use().first_day != "1" else {}
            yield Element(f"{_CSL}date-part", {"name": field, "suffix": suffix, **form})


def _locale() -> Element:
    """Return a CSL ``locale`` element: terms and a date format to use instead of Pandoc's own."""
    locale = Element(f"{_CSL}locale", {_LANGUAGE: language()})
    SubElement(locale, f"{_CSL}style-options", {"limit-day-ordinals-to-day-1": "true"})
    date = SubElement(locale, f"{_CSL}date", form="text")
    date[:] = _date_parts(in_use().short_day)
    terms = SubElement(locale, f"{_CSL}terms")
    for (name, form), words in _terms():
        SubElement(terms, f"{_CSL}term", {"name": name, "form": form}).text = words
    if first := in_use().first_day.removeprefix("1"):
        day = {"name": "ordinal-01", "gender-form": "masculine"}  # as in a date elsewhere on pages
        SubElement(terms, f"{_CSL}term", day).text = first
    return locale


def _terms() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield ``((name, form), words)`` for each CSL term that replaces Pandoc's own."""
    for kind, marks in (("", _("“{words}”")), ("inner-", _("‘{words}’"))):
        opening, _words, closing = marks.partition("{words}")
        yield (f"open-{kind}quote", "long"), opening
        yield (f"close-{kind}quote", "long"), closing
    for number, names in enumerate(
        zip(in_use().months_in_dates, in_use().months, strict=True), start=1
    ):
        yield (f"month-{number:02}", "long"), names[0]
        yield (f"month-{number:02}", "short"), ALONE + names[1]
    between = in_use().pair.removeprefix("{0}").removesuffix("{1}")
    if not between.endswith(" "):
        yield ("and", "long"), between.lstrip() + JOINED
    yield ("bc", "long"), "\u00a0" + pgettext("in a citation", "BCE")
    yield ("in", "long"), pgettext("in a citation", "in")
    yield ("number", "short"), pgettext("in a citation", "no.")
    yield ("legislation", "short"), pgettext("in a citation", "law")
    yield ("editor", "verb"), pgettext("in a citation", "edited by")
    yield ("recipient", "verb"), pgettext("a letter, in a citation", "to")
    yield ("container-author", "verb"), pgettext("an interview, in a citation", "by")
