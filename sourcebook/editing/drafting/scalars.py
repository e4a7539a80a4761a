"""Formats text as YAML values on one line, and as TODOs of drafts."""

import json
import re
from collections.abc import Iterable

from ...reading.unfinished import TODO
from ...records.locators import Locator
from ...text import one_line

_PLAIN = re.compile(r"(?:~|<=?)?[^\W_][\w .’/()+<=~%¶-]*")

_ADDRESS = re.compile(r"https?://[^\s,\[\]{}]*[\w/]")
_BEGINNING = 6  # maximum number of words quoted from a paragraph: too few to copy a sentence
_WORD = 20  # maximum characters shown per word; in scripts without spaces, a sentence is one word


def scalar(text: str) -> str:
    """Return a text as a YAML value, in quotation marks unless the text clearly needs none."""
    text = one_line(text)
    plain = _PLAIN.fullmatch(text) or _ADDRESS.fullmatch(text)
    return text if plain and not text.startswith(TODO) else quoted(text)


def quoted(text: str) -> str:
    """Return a text as YAML in quotation marks."""
    return json.dumps(one_line(text), ensure_ascii=False)


def todo(hint: str = "") -> str:
    """Return ``TODO`` and a hint, for a value that the researcher has to write."""
    words = re.sub(r"[^\w .…’'()-]+", " ", one_line(hint))
    return " ".join([TODO, *words.split()])


def beginning(text: str) -> str:
    """Return a text's first words, so that a reader can find the text."""
    words = one_line(text).split(" ")
    shown = [word if len(word) <= _WORD else f"{word[:_WORD]}…" for word in words[:_BEGINNING]]
    return " ".join([*shown, "…"] if len(words) > _BEGINNING else shown)


def yaml_list(locators: Iterable[Locator]) -> str:
    """Return locators as a YAML list."""
    return f"[{', '.join(map(str, locators))}]"
