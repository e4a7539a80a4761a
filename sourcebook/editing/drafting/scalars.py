"""Text as YAML and as a comment: always one line, always read back as it is."""

import json
import re
from collections.abc import Iterable

from ...reading.unfinished import TODO
from ...records.sources import Locator
from ...text import one_line

_PLAIN = re.compile(r"(?:~|<=?)?[^\W_][\w .’/()+<=~%¶-]*")

_NO_MARKS = str.maketrans("[]", "()")
_ADDRESS = re.compile(r"https?://[^\s,\[\]{}]*[\w/]")
_BEGINNING = 6  # words: enough to find a paragraph, too few to copy one
_WORD = 20  # characters of a word: many scripts have no spaces


def scalar(text: str) -> str:
    """Return a text as a YAML value that is read back as the same; quoted where it must be."""
    text = one_line(text)
    plain = _PLAIN.fullmatch(text) or _ADDRESS.fullmatch(text)
    return text if plain and not text.startswith(TODO) else quoted(text)


def quoted(text: str) -> str:
    """Return a text as YAML in quotation marks."""
    return json.dumps(one_line(text), ensure_ascii=False)


def todo(what: str = "") -> str:
    """Return what stands where something is to be written, with a hint of what, if given."""
    hint = re.sub(r"[^\w .…’'()-]+", " ", one_line(what))
    return " ".join([TODO, *hint.split()])


def beginning(text: str) -> str:
    """Return a text's first words, by which it is found."""
    words = one_line(text).split(" ")
    shown = [word if len(word) <= _WORD else f"{word[:_WORD]}…" for word in words[:_BEGINNING]]
    return " ".join([*shown, "…"] if len(words) > _BEGINNING else shown)


def digest(text: str) -> str:
    """Return a text's first words as they may stand where Sourcebook's own marks are read."""
    return beginning(text).translate(_NO_MARKS)


def listed(locators: Iterable[Locator]) -> str:
    """Return locators as a YAML list."""
    return f"[{', '.join(map(str, locators))}]"
