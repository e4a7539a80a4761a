"""Text as YAML and as a comment: always one line, always read back as it is."""

import json
import re
from collections.abc import Iterable

from ...reading.unfinished import TODO
from ...records.sources import Locator
from ...text import one_line

_PLAIN = re.compile(r"(?:~|<=?)?[^\W_][\w .’/()+<=~%¶-]*")

_ADDRESS = re.compile(r"https?://[^\s,\[\]{}]*[\w/]")
_BEGINNING = 6  # words: enough to find a paragraph, too few to copy one


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
    return " ".join([*words[:_BEGINNING], "…"] if len(words) > _BEGINNING else words)


def listed(locators: Iterable[Locator]) -> str:
    """Return locators as a YAML list."""
    return f"[{', '.join(map(str, locators))}]"
