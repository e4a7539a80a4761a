"""If Pandoc refuses a citation style, finds the faulty part and its position in the file."""

import re

from ..problems import Mark, Problem
from ..reading.suggesting import nearest
from .pandoc import StyleRefusedError, formatted

_ELEMENTS = (
    "bibliography", "citation", "choose", "date", "date-part", "else", "else-if", "et-al", "group",
    "if", "info", "institution", "key", "label", "layout", "locale", "macro", "name", "name-part",
    "names", "number", "sort", "style-options", "substitute", "term", "terms", "text",
)  # fmt: skip
"""The names of the elements of CSL 1.0.2, except those inside ``info``."""

_PLACES = {
    "text element": re.compile(r"<text(?=[\s/>])(?![^>]*\s(?:variable|macro|term|value)=)"),
    "macro element": re.compile(r"<macro(?=[\s/>])(?![^>]*\sname=)"),
    "element present in citation": re.compile(r"<citation(?=[\s/>])"),
}
"""Maps a part of Pandoc's message to a regular expression for the faulty part of the style."""

_SAMPLE = {"id": "sample", "type": "book", "title": "Title"}


def refusal(style: str, path: str) -> Problem | None:
    """Return the problem with a style that Pandoc can't use; None if Pandoc can use it.

    ``style``: the text of the style. ``path``: the path of the style's file as problems show it.
    Raises CitationError if Pandoc can't be run.
    """
    try:
        formatted([_SAMPLE], style)
    except StyleRefusedError as error:
        named = re.search(r'unknown element "([^"]+)"', error.reason)
        if named:
            place = re.compile(rf"<(?:\w+:)?{re.escape(named[1])}(?=[\s/>])").search(style)
            near = nearest(named[1], _ELEMENTS)
        else:
            found = (place for said, place in _PLACES.items() if said in error.reason)
            place, near = next((one.search(style) for one in found), None), None
        before = style[: place.start()] if place else ""
        mark = Mark(path, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        return Problem("refused-csl", mark, {"reason": error.reason}, near)
    return None
